"""What may be asked about how a liability review begins."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision
from domain.values import Code, Text


class Triage(Decision):
    """Whether there is anything to review, and whose conduct; by default that of everybody who proposed or carried out."""

    becomes = facts.ReviewTriaged
    example = {"to_review": True, "reasons": "Có thiệt hại, cần làm rõ nguyên nhân.", "persons": ["tam"]}

    to_review: bool
    reasons: Text
    persons: tuple[Code, ...] = Field(default=(), max_length=50)

    def mentions(self) -> tuple[str, ...]:
        return self.persons
