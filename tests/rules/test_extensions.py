"""More time for a work item: asked for before its day, answered by whoever decides, with both days on record and the plan as it was frozen."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import (
    ApproveAmendment,
    Evaluate,
    Finish,
    GrantExtension,
    ProposeAmendment,
    RefuseExtension,
    RequestExtension,
    Resume,
    SubmitPlan,
    Suspend,
)
from domain.facts import ExtensionGranted
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.stages import Extension
from domain.vocabulary import ClockKind, Regime, Stage
from tests.builders import a_case, an_act, decided, refusal, then

RUNNING = a_case(Stage.IMPLEMENTING)
ASKED = then(RUNNING, an_act(RequestExtension), "tam")
GRANTED = then(ASKED, an_act(GrantExtension), "head")
PROPOSED = then(ASKED, an_act(ProposeAmendment, items=[SubmitPlan.example["items"][0] | {"evaluate_by": "2027-04-30"}]), "tam")
AMENDED = then(PROPOSED, an_act(ApproveAmendment, plan_sha256=PROPOSED.work.amendment.sha256), "head")
RESUMED = then(
    then(ASKED, an_act(Suspend), "head"), an_act(Resume), "head", datetime(2027, 3, 1, 2, tzinfo=UTC)
)  # to a day in June by itself
LONG_AFTER = datetime(2027, 4, 5, 2, tzinfo=UTC)


def day_of(initiative: Initiative, item: str = "W1") -> date | None:
    [clock] = [c for c in initiative.clocks if c.kind is ClockKind.ITEM_EVALUATION and c.item == item]
    return clock.until


@pytest.mark.parametrize(
    ("case", "who", "fields", "why"),
    [
        pytest.param(RUNNING, "tam", {}, None, id="whoever carries it out"),
        pytest.param(RUNNING, "lan", {}, None, id="whoever proposed it"),
        pytest.param(RUNNING, "head", {}, Reason.NOT_YOUR_OFFICE, id="not the head"),
        pytest.param(RUNNING, "clerk", {}, Reason.NOT_YOUR_OFFICE, id="not an officer"),
        pytest.param(then(RUNNING, an_act(Suspend), "head"), "tam", {}, Reason.CASE_SUSPENDED, id="not while the work is suspended"),
        pytest.param(AMENDED, "tam", {}, None, id="anew, where what was asked has lapsed with its day"),
        pytest.param(RUNNING, "tam", {"item": "W9"}, Reason.NOTHING_TO_EXTEND, id="not for an item the plan does not have"),
        pytest.param(then(RUNNING, an_act(Evaluate), "head"), "tam", {}, Reason.NOTHING_TO_EXTEND, id="nor for one that was evaluated"),
        pytest.param(ASKED, "lan", {}, Reason.EXTENSION_WAITS, id="nor while one waits"),
        pytest.param(RUNNING, "tam", {"evaluate_by": "2027-03-31"}, Reason.NO_LATER_DAY, id="nor to the same day"),
        pytest.param(RUNNING, "tam", {"evaluate_by": "2099-01-01"}, Reason.DAY_NOT_AHEAD, id="nor to a day that must be a slip"),
        pytest.param(GRANTED, "tam", {"evaluate_by": "2027-06-30"}, None, id="once more, from the day that stands now"),
    ],
)
def test_more_time_is_asked_for_by(case: Initiative, who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(case, an_act(RequestExtension, **fields), who) == why


def test_it_is_asked_for_until_the_day_has_passed() -> None:
    assert refusal(RUNNING, an_act(RequestExtension), "tam", datetime(2027, 3, 31, 2, tzinfo=UTC)) is None
    assert refusal(RUNNING, an_act(RequestExtension), "tam", LONG_AFTER) is Reason.EXTENSION_TOO_LATE


def test_asking_moves_no_day() -> None:
    assert day_of(ASKED) == day_of(RUNNING) == date(2027, 3, 31)
    [clock] = [c for c in ASKED.clocks if c.item == "W1"]
    assert ASKED.work.extensions == {"W1": Extension(evaluate_by=date(2027, 5, 31), clock=clock.opened_by)}


@pytest.mark.parametrize(
    ("case", "who", "fields", "why"),
    [
        pytest.param(ASKED, "head", {}, None, id="the head"),
        pytest.param(ASKED, "tam", {}, Reason.NOT_YOUR_OFFICE, id="not whoever asked"),
        pytest.param(RUNNING, "head", {}, Reason.NO_EXTENSION, id="not what nobody asked for"),
        pytest.param(ASKED, "head", {"item": "W9"}, Reason.NO_EXTENSION, id="nor for another item"),
        pytest.param(then(ASKED, an_act(Evaluate), "head"), "head", {}, Reason.NO_EXTENSION, id="nor once the item is evaluated"),
        pytest.param(AMENDED, "head", {}, Reason.NO_EXTENSION, id="nor once an amendment has set another day"),
        pytest.param(then(ASKED, an_act(Suspend), "head"), "head", {}, Reason.CASE_SUSPENDED, id="nor while the work is suspended"),
        pytest.param(RESUMED, "head", {}, Reason.NO_LATER_DAY, id="nor once the day that stands is as late by itself"),
        pytest.param(ASKED, "head", {"evaluate_by": "2027-06-30"}, Reason.ANOTHER_DAY_WAS_ASKED, id="nor another day than was asked for"),
    ],
)
def test_it_is_granted_by(case: Initiative, who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(case, an_act(GrantExtension, **fields), who) == why


def test_the_old_day_and_the_new_stay_on_record_and_the_plan_as_it_was_frozen() -> None:
    fact = decided(ASKED, an_act(GrantExtension), "head")
    assert isinstance(fact, ExtensionGranted)
    assert (fact.was, fact.evaluate_by) == (date(2027, 3, 31), date(2027, 5, 31))
    assert day_of(GRANTED) == date(2027, 5, 31)
    assert GRANTED.versions == RUNNING.versions
    assert GRANTED.work.extensions == {}


def test_an_answer_may_come_after_the_day_but_grants_no_day_that_is_over() -> None:
    assert refusal(ASKED, an_act(GrantExtension), "head", LONG_AFTER) is None
    assert refusal(ASKED, an_act(GrantExtension), "head", datetime(2027, 6, 1, 2, tzinfo=UTC)) is Reason.DAY_NOT_AHEAD


def test_what_is_refused_leaves_the_day_and_may_be_asked_anew() -> None:
    refused = then(ASKED, an_act(RefuseExtension), "head")
    assert day_of(refused) == date(2027, 3, 31)
    assert refusal(refused, an_act(RequestExtension), "tam") is None


def test_under_the_plan_the_chair_answers() -> None:
    asked = then(a_case(Stage.IMPLEMENTING, regime=Regime.HCMC2022), an_act(RequestExtension), "tam")
    assert refusal(asked, an_act(GrantExtension), "head") is Reason.NOT_YOUR_OFFICE
    assert refusal(asked, an_act(GrantExtension), "chair") is None
    assert refusal(asked, an_act(RefuseExtension), "chair") is None


def test_nothing_asked_for_outlives_the_work() -> None:
    assert then(ASKED, an_act(Finish), "tam").work.extensions == {}
