"""Holding the work, letting it go on, ending it before its time; and what stands still meanwhile."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.acts import (
    Act,
    ApproveAmendment,
    Close,
    Evaluate,
    EvaluateResult,
    Finish,
    ProposeAmendment,
    RecordPartyOpinion,
    ReportObstruction,
    Resume,
    Stop,
    SubmitPlan,
    SubmitResultReport,
    Suspend,
)
from domain.facts import ReviewNoted
from domain.procedure.chapters import after
from domain.procedure.waiting import due_and_look_at
from domain.refusals import Reason
from domain.streams.clocks import next_due
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Outcome, Regime, ReviewStage, Stage
from tests.builders import THAT_DAY, a_case, an_act, refusal, the_law, then

LAW = the_law()
RUNNING = a_case(Stage.IMPLEMENTING)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SUSPENDED = then(RUNNING, an_act(Suspend), "head", MONDAY)
[ITEM] = SubmitPlan.example["items"]


@pytest.mark.parametrize(("kind", "case"), [(Suspend, "running"), (Resume, "suspended"), (Stop, "running")])
@pytest.mark.parametrize(
    ("regime", "who", "why"),
    [
        pytest.param(Regime.ND73, "head", None, id="the head who approved"),
        pytest.param(Regime.ND73, "chair", None, id="or their superior"),
        pytest.param(Regime.ND73, "deputy", Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param(Regime.ND73, "lan", Reason.NOT_YOUR_OFFICE, id="not the proposer"),
        pytest.param(Regime.HCMC2022, "chair", None, id="under the plan the city, which approved"),
        pytest.param(Regime.HCMC2022, "head", Reason.NOT_YOUR_OFFICE, id="and not the head"),
    ],
)
def test_it_is_for(kind: type[Act], case: str, regime: Regime, who: str, why: Reason | None) -> None:
    running = a_case(Stage.IMPLEMENTING, regime=regime)
    by = "head" if regime is Regime.ND73 else "chair"
    assert refusal(running if case == "running" else then(running, an_act(Suspend), by), an_act(kind), who) == why


@pytest.mark.parametrize(
    ("act", "running", "suspended"),
    [
        pytest.param(an_act(Suspend), None, Reason.CASE_SUSPENDED, id="what is suspended is not suspended again"),
        pytest.param(an_act(Resume), Reason.NOT_SUSPENDED, None, id="what is not suspended is not resumed"),
        pytest.param(an_act(Evaluate), None, Reason.CASE_SUSPENDED, id="nothing is evaluated meanwhile"),
        pytest.param(an_act(Stop), None, None, id="but it may be ended from there"),
    ],
)
def test_while_it_is_suspended(act: Act, running: Reason | None, suspended: Reason | None) -> None:
    assert refusal(RUNNING, act, "head", MONDAY) == running
    assert refusal(SUSPENDED, act, "head", MONDAY) == suspended


def test_nobody_finishes_suspended_work() -> None:
    assert refusal(RUNNING, an_act(Finish), "tam", MONDAY) is None
    assert refusal(SUSPENDED, an_act(Finish), "tam", MONDAY) == Reason.CASE_SUSPENDED


# --- Clocks that stand still ---


def due_days(case: Initiative) -> dict[str, date]:
    return {clock.item: clock.due_day(LAW) for clock in case.clocks}


def resumed_after(working_days: int, case: Initiative = SUSPENDED, since: datetime = MONDAY) -> Initiative:
    day = LAW.calendar.add(since.date(), working_days)
    return then(case, an_act(Resume), "head", datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))


@pytest.mark.parametrize("n", [0, 1, 2, 5, 21, 60])
def test_a_pause_of_n_working_days_moves_the_due_day_by_n(n: int) -> None:
    assert due_days(RUNNING) == {"W1": date(2027, 3, 31)}
    assert due_days(resumed_after(n)) == {"W1": LAW.calendar.add(date(2027, 3, 31), n)}


def test_two_pauses_add_up() -> None:
    once = resumed_after(3)
    later = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
    twice = resumed_after(4, then(once, an_act(Suspend), "head", later), later)
    assert due_days(twice) == {"W1": LAW.calendar.add(date(2027, 3, 31), 7)}


def test_a_suspended_case_says_nothing_of_what_stands_still() -> None:
    assert next_due(SUSPENDED.clocks, LAW) is None
    assert due_and_look_at(SUSPENDED, LAW) == (None, None)
    running = next_due(resumed_after(5).clocks, LAW)
    assert running is not None
    assert running.at > MONDAY


def test_what_does_not_stand_still_goes_on() -> None:
    """Suspending the work is no way to be rid of a report about whoever suspends it."""
    reported = then(SUSPENDED, an_act(ReportObstruction), "lan", MONDAY)
    speaks = next_due(reported.clocks, LAW)
    assert speaks is not None
    assert speaks.clock.kind is ClockKind.OBSTRUCTION


def test_what_is_amended_meanwhile_starts_standing_still() -> None:
    items = [ITEM, ITEM | {"code": "W2", "evaluate_by": "2027-01-29"}]
    proposed = then(SUSPENDED, an_act(ProposeAmendment, items=items), "tam", MONDAY)
    amended = then(proposed, an_act(ApproveAmendment, plan_sha256=proposed.work.amendment.sha256), "head", MONDAY)
    assert {clock.item: clock.paused for clock in amended.clocks} == {"W1": True, "W2": True}
    assert next_due(amended.clocks, LAW) is None
    assert due_days(resumed_after(5, amended))["W2"] == LAW.calendar.add(date(2027, 1, 29), 5)


# --- Stopping ---

STOPPED = then(SUSPENDED, an_act(Stop), "head", MONDAY + timedelta(days=7))


def test_what_was_done_is_reported_and_evaluated_all_the_same() -> None:
    assert (STOPPED.stage, STOPPED.ending.stopped, STOPPED.suspended) == (Stage.FINAL_EVALUATION, True, False)
    assert {clock.kind for clock in STOPPED.clocks} == {ClockKind.ITEM_EVALUATION, ClockKind.RESULT_REPORT}
    assert not any(clock.paused for clock in STOPPED.clocks)


def ready(case: Initiative) -> Initiative:
    reported = then(then(case, an_act(Evaluate), "head"), an_act(SubmitResultReport), "lan")
    return then(reported, an_act(RecordPartyOpinion, before="evaluation"), "secretary")


PARTLY: dict[str, Any] = {"result": "partly_completed", "tier": None, "causes": "Văn bản mới.", "happened_on": THAT_DAY}


def test_what_was_stopped_is_not_completed_and_ends_as_stopped() -> None:
    case = ready(STOPPED)
    assert refusal(case, an_act(EvaluateResult), "head") == Reason.STOPPED_IS_NOT_COMPLETED
    evaluated = then(case, an_act(EvaluateResult, **PARTLY), "head")
    [review] = evaluated.open_reviews
    decided: Initiative = after(ReviewNoted(at=MONDAY, review=review, stage=ReviewStage.DECIDED), evaluated)
    assert then(decided, Close(), "head").outcome is Outcome.STOPPED
