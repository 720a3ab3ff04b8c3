"""The work, its end, and what happens to a case at large."""

from datetime import date

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.values import Durable, Moment
from domain.vocabulary import ClockKind, LiabilityOutcome, Result, Stage, Tier, Verdict


class ForeseenRisk(Durable):
    """A risk somebody saw in time. After approval the list is frozen: what is added later was not foreseen for what came before."""

    code: str
    cause: str
    likelihood: str
    effect: str
    measure: str
    owner: str


class WorkItem(Durable):
    """The unit that is evaluated, objectively and one by one."""

    code: str
    title: str
    measure_of_success: str
    implementer: str
    evaluate_by: date
    evaluator: str = ""
    budget_dong: int = 0


class Plan(Durable):
    items: tuple[WorkItem, ...]
    risks: tuple[ForeseenRisk, ...] = ()
    no_risks_because: str = ""


class PlanVersion(Durable):
    """A register as approved: its items and the risks foreseen, for what happens from `effective_from` on. Version 1 is the baseline."""

    version: int
    plan: Plan
    sha256: str
    effective_from: Moment


class PlanSubmitted(Fact):
    kind = "plan_submitted"
    tells = (HEAD,)

    plan: Plan
    plan_sha256: str


class PlanReturned(Fact):
    kind = "plan_returned"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str


class PlanApproved(Fact):
    kind = "plan_approved"
    tells = (PROPOSER, IMPLEMENTER)

    baseline_sha256: str
    conditions: tuple[str, ...] = ()


class WorkItemEvaluated(Fact):
    """`review`: the liability review it opened, where the item was reached only in part or not."""

    kind = "work_item_evaluated"
    tells = (PROPOSER, IMPLEMENTER)

    item: str
    verdict: Verdict
    findings: str
    evidence: tuple[str, ...] = ()
    next_by: date | None = None
    review: str = ""


class AmendmentProposed(Fact):
    kind = "amendment_proposed"
    tells = (HEAD,)

    plan: Plan
    plan_sha256: str
    reasons: str


class AmendmentApproved(Fact):
    """`version`: of the register, the baseline being 1; in force from `effective_from`."""

    kind = "amendment_approved"
    tells = (PROPOSER, IMPLEMENTER)

    version: int
    plan_sha256: str
    effective_from: Moment


class AmendmentRefused(Fact):
    kind = "amendment_refused"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str


class Suspended(Fact):
    """`pauses`: the clocks that stand still meanwhile, as the pinned set names them."""

    kind = "suspended"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reasons: str
    pauses: tuple[ClockKind, ...] = ()


class Resumed(Fact):
    kind = "resumed"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reasons: str


class Stopped(Fact):
    kind = "stopped"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reasons: str


class ImplementationFinished(Fact):
    kind = "implementation_finished"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    finished_on: date


class ResultReported(Fact):
    kind = "result_reported"
    tells = (HEAD,)

    report: str
    report_sha256: str


class ResultEvaluated(Fact):
    """`review`: the liability review it opened, `rewards`: the reward file it opened; at most one of them."""

    kind = "result_evaluated"
    tells = (PROPOSER, IMPLEMENTER)

    result: Result
    tier: Tier | None = None
    findings: str
    present: tuple[str, ...] = ()
    causes: str = ""
    liability: LiabilityOutcome | None = None
    review: str = ""
    rewards: str = ""


class Withdrawn(Fact):
    kind = "withdrawn"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str


class Closed(Fact):
    kind = "closed"
    tells = (PROPOSER, IMPLEMENTER)

    result: Result
    stopped: bool = False


class Reopened(Fact):
    kind = "reopened"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str
    back_to: Stage


class Corrected(Fact):
    """What an earlier entry should have said. The entry stays as it is; only a day of finishing is put right in the case too.

    `not_for`: to whom the entry itself is never shown.
    """

    kind = "corrected"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    entry: int
    should_say: str
    reason: str
    finished_on: date | None = None
    not_for: tuple[str, ...] = ()

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return self.not_for


class RewardsOpenedFromStart(Fact):
    """Whoever carries it out may be considered before there is a result, for what the rules allow from the start. `rewards`: the file's number."""

    kind = "rewards_opened_from_start"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str
    rewards: str
