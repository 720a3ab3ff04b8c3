"""What may be asked about the decision on a review and the answer from above."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision, PaperSeen
from domain.acts.recommendation import OutcomeFor
from domain.values import OptionalText, Text


class Decide(Decision):
    """The authority's decision for every person; where it departs from the recommendation it says why."""

    becomes = facts.ReviewDecided
    example = {"outcomes": [{"person": "tam", "outcome": "excluded", "reasons": "Theo kiến nghị."}]}

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    departure_reason: OptionalText = ""


class ProposeUpward(Decision):
    """What is beyond the head's power is asked of the competent authority, and its answer recorded."""

    becomes = facts.ProposedUpward
    example = {
        "to": "Ủy ban nhân dân Thành phố",
        "outcomes": [{"person": "tam", "outcome": "recommended_exempted", "reasons": "Rủi ro đã dự liệu."}],
    }

    to: Text
    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    departure_reason: OptionalText = ""


class RecordAnswer(Act, PaperSeen):
    """The competent authority's answer, from its paper."""

    becomes = facts.AnswerRecorded
    example = {
        "outcomes": [{"person": "tam", "outcome": "exempted", "reasons": "Đồng ý miễn."}],
        "number": "15/QĐ-UBND",
        "issued_on": "2026-11-20",
    }

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
