"""What is recorded of disciplinary proceedings."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FOCAL, HEAD, Fact
from domain.vocabulary import DisciplineForm, DisciplineStep, Office, PersonnelKind, StayGround

CONCERNED = (Office.PERSON_REVIEWED, HEAD)


class DisciplineOpened(Fact):
    """`discipline`: its number. `personnel`: the person's kind in law on that day, which says which steps are taken."""

    kind = "discipline_opened"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    about: str
    discovered_on: date
    personnel: PersonnelKind | None = None
    inner_steps: bool = False
    names: Mapping[str, str] = {}


class DisciplineExtended(Fact):
    kind = "discipline_extended"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    reasons: str


class DisciplineStayed(Fact):
    kind = "discipline_stayed"
    tells = CONCERNED

    discipline: str
    ground: StayGround
    evidence: tuple[str, ...]


class DisciplineResumed(Fact):
    kind = "discipline_resumed"
    tells = CONCERNED

    discipline: str
    reasons: str


class DisciplineHandedOver(Fact):
    """`to`: the agency the person serves at now. From here its head handles it."""

    kind = "discipline_handed_over"
    tells = (*CONCERNED, FOCAL, Office.HANDLING_HEAD)

    discipline: str
    to: str
    files: tuple[str, ...]
    names: Mapping[str, str] = {}


class DisciplineStepTaken(Fact):
    kind = "discipline_step_taken"
    tells = CONCERNED

    discipline: str
    step: DisciplineStep
    held_on: date
    minutes: str
    members: tuple[str, ...] = ()
    ballots: Mapping[DisciplineForm, int] = {}
    names: Mapping[str, str] = {}


class DisciplineConcluded(Fact):
    kind = "discipline_concluded"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    form: DisciplineForm
    reasons: str
    steps_skipped_because: str = ""
