"""What is recorded of a case that ran its course before it could be registered here."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FIRST_CALENDAR, HEAD, PROPOSER, Fact
from domain.values import Durable
from domain.vocabulary import Outcome, Regime, Stage, Tier


class PastStep(Durable):
    """What was done on a day, and the paper that tells of it. `sha256`: of its scan, "" where there is none."""

    stage: Stage
    happened_on: date
    number: str
    issued_on: date
    sha256: str = ""


class PastCase(Durable):
    """The case as its papers tell it. `kept_at`: where they are."""

    title: str
    solution: str
    people: str
    steps: tuple[PastStep, ...]
    kept_at: str
    agency_then: str = ""
    tier: Tier | None = None


class PastCaseEntered(Fact):
    """`at` is when it was entered; `registered_on`, when it was registered in its own time."""

    kind = "past_case_entered"
    tells = (PROPOSER, HEAD)

    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    past: PastCase
    registered_on: date
    outcome: Outcome
    focus_area: str = ""
    calendar: str = FIRST_CALENDAR
    names: Mapping[str, str] = {}
