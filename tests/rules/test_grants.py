"""Rewards: each proposed, considered, granted and accepted for one person; and nothing of it while something hangs over the initiative."""

from datetime import timedelta
from typing import Any

import pytest

from domain import acts
from domain.acts import Accept, Consider, DeclareNoReward, Decline, Grant, PaperDecision, ProposeReward, RefuseReward, Reverse, StateWish
from domain.facts import RewardProposed
from domain.procedure.decide import awaited_rows
from domain.procedure.waiting import at_rest
from domain.refusals import Reason
from domain.streams.reward_file import RewardFile
from domain.vocabulary import ClockKind, Hold, Office, RewardKind, RewardStage, RewardStatus, Tier
from tests.builders import FRIDAY, a_directory, a_term, an_act, the_law
from tests.reward_files import (
    COST,
    ND73,
    PLAN,
    a_proposal,
    a_training,
    accepted,
    considered,
    decided,
    granted,
    held,
    opened,
    proposed,
    refusal,
)

from tests.reward_files import released, then  # isort: skip

MONDAY = FRIDAY + timedelta(days=3)
BEFORE = opened()
TO_THE_APPOINTING_AUTHORITY = proposed(reward="early_salary_step")  # about which nobody is asked before


# --- Proposing ---


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head"),
        pytest.param("clerk", None, id="an officer of the agency"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="nobody for themselves"),
        pytest.param("emulation", Reason.NOT_YOUR_OFFICE, id="not the council, which considers it"),
        pytest.param("clerk_th", Reason.NO_SUCH_CASE, id="not an officer of another ward"),
    ],
)
def test_a_reward_is_proposed_by(who: str, why: Reason | None) -> None:
    assert refusal(BEFORE, an_act(ProposeReward), who) == why


def test_an_officer_who_carried_it_out_proposes_no_reward_for_it() -> None:
    assert refusal(opened(implementers=("clerk",)), an_act(ProposeReward, person="lan"), "clerk") == Reason.PARTY_MAY_NOT_DECIDE


@pytest.mark.parametrize(
    ("person", "why"),
    [
        pytest.param("lan", None, id="who proposed it"),
        pytest.param("tam", None, id="who carried it out"),
        pytest.param("hoa", Reason.NOT_TO_BE_REWARDED, id="and nobody else"),
    ],
)
def test_a_reward_is_for(person: str, why: Reason | None) -> None:
    assert refusal(BEFORE, an_act(ProposeReward, person=person), "head") == why


