"""What may be asked about appeals and superseded reviews."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Text
from domain.vocabulary import LiabilityOutcome


class Appeal(Act):
    """By a person about whom it was decided; other people answer it."""

    becomes = facts.ReviewAppealed
    example = {"grounds": "Chưa xét chứng cứ E2.", "evidence": ["E2"]}

    grounds: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)


class DecideAppeal(Decision):
    becomes = facts.AppealDecided
    example = {"person": "tam", "upheld": True, "outcome": "excluded", "reasons": "Chứng cứ E2 là đúng."}

    person: Code
    upheld: bool
    outcome: LiabilityOutcome | None = None
    reasons: Text


class Supersede(Decision):
    """New evidence: a new review takes its place, and it stays on record."""

    becomes = facts.ReviewSuperseded
    example = {"reason": "Có chứng cứ mới.", "evidence": ["E3"]}

    reason: Text
    evidence: tuple[Text, ...] = Field(min_length=1, max_length=50)
