"""What is recorded of the plan that is frozen."""

from datetime import date

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.values import Durable, Moment
from domain.vocabulary import Office, PlanForm


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

    @property
    def titles(self) -> dict[str, str]:
        """Of its work items and risks, by code."""
        return {**{item.code: item.title for item in self.items}, **{risk.code: risk.cause for risk in self.risks}}


class PlanVersion(Durable):
    """A register as approved: its items and the risks foreseen, for what happens from `effective_from` on. Version 1 is the baseline."""

    version: int
    plan: Plan
    sha256: str
    effective_from: Moment


class PlanSubmitted(Fact):
    kind = "plan_submitted"
    tells = (HEAD,)
    asks = (Office.CITY_CHAIR,)

    plan: Plan
    plan_sha256: str
    plan_form: PlanForm | None = None


class PlanReturned(Fact):
    kind = "plan_returned"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str


class PlanApproved(Fact):
    kind = "plan_approved"
    tells = (PROPOSER, IMPLEMENTER)

    baseline_sha256: str
    conditions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.baseline_sha256
