"""The money of training: paid <= committed <= approved <= the whole cost, whatever is asked, and nothing of it while the file is held."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain import acts
from domain.acts import Act, CommitTraining, Decline, Grant, PayTraining, Reverse, SettleTraining
from domain.facts import Fact, RewardAccepted, RewardGranted, RewardsBarred, TrainingCommitted, TrainingPaid, TrainingSettled
from domain.law.policy import Law
from domain.procedure.decide import awaited_rows
from domain.procedure.waiting import at_rest, waiting_offices
from domain.refusals import Reason, Refused
from domain.streams.kinds import dumped, loaded
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold, Office, Regime, RewardStage, RewardStatus, StreamKind
from tests.builders import FRIDAY, a_policy, an_act, the_law
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

from tests.reward_files import released, then, told  # isort: skip

ACCEPTED = accepted(a_training())
PROMISES: tuple[type[Fact], ...] = (RewardGranted, RewardAccepted, TrainingCommitted, TrainingPaid)


def committed(amount: int, file: RewardFile = ACCEPTED) -> RewardFile:
    return then(file, an_act(CommitTraining, amount_dong=amount), "focal")


def paid(amount: int, file: RewardFile) -> RewardFile:
    return then(file, an_act(PayTraining, amount_dong=amount), "focal")


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        pytest.param(1, None, id="a part of the cost"),
        pytest.param(COST, None, id="the whole cost"),
        pytest.param(COST + 1, Reason.TOO_MUCH_MONEY, id="and not a dong more"),
        pytest.param(0, Reason.MONEY_IS_OF_TRAINING, id="and not nothing"),
    ],
)
def test_training_is_approved_up_to(amount: int, why: Reason | None) -> None:
    waiting = considered(proposed(opened(PLAN), reward="training", cost_dong=COST))
    assert refusal(waiting, an_act(Grant, approved_dong=amount, less_because="Kinh phí có hạn."), "chair") == why


def test_no_money_is_approved_for_anything_else() -> None:
    assert refusal(considered(), an_act(Grant, approved_dong=1), "head") == Reason.MONEY_IS_OF_TRAINING


def test_only_what_was_accepted_is_committed() -> None:
    assert refusal(a_training(), an_act(CommitTraining), "focal") == Reason.NOTHING_WAITS_FOR_THIS
    assert refusal(accepted(a_training()), an_act(CommitTraining), "focal") is None
    assert refusal(accepted(a_training()), an_act(CommitTraining), "tam") == Reason.NOT_YOUR_OFFICE


def test_what_is_no_training_costs_nothing() -> None:
    beside = proposed(ACCEPTED, reward="commendation_outside_rounds")
    beside = accepted(granted(considered(beside, "P2"), "P2"), "P2")
    assert refusal(beside, an_act(CommitTraining, proposal="P2"), "focal") == Reason.MONEY_IS_OF_TRAINING


def test_no_more_is_committed_than_was_approved_nor_paid_than_was_committed() -> None:
    part = committed(60)
    assert refusal(part, an_act(CommitTraining, amount_dong=COST - 59), "focal") == Reason.TOO_MUCH_MONEY
    assert refusal(part, an_act(CommitTraining, amount_dong=COST - 60), "focal") is None
    assert refusal(ACCEPTED, an_act(PayTraining, amount_dong=1), "focal") == Reason.NOTHING_WAITS_FOR_THIS
    assert refusal(paid(40, part), an_act(PayTraining, amount_dong=21), "focal") == Reason.TOO_MUCH_MONEY
    assert refusal(paid(40, part), an_act(PayTraining, amount_dong=20), "focal") is None


def test_the_file_is_settled_when_all_that_was_approved_is_paid() -> None:
    assert (ACCEPTED.stage, at_rest(ACCEPTED)) == (RewardStage.GRANTING, False)
    all_but_one = paid(COST - 1, committed(COST))
    assert {row.act for row in awaited_rows(all_but_one)} == {PayTraining}
    settled = paid(1, all_but_one)
    assert (settled.stage, at_rest(settled)) == (RewardStage.CLOSED, True)


def test_once_something_is_paid_it_is_taken_back_but_not_declined() -> None:
    assert refusal(committed(60), an_act(Decline), "tam") is None
    assert refusal(paid(1, committed(60)), an_act(Decline), "tam") == Reason.PAID_FOR_ALREADY
    taken_back = then(paid(1, committed(60)), an_act(Reverse), "chair")
    assert (taken_back.stage, taken_back.proposals["P1"].paid_dong) == (RewardStage.CLOSED, 1)
    assert refusal(taken_back, an_act(PayTraining, amount_dong=1), "focal") == Reason.NOT_OPEN_IN_STAGE


def test_while_it_is_held_nothing_is_committed_or_paid_and_nobody_is_waited_for() -> None:
    assert refusal(held(ACCEPTED), an_act(CommitTraining), "focal") == Reason.HELD
    assert refusal(held(committed(60)), an_act(PayTraining, amount_dong=1), "focal") == Reason.HELD
    assert waiting_offices(held(committed(60))) == ()
    assert refusal(released(held(committed(60))), an_act(PayTraining, amount_dong=1), "focal") is None


def test_the_decree_pays_for_no_training() -> None:
    assert refusal(accepted(), an_act(CommitTraining), "focal") == Reason.NOT_UNDER_THESE_RULES
    assert refusal(accepted(), an_act(PayTraining), "focal") == Reason.NOT_UNDER_THESE_RULES


# --- The whole cost, by the City, at home or abroad ---


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"approved_dong": COST}, None, id="all that it costs"),
        pytest.param({"approved_dong": COST - 1}, Reason.LESS_NEEDS_REASON, id="not less, without a reason"),
        pytest.param({"approved_dong": COST - 1, "less_because": "Người học có học bổng một phần."}, None, id="less, with its reason"),
    ],
)
def test_the_city_promised_the_whole_cost(fields: dict[str, Any], why: Reason | None) -> None:
    waiting = considered(proposed(opened(PLAN), reward="training", cost_dong=COST))
    assert refusal(waiting, an_act(Grant, **fields), "chair") == why


def test_the_reason_for_less_is_kept_beside_the_grant() -> None:
    waiting = considered(proposed(opened(PLAN), reward="training", cost_dong=COST))
    fact = decided(waiting, an_act(Grant, approved_dong=1, less_because="Có học bổng."), "chair")
    assert isinstance(fact, RewardGranted)
    assert (fact.approved_dong, fact.less_because) == (1, "Có học bổng.")


@pytest.mark.parametrize(
    ("place", "why"),
    [("at_home", None), ("abroad", None), (None, Reason.REWARD_PART_MISSING)],
)
def test_training_is_at_home_or_abroad(place: str | None, why: Reason | None) -> None:
    assert refusal(opened(PLAN), a_proposal(reward="training", cost_dong=COST, place=place), "head") == why


@pytest.mark.parametrize(
    ("file", "act", "theirs"),
    [
        pytest.param(ACCEPTED, CommitTraining, {"focal", "chair"}, id="committed"),
        pytest.param(committed(1), PayTraining, {"focal", "chair"}, id="paid"),
        pytest.param(considered(proposed(opened(PLAN), reward="training", cost_dong=COST)), Grant, {"chair"}, id="granted"),
    ],
)
def test_the_city_pays_and_not_the_agency(file: RewardFile, act: type[Act], theirs: set[str]) -> None:
    fields = {"approved_dong": COST} if act is Grant else {"amount_dong": 1}
    may = {who for who in ("focal", "chair", "head", "clerk", "appointing") if refusal(file, an_act(act, **fields), who) is None}
    assert may == theirs


def test_the_office_that_pays_is_the_one_waited_for() -> None:
    assert set(waiting_offices(ACCEPTED)) == {Office.HOME_AFFAIRS, Office.CITY_CHAIR}


def test_a_case_under_the_set_before_keeps_what_it_was_promised() -> None:
    """No place is asked, the head grants any part of the cost without a reason, and the agency pays."""
    before = Law(a_policy("hcmc-plan-2022-2"), the_law(PLAN).calendar)

    def goes_on(file: RewardFile, act: Act, who: str) -> RewardFile:
        return told(file, decided(file, act, who, law=before))

    file = goes_on(opened(PLAN), an_act(acts.ProposeReward, reward="training", cost_dong=COST), "clerk")
    file = goes_on(file, an_act(acts.Consider), "emulation")
    file = goes_on(goes_on(file, an_act(Grant, approved_dong=60), "head"), an_act(acts.Accept), "tam")
    assert goes_on(file, an_act(CommitTraining, amount_dong=60), "clerk").proposals["P1"].to_pay_dong == 60
    with pytest.raises(Refused, match=Reason.NOT_YOURS_TO_PAY):
        goes_on(file, an_act(CommitTraining, amount_dong=60), "focal")


# --- Whatever is asked, by whomever, in whatever order ---

PEOPLE = ("lan", "tam", "clerk", "head", "chair", "emulation", "secretary", "focal", "appointing")
dong = some.integers(1, COST + 1)
proposal = some.sampled_from(["P1", "P1", "P2", "P3"])


def asked(kind: type[Act], **fields: some.SearchStrategy[Any]) -> some.SearchStrategy[Act]:
    return some.fixed_dictionaries(fields).map(lambda drawn: an_act(kind, **drawn))


SAID = some.just("có")
ANYTHING = some.one_of(
    asked(
        acts.ProposeReward,
        person=some.sampled_from(["lan", "tam"]),
        reward=some.just("training"),
        cost_dong=dong,
        place=some.just("at_home"),
    ),
    asked(
        acts.ProposeReward,
        person=some.sampled_from(["lan", "tam"]),
        reward=some.just("special_commendation"),
        rule_exceeded=SAID,
        urgent_or_key=SAID,
    ),
    asked(acts.Consider, proposal=proposal, favourable=some.booleans()),
    asked(acts.Grant, proposal=proposal, approved_dong=some.just(0) | dong, less_because=some.sampled_from(["", "có hạn"])),
    asked(acts.RefuseReward, proposal=proposal),
    asked(acts.Accept, proposal=proposal),
    asked(acts.Decline, proposal=proposal),
    asked(acts.Reverse, proposal=proposal),
    asked(acts.SettleTraining, proposal=proposal),
    asked(acts.CommitTraining, proposal=proposal, amount_dong=dong),
    asked(acts.PayTraining, proposal=proposal, amount_dong=dong),
    some.just("held"),
    some.just("released"),
)
START = some.sampled_from([opened(PLAN), a_training(), ACCEPTED, committed(COST // 2), opened(ND73), considered()])


@settings(max_examples=150, deadline=None)
@given(START, some.lists(ANYTHING, max_size=25))
def test_whatever_is_asked(file: RewardFile, asking: list[Act | str]) -> None:
    for ask in asking:
        if isinstance(ask, str):
            file = held(file, Hold.REFERRED) if ask == "held" else released(file)
            continue
        for who in PEOPLE:
            try:
                fact = decided(file, ask, who)
            except Refused:
                continue
            assert not (file.frozen_by and isinstance(fact, PROMISES)), "a held file grants, accepts, commits and pays nothing"
            file = told(file, fact)
            break
        assert all(0 <= p.paid_dong <= p.committed_dong <= p.approved_dong <= p.cost_dong for p in file.proposals.values())
        assert (file.stage is RewardStage.CLOSED) == (bool(file.proposals) and all(p.settled for p in file.proposals.values()))
        alive = [(p.person, p.reward) for p in file.proposals.values() if p.alive]
        assert len(alive) == len(set(alive)), "nobody is rewarded twice in the same way"


def test_the_snapshot_is_told_again_from_its_facts_as_they_are_stored() -> None:
    file = paid(COST, committed(COST))
    assert loaded(StreamKind.REWARD_FILE, dumped(file)) == file
    assert file.regime is Regime.HCMC2022
    assert file.proposals["P1"].status is RewardStatus.ACCEPTED
    assert file.opened_at == FRIDAY


# --- Over before it was all spent ---


def test_training_that_came_cheaper_is_settled_with_what_was_paid() -> None:
    cheaper = paid(40, committed(60))
    assert (cheaper.stage, at_rest(cheaper)) == (RewardStage.GRANTING, False)
    fact = decided(cheaper, an_act(SettleTraining), "chair")
    assert isinstance(fact, TrainingSettled)
    assert (fact.paid_dong, fact.released_dong) == (40, COST - 40)
    settled = told(cheaper, fact)
    assert (settled.stage, at_rest(settled)) == (RewardStage.CLOSED, True)
    assert (settled.proposals["P1"].to_commit_dong, settled.proposals["P1"].to_pay_dong) == (0, 0)


@pytest.mark.parametrize("act", [CommitTraining, PayTraining, SettleTraining])
def test_once_settled_nothing_more_is_committed_paid_or_settled(act: type[Act]) -> None:
    beside = proposed(committed(60), person="lan", reward="training", cost_dong=COST)
    beside = accepted(granted(considered(beside, "P2"), "P2", approved_dong=COST), "P2")
    beside = then(beside, an_act(CommitTraining, proposal="P2", amount_dong=1), "focal")
    settled = then(beside, an_act(SettleTraining), "chair")
    who = "chair" if act is SettleTraining else "focal"
    assert refusal(settled, an_act(act), who) == Reason.TRAINING_IS_OVER
    assert refusal(settled, an_act(act, proposal="P2", **({} if act is SettleTraining else {"amount_dong": 1})), who) is None


@pytest.mark.parametrize(
    ("file", "who", "why"),
    [
        pytest.param(ACCEPTED, "chair", None, id="by the city chair, whose it was to grant"),
        pytest.param(ACCEPTED, "head", Reason.NOT_YOURS_TO_GRANT, id="not by the head"),
        pytest.param(ACCEPTED, "clerk", Reason.NOT_YOUR_OFFICE, id="not by an officer without a paper"),
        pytest.param(ACCEPTED, "tam", Reason.NOT_YOUR_OFFICE, id="not by themselves"),
        pytest.param(a_training(), "chair", Reason.NOTHING_WAITS_FOR_THIS, id="once it was accepted"),
        pytest.param(held(ACCEPTED), "chair", Reason.HELD, id="and not while it is held"),
        pytest.param(accepted(), "chair", Reason.NOT_UNDER_THESE_RULES, id="under the plan alone"),
    ],
)
def test_training_is_settled(file: RewardFile, who: str, why: Reason | None) -> None:
    assert refusal(file, an_act(SettleTraining), who) == why


# --- Somebody of whom a review established what is prohibited ---


def test_no_more_money_for_them_but_what_was_paid_stays_paid_and_the_training_can_be_ended() -> None:
    barred = told(paid(40, committed(60)), RewardsBarred(at=FRIDAY, persons=("tam",)))
    assert refusal(barred, an_act(CommitTraining, amount_dong=1), "focal") == Reason.BARRED
    assert refusal(barred, an_act(PayTraining, amount_dong=1), "focal") == Reason.BARRED
    assert then(barred, an_act(SettleTraining), "chair").proposals["P1"].paid_dong == 40
    assert refusal(barred, an_act(Reverse), "chair") is None
