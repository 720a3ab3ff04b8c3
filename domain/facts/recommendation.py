"""What is recorded of the panel's recommendation."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import HEAD, Fact, Minutes
from domain.values import Durable
from domain.vocabulary import Answer, LiabilityKind, LiabilityOutcome, Office, PersonnelKind

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class PersonOutcome(Durable):
    """What is recommended, decided or proposed for one person, and why. `liabilities`: of which liability, where said."""

    person: str
    outcome: LiabilityOutcome
    reasons: str
    liabilities: tuple[LiabilityKind, ...] = ()


class Assessed(Durable):
    """What a liability table said of one person and one of their acts at that moment, with all it looked at: enough to compute it again.

    `row`: the one that fired, "" where several may yet; then `asks_for` names the evidence wanted. `followed`: whether what people concluded is among
    what the table leaves open.
    """

    person: str
    deed: str = ""
    personnel: PersonnelKind | None = None
    handled_on: date
    table: str
    row: str = ""
    basis: str
    outcomes: tuple[LiabilityOutcome, ...]
    refer: bool = False
    final: bool = False
    asks_for: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = {}
    followed: bool = True


class Dissent(Durable):
    member: str
    view: str


class Recommended(Fact):
    kind = "recommended"
    tells = (REVIEWED, HEAD)

    outcomes: tuple[PersonOutcome, ...]
    minutes: str
    present: tuple[str, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    minuted: Minutes | None = None
    assessed: tuple[Assessed, ...] = ()
