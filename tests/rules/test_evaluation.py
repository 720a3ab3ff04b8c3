"""Evaluating the work item by item while it runs: objectively, and never by the one who did it (ND73 Art. 11.4)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import Evaluate, SubmitPlan
from domain.facts import ReviewNoted, WorkItemEvaluated
from domain.procedure.chapters import after
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Office, ReviewStage, Stage, Verdict
from tests.builders import FRIDAY, NUMBER, THAT_DAY, a_case, a_directory, a_term, an_act, decided, refusal, the_approval_of_the_plan, then

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
        pytest.param("head", {"next_by": "2026-11-20"}, Reason.DAY_NOT_AHEAD, id="and not by today"),
    ],
)
def test_an_item_is_evaluated_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(RUNNING, an_act(Evaluate, **fields), who) == why


def test_the_head_who_is_also_named_evaluator_evaluates_as_head() -> None:
    fact = decided(RUNNING, an_act(Evaluate, item="W2"), "hoa", directory=a_directory(a_term("hoa", Office.AGENCY_HEAD), gone={"head"}))
    assert fact.by is not None
    assert fact.by.office is Office.AGENCY_HEAD


def test_who_did_the_work_does_not_evaluate_it_even_if_the_case_does_not_list_them() -> None:
    [in_force] = RUNNING.versions
    items = tuple(item.model_copy(update={"implementer": "head"}) for item in in_force.plan.items)
    done_by_head = in_force.model_copy(update={"plan": in_force.plan.model_copy(update={"items": items})})
    assert refusal(replace(RUNNING, versions=(done_by_head,)), an_act(Evaluate), "head") == Reason.IMPLEMENTER_MAY_NOT_EVALUATE


@pytest.mark.parametrize(
    ("verdict", "opens_a_review"),
    [
        pytest.param(Verdict.FULL, False, id="what was met in full asks for nothing"),
        pytest.param(Verdict.PARTLY, True, id="what was met in part asks for its cause, damage or no damage"),
        pytest.param(Verdict.NOT, True, id="so does what was not met"),
    ],
)
def test_a_verdict(verdict: Verdict, opens_a_review: bool) -> None:
    case = then(RUNNING, an_act(Evaluate, verdict=verdict, happened_on=THAT_DAY), "head")
    assert case.work.verdicts == {"W1": verdict}
    assert case.open_reviews == ((f"{NUMBER}-R1",) if opens_a_review else ())
    assert not case.waits_on(ClockKind.CAUSE), "the cause is the review's to find, and its clock runs there"


def test_an_evaluation_stops_the_clock_of_its_item_and_no_other() -> None:
    assert [(c.kind, c.item) for c in then(RUNNING, an_act(Evaluate), "head").clocks] == [(ClockKind.ITEM_EVALUATION, "W2")]


def test_the_next_evaluation_of_an_item_runs_to_the_day_its_evaluator_names() -> None:
    again = then(RUNNING, an_act(Evaluate, next_by="2027-01-29"), "head")
    assert [(c.item, c.until) for c in again.clocks] == [("W2", date(2027, 3, 31)), ("W1", date(2027, 1, 29))]


def test_a_second_verdict_takes_the_place_of_the_first_and_the_review_goes_on() -> None:
    bettered = then(then(RUNNING, an_act(Evaluate, verdict="not", happened_on=THAT_DAY), "head"), an_act(Evaluate), "head", MONDAY)
    assert bettered.work.verdicts == {"W1": Verdict.FULL}
    assert bettered.open_reviews == (f"{NUMBER}-R1",)


@pytest.mark.parametrize(
    ("stage", "reviews"),
    [
        pytest.param(ReviewStage.FINDINGS, 1, id="while its review is open, none other"),
        pytest.param(ReviewStage.DECIDED, 2, id="once that was decided, a new one"),
    ],
)
def test_an_item_missed_again_opens(stage: ReviewStage, reviews: int) -> None:
    once = then(RUNNING, an_act(Evaluate, verdict="partly", happened_on=THAT_DAY), "head")
    told: Initiative = after(ReviewNoted(at=MONDAY, review=f"{NUMBER}-R1", stage=stage), once)
    assert len(then(told, an_act(Evaluate, verdict="not", happened_on=THAT_DAY), "head", MONDAY).reviews) == reviews


def test_an_evaluation_recorded_before_there_were_reviews_still_starts_the_clock_of_the_cause_once() -> None:
    """As release 0.1.0 recorded it: without a review. Evaluating again gains no time."""
    as_recorded = WorkItemEvaluated(at=FRIDAY, item="W1", verdict=Verdict.PARTLY, findings="Đạt một phần.")
    once: Initiative = after(as_recorded, RUNNING)
    twice: Initiative = after(as_recorded.model_copy(update={"at": MONDAY}), once)
    assert [(c.kind, c.since) for c in once.clocks if c.kind is ClockKind.CAUSE] == [(ClockKind.CAUSE, FRIDAY)]
    assert [c for c in twice.clocks if c.kind is ClockKind.CAUSE] == [c for c in once.clocks if c.kind is ClockKind.CAUSE]


def test_a_work_item_left_over_is_evaluated_after_the_finish_too() -> None:
    assert refusal(a_case(Stage.PLANNING), an_act(Evaluate), "head") == Reason.NOT_OPEN_IN_STAGE
    assert refusal(a_case(Stage.FINAL_EVALUATION, verdicts={}), an_act(Evaluate), "head") is None
    assert refusal(a_case(Stage.FINAL_EVALUATION, verdicts={"W1": Verdict.PARTLY}), an_act(Evaluate), "head") == Reason.ALL_ITEMS_EVALUATED