@pytest.mark.parametrize(
    ("regime", "tier", "reward", "why"),
    [
        pytest.param(ND73, Tier.SUCCESSFUL, "early_salary_step", None, id="a salary step under the decree"),
        pytest.param(ND73, None, "early_salary_step", None, id="a result of no special degree is a success"),
        pytest.param(PLAN, Tier.OUTSTANDING, "early_salary_step", Reason.REWARD_NOT_PROVIDED, id="of which the plan knows nothing"),
        pytest.param(PLAN, Tier.TYPICAL, "special_commendation", None, id="a special commendation of a typical success, under the plan"),
        pytest.param(PLAN, Tier.SUCCESSFUL, "special_commendation", Reason.TIER_TOO_LOW, id="not of a plain success"),
        pytest.param(PLAN, None, "outstanding_promotion", Reason.TIER_TOO_LOW, id="nor an outstanding promotion of one of no degree"),
        pytest.param(ND73, Tier.OUTSTANDING, "special_commendation", Reason.REWARD_NOT_PROVIDED, id="of which the decree knows nothing"),
        pytest.param(PLAN, Tier.SUCCESSFUL, "praise", Reason.REWARD_NOT_PROVIDED, id="as the plan knows nothing of praise"),
    ],
)
def test_what_there_is_to_be_had(regime: Any, tier: Tier | None, reward: str, why: Reason | None) -> None:
    assert refusal(opened(regime, tier), a_proposal(reward=reward), "head") == why


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"reward": "training", "cost_dong": COST}, None, id="training with its whole cost"),
        pytest.param({"reward": "training"}, Reason.MONEY_IS_OF_TRAINING, id="not training without it"),
        pytest.param(
            {"reward": "commendation_above_level", "cost_dong": COST}, Reason.MONEY_IS_OF_TRAINING, id="nor money for anything else"
        ),
    ],
)
def test_the_cost_is_told_of_training_and_of_nothing_else(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(opened(PLAN), a_proposal(**fields), "head") == why


def commended(**fields: Any) -> RewardFile:
    return considered(proposed(opened(PLAN), reward="commendation_outside_rounds", **fields))


@pytest.mark.parametrize(
    ("file", "fields", "why"),
    [
        pytest.param(commended(), {"reward": "commendation_outside_rounds"}, Reason.PROPOSED_ALREADY, id="not while the first is alive"),
        pytest.param(commended(), {"reward": "special_commendation"}, Reason.COMMENDED_ALREADY, id="nor by the other commendation"),
        pytest.param(commended(), {"reward": "commendation_skipping_forms"}, Reason.COMMENDED_ALREADY, id="nor in another form"),
        pytest.param(commended(person="lan"), {"reward": "special_commendation"}, None, id="another person's is another matter"),
        pytest.param(commended(), {"reward": "promotion"}, None, id="a promotion is no commendation"),
        pytest.param(
            then(commended(), an_act(RefuseReward), "head"), {"reward": "commendation_outside_rounds"}, None, id="after a refusal"
        ),
        pytest.param(
            then(granted(commended()), an_act(Decline), "tam"), {"reward": "special_commendation"}, None, id="after it was declined"
        ),
        pytest.param(
            then(granted(commended()), an_act(Reverse), "head"),
            {"reward": "commendation_outside_rounds"},
            None,
            id="or taken back, even in a closed file",
        ),
    ],
)
def test_one_achievement_is_not_rewarded_twice_in_the_same_way(file: RewardFile, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(file, a_proposal(**fields), "head") == why


def test_praise_is_no_commendation() -> None:
    assert refusal(proposed(reward="praise"), a_proposal(reward="commendation"), "head") is None


def test_proposals_are_numbered_and_each_starts_the_councils_clock() -> None:
    two = proposed(proposed(), person="lan")
    assert list(two.proposals) == ["P1", "P2"]
    assert [(c.kind, c.item) for c in two.clocks] == [(ClockKind.CONSIDERATION, "P1"), (ClockKind.CONSIDERATION, "P2")]
    assert isinstance(fact := decided(two, a_proposal(reward="early_salary_step"), "head"), RewardProposed)
    assert fact.proposal == "P3"


def test_the_agency_is_waited_for_until_the_first_is_proposed() -> None:
    assert acts.ProposeReward in {row.act for row in awaited_rows(BEFORE)}
    assert acts.ProposeReward not in {row.act for row in awaited_rows(proposed())}
    assert refusal(proposed(), an_act(ProposeReward, person="lan"), "head") is None


# --- Considering ---


def test_the_council_considers_what_waits_and_once() -> None:
    assert refusal(BEFORE, an_act(Consider), "emulation") == Reason.NOTHING_WAITS_FOR_THIS
    assert refusal(proposed(), an_act(Consider), "head") == Reason.NOT_YOUR_OFFICE
    assert refusal(proposed(), an_act(Consider), "secretary") == Reason.NOT_YOURS_TO_CONSIDER
    assert refusal(proposed(), an_act(Consider, proposal="P2"), "emulation") == Reason.NO_SUCH_PROPOSAL
    two = considered(proposed(proposed(), person="lan"))
    assert refusal(two, an_act(Consider, proposal="P1"), "emulation") == Reason.NOT_AT_THIS_STEP
    assert refusal(two, an_act(Consider, proposal="P2"), "emulation") is None


def test_a_member_of_the_council_does_not_consider_their_own() -> None:
    own = proposed(opened(implementers=("tam", "emulation")))
    assert refusal(own, an_act(Consider), "emulation") == Reason.PARTY_MAY_NOT_DECIDE


def test_its_view_ends_its_clock_and_starts_that_of_the_grant() -> None:
    assert [(c.kind, c.item, c.since) for c in considered().clocks] == [(ClockKind.GRANT, "P1", FRIDAY)]
    assert (considered().stage, considered().proposals["P1"].favourable) == (RewardStage.CONSIDERED, True)


# --- Granting ---


@pytest.mark.parametrize("act", [Grant, RefuseReward])
@pytest.mark.parametrize(
    ("file", "who", "why"),
    [
        pytest.param(considered(), "head", None, id="praise is the head's"),
        pytest.param(considered(), "appointing", Reason.NOT_YOURS_TO_GRANT, id="and not the appointing authority's"),
        pytest.param(TO_THE_APPOINTING_AUTHORITY, "appointing", None, id="a salary step is the appointing authority's"),
        pytest.param(TO_THE_APPOINTING_AUTHORITY, "head", Reason.NOT_YOURS_TO_GRANT, id="and not the head's"),
        pytest.param(considered(), "chair", Reason.NOT_YOURS_TO_GRANT, id="nor the superior's"),
        pytest.param(considered(), "tam", Reason.NOT_YOUR_OFFICE, id="nor one's own"),
        pytest.param(considered(proposed(opened(implementers=("head", "tam")))), "head", Reason.NOT_YOUR_OFFICE, id="head or not"),
        pytest.param(considered(proposed(opened(implementers=("head", "tam")))), "chair", None, id="whose superior decides instead"),
        pytest.param(
            proposed(opened(implementers=("appointing", "tam")), reward="early_salary_step"),
            "appointing",
            Reason.PARTY_MAY_NOT_DECIDE,
            id="nobody appoints where they are a party",
        ),
    ],
)
def test_it_is_granted_or_refused_by(act: type[acts.Act], file: RewardFile, who: str, why: Reason | None) -> None:
    assert refusal(file, an_act(act), who) == why


def test_who_holds_both_offices_decides_by_the_one_whose_reward_it_is() -> None:
    both = a_directory(a_term("head", Office.APPOINTING_AUTHORITY))
    fact = decided(TO_THE_APPOINTING_AUTHORITY, an_act(Grant), "head", directory=both)
    assert fact.by is not None
    assert fact.by.office is Office.APPOINTING_AUTHORITY


def test_a_clerk_enters_what_the_head_signed() -> None:
    paper = PaperDecision(number="12/QĐ", issued_on=FRIDAY.date(), sha256="a" * 64, decided_by="head")
    fact = decided(considered(), an_act(Grant, on_paper=paper), "clerk")
    assert (fact.by and fact.by.person, fact.recorded_by and fact.recorded_by.person) == ("head", "clerk")


def test_nothing_is_granted_before_it_was_considered() -> None:
    assert refusal(proposed(), an_act(Grant), "head") == Reason.NOT_OPEN_IN_STAGE
    one_of_two = proposed(considered(), person="lan")
    assert refusal(one_of_two, an_act(Grant, proposal="P2"), "head") == Reason.NOT_AT_THIS_STEP
    assert refusal(granted(one_of_two), an_act(Grant, proposal="P2"), "head") == Reason.NOTHING_WAITS_FOR_THIS


def test_the_council_advises_and_binds_nobody() -> None:
    assert refusal(considered(favourable=False), an_act(Grant), "head") is None


def test_a_grant_or_a_refusal_ends_its_clock() -> None:
    assert granted().clocks == ()
    assert then(considered(), an_act(RefuseReward), "head").clocks == ()


def test_what_the_result_no_longer_earns_is_not_granted() -> None:
    """Reopened and evaluated anew, it may have come out as a plain success."""
    special = considered(proposed(opened(PLAN), reward="special_commendation"))
    lower = released(held(special, Hold.REOPENED), tier=Tier.SUCCESSFUL)
    assert refusal(special, an_act(Grant), "chair") is None
    assert refusal(lower, an_act(Grant), "chair") == Reason.TIER_TOO_LOW
    assert refusal(lower, an_act(RefuseReward), "chair") is None


# --- Accepting, declining, wishing ---


@pytest.mark.parametrize("act", [Accept, Decline])
def test_only_whom_it_is_for_accepts_or_declines(act: type[acts.Act]) -> None:
    assert refusal(granted(), an_act(act), "tam") is None
    assert refusal(granted(), an_act(act), "lan") == Reason.NOT_YOUR_REWARD
    assert refusal(granted(), an_act(act), "head") == Reason.NOT_YOUR_REWARD
    assert refusal(granted(), an_act(act), "emulation") == Reason.NOT_YOUR_OFFICE
    assert refusal(considered(proposed(granted(), person="lan"), "P2"), an_act(act, proposal="P2"), "lan") == Reason.NOT_AT_THIS_STEP


def test_what_was_accepted_is_not_declined_any_more_unless_it_is_training() -> None:
    both = accepted(proposed(granted(), person="lan"))
    assert refusal(both, an_act(Decline), "tam") == Reason.NOTHING_WAITS_FOR_THIS
    assert refusal(granted(considered(both, "P2"), "P2"), an_act(Decline), "tam") == Reason.NOT_AT_THIS_STEP
    assert refusal(accepted(a_training()), an_act(Decline), "tam") is None


def test_a_wish_may_be_stated_at_every_stage_and_anew() -> None:
    for file in (BEFORE, proposed(), considered(), granted(), accepted(), held(granted())):
        assert refusal(file, an_act(StateWish), "lan") is None
        assert refusal(file, an_act(StateWish), "head") == Reason.NOT_YOUR_OFFICE
    twice = then(then(BEFORE, an_act(StateWish), "tam"), an_act(StateWish, wish="Được nghỉ phép."), "tam")
    assert twice.wishes == {"tam": "Được nghỉ phép."}


# --- Taking back ---


@pytest.mark.parametrize(
    ("file", "who", "why"),
    [
        pytest.param(granted(), "head", None, id="who granted it"),
        pytest.param(granted(), "chair", None, id="or their superior"),
        pytest.param(granted(), "appointing", Reason.NOT_YOURS_TO_GRANT, id="not who could not have granted it"),
        pytest.param(granted(TO_THE_APPOINTING_AUTHORITY), "head", Reason.NOT_YOURS_TO_GRANT, id="nor the head a salary step"),
        pytest.param(accepted(), "head", None, id="in a closed file too"),
        pytest.param(held(accepted()), "head", None, id="and while it is held: that is what it is for"),
        pytest.param(considered(), "head", Reason.NOT_OPEN_IN_STAGE, id="not what was never granted"),
        pytest.param(then(granted(), an_act(Reverse), "head"), "head", Reason.NOTHING_WAITS_FOR_THIS, id="nor what was taken back"),
    ],
)
def test_a_reward_is_taken_back_by(file: RewardFile, who: str, why: Reason | None) -> None:
    assert refusal(file, an_act(Reverse), who) == why


# --- The stages ---


def test_the_stage_is_that_of_the_proposal_that_came_farthest() -> None:
    assert [file.stage for file in (BEFORE, proposed(), considered(), granted(), accepted())] == [
        RewardStage.PROPOSED,
        RewardStage.PROPOSED,
        RewardStage.CONSIDERED,
        RewardStage.GRANTING,
        RewardStage.CLOSED,
    ]
    assert proposed(granted(), person="lan").stage is RewardStage.GRANTING


def test_a_file_is_closed_and_at_rest_when_everything_in_it_is_settled() -> None:
    one_left = accepted(proposed(granted(), person="lan"))
    assert (one_left.stage, at_rest(one_left)) == (RewardStage.GRANTING, False)
    done = then(considered(one_left, "P2"), an_act(RefuseReward, proposal="P2"), "head")
    assert (done.stage, at_rest(done), done.pending) == (RewardStage.CLOSED, True, False)


def test_a_new_proposal_opens_a_closed_file_again() -> None:
    again = proposed(accepted(), person="lan")
    assert (again.stage, again.pending, at_rest(again)) == (RewardStage.GRANTING, True, False)


def test_every_kind_goes_its_way_to_its_end_under_every_regime_that_has_it() -> None:
    for regime in (ND73, PLAN):
        for kind in the_law(regime).rewards.kinds:
            money = {"cost_dong": COST} if kind is RewardKind.TRAINING else {}
            file = considered(proposed(opened(regime, Tier.OUTSTANDING), reward=kind, **money))
            assert granted(file, approved_dong=money.get("cost_dong", 0)).proposals["P1"].status is RewardStatus.GRANTED


# --- Nobody is to be rewarded, or one is not ---


def test_a_file_in_which_nobody_is_proposed_ends_with_a_reason_and_begins_again_with_a_proposal() -> None:
    ended = then(BEFORE, an_act(DeclareNoReward), "head")
    assert (ended.stage, at_rest(ended)) == (RewardStage.CLOSED, True)
    assert proposed(ended).stage is RewardStage.PROPOSED


@pytest.mark.parametrize(
    ("file", "who", "why"),
    [
        pytest.param(BEFORE, "head", None, id="by the head"),
        pytest.param(BEFORE, "emulation", Reason.NOT_YOUR_OFFICE, id="not by the council"),
        pytest.param(BEFORE, "tam", Reason.NOT_YOUR_OFFICE, id="not by whom it is about"),
        pytest.param(proposed(), "head", Reason.SOMETHING_IS_PROPOSED, id="not over a proposal that waits for its answer"),
    ],
)
def test_that_nobody_is_proposed_is_said(file: RewardFile, who: str, why: Reason | None) -> None:
    assert refusal(file, an_act(DeclareNoReward), who) == why


def test_where_whoever_appoints_is_a_party_the_city_chair_decides() -> None:
    """Nobody could (found by the proof): who appoints decides nothing in their own matter, and no other office was asked."""
    own = proposed(opened(implementers=("tam", "appointing")), reward="early_salary_step")
    assert own.proposals["P1"].decided_by == (Office.CITY_CHAIR,)
    assert refusal(own, an_act(Grant), "appointing") == Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(own, an_act(Grant), "chair") is None
    vacant = a_directory(gone={"appointing"})
    waits = then(opened(), a_proposal(reward="early_salary_step"), "clerk", directory=vacant)
    assert waits.proposals["P1"].decided_by == (Office.APPOINTING_AUTHORITY,), "a post that nobody holds waits for whoever is appointed"
