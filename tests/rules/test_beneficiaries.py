"""Whom a reward is for: whoever proposed and carried out, and by the newer sets the agency, its head, or a collective of it. Nobody rewards themselves."""

from typing import Any

import pytest

from domain import acts
from domain.acts import Accept, Consider, Decline, Grant, Reverse
from domain.facts import RewardProposed
from domain.law.policy import Law
from domain.procedure.waiting import at_rest, waiting_offices
from domain.refusals import Reason, Refused
from domain.vocabulary import Office, RewardStage, RewardStatus
from tests.builders import CITY, WARD, a_directory, a_policy, a_term, an_act, the_law
from tests.reward_files import COST, ND73, PLAN, a_proposal, accepted, considered, decided, granted, opened, proposed, refusal, then

HIGH = {"reward": "commendation_outside_rounds", "commendation_form": "diploma"}
FOR_THE_AGENCY = considered(proposed(opened(PLAN), agency=WARD, **HIGH))
FOR_THE_HEAD = proposed(opened(), person="head", reward="early_salary_step")


@pytest.mark.parametrize(
    ("regime", "fields", "why"),
    [
        pytest.param(PLAN, {"agency": WARD, **HIGH}, None, id="the agency, under the plan"),
        pytest.param(PLAN, {"agency": WARD, "collective": "Tổ một cửa", **HIGH}, None, id="a collective of it, by name"),
        pytest.param(ND73, {"agency": WARD, "reward": "resources"}, None, id="the agency, under the decree"),
        pytest.param(ND73, {"person": "head", "reward": "early_salary_step"}, None, id="and its head"),
        pytest.param(PLAN, {"person": "head", **HIGH}, Reason.NOT_TO_BE_REWARDED, id="of whom the plan does not speak"),
        pytest.param(ND73, {"person": "deputy"}, Reason.NOT_TO_BE_REWARDED, id="nobody else of the leadership"),
        pytest.param(
            ND73, {"agency": WARD, "collective": "Tổ", "reward": "praise"}, Reason.NOT_FOR_THIS_BENEFICIARY, id="no collective there"
        ),
        pytest.param(PLAN, {"agency": WARD, "reward": "promotion"}, Reason.NOT_FOR_THIS_BENEFICIARY, id="no agency is promoted"),
        pytest.param(
            PLAN, {"agency": WARD, "reward": "training", "cost_dong": COST}, Reason.NOT_FOR_THIS_BENEFICIARY, id="nor is it trained"
        ),
        pytest.param(PLAN, {"agency": "STC", **HIGH}, Reason.NOT_THIS_AGENCY, id="no agency but the initiative's own"),
        pytest.param(PLAN, {"agency": WARD, "person": "tam", **HIGH}, Reason.ONE_BENEFICIARY, id="not two at once"),
        pytest.param(PLAN, {"person": None, **HIGH}, Reason.ONE_BENEFICIARY, id="not nobody"),
        pytest.param(PLAN, {"person": "tam", "collective": "Tổ", **HIGH}, Reason.ONE_BENEFICIARY, id="nor a collective of no agency"),
    ],
)
def test_a_reward_may_be_for(regime: Any, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(opened(regime), a_proposal(**fields), "clerk") == why


def test_the_head_does_not_propose_themselves() -> None:
    assert refusal(opened(), a_proposal(person="head", reward="early_salary_step"), "head") == Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(opened(), a_proposal(agency=WARD, reward="resources"), "head") is None, "their agency is another matter"


def test_an_agency_above_which_nobody_stands_is_not_rewarded_here() -> None:
    of_the_city = opened(PLAN, agency=CITY, addressed_to=CITY)
    assert refusal(of_the_city, a_proposal(agency=CITY, **HIGH), "chair") == Reason.NOBODY_ABOVE_TO_REWARD


def test_the_sets_before_reward_persons_alone() -> None:
    before = Law(a_policy("hcmc-plan-2022-2"), the_law(PLAN).calendar)
    with pytest.raises(Refused, match=Reason.NOT_FOR_THIS_BENEFICIARY):
        decided(opened(PLAN), an_act(acts.ProposeReward, person=None, agency=WARD, reward="commendation"), "clerk", law=before)


def test_the_same_achievement_of_the_agency_and_of_a_person_are_two() -> None:
    assert refusal(FOR_THE_AGENCY, a_proposal(**HIGH), "clerk") is None
    assert refusal(FOR_THE_AGENCY, a_proposal(agency=WARD, collective="Tổ một cửa", **HIGH), "clerk") is None
    assert refusal(FOR_THE_AGENCY, a_proposal(agency=WARD, **HIGH), "clerk") == Reason.PROPOSED_ALREADY


# --- Nobody decides about their own ---


@pytest.mark.parametrize("fields", [{"agency": WARD, "reward": "praise"}, {"person": "head", "reward": "praise"}])
def test_what_the_head_would_decide_for_themselves_or_their_agency_goes_one_level_up(fields: dict[str, Any]) -> None:
    file = considered(proposed(opened(), **fields))
    assert file.proposals["P1"].decided_by == (Office.SUPERIOR_HEAD,)
    assert refusal(file, an_act(Grant), "head") == Reason.NOT_YOURS_TO_GRANT
    assert refusal(file, an_act(Grant), "chair") is None


def test_a_head_of_two_offices_says_nothing_about_their_own() -> None:
    secretary_too = a_directory(a_term("head", Office.PARTY_SECRETARY))
    file = proposed(opened(), person="head", reward="appointment_priority")
    assert refusal(file, an_act(Consider), "head", directory=secretary_too) == Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(file, an_act(Consider), "secretary", directory=secretary_too) is None
    appoints_too = a_directory(a_term("head", Office.APPOINTING_AUTHORITY))
    assert refusal(FOR_THE_HEAD, an_act(Grant), "head", directory=appoints_too) == Reason.PARTY_MAY_NOT_DECIDE


def test_a_collective_is_not_its_agency_the_head_may_decide() -> None:
    certificate = {"reward": "commendation_outside_rounds", "commendation_form": "certificate"}
    assert refusal(considered(proposed(opened(PLAN), agency=WARD, collective="Tổ", **certificate)), an_act(Grant), "head") is None


# --- What is granted ---


def test_an_agency_has_its_reward_once_it_is_granted() -> None:
    file = granted(FOR_THE_AGENCY)
    assert (file.stage, at_rest(file)) == (RewardStage.CLOSED, True)
    assert then(file, an_act(Reverse), "chair").proposals["P1"].status is RewardStatus.REVERSED


def test_nobody_accepts_or_declines_for_an_agency() -> None:
    beside = granted(considered(proposed(granted(FOR_THE_AGENCY), reward="promotion"), "P2"), "P2")
    for act in (Accept, Decline):
        assert refusal(beside, an_act(act, proposal="P1"), "head") == Reason.NOT_YOUR_REWARD
        assert refusal(beside, an_act(act, proposal="P1"), "tam") == Reason.NOT_YOUR_REWARD
        assert refusal(beside, an_act(act, proposal="P2"), "tam") is None


def test_the_head_accepts_what_they_were_granted_and_is_waited_for_until_then() -> None:
    file = granted(FOR_THE_HEAD)
    assert Office.AGENCY_HEAD in waiting_offices(file)
    assert accepted(file).stage is RewardStage.CLOSED
    assert Office.AGENCY_HEAD not in waiting_offices(granted(proposed(opened(), reward="early_salary_step")))


def test_the_fact_says_whom_it_is_for() -> None:
    fact = decided(opened(PLAN), a_proposal(agency=WARD, collective="Tổ một cửa", **HIGH), "clerk")
    assert isinstance(fact, RewardProposed)
    assert (fact.person, fact.agency, fact.collective) == ("", WARD, "Tổ một cửa")


def test_a_stored_proposal_of_a_person_reads_as_before() -> None:
    stored = {"at": "2026-11-20T02:00:00Z", "proposal": "P1", "person": "tam", "reward": "commendation", "achievement": "Xong."}
    fact = RewardProposed.model_validate(stored)
    assert fact.told == (Office.PROPOSER, Office.IMPLEMENTER, Office.EMULATION_COUNCIL)
