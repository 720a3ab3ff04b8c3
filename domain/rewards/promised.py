"""What the rules promise, and what of it this result has earned."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.law.policy import Law
from domain.refusals import Reason, Refused
from domain.streams.reward_file import RewardFile
from domain.vocabulary import RewardKind, Tier


@dataclass(frozen=True)
class Promise:
    """One kind of reward that a rule set knows, for which tiers, and on what basis. `not_yet`: why nobody can be proposed for it now."""

    reward: RewardKind
    tiers: tuple[Tier, ...]
    basis: str
    not_yet: Refused | None

    @property
    def earned(self) -> bool:
        return self.not_yet is None


def promises(file: RewardFile, law: Law) -> Iterator[Promise]:
    """Every kind the case's set knows, in its order."""
    for reward, tiers in law.rewards.kinds.items():
        yield Promise(reward, tiers.value, tiers.basis, why_not_earned(reward, file, law, tiers.basis))


def why_not_earned(reward: RewardKind, file: RewardFile, law: Law, basis: str) -> Refused | None:
    """None where the rules know this reward and give it for a success of this degree; a result of no special degree is a plain success.

    `basis`: on what a refusal stands that has none of its own.
    """
    tiers = law.rewards.kinds.get(reward)
    if tiers is None:
        return Refused(Reason.REWARD_NOT_PROVIDED, basis, reward=reward, regime=file.regime)
    if file.early:
        from_start = law.rewards.from_start
        waits = from_start is None or reward not in from_start.value
        return Refused(Reason.ONLY_AFTER_RESULT, basis) if waits else None
    tier = file.tier or Tier.SUCCESSFUL
    return None if tier in tiers.value else Refused(Reason.TIER_TOO_LOW, tiers.basis, reward=reward, tier=tier)
