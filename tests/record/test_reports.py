"""A report of a moment is a report for ever: by what was recorded before it ended, on both databases, whoever registers meanwhile."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count, product
from threading import Event
from typing import Any

import pytest
from sqlmodel import select

from activities.registrar import Registrar
from commands.verify import verify
from domain.acts import EnterPastCase, Register
from domain.vocabulary import ReportSection
from store.clock import now
from store.reading.readings import Readings
from store.reading.reports import ReportMaterial
from store.record.filings import RECORDED
from store.tables import LedgerRow
from tests.record.counter import MONDAY, Counter, as_sent

WRITERS, READERS, EACH = 3, 2, 8
SOON = 10.0  # seconds
REFUSED_BY_A_VOTE: list[tuple[str, str, dict[str, Any]]] = [
    ("lan", "register", {**Register.example, "implementers": ["tam"]}),
    ("clerk", "accept_dossier", {}),
    ("secretary", "record_party_opinion", {"before": "approval", "opinion": "disagrees"}),
    *((voter, "vote", {"ballot": "against"}) for voter in ("head", "deputy", "deputy2")),
    ("head", "conclude_vote", {"minutes": "Biên bản họp."}),
    ("head", "refuse", {"reasons": "Không đủ căn cứ."}),
]


@pytest.fixture
def readings(counter: Counter) -> Readings:
    return Readings(counter.store, counter.laws)


def a_registrar(counter: Counter, clock: Callable[[], datetime]) -> Registrar:
    return Registrar(counter.store, counter.ring, counter.sealer, counter.laws, "test", "http://khien", clock)


def register(counter: Counter, case: str, clock: Callable[[], datetime] = now) -> None:
    number = counter.hand_in("lan", "register", case, **{**Register.example, "implementers": ["tam"]})
    counter.registrar = a_registrar(counter, clock)
    counter.examine(number, "register", case)
    assert counter.receipt(number).status == RECORDED


def after_a_while(happens: Event) -> None:
    happens.wait(0.5)
    happens.set()


def cases_told(moment: datetime, readings: Readings) -> tuple[str, ...]:
    return readings.report(2026, moment).figures[0].of


def test_what_is_being_recorded_while_a_report_is_read_is_in_it_or_never_is(counter: Counter, readings: Readings) -> None:
    stamped, go_on = Event(), Event()

    def slow() -> datetime:
        moment = now()
        stamped.set()
        go_on.wait(SOON)
        return moment

    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(register, counter, "SK-2026-26743-1", slow)
        assert stamped.wait(SOON)
        moment = now()
        reading = pool.submit(cases_told, moment, readings)
        pool.submit(after_a_while, go_on)
        first = reading.result(SOON)
        go_on.set()
        writing.result(SOON)
    assert cases_told(moment, readings) == first


def test_each_moment_asked_again_says_the_same_while_others_register(counter: Counter, readings: Readings) -> None:
    numbers, registrar, answers = count(1), a_registrar(counter, now), list[tuple[datetime, tuple[str, ...]]]()

    def one() -> None:
        case = f"SK-2026-26743-{next(numbers)}"
        registrar.examine(
            case, "register", as_sent(counter.hand_in("lan", "register", case, **{**Register.example, "implementers": ["tam"]}))
        )

    def asking(done: Event) -> Iterator[tuple[datetime, tuple[str, ...]]]:
        while not done.is_set():
            moment = now()
            yield moment, cases_told(moment, readings)

    done = Event()
    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        asked = [pool.submit(lambda: list(asking(done))) for _ in range(READERS)]
        for registered in [pool.submit(one) for _ in range(WRITERS * EACH)]:
            registered.result(60)
        done.set()
        answers = [answer for each in asked for answer in each.result(SOON)]
    assert len(cases_told(now(), readings)) == WRITERS * EACH
    assert len(answers) > READERS
    assert [moment for moment, first in answers if cases_told(moment, readings) != first] == []


def test_a_registrar_whose_clock_is_late_adds_nothing_to_a_moment_that_was_told(counter: Counter, readings: Readings) -> None:
    register(counter, "SK-2026-26743-1")
    moment = now()
    first = cases_told(moment, readings)
    register(counter, "SK-2026-26743-2", lambda: now() - timedelta(minutes=5))
    assert cases_told(moment, readings) == first == ("SK-2026-26743-1",)
    assert cases_told(now(), readings) == ("SK-2026-26743-1", "SK-2026-26743-2")


def test_of_two_clocks_one_ahead_no_later_entry_is_told_without_the_earlier(counter: Counter, readings: Readings) -> None:
    ahead, case = now() + timedelta(seconds=50), "SK-2026-26743-1"
    counter.moment = now() - timedelta(hours=1)
    register(counter, case, lambda: ahead)
    counter.registrar = a_registrar(counter, now)
    accepted = counter.hand_in("clerk", "accept_dossier", case)
    counter.examine(accepted, "accept_dossier", case)
    assert counter.receipt(accepted).status == RECORDED
    assert cases_told(now(), readings) == ()
    assert cases_told(ahead, readings) == (case,)


def test_what_follows_from_an_act_is_recorded_at_the_same_moment(counter: Counter) -> None:
    ticking, case = count(1), counter.register()
    counter.registrar = a_registrar(counter, lambda: MONDAY + timedelta(seconds=next(ticking)))
    flag = {
        "grounds": ["personal_gain"],
        "persons": ["lan"],
        "what": "Người thân trúng thầu.",
        "evidence": ["E9"],
        "happened_on": "2026-11-02",
    }
    assert counter.file("inspector", "raise_integrity_flag", case, **flag).status == RECORDED
    with counter.store.reading() as session:
        rows = session.exec(
            select(LedgerRow.case, LedgerRow.recorded_at).where(LedgerRow.recorded_at < MONDAY + timedelta(minutes=1))
        ).all()
    flagged = [(number, at) for number, at in rows if (number, at) != (case, MONDAY)]
    assert {number for number, _ in flagged} == {case, f"{case}-R1"}
    assert len({at for _, at in flagged}) == 1


def test_a_report_of_now_is_told_from_what_is_kept_and_one_of_then_from_the_ledgers_and_both_say_the_same(counter: Counter) -> None:
    readings, moments, first = Readings(counter.store, counter.laws), list[datetime](), list[ReportMaterial]()
    for case, (who, act, body) in product(("SK-2026-26743-1", "SK-2026-26743-2"), REFUSED_BY_A_VOTE):
        assert counter.file(who, act, case, **body).status == RECORDED, act
        moments.append(counter.moment)
        first.append(readings.report(2026, counter.moment))
        counter.moment += timedelta(minutes=1)
    assert len({material.figures for material in first}) == 6, "each case is registered, under review and refused"
    assert first[-1].refused == tuple((case, "Không đủ căn cứ.") for case in ("SK-2026-26743-1", "SK-2026-26743-2"))
    assert [readings.report(2026, moment) for moment in moments] == first


def test_a_case_of_2023_entered_today_is_told_of_its_own_year_apart_and_from_today_on(counter: Counter, readings: Readings) -> None:
    before, number = counter.moment, "SK-2026-26743-1"
    counter.wait(1)
    assert counter.file("focal", "enter_past_case", number, **EnterPastCase.example).status == RECORDED
    counter.wait(1)

    def later(year: int, moment: datetime) -> list[tuple[str, tuple[str, ...]]]:
        told = readings.report(year, moment).figures
        assert not any(each.of for each in told if each.section is not ReportSection.ENTERED_LATER)
        return [(each.code, each.of) for each in told if each.section is ReportSection.ENTERED_LATER]

    assert later(2023, counter.moment) == [("completed", (number,))]
    assert (later(2023, before), later(2026, counter.moment)) == ([], [])
    assert verify(counter.store, counter.seals) == (1, []), "decided again, it becomes the same"
