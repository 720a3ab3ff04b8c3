"""The way of each reward: a commendation through the emulation council, a personnel matter through the Party committee or the personnel office; and
who decides, by the kind and by the form of the commendation (Law on Emulation, Art. 80)."""

from typing import Any

import pytest

from domain import acts
from domain.acts import Consider, Grant
from domain.facts import RewardConsidered, RewardProposed
from domain.law.policy import Law, RewardRule
from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.procedure.waiting import waiting_offices
from domain.refusals import Reason, Refused
from domain.streams.reward_file import RewardFile
from domain.time.reminders import desks
from domain.vocabulary import ClockKind, Office, RewardStatus
from tests.builders import a_directory, a_policy, an_act, the_law
from tests.reward_files import COST, ND73, PLAN, a_proposal, considered, decided, held, opened, proposed, refusal

PEOPLE = ("emulation", "secretary", "focal", "head", "appointing", "chair", "clerk")
CERTIFICATE, DIPLOMA = {"commendation_form": "certificate"}, {"commendation_form": "diploma"}


def who_may(file: RewardFile, act: acts.Act) -> set[str]:
    return {who for who in PEOPLE if refusal(file, act, who) is None}


@pytest.mark.parametrize(
    ("regime", "fields", "asked", "decides"),
    [
        pytest.param(PLAN, {"reward": "commendation_above_level", **DIPLOMA}, {"emulation"}, {"chair"}, id="above the level"),
        pytest.param(PLAN, {"reward": "commendation_skipping_forms", **CERTIFICATE}, {"emulation"}, {"head"}, id="skipping forms"),
        pytest.param(PLAN, {"reward": "commendation_outside_rounds", **CERTIFICATE}, {"emulation"}, {"head"}, id="outside the round"),
        pytest.param(PLAN, {"reward": "commendation_outside_rounds", **DIPLOMA}, {"emulation"}, {"chair"}, id="a diploma goes upward"),
        pytest.param(PLAN, {"reward": "special_commendation"}, {"emulation"}, {"chair"}, id="beyond the rules in force"),
        pytest.param(PLAN, {"reward": "leadership_planning"}, {"secretary", "focal"}, {"appointing"}, id="planning"),
        pytest.param(PLAN, {"reward": "promotion"}, {"secretary", "focal"}, {"appointing"}, id="promotion"),
        pytest.param(PLAN, {"reward": "outstanding_promotion"}, {"secretary", "focal"}, {"appointing"}, id="outstanding promotion"),
        pytest.param(PLAN, {"reward": "training", "cost_dong": COST}, {"focal"}, {"chair"}, id="training"),
        pytest.param(ND73, {"reward": "commendation", **CERTIFICATE}, {"emulation"}, {"head"}, id="a certificate under the decree"),
        pytest.param(ND73, {"reward": "commendation", **DIPLOMA}, {"emulation"}, {"chair"}, id="a diploma under the decree"),
        pytest.param(
            ND73, {"reward": "early_salary_step"}, set(), {"appointing"}, id="a salary step, straight to the appointing authority"
        ),
        pytest.param(ND73, {"reward": "resources"}, set(), {"head"}, id="resources, promptly"),
        pytest.param(ND73, {"reward": "rank_promotion_credit"}, {"secretary", "focal"}, {"appointing"}, id="credit for a higher rank"),
        pytest.param(ND73, {"reward": "classification_priority"}, {"secretary", "focal"}, {"head"}, id="weight in classification"),
        pytest.param(ND73, {"reward": "transfer_priority"}, {"secretary", "focal"}, {"appointing"}, id="weight in a transfer"),
    ],
)
def test_the_way_of(regime: Any, fields: dict[str, Any], asked: set[str], decides: set[str]) -> None:
    file = proposed(opened(regime), **fields)
    assert who_may(file, an_act(Consider)) == asked
    money = {"approved_dong": fields["cost_dong"]} if "cost_dong" in fields else {}
    assert who_may(considered(file), an_act(Grant, **money)) == decides


@pytest.mark.parametrize("reward", ["leadership_planning", "promotion"])
def test_the_decree_gives_weight_and_no_post(reward: str) -> None:
    assert refusal(opened(ND73), a_proposal(reward=reward), "head") == Reason.REWARD_NOT_PROVIDED


