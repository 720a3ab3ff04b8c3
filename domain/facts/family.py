"""What is recorded of what one stream is told of another."""

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Hold, Office, Result, ReviewStage, RewardStage, Tier

REWARDED = (Office.PROPOSER, Office.IMPLEMENTER)


class ReviewNoted(Fact):
    """How a liability review of this initiative stands now: it follows from a fact of the review's own ledger.

    `barred`: of whom it established what is prohibited, once decided. `judged`: about whom it has decided, as long as that stands.
    """

    kind = "review_noted"
    tells = ()

    review: str
    stage: ReviewStage
    panel: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    item: str = ""
    barred: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()


class RewardsNoted(Fact):
    """How the reward file stands now, and whether a proposed reward is still without an answer."""

    kind = "rewards_noted"
    tells = ()

    rewards: str
    stage: RewardStage
    pending: bool


class ResultNoted(Fact):
    """How the initiative came out, that its result is to be evaluated anew, or that none will come: it follows from a fact of the initiative."""

    kind = "result_noted"
    tells = ()

    result: Result | None = None
    none_will_come: bool = False


class RewardsHeld(Fact):
    """Nothing may be granted, accepted or paid for now, and why: it follows from a fact of the initiative's ledger."""

    kind = "rewards_held"
    tells = (*REWARDED, HEAD)

    holds: tuple[Hold, ...]


class RewardsReleased(Fact):
    """`tier`: the degree of success as it stands now; the result may have been evaluated anew meanwhile."""

    kind = "rewards_released"
    tells = (*REWARDED, HEAD)

    tier: Tier | None = None


class RewardsBarred(Fact):
    """Of these persons a review established what is prohibited: for this achievement they are not to be rewarded (ND73 Art. 6).

    It replaces what was said before; nobody named means that nobody is barred any more.
    """

    kind = "rewards_barred"
    tells = (HEAD,)

    persons: tuple[str, ...] = ()
