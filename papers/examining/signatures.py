"""Who signed a PDF, by the signatures embedded in it (PAdES, ISO 32000). What cannot be told is unknown; nothing goes to a network."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from asn1crypto.x509 import Certificate
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from papers.examining.answer import MOST_SIGNATURES, Covers, Signature, Trust


def verified(file: BinaryIO, roots: Path | None, at: datetime) -> Iterator[Signature]:
    """Each, in the order they were placed. `roots`: a folder of PEM files, or None; `at`: the moment as of which certificates are asked."""
    trusted = [*load_certs_from_pemder(map(str, sorted(roots.glob("*.pem"))))] if roots else []
    for each in PdfFileReader(file, strict=False).embedded_regular_signatures[:MOST_SIGNATURES]:
        try:
            yield _of(each, trusted, at)
        except Exception:  # whatever a stranger's signature does to its reader, it is one nobody could verify
            yield Signature(signer=_named(each))


def _of(signature: EmbeddedPdfSignature, roots: list[Certificate], at: datetime) -> Signature:
    context = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False, retroactive_revinfo=True)
    status = validate_pdf_signature(signature, context, context)
    return Signature(
        signer=_named(signature),
        intact=status.intact and status.valid,
        covers=_covered(status),
        trust=Trust.NO_ROOTS if not roots else Trust.TRUSTED if status.trusted else Trust.NOT_TRUSTED,
        claimed_at=status.signer_reported_dt.isoformat() if status.signer_reported_dt else "",
    )


def _covered(status: PdfSignatureStatus) -> Covers:
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Covers.WHOLE
    if status.coverage is not SignatureCoverageLevel.ENTIRE_REVISION:
        return Covers.PART
    level = status.modification_level
    harmless = status.docmdp_ok and isinstance(level, ModificationLevel) and level <= ModificationLevel.FORM_FILLING
    return Covers.ALL_BUT_SIGNATURES if harmless else Covers.PART


def _named(signature: EmbeddedPdfSignature) -> str:
    certificate = signature.signer_cert
    named = certificate.subject.native if certificate is not None else {}
    said = named.get("common_name") or named.get("organization_name") or ""
    return " ".join(str(said[0] if isinstance(said, list) else said).split())[:200]
