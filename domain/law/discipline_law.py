"""What a rule set says of discipline, and of a complaint against it: by which law each kind of personnel is disciplined."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import Self

from pydantic import model_validator

from domain.law.parameter import Data, Parameter, Period
from domain.vocabulary import ClockKind, CouncilRole, DisciplineForm, DisciplineStep, PersonnelKind, Relation, SkipGround


class Ground(Data):
    """On what an act stands."""

    basis: str
    note: str = ""


class DisciplineLaw(Data):
    """The law by which certain personnel are disciplined: those of `forms`, which says what forms there are for each of them.

    `acts`: on what each act of the chapter stands. `terms`: the days it gives; a step without any has no clock. `steps`: those that must be taken,
    and `falls_away`: those of them that need not be, by ground. `council`: who sits on it, by role. `quorum`: how many of it vote at least.
    `summoned`: working days from the summons to the council's meeting. `absence_counts`: the summons at which an absence no longer stops a meeting.
    `votes_twice`: whether there is to be discipline, and only then which. `minuted`: whether a meeting is nothing without its minutes.
    `appointing_authority`: whom the authority that appoints them handles. `limitation`: how many months after an act each form is still open.
    `effect_months`: how long a decision has effect. What a text was not read for is left out, and then nothing is asked.
    """

    forms: Mapping[PersonnelKind, Parameter[tuple[DisciplineForm, ...]]]
    acts: Mapping[str, Ground]
    terms: Mapping[ClockKind, Period]
    steps: Parameter[tuple[DisciplineStep, ...]]
    falls_away: Mapping[SkipGround, Parameter[tuple[DisciplineStep, ...]]]
    appointing_authority: Parameter[tuple[PersonnelKind, ...]]
    council: Mapping[PersonnelKind, Parameter[tuple[CouncilRole, ...]]] = {}
    quorum: Parameter[int] | None = None
    summoned: Period | None = None
    absence_counts: Parameter[int] | None = None
    votes_twice: Parameter[bool] | None = None
    minuted: Parameter[bool] | None = None
    limitation: Mapping[DisciplineForm, Parameter[int]] = {}
    effect_months: Parameter[int] | None = None


class DisciplineRule(Data):
    """Where discipline follows a review: how large the council is at least, how many of it must vote, and for which personnel its steps are law.

    `relations`: what keeps somebody from judging another, on a panel as on the council. `laws`: by which law each kind of personnel is disciplined;
    the earlier sets name none, and a proceeding opened under one goes on by the four parameters alone. `other_laws`: whose law nobody has read.
    """

    council_at_least: Parameter[int]
    quorum: Parameter[int]
    steps_for: Parameter[tuple[PersonnelKind, ...]]
    relations: Parameter[tuple[Relation, ...]]
    laws: Mapping[str, DisciplineLaw] = {}
    other_laws: Parameter[tuple[PersonnelKind, ...]] | None = None

    @model_validator(mode="after")
    def _each_kind_has_one_law(self) -> Self:
        if not self.laws:
            return self
        named = Counter(
            [*chain.from_iterable(law.forms for law in self.laws.values()), *(self.other_laws.value if self.other_laws else ())]
        )
        if wrong := [kind for kind in PersonnelKind if named[kind] != 1]:
            raise ValueError(f"laws.*.forms and other_laws.value: each kind of personnel stands in one of them, once: {', '.join(wrong)}")
        return self


class ComplaintRule(Data):
    """How often the person disciplined may complain, and within how many days: from receipt of the decision, and then from receipt of the answer."""

    instances: Parameter[int]
    first_within: Period
    second_within: Period
    second_within_if_dismissed: Period
