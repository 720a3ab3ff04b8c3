"""Every refusal of a reward says why, by which rule, and of what: the sender reads all three."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import Accept, Act, CommitTraining, Consider, Grant, PayTraining, ProposeReward, RefuseReward, SettleTraining
from domain.facts import RewardsBarred
from domain.refusals import Reason, Refused
from domain.rewards.grants import nothing_granted_to
from domain.streams.reward_file import RewardFile
from domain.vocabulary import RewardStatus, Tier
from tests.builders import FRIDAY, an_act
from tests.reward_files import COST, PLAN, a_training, accepted, considered, decided, granted, opened, proposed, refusal, then, told

RULES, HOUSE, ND73 = "HCMC2022: rewards", "house: rewards", "ND73 Art. 10"
BARRED = told(proposed(), RewardsBarred(at=FRIDAY, persons=("tam",)))
TWO_TRAININGS = then(
    accepted(
        granted(
            considered(proposed(accepted(a_training()), person="lan", reward="training", cost_dong=9), "P2"),
            "P2",
            approved_dong=9,
        ),
        "P2",
    ),
    an_act(SettleTraining),
    "chair",
)
COMMENDED = accepted(granted(considered(proposed(opened(PLAN), reward="commendation_above_level"))))
BESIDE = accepted(granted(considered(proposed(accepted(a_training()), reward="commendation_above_level"), "P2"), "P2"), "P2")


def why(file: RewardFile, act: Act, who: str) -> tuple[str, str, dict[str, str | int]]:
    with pytest.raises(Refused) as refused:
        decided(file, act, who)
    return refused.value.reason, refused.value.basis, dict(refused.value.params)


@pytest.mark.parametrize(
    ("file", "act", "who", "told"),
    [
        pytest.param(
            proposed(), an_act(Consider, proposal="P9"), "emulation", (Reason.NO_SUCH_PROPOSAL, HOUSE, {"proposal": "P9"}), id="no such one"
        ),
        pytest.param(
            replace(
                then(proposed(), an_act(Consider), "emulation"), proposals={**proposed().proposals, "P2": considered().proposals["P1"]}
            ),
            an_act(Consider, proposal="P2"),
            "emulation",
            (Reason.NOT_AT_THIS_STEP, HOUSE, {"proposal": "P2", "status": RewardStatus.CONSIDERED}),
            id="not at this step",
        ),
        pytest.param(
            opened(),
            an_act(ProposeReward, reward="training", cost_dong=1),
            "head",
            (Reason.REWARD_NOT_PROVIDED, ND73, {"reward": "training", "regime": "nd73-2023"}),
            id="not provided",
        ),
        pytest.param(
            opened(PLAN, Tier.SUCCESSFUL),
            an_act(ProposeReward, reward="outstanding_promotion"),
            "head",
            (Reason.TIER_TOO_LOW, RULES, {"reward": "outstanding_promotion", "tier": "successful"}),
            id="the degree",
        ),
        pytest.param(
            opened(PLAN, None, early=True),
            an_act(ProposeReward, reward="commendation_above_level"),
            "head",
            (Reason.ONLY_AFTER_RESULT, RULES, {}),
            id="too early",
        ),
        pytest.param(
            BARRED,
            an_act(ProposeReward, reward="early_salary_step"),
            "head",
            (Reason.BARRED, "ND73 Art. 6", {"person": "tam"}),
            id="barred",
        ),
        pytest.param(
            proposed(reward="early_salary_step"),
            an_act(Grant),
            "head",
            (Reason.NOT_YOURS_TO_GRANT, HOUSE, {"office": "appointing_authority"}),
            id="whose it is",
        ),
        pytest.param(granted(), an_act(Accept), "lan", (Reason.NOT_YOUR_REWARD, HOUSE, {}), id="one's own"),
        pytest.param(
            BESIDE, an_act(CommitTraining, proposal="P2"), "focal", (Reason.MONEY_IS_OF_TRAINING, RULES, {}), id="money of training"
        ),
        pytest.param(
            TWO_TRAININGS,
            an_act(CommitTraining, amount_dong=1),
            "focal",
            (Reason.TRAINING_IS_OVER, RULES, {"proposal": "P1"}),
            id="training over",
        ),
        pytest.param(
            accepted(a_training()),
            an_act(CommitTraining, amount_dong=COST + 1),
            "focal",
            (Reason.TOO_MUCH_MONEY, RULES, {"most": COST}),
            id="too much",
        ),
    ],
)
def test_a_refusal_says(file: RewardFile, act: Act, who: str, told: tuple[Any, ...]) -> None:
    assert why(file, act, who) == told


def test_a_proposal_may_be_refused_before_the_council_has_spoken() -> None:
    assert refusal(proposed(), an_act(RefuseReward), "head") is None
    assert refusal(accepted(), an_act(RefuseReward), "head") == Reason.NOT_OPEN_IN_STAGE


def test_who_has_something_granted_is_waited_for_and_nobody_else() -> None:
    assert not nothing_granted_to(granted(), "tam")
    assert nothing_granted_to(granted(), "lan")
    assert nothing_granted_to(considered(), "tam")
    assert nothing_granted_to(accepted(), "tam")


def test_where_no_training_goes_on_there_is_none_to_settle() -> None:
    another_granted = granted(considered(proposed(COMMENDED, person="lan", reward="commendation_above_level"), "P2"), "P2")
    assert refusal(another_granted, an_act(SettleTraining), "head") == Reason.NOTHING_WAITS_FOR_THIS


def test_training_that_is_paid_in_full_is_none_to_settle_whatever_else_goes_on() -> None:
    paid = then(
        then(accepted(a_training()), an_act(CommitTraining, amount_dong=COST), "focal"), an_act(PayTraining, amount_dong=COST), "focal"
    )
    beside = granted(considered(proposed(paid, reward="commendation_above_level"), "P2"), "P2")
    assert refusal(beside, an_act(SettleTraining), "head") == Reason.NOTHING_WAITS_FOR_THIS
