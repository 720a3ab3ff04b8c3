"""What an initiative and its reward file know of each other: told as facts, in the same moment (domain/family.py)."""

from functools import cache

import pytest

from domain import acts
from domain.acts import Act
from domain.refusals import Reason
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold, RewardStage, Stage, Tier
from tests.builders import THAT_DAY, an_act, the_approval_of_the_plan, the_usual_steps
from tests.families import Family


@cache
def _evaluated() -> Family:
    family = Family()
    for who, kind, fields in the_usual_steps()[:-1]:
        family.ask(who, the_approval_of_the_plan(family.case) if kind is acts.ApprovePlan else an_act(kind, **fields))
    return family


@pytest.fixture
def family() -> Family:
    """One whose result was just evaluated as completed, and typical, or whatever the example says."""
    done = _evaluated()
    return Family(streams=dict(done.streams), ledgers={number: list(facts) for number, facts in done.ledgers.items()})


def file_of(family: Family) -> RewardFile:
    assert family.reward_file is not None
    return family.reward_file


def asks(family: Family, who: str, act: type[Act], **fields: object) -> None:
    """Something of the reward file."""
    family.ask(who, an_act(act, **fields), file_of(family).number)


def why_not(family: Family, who: str, act: type[Act], *, of_rewards: bool = True) -> Reason | None:
    refused = family.refusal(who, an_act(act), file_of(family).number if of_rewards else "")
    return refused.reason if refused else None


def reopened_and_evaluated(family: Family, **result: object) -> None:
    family.ask("head", an_act(acts.Reopen, back_to="final_evaluation"))
    family.ask("secretary", an_act(acts.RecordPartyOpinion, before="evaluation"))
    family.ask("head", an_act(acts.EvaluateResult, **result))


def test_a_completed_result_opens_the_reward_file_with_all_it_must_know(family: Family) -> None:
    file, case = file_of(family), family.case
    assert (case.stage, file.stage, file.tier, file.frozen_by) == (Stage.REWARDING, RewardStage.PROPOSED, case.evaluation.tier, ())
    assert (file.title, file.proposers, file.implementers) == (case.title, case.proposers, case.implementers)


def test_the_initiative_is_not_closed_over_a_reward_without_an_answer(family: Family) -> None:
    assert why_not(family, "head", acts.Close, of_rewards=False) is None
    asks(family, "clerk", acts.ProposeReward)
    assert why_not(family, "head", acts.Close, of_rewards=False) == Reason.SOMETHING_OPEN
    asks(family, "emulation", acts.Consider)
    asks(family, "head", acts.Grant)
    assert why_not(family, "head", acts.Close, of_rewards=False) is None


def test_a_flag_holds_the_rewards_in_the_same_moment_and_they_wait_for_the_review_too(family: Family) -> None:
    asks(family, "clerk", acts.ProposeReward)
    asks(family, "emulation", acts.Consider)
    recorded = family.ask("inspector", an_act(acts.RaiseIntegrityFlag, persons=["lan"]))
    assert [each.fact.kind for each in recorded if each.number == file_of(family).number] == ["rewards_held"]
    assert file_of(family).frozen_by == (Hold.REVIEW, Hold.INTEGRITY)
    assert why_not(family, "head", acts.Grant) == Reason.HELD
    family.ask("inspector", an_act(acts.ClearIntegrityFlag))
    assert file_of(family).frozen_by == (Hold.REVIEW,)


def test_what_is_referred_holds_them_until_its_outcome_is_known(family: Family) -> None:
    asks(family, "clerk", acts.ProposeReward)
    asks(family, "emulation", acts.Consider)
    family.ask("inspector", an_act(acts.Refer))
    assert why_not(family, "head", acts.Grant) == Reason.HELD
    family.ask("inspector", an_act(acts.RecordReferralOutcome))
    assert why_not(family, "head", acts.Grant) is None


def test_a_closed_file_whose_initiative_is_reopened_is_held_and_may_be_taken_back(family: Family) -> None:
    asks(family, "clerk", acts.ProposeReward)
    asks(family, "emulation", acts.Consider)
    asks(family, "head", acts.Grant)
    asks(family, "tam", acts.Accept)
    assert file_of(family).stage is RewardStage.CLOSED
    family.ask("head", acts.Close())
    family.ask("head", an_act(acts.Reopen, back_to="final_evaluation"))
    assert (file_of(family).stage, file_of(family).frozen_by) == (RewardStage.CLOSED, (Hold.REOPENED,))
    assert why_not(family, "head", acts.Reverse) is None


def test_a_result_that_is_no_longer_completed_keeps_them_held(family: Family) -> None:
    family.ask("head", acts.Close())
    reopened_and_evaluated(family, result="partly_completed", tier=None, causes="Khách quan.", happened_on=THAT_DAY)
    assert Hold.REOPENED in file_of(family).frozen_by


def test_a_lower_degree_of_success_is_told_to_the_file_that_it_releases(family: Family) -> None:
    family.ask("head", acts.Close())
    reopened_and_evaluated(family, tier="successful")
    assert (file_of(family).frozen_by, file_of(family).tier) == ((), Tier.SUCCESSFUL)
