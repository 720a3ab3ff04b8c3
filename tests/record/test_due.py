"""What is due across cases and whose silence was noted, on either database: each reader sees what they may, earliest first, and nothing hidden from them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, delete

from domain.streams.campaign import Campaign
from domain.vocabulary import ClockKind, Office, StreamKind
from settings import ROOT
from store.policies import lawbook
from store.reading.caller import Caller
from store.reading.due import DueSought, SilencesSought
from store.reading.listing import InitiativesSought
from store.reading.paging import NotOurCursor
from store.reading.readings import Readings
from store.reading.views import DeadlineLine, SilenceAt
from store.tables import CaseRow, ClockDeskRow, ClockRow, SilenceRow
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from tests.record.counter import Counter

FIRST, SECOND, THIRD = (f"SK-2026-26743-{n}" for n in (1, 2, 3))


@pytest.fixture
def three(counter: Counter) -> Counter:
    """Three cases of one ward, a day apart; of the first an obstruction by deputy2 is reported, the second is withdrawn."""
    for case in (FIRST, SECOND, THIRD):
        counter.register(case)
        counter.wait(1)
    counter.file(
        "lan",
        "report_obstruction",
        FIRST,
        about="deputy2",
        what="Giữ hồ sơ không nêu lý do.",
        evidence=["E1"],
        reported_as="reflection",
        no_secrets=True,
    )
    counter.file("lan", "withdraw", SECOND, reason="không còn cần")
    return counter


def asks(counter: Counter, who: str) -> tuple[Readings, Caller]:
    readings = Readings(counter.store, counter.laws)
    caller = readings.caller(who, counter.moment)
    assert caller
    return readings, caller


def due(counter: Counter, who: str, **sought: Any) -> list[DeadlineLine]:
    readings, caller = asks(counter, who)
    return readings.due(DueSought(**sought), caller, counter.moment).lines


def seen(counter: Counter, who: str, **sought: Any) -> list[tuple[str, str]]:
    return [(line.number, line.clock) for line in due(counter, who, **sought)]


def silences(counter: Counter, who: str) -> dict[tuple[str, str], tuple[int, int]]:
    readings, caller = asks(counter, who)
    counted: dict[tuple[str, str], tuple[int, int]] = {
        (each.office, each.agency): (each.unanswered, each.noted) for each in readings.silences(caller)
    }

    def told(**sought: Any) -> int:
        return len(readings.silent(SilencesSought(**sought), caller))

    # Each number is as long as the list it leads to, for every reader who is asked about here.
    desks = [{"office": office, "desk": agency} for office, agency in counted]
    assert [(told(**desk, unanswered=True), told(**desk)) for desk in desks] == [*counted.values()]
    assert told() == sum(noted for _, noted in counted.values())
    return counted


def let_time_pass(counter: Counter, days: int) -> None:
    counter.wait(days)
    for case in (FIRST, SECOND, THIRD):
        counter.tick(case)


def test_what_runs_is_listed_across_cases_the_earliest_first(three: Counter) -> None:
    assert seen(three, "focal") == [(FIRST, "decision"), (FIRST, "obstruction"), (THIRD, "decision")]
    [first, *_] = due(three, "focal")
    assert (first.title, first.agency, first.due_day, first.basis) == (
        three.case(FIRST).title,
        "26743",
        date(2026, 11, 11),
        "ND73 Art. 8.1",
    )
    assert (first.overdue, first.paused, first.reminded, first.provisional) == (False, False, False, True)


def test_nobody_sees_what_is_hidden_from_them_or_what_they_may_not_read(three: Counter) -> None:
    assert seen(three, "deputy2") == [(FIRST, "decision"), (THIRD, "decision")]
    assert seen(three, "stranger") == seen(three, "head_th") == []
    let_time_pass(three, 30)
    assert silences(three, "deputy2") == {("agency_head", "26743"): (2, 2)}
    assert silences(three, "stranger") == {}


def test_a_silence_about_somebodys_conduct_is_counted_for_those_alone_who_need_to_know(three: Counter) -> None:
    """Whoever reads the case without that reads of no clock of conduct; neither does a count or a campaign's desks tell them of one (ADR 35)."""
    assert seen(three, "deputy") == [(FIRST, "decision"), (THIRD, "decision")]
    readings, caller = asks(three, "deputy")
    with three.store.writing() as session:
        session.execute(update(CaseRow).where(col(CaseRow.number) == FIRST).values(campaign="CD-9"))
    campaign = Campaign(number="CD-9")
    assert [each.office for each in readings.progress(campaign, caller).waiting] == ["agency_head"]
    for who in ("deputy", "head"):
        readings, caller = asks(three, who)
        listed = {
            office: readings.page(StreamKind.INITIATIVE, InitiativesSought(campaign="CD-9", at_desk=office), caller) for office in Office
        }
        counted = {each.office: each.cases for each in readings.progress(campaign, caller).waiting}
        assert {office: len(page.cards) for office, page in listed.items() if page.cards} == counted, "each count is the list it leads to"
    assert Office.INSPECTORATE in counted
    let_time_pass(three, 30)
    assert silences(three, "deputy") == {("agency_head", "26743"): (2, 2)}
    assert ("inspectorate", "UBNDTP") in silences(three, "head"), "the head needs to know"


