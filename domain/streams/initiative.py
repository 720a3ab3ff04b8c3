"""One initiative as its ledger tells it so far."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from domain.facts import Dossier, Fact, PastCase, Plan, PlanVersion
from domain.numbers import review_number
from domain.streams.clocks import Clock
from domain.streams.hanging import IntegrityFlag, Obstruction, ReviewSummary, RewardsSummary
from domain.streams.seated import SeatedStream
from domain.streams.stages import Approval, CityRound, Deliberation, Draft, Ending, Evaluation, Examination, Extension, OfStage, Work
from domain.values import unique
from domain.vocabulary import (
    Ballot,
    ClockKind,
    Flag,
    Hold,
    Impartial,
    Office,
    Outcome,
    PlanForm,
    Position,
    ProposedAs,
    Relation,
    Result,
    ReviewStage,
    RewardStage,
    Stage,
)

REVIEW_IS_OVER = (ReviewStage.DECIDED, ReviewStage.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Initiative(SeatedStream):
    """The initiative. What a stage brings stands in one value of that stage; what is kept for ever stands by itself.

    `versions`: the approved versions of the plan, the baseline first. `recused`: members of the leadership who have stepped aside. `past`: of a case
    entered from its papers, all that is known of it. `approved_by`: who signed what was approved of it: the proposal, an override, a plan.
    `evaluated_by`: who has evaluated an item of its work or its result.
    """

    stage: Stage | None = None
    reached: tuple[Stage, ...] = ()
    outcome: Outcome | None = None

    dossier: Dossier | None = None
    dossier_sha256: str = ""
    focus_area: str = ""
    campaign: str = ""
    proposed_as: ProposedAs | None = None
    on_behalf_of: str = ""
    past: PastCase | None = None
    registered_at: datetime | None = None
    filed_at: datetime | None = None

    plan_form: PlanForm | None = None
    baseline_sha256: str = ""
    approved_on: datetime | None = None
    approved_by: tuple[str, ...] = ()
    evaluated_by: tuple[str, ...] = ()
    versions: tuple[PlanVersion, ...] = ()

    examination: Examination = Examination()
    deliberation: Deliberation = Deliberation()
    city: CityRound = CityRound()
    approval: Approval = Approval()
    draft: Draft = Draft()
    work: Work = Work()
    ending: Ending = Ending()
    evaluation: Evaluation = Evaluation()

    recused: tuple[str, ...] = ()
    integrity: IntegrityFlag | None = None
    referred: tuple[str, ...] = ()
    referred_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    obstructions: tuple[Obstruction, ...] = ()
    reviews: Mapping[str, ReviewSummary] = field(default_factory=dict)
    rewards: RewardsSummary | None = None

    @property
    def opened_at(self) -> datetime | None:
        return self.registered_at

    @property
    def is_over(self) -> bool:
        return self.stage is Stage.CLOSED

    @property
    def title(self) -> str:
        told = self.dossier or self.past
        return told.title if told else ""

    @property
    def is_only_a_record(self) -> bool:
        return self.past is not None

    @property
    def field_of_work(self) -> str:
        return self.focus_area

    @property
    def titles(self) -> Mapping[str, str]:
        """As the newest plan has them; what was proposed and does not stand is told too."""
        plans = (*(version.plan for version in self.versions), self.draft.plan, self.work.amendment.plan)
        return {code: title for plan in plans if plan for code, title in plan.titles.items()}

    @property
    def ended(self) -> str:
        return self.outcome or ""

    @property
    def result(self) -> Result | None:
        return self.evaluation.result

    @property
    def suspended(self) -> bool:
        return self.work.suspension is not None

    @property
    def flags(self) -> tuple[Flag, ...]:
        raised = (
            (Flag.SUSPENDED, self.suspended),
            (Flag.INTEGRITY, self.integrity),
            (Flag.REFERRED, self.referred),
            (Flag.ENTERED_LATER, self.past),
        )
        return tuple(flag for flag, up in raised if up)

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Who has recused themselves, whom an integrity flag names, and whose conduct an open review is about."""
        reviewed = [person for number in self.open_reviews for person in self.reviews[number].persons]
        return unique(*self.recused, *self.flagged, *reviewed)

    @property
    def sitting(self) -> tuple[str, ...]:
        """The council without those who have left it."""
        return tuple(member for member in self.deliberation.council if member not in self.deliberation.seats.left)

    @property
    def left_council(self) -> tuple[str, ...]:
        return self.deliberation.seats.left

    @property
    def challenged(self) -> tuple[str, ...]:
        return self.deliberation.seats.challenged

    @property
    def relations_named(self) -> Mapping[str, Relation]:
        return self.deliberation.seats.related

    @property
    def declared_of_themselves(self) -> Mapping[str, Impartial]:
        return self.deliberation.seats.impartial

    @property
    def declares_first(self) -> bool:
        return self.deliberation.seats.declares_first

    def seating(self, **changes: Any) -> Self:
        """With what is known of those who sit on the council changed."""
        return replace(self, deliberation=replace(self.deliberation, seats=replace(self.deliberation.seats, **changes)))

    def without_member(self, member: str) -> Self:
        """Once that member of the council sits no more: whatever was held against them is settled."""
        left = unique(*self.deliberation.seats.left, member)
        return self.seating(left=left, challenged=tuple(each for each in self.challenged if each != member))

    @property
    def flagged(self) -> tuple[str, ...]:
        return self.integrity.persons if self.integrity else ()

    @property
    def named(self) -> tuple[str, ...]:
        return unique(*self.persons_as(Office.EVALUATOR), *self.persons_as(Office.PANEL_MEMBER), *self.deliberation.council)

    @property
    def asked(self) -> tuple[str, ...]:
        """Departments that were asked and have not said anything yet."""
        return tuple(department for department, said in self.city.consultations.items() if said is None)

    @property
    def consulted(self) -> tuple[str, ...]:
        return tuple(self.city.consultations)

    def persons_as(self, office: Office) -> tuple[str, ...]:
        """Beside its parties: who evaluates an item of the plan, and who sits on the panel of any of its reviews."""
        match office:
            case Office.EVALUATOR:
                return tuple(sorted({item.evaluator for item in self.plan_in_force.items if item.evaluator} if self.plan_in_force else ()))
            case Office.COUNCIL_MEMBER:
                return self.sitting
            case Office.PANEL_MEMBER:
                return unique(*(person for review in self.reviews.values() for person in review.panel))
            case _:
                return super().persons_as(office)

    def agencies_as(self, office: Office) -> tuple[str, ...]:
        return self.asked if office is Office.CONSULTED_DEPARTMENT else ()

    def desk_of(self, clock: Clock) -> str:
        return clock.item if clock.kind is ClockKind.CONSULTATION else ""

    @property
    def plan_in_force(self) -> Plan | None:
        """The newest approved version; before the approval, the plan that waits."""
        return self.versions[-1].plan if self.versions else self.draft.plan

    def version_at(self, moment: datetime) -> PlanVersion | None:
        """The register in force at that moment: what it names was foreseen then, and nothing else was."""
        return next((v for v in reversed(self.versions) if v.effective_from <= moment), None)

    @property
    def open_reviews(self) -> tuple[str, ...]:
        return tuple(number for number, review in self.reviews.items() if review.stage not in REVIEW_IS_OVER)

    @property
    def children(self) -> tuple[str, ...]:
        rewards = (self.rewards.number,) if self.rewards and self.rewards.stage is not RewardStage.CLOSED else ()
        return (*self.open_reviews, *rewards)

    @property
    def next_review(self) -> str:
        """The number its next liability review will bear."""
        return review_number(self.number, len(self.reviews) + 1)

    @property
    def ended_without_result(self) -> bool:
        """Closed before any work was evaluated: what waits for the result would wait for ever."""
        return self.stage is Stage.CLOSED and self.result is None

    @property
    def barred(self) -> tuple[str, ...]:
        """Of whom a review that stands established what is prohibited."""
        return unique(*(person for review in self.reviews.values() for person in review.barred))

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who approved it, or voted for it."""
        voted_for = (person for person, ballot in self.deliberation.ballots.items() if ballot is Ballot.FOR)
        return unique(*self.approved_by, *voted_for)

    @property
    def evaluators(self) -> tuple[str, ...]:
        return self.evaluated_by

    @property
    def sat_before(self) -> tuple[str, ...]:
        return self.persons_as(Office.PANEL_MEMBER)

    def judged_by(self, fact: Fact) -> Self:
        """With whoever signed that among those who evaluated it."""
        return replace(self, evaluated_by=unique(*self.evaluated_by, fact.by.person)) if fact.by else self

    def signed_by(self, fact: Fact) -> Self:
        """With whoever signed that among those who approved it."""
        return replace(self, approved_by=unique(*self.approved_by, fact.by.person)) if fact.by else self

    def something_is_open_about(self, person: str) -> bool:
        """A flag that names them; what an organ outside has in hand, or a review, of their conduct or of nobody's yet."""
        concerned = (
            *(self.referred_of.get(organ, ()) for organ in self.referred),
            *(self.reviews[number].persons for number in self.open_reviews),
        )
        return person in self.flagged or any(person in persons or not persons for persons in concerned)

    def not_judged_yet(self, *persons: str) -> tuple[str, ...]:
        """Those of them about whom no review that stands has decided: whom one has, is handled as it says."""
        judged = {person for review in self.reviews.values() for person in (*review.judged, *review.barred)}
        return tuple(person for person in unique(*persons) if person not in judged)

    @property
    def to_conclude(self) -> tuple[str, ...]:
        """Of whom it can be concluded now that they are not handled."""
        return tuple(person for person in self.not_judged_yet(*self.evaluation.awaits) if not self.something_is_open_about(person))

    @property
    def still_at_work(self) -> bool:
        """There has been no result yet, and there may be one."""
        return self.result is None and Stage.REWARDING not in self.reached and self.stage is not Stage.CLOSED

    @property
    def frozen_by(self) -> tuple[Hold, ...]:
        """Why no reward may be granted or paid for now."""
        causes = (
            (Hold.REVIEW, self.open_reviews),
            (Hold.REFERRED, self.referred),
            (Hold.INTEGRITY, self.integrity),
            (Hold.REOPENED, self.result is not Result.COMPLETED and not self.still_at_work),
        )
        return tuple(hold for hold, there in causes if there)

    def clock_of_item(self, item: str) -> Clock | None:
        """The clock of the day by which that work item is evaluated, or None where none runs."""
        return next((clock for clock in self.clocks if (clock.kind, clock.item) == (ClockKind.ITEM_EVALUATION, item)), None)

    @property
    def extensions_waiting(self) -> Mapping[str, Extension]:
        """What was asked for, by work item, and has not lapsed with the day it was asked of."""
        running = {item: self.clock_of_item(item) for item in self.work.extensions}
        return {item: asked for item, asked in self.work.extensions.items() if (clock := running[item]) and clock.opened_by == asked.clock}

    def starting(self, kind: ClockKind, since: datetime, *, item: str = "", day: date | None = None, until: date | None = None) -> Self:
        """While the work is held, a clock of the kinds that stand still stands still from its beginning."""
        started = super().starting(kind, since, item=item, day=day, until=until)
        if self.work.suspension is None:
            return started
        held = self.work.suspension.pauses
        return replace(started, clocks=tuple(clock.pausing(since) if clock.kind in held else clock for clock in started.clocks))

    def starting_item_evaluations(self, since: datetime, without_day: Collection[str] = ()) -> Self:
        """With a clock for every work item of the plan, until the day the plan names, but for those."""
        initiative = self
        for item in self.plan_in_force.items if self.plan_in_force else ():
            if item.code in without_day:
                continue
            initiative = initiative.starting(ClockKind.ITEM_EVALUATION, since, item=item.code, until=item.evaluate_by)
        return initiative

    def still_owed(self, clocks: Iterable[Clock]) -> tuple[Clock, ...]:
        """Of these clocks, those that run on though the work is over."""
        return tuple(c for c in clocks if c.kind in (ClockKind.CAUSE, ClockKind.ITEM_EVALUATION, ClockKind.OBSTRUCTION))

    def passed_on(self, heirs: Mapping[str, str]) -> Self:
        """What was answered stays under the name of whoever answered. A successor who was asked as well answers once, for both."""
        said: dict[str, Position | None] = {}
        for code, answer in self.city.consultations.items():
            said.setdefault(code if answer else heirs.get(code, code), answer)
        clocks = list[Clock]()
        for clock in self.clocks:
            heir = heirs.get(clock.item) if clock.kind is ClockKind.CONSULTATION else None
            if not heir:
                clocks.append(clock)
            elif heir not in self.city.consultations:
                clocks.append(replace(clock, item=heir))
        return replace(super().passed_on(heirs), city=replace(self.city, consultations=said), clocks=tuple(clocks))

    def with_review(self, number: str, item: str = "", persons: tuple[str, ...] = ()) -> Self:
        """With a review of its own beside it, if it has a number. Its first fact is recorded in the same moment (domain/family.py)."""
        return replace(self, reviews={**self.reviews, number: ReviewSummary(item=item, persons=persons)}) if number else self

    def closed_as(self, outcome: Outcome) -> Self:
        """At its end. An unanswered report of obstruction runs on: nobody is rid of what is said of them by closing the case."""
        kept = tuple(clock for clock in self.clocks if clock.kind is ClockKind.OBSTRUCTION)
        return replace(self.calling_off(), stage=Stage.CLOSED, outcome=outcome, clocks=kept)

    def returned_to(self, stage: Stage) -> Self:
        """In that stage again. What it and the later stages brought is open again; what came before stands."""

        def stands(value: OfStage) -> bool:
            return value.stage.precedes(stage)

        return replace(
            self.calling_off(),
            stage=stage,
            outcome=None,
            examination=self.examination if stands(self.examination) else Examination(),
            deliberation=self.deliberation if stands(self.deliberation) else Deliberation(),
            city=self.city if stands(self.city) else CityRound(),
            approval=self.approval if stands(self.approval) else Approval(),
            draft=self.draft if stands(self.draft) else Draft(),
            work=self.work if stands(self.work) else Work(),
            ending=self.ending if stands(self.ending) else Ending(),
            evaluation=self.evaluation if stands(self.evaluation) else Evaluation(),
        )

    def hidden_from(self, clock: Clock) -> tuple[str, ...]:
        return tuple(each.about for each in self.obstructions if clock.kind is ClockKind.OBSTRUCTION and each.report == clock.item)

    def as_read_by(self, *persons: str) -> Self:
        if not self.hidden:
            return self
        return replace(super().as_read_by(*persons), obstructions=tuple(each for each in self.obstructions if each.about not in persons))