@pytest.mark.parametrize(
    ("reward", "fields", "why"),
    [
        pytest.param("commendation_above_level", CERTIFICATE, Reason.FORM_NOT_FOR_THIS, id="a certificate is of the agency's own level"),
        pytest.param("commendation_above_level", {"commendation_form": None}, Reason.REWARD_PART_MISSING, id="a form is named"),
        pytest.param("special_commendation", {"rule_exceeded": ""}, Reason.REWARD_PART_MISSING, id="the rule it exceeds is named"),
        pytest.param("special_commendation", {"urgent_or_key": ""}, Reason.REWARD_PART_MISSING, id="and what is urgent or key"),
        pytest.param("promotion", CERTIFICATE, Reason.REWARD_PART_NOT_ASKED, id="no form of a promotion"),
        pytest.param("promotion", {"place": "abroad"}, Reason.REWARD_PART_NOT_ASKED, id="nor a place"),
    ],
)
def test_what_a_proposal_says(reward: str, fields: dict[str, Any], why: Reason) -> None:
    assert refusal(opened(PLAN), a_proposal(reward=reward, **fields), "head") == why


def test_one_achievement_one_commendation_is_the_law_on_emulation() -> None:
    with pytest.raises(Refused) as refused:
        decided(proposed(opened(PLAN), reward="special_commendation"), a_proposal(reward="commendation_above_level"), "head")
    assert (refused.value.reason, refused.value.basis) == (Reason.COMMENDED_ALREADY, "L06: one achievement")


# --- Whose turn it is ---


def test_only_those_asked_are_waited_for_reminded_and_told() -> None:
    file = proposed(opened(PLAN), reward="promotion")
    assert set(waiting_offices(file)) == {Office.PARTY_SECRETARY, Office.HOME_AFFAIRS}
    [clock] = file.clocks
    assert clock.kind is ClockKind.CONSIDERATION
    assert {desk.office for desk in desks(clock, Standpoint(file, a_directory()))} == {Office.PARTY_SECRETARY, Office.HOME_AFFAIRS}
    fact = decided(opened(PLAN), a_proposal(reward="promotion"), "head")
    assert isinstance(fact, RewardProposed)
    assert Office.EMULATION_COUNCIL not in fact.told
    assert Office.PARTY_SECRETARY in fact.told


def test_what_is_not_their_turn_is_left_to_nobody() -> None:
    file = proposed(opened(PLAN), reward="special_commendation")
    standpoint = Standpoint(file, a_directory())
    left = {who for who in PEOPLE if any(each.act is Consider and each.open and each.awaited for each in openings(standpoint, who))}
    assert left == {"emulation"}


def test_a_diploma_waits_at_the_desk_of_the_city_chair() -> None:
    file = considered(proposed(opened(PLAN), reward="commendation_outside_rounds", **DIPLOMA))
    [clock] = file.clocks
    assert waiting_offices(file) == (Office.CITY_CHAIR,)
    assert [(desk.office, desk.agency) for desk in desks(clock, Standpoint(file, a_directory()))] == [(Office.AGENCY_HEAD, "UBNDTP")]
    fact = decided(proposed(opened(PLAN), reward="commendation_outside_rounds", **DIPLOMA), an_act(Consider), "emulation")
    assert isinstance(fact, RewardConsidered)
    assert Office.CITY_CHAIR in fact.told


def test_what_nobody_is_asked_about_waits_for_its_decision_at_once() -> None:
    file = proposed(opened(), reward="early_salary_step")
    assert file.proposals["P1"].status is RewardStatus.CONSIDERED
    assert [clock.kind for clock in file.clocks] == [ClockKind.GRANT]
    assert proposed(held(opened()), reward="early_salary_step").clocks[0].paused, "and stands still while the file is held"


# --- The sets before ---


@pytest.mark.parametrize(("name", "regime"), [("hcmc-plan-2022-2", PLAN), ("nd73-2023-3", ND73)])
def test_a_case_under_an_older_set_goes_the_way_it_was_promised(name: str, regime: Any) -> None:
    before = Law(a_policy(name), the_law().calendar)
    fact = decided(opened(regime), an_act(acts.ProposeReward, reward="promotion"), "head", law=before)
    assert isinstance(fact, RewardProposed)
    assert (fact.opinion_of, fact.decided_by) == ((Office.EMULATION_COUNCIL,), (Office.APPOINTING_AUTHORITY,))
    with pytest.raises(Refused, match=Reason.REWARD_PART_NOT_ASKED):
        decided(opened(regime), an_act(acts.ProposeReward, reward="commendation", **CERTIFICATE), "head", law=before)


def test_a_set_in_which_nobody_decides_a_kind_is_not_read() -> None:
    said = the_law(PLAN).rewards.model_dump(exclude_unset=True)
    with pytest.raises(ValueError, match=r"nobody decides: .*training"):
        RewardRule.model_validate({**said, "decisions": {k: v for k, v in said["decisions"].items() if k is not Office.CITY_CHAIR}})
    with pytest.raises(ValueError, match="one of the two"):
        RewardRule.model_validate({**said, "decisions": {}})
