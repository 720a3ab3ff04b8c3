"""Working calendars: never edited, one after the other; what runs is counted anew, and says what was due when by the old and by the new."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from activities.registrar import Registrar
from commands.calendar_draft import drafted
from domain.facts import CalendarReplaced, Fact
from domain.facts.fact import FIRST_CALENDAR
from domain.law.working_days import Calendar
from domain.vocabulary import ClockKind
from settings import ROOT
from store.engine import Store
from store.policies import BadPolicy, calendars_in, lawbook, publish, publish_calendar, read
from store.record import ledger
from store.upkeep.audit import Audit
from store.upkeep.operator import left_lying
from store.upkeep.rebuild import rebuild
from tests.builders import A_LONG_SILENCE
from tests.record.counter import Counter

CASE = "SK-2026-26743-1"
NEWEST = calendars_in(ROOT / "policies")[-1]
WEDNESDAY = date(2026, 11, 4)


def a_notice(calendar_id: str = "calendar-test.1", on: date = WEDNESDAY) -> Calendar:
    """The calendar in force, with a day off more: inside the term of what was registered on Monday the 2nd, if nothing else is said."""
    day = {"from": on, "kind": "off", "name_vi": "Nghỉ theo thông báo", "name_en": "Day off by notice", "basis": "a test"}
    content = NEWEST.model_dump(by_alias=True)
    return Calendar.model_validate({**content, "id": calendar_id, "replaces": NEWEST.id, "days": [*content["days"], day]})


def told(counter: Counter, case: str = CASE) -> list[Fact]:
    with counter.store.reading() as session:
        return [entry.fact for entry in ledger.entries(case, session)]


def unsaid(counter: Counter) -> set[str]:
    """Cases the clock must look at, and nobody has for an hour."""
    left = left_lying(counter.moment + timedelta(hours=1), counter.store)
    return {case for case, what in left.items() if "rung" in what}


def replaced(counter: Counter, case: str = CASE) -> list[CalendarReplaced]:
    return [fact for fact in told(counter, case) if isinstance(fact, CalendarReplaced)]


def test_the_calendar_of_old_streams_is_the_one_that_replaces_none() -> None:
    assert calendars_in(ROOT / "policies")[0].id == FIRST_CALENDAR


def test_an_open_clock_is_counted_anew_once_and_says_what_was_due_by_each(counter: Counter) -> None:
    counter.register()
    counter.wait(1)
    publish_calendar(a_notice(), counter.store, counter.moment)
    for _ in range(3):
        counter.tick(CASE)
    [fact] = replaced(counter)
    assert (fact.was, fact.calendar, fact.at) == (NEWEST.id, "calendar-test.1", counter.moment)
    assert [(each.clock, each.was, each.now) for each in fact.moved] == [(ClockKind.DECISION, date(2026, 11, 11), date(2026, 11, 12))]
    assert counter.case(CASE).calendar == "calendar-test.1"


def test_a_notice_that_moves_nothing_is_noted_and_tells_nobody(counter: Counter) -> None:
    counter.register()
    publish_calendar(a_notice(on=date(2027, 3, 3)), counter.store, counter.moment)
    counter.tick(CASE)
    [fact] = replaced(counter)
    assert (fact.moved, fact.told) == ((), ())
    assert not [name for name, _ in counter.owed(CASE) if name.startswith(f"{CASE}-2-")]


def test_whose_turn_it_is_is_told_of_a_day_that_moved(counter: Counter) -> None:
    counter.register()
    publish_calendar(a_notice(), counter.store, counter.moment)
    counter.tick(CASE)
    assert [name for name, _ in counter.owed(CASE) if name.startswith(f"{CASE}-2-")] == [f"{CASE}-2-notice-1"]


def test_what_was_due_before_the_notice_is_said_by_the_calendar_of_that_time(counter: Counter) -> None:
    counter.register()
    counter.wait(30)
    publish_calendar(a_notice(), counter.store, counter.moment)
    counter.tick(CASE)
    assert [fact.kind for fact in told(counter)] == ["registered", *A_LONG_SILENCE, "calendar_replaced"]
    escalated = told(counter)[3]
    assert escalated.at == datetime(2026, 11, 11, 17, 0, tzinfo=UTC), "the old last day, not the new one"


def test_an_act_comes_after_the_notice_that_came_before_it(counter: Counter) -> None:
    counter.register()
    publish_calendar(a_notice(), counter.store, counter.moment)
    counter.wait(1)
    counter.file("clerk", "accept_dossier", CASE)
    assert counter.kinds(CASE) == ["registered", "calendar_replaced", "dossier_accepted"]


def test_the_sweep_finds_every_case_that_must_be_counted_anew(counter: Counter) -> None:
    counter.register()
    assert unsaid(counter) == set()
    publish_calendar(a_notice(), counter.store, counter.moment)
    assert unsaid(counter) == {CASE}
    counter.tick(CASE)
    assert unsaid(counter) == set()


def test_what_is_derived_keeps_asking_until_it_is_done(counter: Counter) -> None:
    """A repair between the notice and the look must not lose the look."""
    counter.register()
    publish_calendar(a_notice(), counter.store, counter.moment)
    rebuild(counter.store, Audit(counter.seals), lawbook(ROOT / "policies", counter.store), counter.moment.date(), repair=True)
    assert unsaid(counter) == {CASE}
    counter.tick(CASE)
    assert rebuild(counter.store, Audit(counter.seals), lawbook(ROOT / "policies", counter.store), counter.moment.date(), repair=False) == (
        1,
        [],
    )


def test_a_case_that_is_over_is_left_alone_until_somebody_acts_on_it(counter: Counter) -> None:
    counter.register()
    counter.file("lan", "withdraw", CASE, reason="không còn cần")
    publish_calendar(a_notice(), counter.store, counter.moment)
    counter.tick(CASE)
    assert counter.kinds(CASE) == ["registered", "withdrawn"]


def test_every_program_takes_up_a_calendar_published_by_another(counter: Counter) -> None:
    other = Registrar(
        counter.store,
        counter.ring,
        counter.sealer,
        lawbook(ROOT / "policies", counter.store),
        "0.2.0",
        "http://khien",
        lambda: counter.moment,
    )
    other.look_up(CASE)
    publish_calendar(a_notice(), counter.store, counter.moment)
    counter.register()
    assert counter.case(CASE).calendar == "calendar-test.1"
    assert replaced(counter) == []
    assert other.tick(CASE, counter.moment).due_day == date(2026, 11, 12)


def test_a_calendar_is_never_edited_and_each_replaces_the_last(store: Store) -> None:
    for calendar in calendars_in(ROOT / "policies"):
        publish_calendar(calendar, store)
    publish_calendar(a_notice(), store)
    publish_calendar(a_notice(), store)
    with pytest.raises(BadPolicy, match=r"calendar-test\.1: was published with another content"):
        publish_calendar(a_notice(on=date(2026, 11, 5)), store)
    with pytest.raises(
        BadPolicy, match=r"calendar-test\.2: replaces 'calendar-vn-2026-11\.3', but the calendar it would follow is 'calendar-test\.1'"
    ):
        publish_calendar(a_notice("calendar-test.2"), store)


@pytest.mark.parametrize(
    ("replaces", "why"),
    [
        pytest.param("", "none is replaced twice", id="two that replace none"),
        pytest.param("gone", "each but the first", id="one that replaces none there is"),
    ],
)
def test_calendars_that_make_no_line_keep_the_book_shut(replaces: str, why: str, tmp_path: Path) -> None:
    first = (ROOT / "policies" / "calendar-vn.toml").read_text(encoding="utf-8")
    (tmp_path / "calendar-1.toml").write_text(first, encoding="utf-8")
    other = first.replace('id = "calendar-vn-2026-11"', f'id = "other"\nreplaces = "{replaces}"')
    assert tomllib.loads(other)["id"] == "other"
    (tmp_path / "calendar-2.toml").write_text(other, encoding="utf-8")
    with pytest.raises(BadPolicy, match=why):
        calendars_in(tmp_path)


def test_a_registration_says_by_which_calendar_its_days_are_counted(counter: Counter) -> None:
    counter.register()
    [registered] = told(counter)
    assert registered.model_dump()["calendar"] == NEWEST.id


def test_a_set_that_completes_a_known_one_is_taken_up_by_every_program_too(counter: Counter) -> None:
    with counter.store.reading() as session:
        assert counter.laws.of("nd73-2023.4", session).completing is None
        documents = counter.laws.documents(session)
    newest = read(ROOT / "policies" / "nd73-2023-4.toml")
    cited = {**newest.documents, "LATER": newest.documents["ND73"]}
    publish(newest.model_copy(update={"id": "nd73-2023.5", "completes": "nd73-2023.4", "documents": cited}), counter.store)
    with counter.store.reading() as session:
        completing = counter.laws.of("nd73-2023.4", session).completing
        assert completing is not None
        assert counter.laws.documents(session).keys() - documents.keys() == {"LATER"}


def off_and_swapped(calendar: Calendar) -> dict[date, str]:
    return {day: days.kind for days in calendar.days for day in days.each()}


def test_the_third_issue_names_the_days_of_the_second_and_moves_none() -> None:
    second, third = calendars_in(ROOT / "policies")[-2:]
    assert off_and_swapped(third) == off_and_swapped(second)
    assert {(d.first, d.provisional) for d in third.days} == {(d.first, d.provisional) for d in second.days}
    assert (third.day_ends.value, third.day_ends.provisional, second.day_ends.provisional) == ("24:00", False, True)


HOLIDAYS = {
    "Tết Dương lịch": "New Year's Day",
    "Tết Âm lịch": "Lunar New Year",
    "Ngày Giỗ Tổ Hùng Vương": "Hung Kings' Commemoration Day",
    "Ngày Chiến thắng": "Victory Day",
    "Ngày Quốc tế lao động": "International Labour Day",
    "Quốc khánh": "National Day",
    "Ngày Văn hóa Việt Nam": "Vietnam Culture Day",
}


def test_every_holiday_has_one_name_in_each_language() -> None:
    off = [days for days in NEWEST.days if days.kind == "off"]
    said = {
        pair
        for d in off
        for pair in zip(*(n.partition(" (")[0].split(w) for n, w in ((d.name_vi, " và "), (d.name_en, " and "))), strict=True)
    }
    assert said == set(HOLIDAYS.items())


def test_what_is_drafted_for_a_year_bears_the_names_of_the_calendar() -> None:
    listed = {days.first: (days.name_vi, days.name_en, days.basis) for days in NEWEST.days}
    drafts = [draft for year in (2028, 2029, 2030) for draft in drafted(year)]
    other = {day for day, *said in drafts if listed[day] != tuple(said)}
    # A person reads a draft: which day of the last month it is, and what is in lieu of a day off on a weekend, is theirs to put right.
    assert other == {date(2028, 1, 24), date(2029, 9, 3), date(2030, 1, 31), date(2030, 2, 5), date(2030, 2, 6)}
    assert len(drafts) == sum(days.first.year >= 2028 for days in NEWEST.days)
