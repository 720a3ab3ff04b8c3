"""Priority from the start (the plan's rewards): a few kinds need not wait for the result, all others do, and no result grants or takes anything by itself."""

from dataclasses import replace

import pytest

from domain.acts import EvaluateResult, Grant, OpenRewardsFromStart, RefuseReward, Stop
from domain.facts import RewardFileOpened, RewardsEarned, RewardsHeld
from domain.family import consequences
from domain.procedure.chapters import after
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Hold, Regime, RewardStage, RewardStatus, Stage, Tier
from tests.builders import THAT_DAY, a_case, altered, an_act, decided, refusal, the_law, then
from tests.reward_files import PLAN, a_proposal, considered, opened, proposed, told
from tests.reward_files import refusal as refused_there
from tests.reward_files import then as then_there

RUNNING = a_case(Stage.IMPLEMENTING, regime=PLAN)
BEGUN = then(RUNNING, an_act(OpenRewardsFromStart), "head")
EARLY = opened(PLAN, None, early=True)


@pytest.mark.parametrize(
    ("case", "who", "why"),
    [
        pytest.param(RUNNING, "head", None, id="by the head, while the work is under way"),
        pytest.param(RUNNING, "tam", Reason.NOT_YOUR_OFFICE, id="not by whom it is about"),
        pytest.param(BEGUN, "head", Reason.REWARDS_OPEN_ALREADY, id="once"),
        pytest.param(a_case(Stage.PLANNING, regime=PLAN), "head", Reason.NOT_OPEN_IN_STAGE, id="not before the work begins"),
        pytest.param(a_case(Stage.IMPLEMENTING), "head", Reason.NOT_UNDER_THESE_RULES, id="not under the decree"),
    ],
)
def test_the_reward_file_is_opened_from_the_start(case: Initiative, who: str, why: Reason | None) -> None:
    assert refusal(case, an_act(OpenRewardsFromStart), who) == why


def test_a_set_that_gives_no_priority_opens_none() -> None:
    law = the_law(PLAN)
    silent = law.published.model_copy(update={"rewards": law.rewards.model_copy(update={"from_start": None})})
    with pytest.raises(Exception, match="only-after-result"):
        decided(RUNNING, an_act(OpenRewardsFromStart), "head", law=type(law)(silent, law.calendar))


def test_it_opens_as_a_file_that_waits_for_the_result_and_is_not_held() -> None:
    fact = decided(RUNNING, an_act(OpenRewardsFromStart), "head")
    [(number, file)] = consequences(fact, RUNNING, BEGUN, the_law().calendar)
    assert isinstance(file, RewardFileOpened)
    assert (number, file.early, file.tier, file.holds) == (f"{RUNNING.number}-K", True, None, ())


@pytest.mark.parametrize(
    ("reward", "why"),
    [
        pytest.param("leadership_planning", None, id="leadership planning"),
        pytest.param("promotion", None, id="promotion"),
        pytest.param("outstanding_promotion", Reason.ONLY_AFTER_RESULT, id="not outstanding promotion"),
        pytest.param("commendation_above_level", Reason.ONLY_AFTER_RESULT, id="nor commendation"),
        pytest.param("training", Reason.ONLY_AFTER_RESULT, id="nor training"),
    ],
)
def test_from_the_start_is_considered(reward: str, why: Reason | None) -> None:
    cost = {"cost_dong": 5} if reward == "training" else {}
    assert refused_there(EARLY, a_proposal(reward=reward, **cost), "head") == why


def test_it_is_considered_and_granted_like_any_other() -> None:
    file = considered(proposed(EARLY, reward="promotion"))
    granted = then_there(file, an_act(Grant), "appointing")
    assert (granted.stage, granted.proposals["P1"].status) == (RewardStage.GRANTING, RewardStatus.GRANTED)


def evaluated(**fields: object) -> tuple[Initiative, list[object]]:
    """The case with an early file, as its result is evaluated, and what the file is told."""
    near = a_case(Stage.REWARDING, regime=PLAN)
    before = altered(
        near,
        stage=Stage.FINAL_EVALUATION,
        reached=tuple(stage for stage in near.reached if stage is not Stage.REWARDING),
        result=None,
        tier=None,
        rewards=BEGUN.rewards,
        report_sha256="a" * 64,
    )
    fact = decided(before, an_act(EvaluateResult, **fields), "head")
    now = after(fact, before)
    return now, [told for number, told in consequences(fact, before, now, the_law().calendar) if number.endswith("-K")]


def test_with_a_completed_result_all_rewards_open() -> None:
    _, facts = evaluated(tier="typical")
    [earned] = facts
    assert isinstance(earned, RewardsEarned)
    file = told(EARLY, earned)
    assert (file.early, file.tier) == (False, Tier.TYPICAL)
    assert refused_there(file, a_proposal(reward="commendation_above_level"), "head") is None


def test_with_any_other_result_the_file_is_held_and_a_human_refuses_what_waits() -> None:
    _, [held] = evaluated(result="not_completed", tier=None, causes="Khách quan.", happened_on=THAT_DAY)
    assert isinstance(held, RewardsHeld)
    assert Hold.REOPENED in held.holds
    file = told(considered(proposed(EARLY, reward="promotion")), held)
    assert refused_there(file, an_act(Grant), "appointing") == Reason.HELD
    assert then_there(file, an_act(RefuseReward), "appointing").proposals["P1"].status is RewardStatus.REFUSED


def test_work_that_is_stopped_holds_it_too() -> None:
    stopped = then(BEGUN, an_act(Stop), "chair")
    closed = replace(stopped, stage=Stage.CLOSED)
    assert BEGUN.frozen_by == ()
    assert Hold.REOPENED in closed.frozen_by


def test_a_case_that_is_opened_again_is_held_as_before() -> None:
    again = altered(a_case(Stage.REWARDING, regime=Regime.ND73), stage=Stage.FINAL_EVALUATION, result=None)
    assert Hold.REOPENED in again.frozen_by
