"""What is recorded of the evaluation of work items."""

from datetime import date

from domain.facts.fact import IMPLEMENTER, PROPOSER, Fact
from domain.vocabulary import Verdict


class WorkItemEvaluated(Fact):
    """`review`: the liability review it opened, where the item was reached only in part or not. `happened_on`: when what it is about happened, where said."""

    kind = "work_item_evaluated"
    tells = (PROPOSER, IMPLEMENTER)

    item: str
    verdict: Verdict
    findings: str
    evidence: tuple[str, ...] = ()
    next_by: date | None = None
    review: str = ""
    happened_on: date | None = None
