"""What may be asked about the decision on a review and the answer from above."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision, PaperSeen
from domain.acts.recommendation import OutcomeFor
from domain.values import Code, OptionalText, unsaid


class Decide(Decision):
    """The authority's decision for every person; where it departs from the recommendation it says why."""

    becomes = facts.ReviewDecided
    example = {"outcomes": [{"person": "tam", "outcome": "excluded", "reasons": "Theo kiến nghị."}]}

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    departure_reason: OptionalText = ""


class ProposeUpward(Decision):
    """What is beyond the head's power is asked of the competent authority, and its answer recorded.

    `agency`: that authority, by its code in the directory: its head is reminded, and may answer here. `to`: what it is called; an authority the
    directory does not know is named by this alone.
    """

    becomes = facts.ProposedUpward
    example = {
        "agency": "UBNDTP",
        "outcomes": [
            {"person": "tam", "outcome": "recommended_exempted", "reasons": "Rủi ro đã dự liệu.", "liabilities": ["disciplinary"]}
        ],
    }

    to: OptionalText = ""
    agency: Code | None = Field(default=None, exclude_if=unsaid)
    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    departure_reason: OptionalText = ""

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,) if self.agency else ()


class RecordAnswer(Act, PaperSeen):
    """The competent authority's answer, from its paper."""

    becomes = facts.AnswerRecorded
    example = {
        "outcomes": [{"person": "tam", "outcome": "exempted", "reasons": "Đồng ý miễn."}],
        "number": "15/QĐ-UBND",
        "issued_on": "2026-11-20",
    }

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)

    @property
    def handed_in(self) -> tuple[str, ...]:
        return (*super().handed_in, *self.scanned)
