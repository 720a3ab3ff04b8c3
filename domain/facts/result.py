"""What is recorded of the finish, the report and the evaluated result."""

from datetime import date

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.vocabulary import LiabilityOutcome, Result, Tier


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
