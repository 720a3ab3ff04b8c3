"""What may be asked about the panel's recommendation."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, MinutesSeen
from domain.values import Asked, Code, Text, unsaid
from domain.vocabulary import LiabilityKind, LiabilityOutcome


class OutcomeFor(Asked):
    """What is recommended, decided or proposed for one person, and why. `liabilities`: of which liability; what is asked of another authority must say."""

    person: Code
    outcome: LiabilityOutcome
    reasons: Text
    liabilities: tuple[LiabilityKind, ...] = Field(default=(), max_length=6, exclude_if=unsaid)


class DissentOf(Asked):
    member: Code
    view: Text


class Recommend(Act):
    """The panel's own conclusion for every person under review, with minutes and dissent. It binds nobody."""

    becomes = facts.Recommended
    example = {
        "outcomes": [{"person": "tam", "outcome": "excluded", "reasons": "Ba điều kiện đều có."}],
        "minutes": "Biên bản họp.",
        "minuted": {"minutes_number": "01/BB-HĐ", "minutes_on": "2026-11-20"},
    }

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    minutes: Text
    minuted: MinutesSeen | None = Field(default=None, exclude_if=unsaid)
    present: tuple[Code, ...] = Field(default=(), max_length=15)
    dissents: tuple[DissentOf, ...] = Field(default=(), max_length=15)
