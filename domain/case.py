"""One initiative as its ledger tells it so far. Each chapter of the law says how its own facts change it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Self

from domain.clocks import Clock
from domain.facts import Dossier, Plan, PlanVersion
from domain.stream import Stream
from domain.stream import after as after
from domain.values import Durable
from domain.vocabulary import (
    Appraisal,
    Ballot,
    ClockKind,
    Flag,
    Hold,
    Outcome,
    Position,
    Result,
    ReviewStage,
    RewardStage,
    Stage,
    Tier,
    Verdict,
)

OVER = (ReviewStage.DECIDED, ReviewStage.CLOSED)


class ReviewSummary(Durable):
    """What an initiative knows of one of its reviews: what that review has told it."""

    stage: ReviewStage = ReviewStage.REPORTED
    panel: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    item: str = ""
    barred: tuple[str, ...] = ()


class RewardsSummary(Durable):
    """What an initiative knows of its reward file. `pending`: something proposed has no answer yet."""

    number: str
    stage: RewardStage = RewardStage.PROPOSED
    pending: bool = False


class Obstruction(Durable):
    """A report of obstruction: its number in the case, whom it names, and whether it has been answered."""

    report: str
    about: str
    answered: bool = False


class Case(Stream):
    """The initiative. Flags (`suspended`, `integrity`, `referred`) cross all stages.

    `paused`: the clocks that stand still while it is suspended. `flagged`: whom the standing integrity flags name.
    """

    stage: Stage | None = None
    reached: tuple[Stage, ...] = ()
    outcome: Outcome | None = None

    dossier: Dossier | None = None
    dossier_sha256: str = ""
    focus_area: str = ""
    campaign: str = ""
    registered_at: datetime | None = None
    filed_at: datetime | None = None
    missing: tuple[str, ...] = ()

    council: tuple[str, ...] = ()
    council_favourable: bool | None = None
    recused: tuple[str, ...] = ()
    ballots: Mapping[str, Ballot] = {}
    carried: bool | None = None
    overridden: bool = False
    consultations: Mapping[str, Position | None] = {}
    appraisal: Appraisal | None = None
    scope: str = ""
    conditions: tuple[str, ...] = ()

    plan: Plan | None = None
    plan_sha256: str = ""
    baseline_sha256: str = ""
    approved_on: datetime | None = None
    amendment: Plan | None = None
    amendment_sha256: str = ""
    versions: tuple[PlanVersion, ...] = ()
    verdicts: Mapping[str, Verdict] = {}

    finished_on: date | None = None
    stopped: bool = False
    report_sha256: str = ""
    result: Result | None = None
    tier: Tier | None = None

    suspended: bool = False
    paused: tuple[ClockKind, ...] = ()
    integrity: bool = False
    flagged: tuple[str, ...] = ()
    raised_by_inspectorate: bool = False
    referred: tuple[str, ...] = ()
    obstructions: tuple[Obstruction, ...] = ()
    reviews: Mapping[str, ReviewSummary] = {}
    rewards: RewardsSummary | None = None

    @property
    def opened_at(self) -> datetime | None:
        return self.registered_at

    @property
    def title(self) -> str:
        return self.dossier.title if self.dossier else ""

    @property
    def ended(self) -> str:
        return self.outcome or ""

    @property
    def flags(self) -> tuple[Flag, ...]:
        raised = ((Flag.SUSPENDED, self.suspended), (Flag.INTEGRITY, self.integrity), (Flag.REFERRED, bool(self.referred)))
        return tuple(flag for flag, up in raised if up)

    @property
    def named(self) -> tuple[str, ...]:
        panels = [person for review in self.reviews.values() for person in review.panel]
        evaluators = [item.evaluator for item in self.plan_in_force.items if item.evaluator] if self.plan_in_force else []
        return tuple(dict.fromkeys((*evaluators, *panels, *self.council)))

    @property
    def asked(self) -> tuple[str, ...]:
        """Departments that were asked and have not said anything yet."""
        return tuple(department for department, said in self.consultations.items() if said is None)

    @property
    def consulted(self) -> tuple[str, ...]:
        return tuple(self.consultations)

    @property
    def plan_in_force(self) -> Plan | None:
        """The newest approved version; before the approval, the plan that waits."""
        return self.versions[-1].plan if self.versions else self.plan

    def version_at(self, moment: datetime) -> PlanVersion | None:
        """The register in force at that moment: what it names was foreseen then, and nothing else was."""
        return next((v for v in reversed(self.versions) if v.effective_from <= moment), None)

    @property
    def open_reviews(self) -> tuple[str, ...]:
        return tuple(number for number, review in self.reviews.items() if review.stage not in OVER)

    def still_owed(self, clocks: Iterable[Clock]) -> tuple[Clock, ...]:
        """Of these, what goes on though the work is over."""
        return tuple(c for c in clocks if c.kind in (ClockKind.CAUSE, ClockKind.ITEM_EVALUATION, ClockKind.OBSTRUCTION))

    @property
    def ended_without_result(self) -> bool:
        """Closed before any work was evaluated: what waits for the result would wait for ever."""
        return self.stage is Stage.CLOSED and self.result is None

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Who takes no part by office, though no party: who has recused himself, whom a flag names, whose conduct an open review is about."""
        reviewed = [person for number in self.open_reviews for person in self.reviews[number].persons]
        return tuple(dict.fromkeys((*self.recused, *self.flagged, *reviewed)))

    @property
    def barred(self) -> tuple[str, ...]:
        """Of whom a review that stands established what is prohibited."""
        return tuple(dict.fromkeys(person for review in self.reviews.values() for person in review.barred))

    @property
    def still_at_work(self) -> bool:
        """There has been no result yet, and there may be one."""
        return self.result is None and Stage.REWARDING not in self.reached and self.stage is not Stage.CLOSED

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Why no reward may be granted or paid for now."""
        causes = (
            (Hold.REVIEW, bool(self.open_reviews)),
            (Hold.REFERRED, bool(self.referred)),
            (Hold.INTEGRITY, self.integrity),
            (Hold.REOPENED, self.result is not Result.COMPLETED and not self.still_at_work),
        )
        return tuple(hold for hold, there in causes if there)

    def starting(self, kind: ClockKind, since: datetime, *, item: str = "", day: date | None = None, until: date | None = None) -> Self:
        """While the case is suspended, what is started of the kinds that stand still stands still from the beginning."""
        started = super().starting(kind, since, item=item, day=day, until=until)
        still = (clock.pausing(since) if clock.kind in self.paused else clock for clock in started.clocks)
        return started.model_copy(update={"clocks": tuple(still)}) if self.paused else started

    def ending(self, outcome: Outcome) -> Self:
        """Closed, one fact later. An unanswered report of obstruction runs on: nobody is rid of what is said of him by closing the case."""
        kept = tuple(clock for clock in self.clocks if clock.kind is ClockKind.OBSTRUCTION)
        return self.entering(Stage.CLOSED, outcome=outcome, clocks=kept)

    def starting_item_evaluations(self, since: datetime) -> Self:
        """With a clock for every work item of the plan, until the day the plan names."""
        case = self
        for item in self.plan_in_force.items if self.plan_in_force else ():
            case = case.starting(ClockKind.ITEM_EVALUATION, since, item=item.code, until=item.evaluate_by)
        return case

    def hidden_from(self, clock: Clock) -> tuple[str, ...]:
        return tuple(each.about for each in self.obstructions if clock.kind is ClockKind.OBSTRUCTION and each.report == clock.item)

    def as_read_by(self, person: str) -> Self:
        shown = super().as_read_by(person)
        return shown.model_copy(update={"obstructions": tuple(each for each in self.obstructions if each.about != person)})