@pytest.mark.parametrize(
    ("who", "sought", "found"),
    [
        ("focal", {"clock": ClockKind.OBSTRUCTION}, [(FIRST, "obstruction")]),
        ("focal", {"before": date(2026, 11, 13)}, [(FIRST, "decision"), (FIRST, "obstruction")]),
        ("focal", {"agency": "27475"}, []),
        ("focal", {"desk": "26743", "office": Office.AGENCY_HEAD}, [(FIRST, "decision"), (THIRD, "decision")]),
        ("focal", {"office": Office.INSPECTORATE}, [(FIRST, "obstruction")]),
        ("focal", {"overdue": True}, []),
        ("focal", {"overdue": False, "escalated": False}, [(FIRST, "decision"), (FIRST, "obstruction"), (THIRD, "decision")]),
        ("head", {"mine": True}, [(FIRST, "decision"), (THIRD, "decision")]),
        ("inspector", {"mine": True}, [(FIRST, "obstruction")]),
        ("lan", {"mine": True}, []),
    ],
)
def test_every_condition_given_must_hold(who: str, sought: dict[str, Any], found: list[tuple[str, str]], three: Counter) -> None:
    assert seen(three, who, **sought) == found


def test_a_list_is_turned_page_by_page_and_a_cursor_belongs_to_its_list(three: Counter) -> None:
    readings, caller = asks(three, "focal")
    numbers: list[tuple[str, str]] = []
    cursor = ""
    while True:
        page = readings.due(DueSought(limit=1, cursor=cursor), caller, three.moment)
        numbers += [(line.number, line.clock) for line in page.lines]
        cursor = page.following
        if not cursor:
            break
        with pytest.raises(NotOurCursor):
            readings.due(DueSought(mine=True, cursor=cursor), caller, three.moment)
    assert numbers == seen(three, "focal")


def test_overdue_is_what_the_hour_says_and_escalated_what_the_clock_has_said(three: Counter) -> None:
    three.moment = datetime(2026, 11, 11, 17, 0, tzinfo=UTC)
    assert seen(three, "focal", overdue=True) == [(FIRST, "decision")]
    assert seen(three, "focal", escalated=True) == []
    three.tick(FIRST)
    assert seen(three, "focal", escalated=True) == [(FIRST, "decision")]


def test_a_silence_is_counted_at_the_desk_where_it_lay_and_stays_when_it_is_answered(three: Counter) -> None:
    let_time_pass(three, 30)
    assert silences(three, "focal") == {
        ("agency_head", "26743"): (2, 2),
        ("home_affairs", "SNV"): (1, 1),
        ("inspectorate", "UBNDTP"): (1, 1),
    }
    [report] = three.case(FIRST).obstructions
    three.file("inspector", "answer_obstruction", FIRST, report=report.report, answer="Đã chấn chỉnh.")
    assert silences(three, "focal")["inspectorate", "UBNDTP"] == (0, 1)
    three.file("lan", "withdraw", THIRD, reason="chờ quá lâu")
    assert silences(three, "focal")["agency_head", "26743"] == (1, 2)
    readings, caller = asks(three, "focal")
    oldest: list[SilenceAt] = readings.silences(caller)
    assert (oldest[0].oldest_due, oldest[-1].oldest_due) == (datetime(2026, 11, 11, 17, 0, tzinfo=UTC), None)
    assert oldest[0].agency_name == "Ủy ban nhân dân phường Bến Thành"


def test_the_lists_are_told_again_from_the_ledger_alone(three: Counter) -> None:
    let_time_pass(three, 30)
    before = seen(three, "focal"), silences(three, "focal")
    laws, today = lawbook(ROOT / "policies", three.store), three.moment.date()
    assert rebuild(three.store, Audit(three.seals), laws, today, repair=False)[1] == []
    with three.store.writing() as session:
        for table in (ClockRow, ClockDeskRow, SilenceRow):
            session.exec(delete(table))
    assert seen(three, "focal") == []
    _, differences = rebuild(three.store, Audit(three.seals), laws, today, repair=True)
    assert differences == [f"{case}: what is due, and whose silence was noted differs" for case in (FIRST, THIRD)]
    assert (seen(three, "focal"), silences(three, "focal")) == before


def test_what_stands_still_is_listed_as_paused_and_is_not_overdue(counter: Counter) -> None:
    counter.register(FIRST)
    with counter.store.writing() as session:
        row = session.get_one(ClockRow, (FIRST, "decision", ""))
        row.paused = True
        session.add(row)
    counter.wait(60)
    [line] = due(counter, "focal")
    assert (line.paused, line.overdue) == (True, False)
    assert seen(counter, "focal", overdue=True) == []
