"""What is due when, and what the clock says about it. The days are the hand checks of the calendar, here through the clocks of the law."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import Evaluate, Finish, Register
from domain.facts import Escalated, Fact, Reminded
from domain.law.policy import Law, Policy
from domain.procedure.chapters import after
from domain.procedure.waiting import due_and_look_at
from domain.streams.clocks import WAITING_FOR, Clock, next_due, next_rung
from domain.streams.initiative import Initiative
from domain.time.reminders import fact_of, rung_id
from domain.vocabulary import ClockKind, Office, Regime, Stage
from settings import ROOT
from tests.builders import FRIDAY, NUMBER, THAT_DAY, a_case, an_act, the_law, then

LAW = the_law()


def morning_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)


def a_clock(kind: ClockKind = ClockKind.DECISION, since: datetime = FRIDAY, **fields: Any) -> Clock:
    return Clock(**{"kind": kind, "opened_by": 1, "since": since, **fields})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param(date(2026, 2, 12), date(2026, 3, 2), id="Thursday 12 February 2026: over Tet to Monday 2 March"),
        pytest.param(
            date(2026, 8, 21), date(2026, 9, 3), id="Friday 21 August 2026: by the swapped Saturday over National Day to 3 September"
        ),
        pytest.param(date(2026, 11, 20), date(2026, 12, 2), id="Friday 20 November 2026: over Culture Day to Wednesday 2 December"),
        pytest.param(date(2027, 2, 1), date(2027, 2, 17), id="Monday 1 February 2027: over Tet to Wednesday 17 February"),
    ],
)
def test_the_decision_on_what_was_received(received: date, due: date) -> None:
    [clock] = then(a_case(), an_act(Register), "lan", morning_of(received)).clocks
    assert (clock.kind, clock.due_day(LAW), clock.basis(LAW)) == (ClockKind.DECISION, due, "ND73 Art. 8.1")


@pytest.mark.parametrize(
    ("finished", "due"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 30), id="Friday 20 November 2026: to Monday 30 November"),
        pytest.param(date(2027, 2, 3), date(2027, 2, 17), id="Wednesday 3 February 2027, the eve of Tet: to Wednesday 17 February"),
    ],
)
def test_the_report_on_work_finished(finished: date, due: date) -> None:
    case = then(a_case(Stage.IMPLEMENTING), an_act(Finish, finished_on=finished), "tam", morning_of(date(2027, 2, 16)))
    [clock] = [each for each in case.clocks if each.kind is ClockKind.RESULT_REPORT]
    assert (clock.due_day(LAW), clock.basis(LAW)) == (due, "ND73 Art. 18")


def test_the_day_of_receipt_is_the_day_in_vietnam() -> None:
    evening_in_london = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    assert a_clock(since=evening_in_london).due_day(LAW) == a_clock(since=FRIDAY).due_day(LAW) == date(2026, 12, 2)


def test_what_is_due_on_a_day_is_in_time_until_the_day_is_over_in_vietnam() -> None:
    assert a_clock().due(LAW) == datetime(2026, 12, 2, 17, 0, tzinfo=UTC)


def test_a_day_the_plan_names_is_taken_as_it_is() -> None:
    sunday = a_clock(ClockKind.ITEM_EVALUATION, until=date(2026, 11, 29))
    assert (sunday.due_day(LAW), sunday.basis(LAW)) == (date(2026, 11, 29), "house: plan")


@pytest.mark.parametrize(
    ("clock", "provisional"),
    [
        pytest.param(a_clock(ClockKind.RESULT_REPORT), False, id="five days of the decree, in a published year"),
        pytest.param(a_clock(), True, id="seven days of the decree, read as running to the answer"),
        pytest.param(a_clock(ClockKind.CAUSE), True, id="days nobody has decided"),
        pytest.param(
            a_clock(ClockKind.RESULT_REPORT, since=datetime(2027, 12, 27, 2, 0, tzinfo=UTC)),
            True,
            id="a day in a year whose calendar is not published",
        ),
        pytest.param(a_clock(ClockKind.ITEM_EVALUATION, until=date(2027, 12, 31)), False, id="a day the plan names in a published year"),
        pytest.param(a_clock(ClockKind.ITEM_EVALUATION, until=date(2028, 1, 3)), True, id="a day the plan names beyond it"),
    ],
)
def test_a_due_day_is_provisional_or_not(clock: Clock, provisional: bool) -> None:
    assert clock.provisional(LAW) == provisional


@pytest.mark.parametrize("kind", ClockKind)
def test_every_clock_waits_for_somebody(kind: ClockKind) -> None:
    assert WAITING_FOR[kind]
    assert Office.CLOCK not in WAITING_FOR[kind]


BY_A_NAMED_DAY = (ClockKind.ITEM_EVALUATION, ClockKind.REGISTRATION, ClockKind.MEETING)
OF_THE_PLAN_ALONE = (ClockKind.CONSULTATION, ClockKind.APPRAISAL, ClockKind.CITY_DECISION)
OF_THE_DECREE_ALONE = (ClockKind.RESULT_NOTICE,)


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("kind", [kind for kind in ClockKind if kind not in BY_A_NAMED_DAY])
def test_every_clock_that_counts_days_finds_their_number_in_the_law(kind: ClockKind, regime: Regime) -> None:
    others = OF_THE_PLAN_ALONE if regime is Regime.ND73 else OF_THE_DECREE_ALONE
    if kind in others:
        assert kind not in the_law(regime).policy.terms
    else:
        assert the_law(regime).policy.terms[kind].value > 0


def climbed(clock: Clock, law: Law) -> list[tuple[str, datetime]]:
    """Every rung the clock will stand before, by name, with its moment."""
    found = []
    while rung := next_rung(clock, law):
        found.append((rung.rung.name, rung.at))
        clock = replace(clock, rungs_spoken=clock.rungs_spoken + 1)
    return found


def test_the_ladder_speaks_before_the_day_on_it_when_it_is_over_and_once_more_a_week_later() -> None:
    assert climbed(a_clock(), LAW) == [
        ("remind", datetime(2026, 11, 30, 1, 0, tzinfo=UTC)),
        ("last_day", datetime(2026, 12, 2, 1, 0, tzinfo=UTC)),
        ("escalate", datetime(2026, 12, 2, 17, 0, tzinfo=UTC)),
        ("still_silent", datetime(2026, 12, 9, 17, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize("file", ["nd73-2023", "nd73-2023-2", "hcmc-plan-2022"])
def test_a_set_that_names_no_rungs_keeps_the_two_it_was_published_with(file: str) -> None:
    law = Law(Policy.model_validate(tomllib.loads((ROOT / "policies" / f"{file}.toml").read_text("utf-8"))), LAW.calendar)
    assert climbed(a_clock(), law) == [
        ("remind", datetime(2026, 11, 30, 1, 0, tzinfo=UTC)),
        ("escalate", datetime(2026, 12, 2, 17, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    "clock",
    [
        pytest.param(a_clock(ClockKind.ITEM_EVALUATION, until=date(2026, 11, 23)), id="the reminder would be due before the clock started"),
        pytest.param(
            a_clock(ClockKind.ITEM_EVALUATION, until=date(2026, 11, 19)), id="the day the plan named was over before its approval"
        ),
        pytest.param(
            a_clock(ClockKind.RESULT_REPORT, day=date(2026, 10, 1)), id="the end of the work was told when the report was overdue"
        ),
    ],
)
def test_no_rung_speaks_before_its_clock_started(clock: Clock) -> None:
    for rungs in (0, 1):
        rung = next_rung(replace(clock, rungs_spoken=rungs), LAW)
        assert rung is not None
        assert rung.at >= clock.since


def spoken(case: Initiative, until: datetime) -> tuple[Initiative, list[tuple[Fact, str]]]:
    """Let the clock say all that is due by a moment, as the registrar does."""
    said: list[tuple[Fact, str]] = []
    while (rung := next_due(case.clocks, LAW)) is not None and rung.at <= until:
        fact = fact_of(rung, case, LAW)
        said.append((fact, rung_id(case, rung)))
        case = after(fact, case)
    return case, said


A_YEAR_ON = datetime(2027, 11, 20, tzinfo=UTC)


def test_each_rung_speaks_once_under_its_own_time_however_late_somebody_looks() -> None:
    case, said = spoken(a_case(Stage.REGISTERED), A_YEAR_ON)
    remind, last_day, escalate, again = (fact for fact, _ in said)
    assert isinstance(remind, Reminded)
    assert isinstance(last_day, Reminded)
    assert isinstance(escalate, Escalated)
    assert isinstance(again, Escalated)
    assert (remind.at, escalate.at) == (datetime(2026, 11, 30, 1, 0, tzinfo=UTC), datetime(2026, 12, 2, 17, 0, tzinfo=UTC))
    assert remind.due == last_day.due == escalate.due == again.due == escalate.at
    assert spoken(case, A_YEAR_ON) == (case, [])


def test_looking_often_says_no_more_than_looking_once() -> None:
    case, said = a_case(Stage.REGISTERED), []
    for day in range(1, 31):
        case, more = spoken(case, datetime(2026, 12, day, tzinfo=UTC))
        said += more
    assert (case, said) == spoken(a_case(Stage.REGISTERED), A_YEAR_ON)


def test_a_rung_is_named_for_ever_by_the_fact_that_started_its_clock() -> None:
    _, said = spoken(a_case(Stage.REGISTERED), A_YEAR_ON)
    rungs = ("remind", "last_day", "escalate", "still_silent")
    assert [name for _, name in said] == [f"{NUMBER}/1-decision/{rung}" for rung in rungs]
    missed = then(a_case(Stage.IMPLEMENTING), an_act(Evaluate, verdict="not", happened_on=THAT_DAY, next_by="2026-12-31"), "head")
    names = [name for _, name in spoken(missed, A_YEAR_ON)[1]]
    n = missed.sequence
    assert names == [f"{NUMBER}/{n}-item_evaluation-W1/{rung}" for rung in rungs]


def test_the_clock_says_whose_turn_it_is_and_tells_the_superior_only_when_the_day_is_over() -> None:
    _, said = spoken(a_case(Stage.FINAL_EVALUATION), A_YEAR_ON)
    (remind, _), (last_day, _), (escalate, _), (again, _) = said
    assert remind.told == last_day.told == (Office.PROPOSER, Office.IMPLEMENTER)
    assert escalate.told == (Office.SUPERIOR_HEAD, Office.HOME_AFFAIRS)
    assert again.told == (Office.SUPERIOR_HEAD, Office.HOME_AFFAIRS, Office.INSPECTORATE)
    assert remind.by is escalate.by is None


def test_the_clock_decides_nothing() -> None:
    before = a_case(Stage.REGISTERED)
    silent, _ = spoken(before, A_YEAR_ON)
    same = replace(silent, sequence=before.sequence, clocks=before.clocks, silences=before.silences)
    assert same == before


def test_the_earliest_of_all_clocks_speaks_first_and_of_two_the_older() -> None:
    late, early = a_clock(opened_by=1, until=date(2026, 12, 31)), a_clock(opened_by=3, until=date(2026, 12, 10))
    twin = replace(early, opened_by=2)
    first = next_due((late, early, twin), LAW)
    assert first is not None
    assert first.clock == twin
    assert next_due((), LAW) is None


def test_people_are_told_the_day_and_the_clock_is_told_the_rung() -> None:
    case = a_case(Stage.REGISTERED)
    assert due_and_look_at(case, LAW) == (datetime(2026, 12, 2, 17, 0, tzinfo=UTC), datetime(2026, 11, 30, 1, 0, tzinfo=UTC))
    silent, _ = spoken(case, A_YEAR_ON)
    assert due_and_look_at(silent, LAW) == (datetime(2026, 12, 2, 17, 0, tzinfo=UTC), None)
    assert due_and_look_at(a_case(Stage.CLOSED), LAW) == (None, None)


def test_standing_still_twice_is_standing_still_once_and_every_pause_is_kept() -> None:
    monday, tuesday, friday = (datetime(2026, 11, day, 2, 0, tzinfo=UTC) for day in (23, 25, 27))
    paused = a_clock().pausing(monday)
    assert paused.pausing(tuesday) == paused
    twice = paused.resuming(tuesday).pausing(friday).resuming(datetime(2026, 12, 1, 2, 0, tzinfo=UTC))
    thrice = twice.pausing(datetime(2026, 12, 2, 2, 0, tzinfo=UTC)).resuming(datetime(2026, 12, 4, 2, 0, tzinfo=UTC))
    assert [pause.since for pause in thrice.pauses[:2]] == [monday, friday]
    assert len(thrice.pauses) == 3
    assert thrice.due_day(LAW) == LAW.calendar.add(a_clock().due_day(LAW), 1 + 2 + 2)
    assert a_clock().resuming(monday) == a_clock()


@pytest.mark.parametrize(
    ("clock", "provisional"),
    [
        pytest.param(
            a_clock(ClockKind.RESULT_REPORT, since=datetime(2027, 4, 28, 2, 0, tzinfo=UTC)),
            True,
            id="counted over a day that is only inferred",
        ),
        pytest.param(a_clock(ClockKind.RESULT_REPORT, since=datetime(2027, 5, 4, 2, 0, tzinfo=UTC)), False, id="counted from after it"),
        pytest.param(
            a_clock(ClockKind.RESULT_REPORT, since=datetime(2027, 4, 28, 2, 0, tzinfo=UTC), day=date(2027, 5, 4)),
            False,
            id="from a recorded day after it",
        ),
        pytest.param(
            a_clock(ClockKind.ITEM_EVALUATION, since=FRIDAY, until=date(2027, 5, 10)),
            False,
            id="a day a human named is counted over nothing",
        ),
    ],
)
def test_a_day_counted_over_an_inferred_day_off_is_provisional(clock: Clock, provisional: bool) -> None:
    assert clock.provisional(LAW) == provisional
