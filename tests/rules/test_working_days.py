"""How working days are counted in Vietnam: the examples of the law notes, and what a careless calendar is told."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from domain.law.working_days import Calendar, months_later

CALENDAR_FILE = Path(__file__).parents[2] / "policies" / "calendar-vn.toml"


def as_published() -> dict[str, Any]:
    return tomllib.loads(CALENDAR_FILE.read_text(encoding="utf-8"))


def with_days(*days: dict[str, Any]) -> dict[str, Any]:
    return as_published() | {"days": list(days)}


def off(first: date, to: date | None = None, name: str = "a day off", kind: str = "off") -> dict[str, Any]:
    return {"from": first, "to": to, "kind": kind, "name_vi": name, "name_en": name, "basis": "a test"}


def work(first: date) -> dict[str, Any]:
    return off(first, name="a working Saturday", kind="work")


VN = Calendar.model_validate(as_published())


@pytest.mark.parametrize(
    ("start", "working_days", "due"),
    [
        pytest.param(date(2026, 2, 12), 7, date(2026, 3, 2), id="received before Tet 2026, seven days run over the whole Tet week"),
        pytest.param(date(2026, 8, 21), 7, date(2026, 9, 3), id="the swapped Saturday 22 August counts, National Day 2026 does not"),
        pytest.param(date(2026, 11, 20), 7, date(2026, 12, 2), id="Teachers' Day is a working day, Culture Day 24 November is not"),
        pytest.param(date(2026, 11, 20), 5, date(2026, 11, 30), id="the report of Art. 18 on work finished 20 November is due on the 30th"),
        pytest.param(date(2027, 2, 1), 7, date(2027, 2, 17), id="received in the week of Tet 2027, seven days end after it"),
        pytest.param(date(2027, 2, 3), 5, date(2027, 2, 17), id="finished on the eve of Tet 2027, the report is due five days after it"),
        pytest.param(date(2026, 1, 9), 1, date(2026, 1, 10), id="the day after Friday 9 January 2026 is a working Saturday"),
        pytest.param(date(2026, 12, 31), 1, date(2027, 1, 4), id="counting goes over the turn of the year"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), id="what is received on a Saturday starts on Monday"),
        pytest.param(date(2027, 12, 31), 1, date(2028, 1, 3), id="in a year not yet known only weekends are left out"),
        pytest.param(date(2026, 11, 22), 0, date(2026, 11, 22), id="no days at all is the day itself, even a Sunday"),
    ],
)
def test_a_period_ends_on(start: date, working_days: int, due: date) -> None:
    assert VN.add(start, working_days) == due


@pytest.mark.parametrize(
    ("start", "counted"),
    [
        pytest.param(date(2026, 2, 12), "02-13 02-23 02-24 02-25 02-26 02-27 03-02", id="from Thursday 12 February 2026, over Tet"),
        pytest.param(
            date(2026, 8, 21), "08-22 08-24 08-25 08-26 08-27 08-28 09-03", id="from Friday 21 August 2026, by the swapped Saturday"
        ),
    ],
)
def test_day_by_day_the_period_counts(start: date, counted: str) -> None:
    assert [f"{VN.add(start, n):%m-%d}" for n in range(1, 8)] == counted.split()


@pytest.mark.parametrize(
    ("due", "before", "reminder"),
    [
        pytest.param(date(2026, 12, 2), -2, date(2026, 11, 30), id="two working days before a Wednesday is Monday"),
        pytest.param(date(2026, 11, 25), -1, date(2026, 11, 23), id="the day before the day after Culture Day is the 23rd"),
        pytest.param(date(2026, 9, 3), -1, date(2026, 8, 28), id="the reminder goes out before National Day, not on it"),
        pytest.param(date(2026, 8, 24), -1, date(2026, 8, 22), id="a reminder may go out on a swapped Saturday"),
        pytest.param(date(2027, 2, 11), -1, date(2027, 2, 3), id="the last working day before Tet 2027 is 3 February"),
    ],
)
def test_a_reminder_counts_back_to(due: date, before: int, reminder: date) -> None:
    assert VN.add(due, before) == reminder


def test_there_and_back_is_the_same_working_day() -> None:
    start = date(2026, 1, 5)
    assert all(VN.add(VN.add(start, n), -n) == start for n in range(1, 500))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param(date(2026, 1, 2), False, id="2 January 2026 was swapped away"),
        pytest.param(date(2026, 1, 10), True, id="Saturday 10 January 2026 is worked for it"),
        pytest.param(date(2026, 2, 16), False, id="Tet 2026 begins on Monday 16 February"),
        pytest.param(date(2026, 2, 20), False, id="Tet 2026 ends on Friday 20 February"),
        pytest.param(date(2026, 4, 27), False, id="Hung Kings on a Sunday is made up on Monday"),
        pytest.param(date(2026, 4, 29), True, id="29 April 2026 was not swapped"),
        pytest.param(date(2026, 5, 1), False, id="Labour Day 2026 is off"),
        pytest.param(date(2026, 8, 22), True, id="Saturday 22 August 2026 is worked for 31 August"),
        pytest.param(date(2026, 8, 29), False, id="an ordinary Saturday is off"),
        pytest.param(date(2026, 8, 31), False, id="31 August 2026 was swapped away"),
        pytest.param(date(2026, 9, 2), False, id="National Day 2026 is off"),
        pytest.param(date(2026, 11, 23), True, id="the bridge before Culture Day 2026 was dropped"),
        pytest.param(date(2026, 11, 24), False, id="Culture Day 2026 is off"),
        pytest.param(date(2026, 11, 28), False, id="nor is Saturday 28 November 2026 worked"),
        pytest.param(date(2027, 1, 1), False, id="New Year's Day 2027 is off"),
        pytest.param(date(2027, 2, 3), True, id="3 February 2027 is the last working day before Tet"),
        pytest.param(date(2027, 2, 4), False, id="Tet 2027 begins on Thursday 4 February"),
        pytest.param(date(2027, 2, 10), False, id="Tet 2027 ends on Wednesday 10 February"),
        pytest.param(date(2027, 2, 11), True, id="work resumes on Thursday 11 February 2027"),
        pytest.param(date(2027, 4, 16), False, id="Hung Kings 2027 is off"),
        pytest.param(date(2027, 4, 30), False, id="Victory Day 2027 is off"),
        pytest.param(date(2027, 5, 3), False, id="Labour Day 2027 on a Saturday is made up on Monday, until a notice says otherwise"),
        pytest.param(date(2027, 9, 3), False, id="National Day 2027 is two days"),
        pytest.param(date(2027, 11, 24), False, id="Culture Day 2027 is off"),
    ],
)
def test_is_a_working_day(day: date, working: bool) -> None:
    assert VN.is_working(day) is working


@pytest.mark.parametrize(
    ("day", "known"),
    [
        pytest.param(date(2025, 12, 31), False, id="2025 is over and not in the data"),
        pytest.param(date(2026, 1, 1), True, id="2026 is known"),
        pytest.param(date(2027, 12, 31), True, id="2027 is known"),
        pytest.param(date(2028, 1, 1), False, id="2028 is not announced yet"),
    ],
)
def test_a_year_is_known_only_if_it_was_announced(day: date, known: bool) -> None:
    assert VN.covers(day) is known


def test_only_what_no_notice_has_settled_is_provisional() -> None:
    assert [days.first for days in VN.days if days.provisional] == [date(2027, 5, 3)]
    assert VN.day_ends.provisional
    assert VN.workday_begins.provisional


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(
            datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC), date(2026, 11, 20), id="a second before midnight it is still the 20th"
        ),
        pytest.param(datetime(2026, 11, 20, 17, 0, tzinfo=UTC), date(2026, 11, 21), id="at midnight in the city the 21st begins"),
        pytest.param(datetime(2026, 11, 20, 17, 30, tzinfo=UTC), date(2026, 11, 21), id="half past midnight in the city is the 21st"),
        pytest.param(datetime(2026, 11, 21, 0, 0, tzinfo=UTC), date(2026, 11, 21), id="midnight UTC is seven in the morning"),
    ],
)
def test_a_moment_falls_on_the_day_of_the_city(moment: datetime, day: date) -> None:
    assert VN.local_day(moment) == day


def test_a_day_ends_at_midnight_of_the_city_told_in_utc() -> None:
    assert VN.ends(date(2026, 12, 2)) == datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
    assert VN.ends(date(2026, 12, 2)).tzinfo is UTC


def test_reminders_go_out_at_eight_in_the_morning_of_the_city() -> None:
    assert VN.begins(date(2026, 11, 30)) == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    assert VN.begins(date(2026, 11, 30)).tzinfo is UTC


@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param(
            [off(date(2026, 2, 16), date(2026, 2, 20)), off(date(2026, 2, 18))],
            "2026-02-18 is listed twice",
            id="a day inside a span again",
        ),
        pytest.param([off(date(2026, 8, 22)), work(date(2026, 8, 22))], "2026-08-22 is listed twice", id="a day both off and worked"),
        pytest.param([work(date(2026, 8, 21))], "2026-08-21 .* is not on a weekend", id="a weekday swapped into a working day"),
        pytest.param(
            [off(date(2026, 2, 20), date(2026, 2, 16))], "from 2026-02-20 is later than to 2026-02-16", id="a span that runs backwards"
        ),
        pytest.param([off(date(2028, 1, 3))], "2028-01-03 .* is outside 2026-2027", id="a day of a year not covered"),
        pytest.param([off(date(2026, 12, 31), date(2926, 1, 1))], "2926-01-01 .* is outside 2026-2027", id="a slip of the pen in the year"),
        pytest.param([off(date(2026, 2, 16), kind="half")], "'off' or 'work'", id="a kind of day nobody knows"),
        pytest.param([off(date(2026, 2, 16)) | {"till": date(2026, 2, 20)}], "till", id="a misspelt key"),
    ],
)
def test_a_calendar_is_refused_naming_what_is_wrong(days: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Calendar.model_validate(with_days(*days))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"zone": "Asia/Saigon_City"}, id="a zone that does not exist"),
        pytest.param({"day_ends": {"value": "25:00", "basis": "a test"}}, id="an hour that does not exist"),
        pytest.param({"first_year": 2028}, id="years that run backwards"),
    ],
)
def test_a_calendar_is_refused_for(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Calendar.model_validate(as_published() | change)


def test_a_calendar_cannot_be_altered() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        VN.last_year = 2030  # type: ignore[misc]


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        VN.local_day(datetime(2026, 11, 20, 17, 30))  # noqa: DTZ001


def test_a_moment_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError, match="ask local_day first"):
        VN.add(datetime(2026, 11, 20, 17, 30, tzinfo=UTC), 7)


@pytest.mark.parametrize("working_days", [5_001, -5_001, 10**9])
def test_a_period_beyond_any_law_is_refused_at_once(working_days: int) -> None:
    with pytest.raises(ValueError, match="not a legal period"):
        VN.add(date(2026, 1, 1), working_days)


# --- The edges ---


def test_the_day_after_a_span_counts_again() -> None:
    calendar = Calendar.model_validate(with_days(off(date(2026, 3, 3), date(2026, 3, 4))))
    assert [calendar.is_working(date(2026, 3, day)) for day in (2, 3, 4, 5)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        pytest.param(
            date(2026, 11, 20), date(2026, 11, 26), [23, 25, 26], id="after the first day, up to and with the last, without Culture Day"
        ),
        pytest.param(date(2026, 11, 23), date(2026, 11, 23), [], id="within a day, none"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 20), [], id="backwards, none"),
    ],
)
def test_the_working_days_between(start: date, end: date, counted: list[int]) -> None:
    assert [day.day for day in VN.counted(start, end)] == counted
    assert VN.between(start, end) == len(counted)


def test_a_period_may_be_as_long_as_twenty_years_and_no_longer() -> None:
    assert VN.add(date(2026, 1, 5), 5_000) > date(2044, 1, 1)
    for days in (5_001, -5_001):
        with pytest.raises(ValueError, match="not a legal period"):
            VN.add(date(2026, 1, 5), days)


@pytest.mark.parametrize(
    ("days", "last"),
    [
        pytest.param(1, date(2026, 11, 25), id="one day, over Culture Day"),
        pytest.param(2, date(2026, 11, 25), id="two days end on a working day as they are"),
        pytest.param(5, date(2026, 11, 30), id="five end on a Saturday, so on Monday"),
    ],
)
def test_when_every_day_counts_a_period_from_monday_23_november_ends_on(days: int, last: date) -> None:
    assert VN.add_every_day(date(2026, 11, 23), days) == last


@pytest.mark.parametrize("days", [0, -1, 5_001])
def test_a_period_of_calendar_days_has_a_length(days: int) -> None:
    with pytest.raises(ValueError, match=f"{days} days from 2026-11-23: a legal period has 1 to 5000"):
        VN.add_every_day(date(2026, 11, 23), days)
    assert VN.add_every_day(date(2026, 11, 23), 5_000)


@pytest.mark.parametrize(
    ("start", "end", "certain"),
    [
        pytest.param(date(2027, 4, 28), date(2027, 5, 2), True, id="before the inferred day"),
        pytest.param(date(2027, 4, 28), date(2027, 5, 3), False, id="up to it"),
        pytest.param(date(2027, 5, 2), date(2027, 5, 4), False, id="over it"),
        pytest.param(date(2027, 5, 3), date(2027, 5, 4), True, id="from it on: the first day is never counted"),
        pytest.param(date(2027, 12, 30), date(2028, 1, 3), False, id="into a year no notice has named"),
        pytest.param(date(2025, 12, 30), date(2026, 1, 2), True, id="from before the calendar"),
        pytest.param(date(2025, 12, 1), date(2025, 12, 2), False, id="outside it"),
    ],
)
def test_a_count_is_certain_where_notices_alone_bear_it(start: date, end: date, certain: bool) -> None:
    assert VN.is_certain(start, end) == certain


def test_a_local_day_begins_at_midnight_in_vietnam() -> None:
    first = VN.begins_on(date(2026, 11, 23))
    assert (first, first.tzinfo) == (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), UTC)


@pytest.mark.parametrize("year", [2025, 2028])
def test_the_last_noticed_year_is_one_of_its_years(year: int) -> None:
    with pytest.raises(ValidationError, match="last_noticed_year"):
        Calendar.model_validate(as_published() | {"last_noticed_year": year})


SAME_DAY = Calendar.model_validate(as_published() | {"first_day": {"value": "same", "basis": "a test"}})


@pytest.mark.parametrize(
    ("start", "working_days", "next_day", "same_day"),
    [
        pytest.param(date(2026, 11, 20), 7, date(2026, 12, 2), date(2026, 12, 1), id="a Friday"),
        pytest.param(date(2026, 11, 20), 1, date(2026, 11, 23), date(2026, 11, 20), id="one day from a Friday"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), date(2026, 11, 23), id="a Saturday counts by neither rule"),
    ],
)
def test_whether_the_day_of_receipt_counts_is_the_calendars_to_say(start: date, working_days: int, next_day: date, same_day: date) -> None:
    assert (VN.period(start, working_days), SAME_DAY.period(start, working_days)) == (next_day, same_day)


def test_it_is_so_where_every_day_counts_too() -> None:
    monday = date(2026, 11, 23)
    assert (VN.period_of_every_day(monday, 3), SAME_DAY.period_of_every_day(monday, 3)) == (date(2026, 11, 26), date(2026, 11, 25))
    assert SAME_DAY.add(monday, 1) == VN.add(monday, 1), "counting on is not a period"


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_so_many_months_end_on_the_same_day_or_on_the_last_of_a_month_without_it(day: date, months: int, last: date) -> None:
    assert months_later(day, months) == last


@pytest.mark.parametrize("value", ["today", "", None])
def test_another_counting_rule_is_none(value: object) -> None:
    with pytest.raises(ValidationError, match="first_day"):
        Calendar.model_validate(as_published() | {"first_day": {"value": value, "basis": "a test"}})
