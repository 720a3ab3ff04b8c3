"""What is recorded of rewards from the start of implementation."""

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.vocabulary import Office, Tier

REWARDED = (Office.PROPOSER, Office.IMPLEMENTER)


class RewardsOpenedFromStart(Fact):
    """Whoever carries it out may be considered before there is a result, for what the rules allow from the start. `rewards`: the file's number."""

    kind = "rewards_opened_from_start"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str
    rewards: str


class RewardsEarned(Fact):
    """The result is there, and it is completed: what waited for it in a file opened from the start may now be proposed and granted."""

    kind = "rewards_earned"
    tells = (*REWARDED, HEAD)

    tier: Tier | None = None
