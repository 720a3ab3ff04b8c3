"""Evaluating the work item by item while it runs: objectively, and never by the one who did it (ND73 Art. 11.4)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import Evaluate, SubmitPlan
from domain.refusals import Reason
from domain.vocabulary import ClockKind, Office, Stage, Verdict
from tests.builders import a_case, a_directory, a_term, an_act, decided, refusal, the_approval_of_the_plan, then

[ITEM] = SubmitPlan.example["items"]
BY_HOA = then(a_case(Stage.PLANNING), an_act(SubmitPlan, items=[ITEM | {"evaluator": "hoa"}, ITEM | {"code": "W2"}]), "lan")
RUNNING = then(BY_HOA, the_approval_of_the_plan(BY_HOA), "head")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("head", {}, None, id="the head"),
        pytest.param("hoa", {}, None, id="the evaluator the plan names"),
        pytest.param("hoa", {"item": "W2"}, Reason.NOT_YOUR_OFFICE, id="who evaluates that item and no other"),
        pytest.param("tam", {}, Reason.NOT_YOUR_OFFICE, id="not the implementer"),
        pytest.param("lan", {}, Reason.NOT_YOUR_OFFICE, id="not the proposer"),
        pytest.param("deputy", {}, Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("head", {"item": "W3"}, Reason.UNKNOWN_ITEM, id="an item the approved plan does not have"),
        pytest.param("head", {"item": "R1"}, Reason.UNKNOWN_ITEM, id="a risk is no work item"),
        pytest.param("head", {"next_by": "2026-11-21"}, None, id="to be evaluated again from tomorrow on"),
        pytest.param("head", {"next_by": "2026-11-20"}, Reason.DATE_OUT_OF_RANGE, id="and not by today"),
    ],
)
def test_an_item_is_evaluated_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(RUNNING, an_act(Evaluate, **fields), who) == why


def test_the_head_who_is_also_named_evaluator_evaluates_as_head() -> None:
    fact = decided(RUNNING, an_act(Evaluate, item="W2"), "hoa", directory=a_directory(a_term("hoa", Office.AGENCY_HEAD), gone={"head"}))
    assert fact.by is not None
    assert fact.by.office is Office.AGENCY_HEAD


def test_who_did_the_work_does_not_evaluate_it_even_if_the_case_does_not_list_him() -> None:
    assert RUNNING.plan is not None
    done_by_head = RUNNING.plan.model_copy(
        update={"items": tuple(i.model_copy(update={"implementer": "head"}) for i in RUNNING.plan.items)}
    )
    assert refusal(RUNNING.model_copy(update={"plan": done_by_head}), an_act(Evaluate), "head") == Reason.IMPLEMENTER_MAY_NOT_EVALUATE


@pytest.mark.parametrize(
    ("verdict", "asks_for_the_cause"),
    [
        pytest.param(Verdict.FULL, False, id="what was met in full asks for nothing"),
        pytest.param(Verdict.PARTLY, True, id="what was met in part asks for its cause, damage or no damage"),
        pytest.param(Verdict.NOT, True, id="so does what was not met"),
    ],
)
def test_a_verdict(verdict: Verdict, asks_for_the_cause: bool) -> None:
    case = then(RUNNING, an_act(Evaluate, verdict=verdict), "head")
    assert case.verdicts == {"W1": verdict}
    assert case.waits_on(ClockKind.CAUSE) == asks_for_the_cause


def test_an_evaluation_stops_the_clock_of_its_item_and_no_other() -> None:
    assert [(c.kind, c.item) for c in then(RUNNING, an_act(Evaluate), "head").clocks] == [(ClockKind.ITEM_EVALUATION, "W2")]


def test_the_next_evaluation_of_an_item_runs_to_the_day_its_evaluator_names() -> None:
    again = then(RUNNING, an_act(Evaluate, next_by="2027-01-29"), "head")
    assert [(c.item, c.until) for c in again.clocks] == [("W2", date(2027, 3, 31)), ("W1", date(2027, 1, 29))]


def test_a_second_verdict_takes_the_place_of_the_first_and_the_cause_is_still_owed() -> None:
    bettered = then(then(RUNNING, an_act(Evaluate, verdict="not"), "head"), an_act(Evaluate), "head", MONDAY)
    assert bettered.verdicts == {"W1": Verdict.FULL}
    assert bettered.waits_on(ClockKind.CAUSE)


def test_evaluating_again_gains_no_time_for_the_cause() -> None:
    once = then(RUNNING, an_act(Evaluate, verdict="partly"), "head")
    twice = then(once, an_act(Evaluate, verdict="not"), "head", MONDAY)
    assert [c for c in twice.clocks if c.kind is ClockKind.CAUSE] == [c for c in once.clocks if c.kind is ClockKind.CAUSE]


def test_a_work_item_left_over_is_evaluated_after_the_finish_too() -> None:
    assert refusal(a_case(Stage.PLANNING), an_act(Evaluate), "head") == Reason.NOT_OPEN_IN_STAGE
    assert refusal(a_case(Stage.FINAL_EVALUATION, verdicts={}), an_act(Evaluate), "head") is None
    assert refusal(a_case(Stage.FINAL_EVALUATION, verdicts={"W1": Verdict.PARTLY}), an_act(Evaluate), "head") == Reason.ALL_ITEMS_EVALUATED
