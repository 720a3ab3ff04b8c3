"""One liability review as its own ledger tells it so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from domain.facts import PersonOutcome, PlanVersion
from domain.streams.clocks import Clock
from domain.streams.seated import SeatedStream
from domain.values import unique
from domain.vocabulary import (
    Answer,
    Cause,
    ClockKind,
    ComplaintFinding,
    DisciplineForm,
    DisciplineStep,
    Finding,
    Flag,
    ForceMajeureGround,
    Impartial,
    LiabilityOutcome,
    Office,
    PersonnelKind,
    Relation,
    Result,
    ReviewAbout,
    ReviewOutcome,
    ReviewStage,
    StayGround,
)


@dataclass(frozen=True, kw_only=True)
class Established:
    """What is established about one person and one act, with how much evidence and by whom. `deed_called`: what that act was. `excused_by`,
    `confirmed_by`: of force majeure alone.
    """

    about: str
    deed: str
    fact: Finding
    value: Answer
    evidence: tuple[str, ...] = ()
    by: str = ""
    excused_by: ForceMajeureGround | None = None
    confirmed_by: str = ""
    deed_called: str = ""


@dataclass(frozen=True, kw_only=True)
class Adviser:
    """Who advises a person under review, and to which day they read it."""

    person: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """The latest complaint against a decision on discipline. `to`: the agency whose head answers it. `first_at`: when the first of them was filed."""

    instance: int
    to: str
    first_at: datetime
    finding: ComplaintFinding | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Discipline:
    """A disciplinary proceeding against one person, as far as it has come.

    `law`: the name of the person's law in the set, "" where the set names none. `handled_by`: the agency that has it, where it is not the authority of
    the review. `summoned`: the days on which the person was summoned to the meeting ahead. `form`: how it ended, and `decided_at` at which agency. `anew`: an
    earlier decision in it was annulled as irregular, and since the complaint its time does not count.
    """

    person: str
    discovered_on: date
    personnel: PersonnelKind | None = None
    law: str = ""
    inner_steps: bool = False
    lapses: Mapping[DisciplineForm, date] = field(default_factory=dict)
    extended: bool = False
    stayed: StayGround | None = None
    steps: tuple[DisciplineStep, ...] = ()
    fell_away: tuple[DisciplineStep, ...] = ()
    summoned: tuple[date, ...] = ()
    council: tuple[str, ...] = ()
    handled_by: str = ""
    form: DisciplineForm | None = None
    effect_until: date | None = None
    decided_by: str = ""
    decided_at: str = ""
    concluded_at: datetime | None = None
    complaint: Complaint | None = None
    anew: bool = False
    annulled: bool = False
    announced: bool = False

    @property
    def found(self) -> ComplaintFinding | None:
        return self.complaint.finding if self.complaint else None

    @property
    def in_effect(self) -> bool:
        """Somebody was disciplined, and nobody has found that irregular or wrong."""
        return self.form not in (None, DisciplineForm.NO_VIOLATION) and self.found in (None, ComplaintFinding.STANDS)

    @property
    def to_annul(self) -> bool:
        return self.found in (ComplaintFinding.IRREGULAR, ComplaintFinding.WRONG) and not self.annulled

    @property
    def to_announce(self) -> bool:
        return self.found is ComplaintFinding.WRONG and not self.announced

    @property
    def complained_at(self) -> str:
        """The agency a complaint asks something of: the one that answers, then the one that annuls and announces; "" where none is asked."""
        if self.complaint and not self.complaint.finding:
            return self.complaint.to
        return self.decided_at if self.to_annul or self.to_announce else ""

    def passed_on(self, heirs: Mapping[str, str]) -> Self:
        """With what lay with agencies that have ended now with their successors."""

        def heir(agency: str) -> str:
            return heirs.get(agency, agency)

        complaint = replace(self.complaint, to=heir(self.complaint.to)) if self.complaint else None
        return replace(self, handled_by=heir(self.handled_by), decided_at=heir(self.decided_at), complaint=complaint)


@dataclass(frozen=True, kw_only=True)
class Review(SeatedStream):
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
    approvers: tuple[str, ...] = ()
    evaluators: tuple[str, ...] = ()
    sat_before: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    cause: Cause | None = None
    foreseen: bool | None = None
    risk: str = ""
    must_establish: tuple[Finding, ...] = ()
    waits_for_result: bool = False
    bars: tuple[Finding, ...] = ()
    chair: str = ""
    panel: tuple[str, ...] = ()
    panel_needs: int = 0
    have_sat: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    challenged: tuple[str, ...] = ()
    related: Mapping[str, Relation] = field(default_factory=dict)
    impartial: Mapping[str, Impartial] = field(default_factory=dict)
    declares_first: bool = False
    advisers: Mapping[str, Adviser] = field(default_factory=dict)
    statements: Mapping[str, bool] = field(default_factory=dict)
    established: tuple[Established, ...] = ()
    recommended: tuple[PersonOutcome, ...] = ()
    recommended_by: tuple[str, ...] = ()
    proposed_to: str = ""
    proposed_agency: str = ""
    proposed: tuple[PersonOutcome, ...] = ()
    asked_for: tuple[str, ...] = ()
    decided: tuple[PersonOutcome, ...] = ()
    decided_by: str = ""
    decided_for: str = ""
    decided_at: datetime | None = None
    departures: tuple[Flag, ...] = ()
    disciplines: Mapping[str, Discipline] = field(default_factory=dict)
    appeals: tuple[str, ...] = ()
    appeals_answered: tuple[str, ...] = ()

    @property
    def opened_at(self) -> datetime | None:
        return self.reported_at

    @property
    def is_over(self) -> bool:
        """A decided one may still be appealed."""
        return self.stage in (ReviewStage.DECIDED, ReviewStage.CLOSED)

    @property
    def title(self) -> str:
        return self.initiative_title

    @property
    def titles(self) -> Mapping[str, str]:
        return self.register_version.plan.titles if self.register_version else {}

    @property
    def ended(self) -> str:
        return self.outcome or ""

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self.departures

    @property
    def parties(self) -> tuple[str, ...]:
        """Who proposed, who carried out, and whose conduct is under review."""
        return (*super().parties, *self.persons)

    @property
    def named(self) -> tuple[str, ...]:
        return unique(*self.persons, *self.panel)

    @property
    def reads_until(self) -> Mapping[str, date]:
        """Several under review may have named the same adviser."""
        last: dict[str, date] = {}
        for each in self.advisers.values():
            last[each.person] = max(each.until, last.get(each.person, each.until))
        return last

    @property
    def consulted(self) -> tuple[str, ...]:
        """The agencies that have a proceeding, those that a complaint is with, and the authority that is asked: they read the whole review, as its files are
        theirs now."""
        with_complaints = (each.complaint.to for each in self.disciplines.values() if each.complaint)
        return unique(*self._handling, *with_complaints, *self.agencies_as(Office.COMPETENT_AUTHORITY))

    @property
    def _handling(self) -> tuple[str, ...]:
        return unique(*(each.handled_by for each in self.disciplines.values() if each.handled_by))

    def persons_as(self, office: Office) -> tuple[str, ...]:
        """Until the triage says whose conduct it is about, that may be everybody who proposed or carried out."""
        match office:
            case Office.PERSON_REVIEWED:
                return self.persons or unique(*self.proposers, *self.implementers)
            case Office.PANEL_CHAIR:
                return (self.chair,) if self.chair in self.sitting else ()
            case Office.PANEL_MEMBER:
                return self.sitting
            case _:
                return super().persons_as(office)

    def agencies_as(self, office: Office) -> tuple[str, ...]:
        match office:
            case Office.HANDLING_HEAD | Office.HANDLING_OFFICER:
                return tuple(sorted(self._handling))
            case Office.COMPLAINT_AUTHORITY:
                return tuple(sorted({each.complained_at for each in self.disciplines.values()} - {""}))
            case Office.COMPETENT_AUTHORITY:
                return (self.proposed_agency,) if self.proposed_agency else ()
            case _:
                return ()

    def waited_for(self, clock: Clock) -> tuple[Office, ...]:
        """While nobody chairs the panel, whoever appoints it is asked for what the panel owes."""
        if clock.kind is ClockKind.RECOMMENDATION and not self.persons_as(Office.PANEL_CHAIR):
            return (Office.AGENCY_HEAD,)
        return super().waited_for(clock)

    def desk_of(self, clock: Clock) -> str:
        """A proceeding lies with the agency that has it, and what a complaint asks with the one it asks."""
        its = self.disciplines.get(clock.item)
        if its is None:
            return ""
        return its.complained_at if clock.kind in (ClockKind.COMPLAINT, ClockKind.ANNOUNCEMENT) else its.handled_by

    @property
    def sitting(self) -> tuple[str, ...]:
        """The panel without those recused or successfully challenged."""
        return tuple(member for member in self.panel if member not in self.recused)

    @property
    def relations_named(self) -> Mapping[str, Relation]:
        return self.related

    @property
    def declared_of_themselves(self) -> Mapping[str, Impartial]:
        return self.impartial

    def without_member(self, member: str) -> Self:
        """Once that member sits no more: whatever was held against them is settled."""
        return replace(self, recused=(*self.recused, member), challenged=tuple(each for each in self.challenged if each != member))

    def holding_the_panels_time(self, at: datetime) -> Self:
        """With the panel's clock standing still while there is no result to judge by, where the law turns on it."""
        waits = self.waits_for_result and self.result is None and not self.none_will_come
        mine = ClockKind.RECOMMENDATION
        held = tuple((c.pausing(at) if waits else c.resuming(at)) if c.kind is mine else c for c in self.clocks)
        return replace(self, clocks=held)

    def passed_on(self, heirs: Mapping[str, str]) -> Self:
        disciplines = {n: each.passed_on(heirs) for n, each in self.disciplines.items()}
        asked = heirs.get(self.proposed_agency, self.proposed_agency)
        return replace(super().passed_on(heirs), disciplines=disciplines, proposed_agency=asked)

    def with_discipline(self, number: str, discipline: Discipline) -> Self:
        return replace(self, disciplines={**self.disciplines, number: discipline})

    def with_clocks_of(self, discipline: str, kinds: frozenset[ClockKind], change: Callable[[Clock], Clock]) -> Self:
        """With the clocks of one proceeding changed."""
        mine = (change(c) if c.kind in kinds and c.item == discipline else c for c in self.clocks)
        return replace(self, clocks=tuple(mine))

    def starting_under(self, law: str, kind: ClockKind, since: datetime, *, item: str, day: date | None = None) -> Self:
        """With that clock of one proceeding running, by the days of the person's own law; "" where the set names none."""
        started = self.starting(kind, since, item=item, day=day)
        return started.with_clocks_of(item, frozenset({kind}), lambda clock: replace(clock, under=law))

    @property
    def judged(self) -> tuple[str, ...]:
        """About whom it has decided, as long as no other review has taken its place."""
        return () if self.superseded_by else tuple(each.person for each in self.decided)

    @property
    def barred(self) -> tuple[str, ...]:
        """Of whom it established what bars from rewards, once it is decided and as long as no other review has taken its place."""
        if self.superseded_by:
            return ()
        handled = (each.person for each in self.decided if each.outcome is LiabilityOutcome.ORDINARY_HANDLING)
        return tuple(person for person in handled if any(self.value_of(person, each) is Answer.YES for each in self.bars))

    def discipline_of(self, person: str) -> Discipline | None:
        """The one that goes on or stands: what was annulled for good is none."""
        return next((each for each in self.disciplines.values() if each.person == person and not each.annulled), None)

    def outcome_for(self, person: str) -> LiabilityOutcome | None:
        """What was decided about one person, last."""
        return next((each.outcome for each in self.decided if each.person == person), None)

    def value_of(self, person: str, finding: Finding) -> Answer | None:
        """What is established of a person over all their acts: the answer least in their favour; None where nothing was looked at."""
        worst = (Answer.YES, Answer.UNKNOWN, Answer.NO) if finding in AGAINST else (Answer.NO, Answer.UNKNOWN, Answer.YES)
        said = [each.value for each in self.established if (each.about, each.fact) == (person, finding)]
        return min(said, key=worst.index, default=None)


AGAINST = frozenset({Finding.PERSONAL_GAIN, Finding.CORRUPTION, Finding.NEGATIVITY, Finding.FRAUD, Finding.WILFUL_BREACH})
