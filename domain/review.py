"""One liability review as its own ledger tells it so far."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from domain.facts import Outcome, PlanVersion
from domain.stream import Stream
from domain.values import Durable
from domain.vocabulary import (
    Answer,
    Cause,
    ClockKind,
    DisciplineForm,
    DisciplineStep,
    Finding,
    Flag,
    LiabilityOutcome,
    Relation,
    Result,
    ReviewAbout,
    ReviewOutcome,
    ReviewStage,
    StayGround,
)


class Established(Durable):
    """What is established about one person and one act, with how much evidence and by whom."""

    about: str
    deed: str
    fact: Finding
    value: Answer
    evidence: tuple[str, ...] = ()
    by: str = ""


class Discipline(Durable):
    """A disciplinary proceeding against one person, as far as it has come. `handled_by`: the agency it was handed over to. `form`: how it ended."""

    person: str
    discovered_on: date
    inner_steps: bool = False
    extended: bool = False
    stayed: StayGround | None = None
    steps: tuple[DisciplineStep, ...] = ()
    council: tuple[str, ...] = ()
    handled_by: str = ""
    form: DisciplineForm | None = None


class Review(Stream):
    """One review: its own people and clocks; it may outlive the initiative."""

    stage: ReviewStage | None = None
    reached: tuple[ReviewStage, ...] = ()
    outcome: ReviewOutcome | None = None

    initiative_title: str = ""
    about: ReviewAbout | None = None
    what: str = ""
    happened_on: date | None = None
    reported_at: datetime | None = None
    item: str = ""
    damage_dong: int = 0
    reporter: str = ""
    register_version: PlanVersion | None = None
    result: Result | None = None
    none_will_come: bool = False
    supersedes: str = ""
    superseded_by: str = ""

    set_aside: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    cause: Cause | None = None
    foreseen: bool | None = None
    risk: str = ""
    must_establish: tuple[Finding, ...] = ()
    waits_for_result: bool = False
    chair: str = ""
    panel: tuple[str, ...] = ()
    panel_needs: int = 0
    have_sat: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    challenged: tuple[str, ...] = ()
    related: Mapping[str, Relation] = {}
    statements: Mapping[str, bool] = {}
    established: tuple[Established, ...] = ()
    recommended: tuple[Outcome, ...] = ()
    recommended_by: tuple[str, ...] = ()
    proposed_to: str = ""
    proposed: tuple[Outcome, ...] = ()
    asked_for: tuple[str, ...] = ()
    decided: tuple[Outcome, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None
    departures: tuple[Flag, ...] = ()
    disciplines: Mapping[str, Discipline] = {}
    appeals: tuple[str, ...] = ()
    appeals_answered: tuple[str, ...] = ()

    @property
    def opened_at(self) -> datetime | None:
        return self.reported_at

    @property
    def title(self) -> str:
        return self.initiative_title

    @property
    def ended(self) -> str:
        return self.outcome or ""

    @property
    def consulted(self) -> tuple[str, ...]:
        """The agencies that took a proceeding over: they read the whole review, as its files are theirs now."""
        return tuple(dict.fromkeys(each.handled_by for each in self.disciplines.values() if each.handled_by))

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self.departures

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.persons, *self.panel)))

    @property
    def sitting(self) -> tuple[str, ...]:
        """The panel without those recused or successfully challenged."""
        return tuple(member for member in self.panel if member not in self.recused)

    def holding_the_panels_time(self, at: datetime) -> Self:
        """With the panel's clock standing still while there is no result to judge by, where the law turns on it."""
        waits = self.waits_for_result and self.result is None and not self.none_will_come
        mine = ClockKind.RECOMMENDATION
        held = tuple((c.pausing(at) if waits else c.resuming(at)) if c.kind is mine else c for c in self.clocks)
        return self.model_copy(update={"clocks": held})

    @property
    def barred(self) -> tuple[str, ...]:
        """Of whom it established what is prohibited, once it is decided and as long as no other review has taken its place."""
        if self.superseded_by:
            return ()
        handled = (each.person for each in self.decided if each.outcome is LiabilityOutcome.ORDINARY_HANDLING)
        return tuple(person for person in handled if any(self.value_of(person, each) is Answer.YES for each in PROHIBITED))

    def discipline_of(self, person: str) -> Discipline | None:
        return next((each for each in self.disciplines.values() if each.person == person), None)

    def outcome_for(self, person: str) -> LiabilityOutcome | None:
        """What was decided about one person, last."""
        return next((each.outcome for each in self.decided if each.person == person), None)

    def value_of(self, person: str, finding: Finding) -> Answer | None:
        """What is established of him over all his acts: the answer least in his favour; None where nothing was looked at."""
        worst = (Answer.YES, Answer.UNKNOWN, Answer.NO) if finding in AGAINST else (Answer.NO, Answer.UNKNOWN, Answer.YES)
        said = [each.value for each in self.established if (each.about, each.fact) == (person, finding)]
        return min(said, key=worst.index, default=None)


# What ND73 Art. 6 prohibits outright, of all that may be found against a person: with it there is no reward either.
PROHIBITED = (Finding.PERSONAL_GAIN, Finding.CORRUPTION)
AGAINST = frozenset({Finding.PERSONAL_GAIN, Finding.CORRUPTION, Finding.NEGATIVITY, Finding.FRAUD, Finding.WILFUL_BREACH})
