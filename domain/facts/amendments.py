"""What is recorded of changes of the plan."""

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.facts.planning import Plan
from domain.values import Moment
from domain.vocabulary import Office


class AmendmentProposed(Fact):
    kind = "amendment_proposed"
    tells = (HEAD,)
    asks = (Office.CITY_CHAIR,)

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

    @property
    def text(self) -> str:
        return self.plan_sha256


class AmendmentRefused(Fact):
    kind = "amendment_refused"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str
