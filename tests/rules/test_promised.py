"""What a reward file promises is what may be proposed in it: the page and the rule ask the same question."""

import pytest

from domain.refusals import Reason
from domain.rewards.promised import promises
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Regime, RewardKind, Tier
from tests.builders import NUMBER, the_law


def of(regime: Regime, tier: Tier | None = None, *, early: bool = False) -> dict[RewardKind, Reason | None]:
    law = the_law(regime)
    file = RewardFile(number=f"{NUMBER}-K", regime=regime, policy=law.id, tier=tier, early=early)
    return {each.reward: each.not_yet.reason if each.not_yet else None for each in promises(file, law)}


def test_every_kind_the_set_knows_is_told_once_and_no_other() -> None:
    assert [*of(Regime.HCMC2022)] == [*the_law(Regime.HCMC2022).rewards.kinds]


@pytest.mark.parametrize(
    ("tier", "special"),
    [(Tier.SUCCESSFUL, Reason.TIER_TOO_LOW), (None, Reason.TIER_TOO_LOW), (Tier.TYPICAL, None), (Tier.OUTSTANDING, None)],
)
def test_a_kind_for_a_higher_degree_is_promised_and_not_earned(tier: Tier | None, special: Reason | None) -> None:
    told = of(Regime.HCMC2022, tier)
    assert told[RewardKind.SPECIAL_COMMENDATION] == special
    assert told[RewardKind.TRAINING] is None


def test_before_there_is_a_result_only_what_may_come_from_the_start_is_open() -> None:
    told = of(Regime.HCMC2022, early=True)
    assert {kind for kind, why in told.items() if why is None} == {RewardKind.LEADERSHIP_PLANNING, RewardKind.PROMOTION}
    assert {*told.values()} == {None, Reason.ONLY_AFTER_RESULT}
