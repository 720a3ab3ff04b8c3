"""What is recorded of disciplinary proceedings."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FOCAL, HEAD, Fact, Minutes
from domain.vocabulary import (
    Attendance,
    ClockKind,
    CouncilRole,
    DisciplineForm,
    DisciplineStep,
    NoLimitation,
    Office,
    PersonnelKind,
    SkipGround,
    StayGround,
)

CONCERNED = (Office.PERSON_REVIEWED, HEAD, Office.HANDLING_HEAD)


class DisciplineOpened(Fact):
    """`discipline`: its number. `personnel`: the person's kind in law on that day, which says which law is theirs.

    `law`: its name in the set (domain/law/policy.py, DisciplineLaw); "" under the sets that name none. `handled_by`: the agency whose head handles it by
    that law; "" where that is the head who opened it. `lapses`: by form, the last day on which it could be found that it is deserved.
    """

    kind = "discipline_opened"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    about: str
    discovered_on: date
    personnel: PersonnelKind | None = None
    inner_steps: bool = False
    law: str = ""
    ended_on: date | None = None
    no_limitation: NoLimitation | None = None
    lapses: Mapping[DisciplineForm, date] = {}
    handled_by: str = ""
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
    tells = (*CONCERNED, FOCAL)

    discipline: str
    to: str
    files: tuple[str, ...]
    names: Mapping[str, str] = {}


class DisciplineStepTaken(Fact):
    """`voted`: who put a ballot in the box, where that was said; how is nowhere. `fell_away`: the steps that need not be taken for its ground. `starts`:
    the clock it sets running, from `starts_from` where the law counts from the day of a meeting; where a proceeding has no law of its own, both follow from
    `inner_steps` of its opening.
    """

    kind = "discipline_step_taken"
    tells = CONCERNED

    discipline: str
    step: DisciplineStep
    held_on: date
    minutes: str
    minuted: Minutes | None = None
    members: tuple[str, ...] = ()
    council: Mapping[CouncilRole, str] = {}
    secretary: str = ""
    attendance: Attendance | None = None
    for_discipline: int | None = None
    against_discipline: int | None = None
    ballots: Mapping[DisciplineForm, int] = {}
    voted: tuple[str, ...] = ()
    skip_ground: SkipGround | None = None
    fell_away: tuple[DisciplineStep, ...] = ()
    starts: ClockKind | None = None
    starts_from: date | None = None
    names: Mapping[str, str] = {}


class DisciplineConcluded(Fact):
    """`effect_until`: the first day on which the decision has no effect any more, unless another act was disciplined meanwhile; None where nobody read it."""

    kind = "discipline_concluded"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    form: DisciplineForm
    reasons: str
    steps_skipped_because: str = ""
    skip_ground: SkipGround | None = None
    effective_on: date | None = None
    effect_until: date | None = None
