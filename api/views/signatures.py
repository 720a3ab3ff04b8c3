"""What was found of the signatures embedded in a file, in words: as it was found when the file came in, and no more."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

import words
from papers.examining.answer import Covers, Signature, Trust, as_signature
from store.reading.views import View
from words import rendering

_INTACT = {True: "signature_intact", False: "signature_broken", None: "signature_unknown"}


class SignatureView(View):
    """One signature. Whether its certificate was revoked is not asked."""

    signer: str = Field(description="The name in the certificate; vouched for by nobody unless it is trusted")
    intact: bool | None = Field(description="Whether what it covers is as it was signed; null: nobody can tell")
    covers: Covers
    trust: Trust
    claimed_at: datetime | None = Field(description="By the signer's own clock")
    said: str


def told(signatures: Iterable[Mapping[str, Any]], language: str) -> tuple[SignatureView, ...]:
    """Of those kept with a file."""
    return tuple(_told(as_signature(each), language) for each in signatures)


def _told(found: Signature, language: str) -> SignatureView:
    claimed = datetime.fromisoformat(found.claimed_at) if found.claimed_at else None
    said = "; ".join(_sentences(found, claimed, language))
    return SignatureView(
        signer=found.signer, intact=found.intact, covers=found.covers, trust=found.trust, claimed_at=claimed, said=f"{said}."
    )


def _sentences(found: Signature, claimed: datetime | None, language: str) -> Iterator[str]:
    yield words.page("signature_of", language, signer=found.signer) if found.signer else words.page("signature_unnamed", language)
    yield words.page(_INTACT[found.intact], language)
    if found.intact is None:
        return
    for each in (found.covers, found.trust):
        if each != "unknown":
            yield words.page(f"signature_{each.replace('-', '_')}", language)
    if claimed:
        yield words.page("signature_claimed", language, moment=rendering.moment(claimed, language))
