"""One initiative as its ledger tells it so far. `after` is the only way it changes; each chapter of the law registers its own facts there."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import singledispatch
from typing import Any, Self

from domain.clocks import Clock
from domain.facts import Dossier, Fact, Plan
from domain.values import Durable
from domain.vocabulary import Ballot, ClockKind, OpinionFor, Outcome, PartyOpinion, Regime, Result, Stage, Tier, Verdict


class Case(Durable):
    """The snapshot: computed from the ledger, kept beside it, and thrown away without loss (`make rebuild`)."""

    number: str
    sequence: int = 0
    stage: Stage | None = None
    reached: tuple[Stage, ...] = ()
    outcome: Outcome | None = None

    regime: Regime = Regime.ND73
    policy: str = ""
    agency: str = ""
    addressed_to: str = ""
    proposers: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    dossier: Dossier | None = None
    dossier_sha256: str = ""
    registered_at: datetime | None = None
    filed_at: datetime | None = None
    missing: tuple[str, ...] = ()

    opinions: Mapping[OpinionFor, PartyOpinion] = {}
    ballots: Mapping[str, Ballot] = {}
    carried: bool | None = None
    overridden: bool = False
    scope: str = ""
    conditions: tuple[str, ...] = ()

    plan: Plan | None = None
    plan_sha256: str = ""
    baseline_sha256: str = ""
    approved_on: datetime | None = None
    verdicts: Mapping[str, Verdict] = {}

    finished_on: date | None = None
    report_sha256: str = ""
    result: Result | None = None
    tier: Tier | None = None

    clocks: tuple[Clock, ...] = ()

    def then(self, **changes: Any) -> Self:
        """The case one fact later."""
        return self.model_copy(update={"sequence": self.sequence + 1, **changes})

    def entering(self, stage: Stage, **changes: Any) -> Self:
        """The case one fact later, in that stage."""
        return self.then(stage=stage, reached=(*self.reached, *([] if stage in self.reached else [stage])), **changes)

    def starting(self, kind: ClockKind, since: datetime, *, item: str = "", day: date | None = None, until: date | None = None) -> Self:
        """With that clock running; one that ran already for the same thing is replaced."""
        clock = Clock(kind=kind, item=item, opened_by=self.sequence, since=since, day=day, until=until)
        return self.model_copy(update={"clocks": (*self.answering(kind, item).clocks, clock)})

    def starting_item_evaluations(self, since: datetime) -> Self:
        """With a clock for every work item of the plan, until the day the plan names."""
        case = self
        for item in self.plan.items if self.plan else ():
            case = case.starting(ClockKind.ITEM_EVALUATION, since, item=item.code, until=item.evaluate_by)
        return case

    def answering(self, kind: ClockKind, item: str = "") -> Self:
        """With that clock stopped: what was due has been done."""
        return self.model_copy(update={"clocks": tuple(c for c in self.clocks if (c.kind, c.item) != (kind, item))})

    def waits_on(self, kind: ClockKind, item: str | None = None) -> bool:
        return any(c.kind is kind and item in (None, c.item) for c in self.clocks)


@singledispatch
def after(fact: Fact, case: Case) -> Case:
    """The case once the fact is true. It cannot fail, and it asks nothing of any law: what was decided is in the fact."""
    raise NotImplementedError(f"{fact.kind} changes nothing: say so on purpose")
