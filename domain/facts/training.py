"""What is recorded of the money of training."""

from domain.facts.fact import FOCAL, Fact
from domain.vocabulary import Office

REWARDED = (Office.PROPOSER, Office.IMPLEMENTER)


class TrainingCommitted(Fact):
    kind = "training_committed"
    tells = REWARDED

    proposal: str
    what: str
    amount_dong: int


class TrainingPaid(Fact):
    kind = "training_paid"
    tells = REWARDED

    proposal: str
    what: str
    amount_dong: int


class TrainingSettled(Fact):
    """`paid_dong` of what was approved; the rest, `released_dong`, is free again."""

    kind = "training_settled"
    tells = (*REWARDED, FOCAL)

    proposal: str
    reasons: str
    paid_dong: int
    released_dong: int
