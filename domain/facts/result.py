"""What is recorded of the finish, the report and the evaluated result."""

from collections.abc import Mapping
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
    """`review`: the liability review it opened, `rewards`: the reward file it opened; at most one of them. `happened_on`: when what it is about happened.

    `liability`: the conclusion on those in `not_handled`; of a fact that names nobody in either list, on everybody, as it was recorded before 0.5.0.
    `awaits`: whose conclusion waits, since a flag, a referral or a review about them is open. `notice_due`: whether the set gives days to notify it.
    """

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
    happened_on: date | None = None
    not_handled: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()
    notice_due: bool = False


class ResultNotified(Fact):
    """`notified_on`: the day the written notice of the evaluation reached whom it is about."""

    kind = "result_notified"
    tells = (PROPOSER, IMPLEMENTER)

    notified_on: date


class NotHandledConcluded(Fact):
    """The same conclusion on those for whom it waited."""

    kind = "not_handled_concluded"
    tells = (PROPOSER, IMPLEMENTER)

    persons: tuple[str, ...]
    reasons: str
    names: Mapping[str, str] = {}
