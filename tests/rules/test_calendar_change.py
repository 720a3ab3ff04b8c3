"""A new working calendar in the middle of things: what is open is counted anew, and what was due when is told by the old and by the new."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.acts import ReportObstruction
from domain.facts import CalendarReplaced
from domain.law.policy import Law
from domain.law.working_days import Calendar
from domain.procedure.chapters import after
from domain.streams.initiative import Initiative
from domain.time.calendar_change import counted_anew, is_outdated
from domain.vocabulary import ClockKind, Stage
from tests.builders import FRIDAY, a_case, an_act, the_law, then

OLD = the_law()
PUBLISHED_AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
DAY_OFF = date(2026, 11, 25)


def with_a_day_off() -> Law:
    """The law once a notice has made one day of the term a day off."""
    day = {"from": DAY_OFF, "kind": "off", "name_vi": "Nghỉ theo thông báo", "name_en": "Day off by notice", "basis": "a test"}
    content = OLD.calendar.model_dump(by_alias=True)
    calendar = Calendar.model_validate({**content, "id": "calendar-test", "replaces": OLD.calendar.id, "days": [*content["days"], day]})
    return Law(OLD.published, calendar, OLD.completing, calendar_since=PUBLISHED_AT)


NEW = with_a_day_off()
REGISTERED = replace(a_case(Stage.REGISTERED), calendar=OLD.calendar.id)


def told(initiative: Initiative) -> list[CalendarReplaced]:
    return list(counted_anew(initiative, OLD.calendar, NEW))


def test_a_stream_told_by_the_old_calendar_is_outdated_until_it_is_counted_anew() -> None:
    assert is_outdated(REGISTERED, NEW)
    assert not is_outdated(REGISTERED, OLD)
    assert not is_outdated(after(told(REGISTERED)[0], REGISTERED), NEW)


def test_what_is_due_on_another_day_is_told_by_both_calendars() -> None:
    [fact] = told(REGISTERED)
    [moved] = fact.moved
    assert (fact.at, fact.was, fact.calendar) == (PUBLISHED_AT, OLD.calendar.id, NEW.calendar.id)
    assert moved.clock is ClockKind.DECISION
    assert moved.now == NEW.calendar.add(moved.was, 1)


def test_nothing_is_decided_and_no_clock_is_touched_by_it() -> None:
    counted = after(told(REGISTERED)[0], REGISTERED)
    assert counted == replace(REGISTERED, calendar=NEW.calendar.id, sequence=REGISTERED.sequence + 1)


def test_what_is_hidden_from_somebody_is_told_in_an_entry_of_its_own() -> None:
    reported = then(REGISTERED, an_act(ReportObstruction), "lan", FRIDAY)
    open_to_all, hidden = told(reported)
    assert (open_to_all.hidden_from, hidden.hidden_from) == ((), ("deputy2",))
    assert {moved.clock for moved in open_to_all.moved} == {ClockKind.DECISION}
    assert after(hidden, reported).hidden_of("deputy2") == (*reported.hidden_of("deputy2"), reported.sequence + 1)
