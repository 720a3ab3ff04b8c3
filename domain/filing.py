"""An act as the door received it: a row of the register of filings, sealed so that nobody can slip one in or alter one behind the door."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BeforeValidator, Field

from domain.acts import ACTS, Act, Decision, PaperDecision
from domain.canonical import canonical, digest
from domain.facts import Evidence, Sight
from domain.values import STORED, Durable, Moment, unsaid

A_co = TypeVar("A_co", bound=Act, covariant=True)


def content_digest(act: str, body: dict[str, Any], case: str) -> str:
    """What must be the same when the same key is used again. The number of what begins is ours, and so is the time: neither is the sender's."""
    begins = act in ACTS and ACTS[act].opens_stream is not None
    return digest({"act": act, "body": body, "case": "" if begins else case})


@dataclass(frozen=True)
class Filed(Generic[A_co]):
    """An act with who sent it and when the door received it: legal time.

    As the door stated them then: `read`, what whoever decides had opened; `enclosed`, what it knew of those the act names, as far as its sender may name them.
    """

    number: str
    case: str
    act: A_co
    sender: str
    received_at: datetime
    read: Sight | None = None
    enclosed: tuple[Evidence, ...] = ()

    @property
    def signed_on(self) -> date | None:
        """The day of its document, by which it is told who held which office."""
        return self._paper.issued_on if self._paper else None

    @property
    def persons(self) -> tuple[str, ...]:
        """Whom the directory must know so that it can be weighed: its sender, those it names, and whose decision it enters."""
        decided_by = self._paper.decided_by if self._paper else None
        return (self.sender, *self.act.mentions(), *((decided_by,) if decided_by else ()))

    @property
    def _paper(self) -> PaperDecision | None:
        return self.act.on_paper if isinstance(self.act, Decision) else None


class Filing(Durable):
    """The same before it is opened: plain JSON, as stored."""

    number: str
    case: str
    act: str
    body: dict[str, Any]
    sender: str
    key: str
    received_at: Moment
    read: Sight | None = Field(default=None, exclude_if=unsaid)
    enclosed: Annotated[tuple[Evidence, ...], BeforeValidator(lambda kept: kept or ())] = Field(default=(), exclude_if=unsaid)
    seal_key: str = ""
    seal: str = ""

    @property
    def content_digest(self) -> str:
        return content_digest(self.act, self.body, self.case)

    @property
    def _sealed(self) -> bytes:
        return canonical(self.model_dump(mode="json", exclude={"seal_key", "seal"}))

    def sealed_with(self, key_id: str, key: Ed25519PrivateKey) -> "Filing":
        return self.model_copy(update={"seal_key": key_id, "seal": key.sign(self._sealed).hex()})

    def verifies_with(self, key: Ed25519PublicKey) -> bool:
        """Whether this is, to the letter, what the door sealed."""
        try:
            key.verify(bytes.fromhex(self.seal), self._sealed)
        except (InvalidSignature, ValueError):
            return False
        return True

    def opened(self) -> Filed[Act]:
        """Raises KeyError for an act this release no longer has, ValidationError for a body it no longer takes."""
        return Filed(
            self.number,
            self.case,
            ACTS[self.act].model_validate(self.body, context=STORED),
            self.sender,
            self.received_at,
            self.read,
            self.enclosed,
        )
