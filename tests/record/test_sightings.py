"""The reading ledger: written in the order of reading, sealed by the door, rooted by the registrar, kept for its time, and found out when touched."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, select

from commands.verify import verify
from domain.vocabulary import Part
from store.engine import Outage, Store
from store.record import sightings
from store.record.sightings import GENESIS, ReadingLedger, Sighting, hash_of
from store.tables import CaseRow
from store.tables_sightings import SightingDayRow, SightingRow
from store.upkeep.sighting_audit import faults_of_the_reading_ledger, tells_when_it_began
from tests.record.attacks import CASE
from tests.record.counter import Counter

KEPT = 3650


def ledger_of(counter: Counter, **options: Any) -> ReadingLedger:
    return ReadingLedger(counter.store, counter.ring, **options)


def sighting(counter: Counter, who: str = "head", part: Part = Part.PLAN, **more: Any) -> Sighting:
    with counter.store.reading() as session:
        kept = session.get_one(CaseRow, CASE)
    of_case = {"case": CASE, "sequence": kept.sequence, "head": kept.head_hash, "about": ("lan", "tam")}
    return Sighting(at=counter.moment, person=who, offices=("agency_head/26743",), part=part, seen="0" * 64, **{**of_case, **more})


def rows(store: Store) -> list[SightingRow]:
    with store.reading() as session:
        return list(session.exec(select(SightingRow).order_by(col(SightingRow.day), col(SightingRow.place))))


def root(counter: Counter, keep_days: int = KEPT) -> None:
    sightings.root(counter.moment, keep_days, counter.sealer, counter.store)


@pytest.fixture
def read(counter: Counter) -> Counter:
    """A case that five looked at in three turns, on two days; the registrar has found all but the last."""
    counter.register(CASE)
    ledger = ledger_of(counter)
    ledger.note([sighting(counter), sighting(counter, "deputy")])
    ledger.write()
    ledger.note([sighting(counter, "clerk", Part.TIMELINE)])
    ledger.write()
    counter.wait(1)
    ledger.note([sighting(counter, "focal")])
    ledger.write()
    root(counter)
    ledger.note([sighting(counter, "inspector")])
    ledger.write()
    assert verify(counter.store, counter.seals) == (1, [])
    return counter


def test_each_day_is_a_chain_sealed_where_a_turn_ended(read: Counter) -> None:
    assert [(row.place, row.person, row.seal is not None) for row in rows(read.store)] == [
        (1, "head", False),
        (2, "deputy", True),
        (3, "clerk", True),
        (1, "focal", True),
        (2, "inspector", True),
    ]
    assert [row.place for row in rows(read.store) if row.previous_hash == GENESIS] == [1, 1]


def test_the_registrar_says_how_far_each_day_went_and_its_witness_saw_it(read: Counter) -> None:
    with read.store.reading() as session:
        found = {row.day: row.length for row in session.exec(select(SightingDayRow))}
    assert list(found.values()) == [3, 1], "the last reading came after it had looked"
    seen = read.seals.witnesses().testimony().sightings
    assert {day: max(lengths) for day, lengths in seen.items()} == {day.isoformat(): length for day, length in found.items()}
    root(read)
    root(read)
    assert verify(read.store, read.seals) == (1, [])


def test_a_day_whose_time_is_over_goes_as_a_whole_and_is_not_missed(read: Counter) -> None:
    root(read)
    read.wait(30)
    root(read, keep_days=30)
    assert [row.person for row in rows(read.store)] == ["focal", "inspector"], "thirty days are not over for the second day"
    assert verify(read.store, read.seals) == (1, [])
    read.wait(1)
    root(read, keep_days=30)
    assert rows(read.store) == []
    assert verify(read.store, read.seals) == (1, [])


def test_the_database_refuses_to_change_or_remove_a_reading(read: Counter) -> None:
    for order in ("UPDATE sightings SET person = 'lan'", "DELETE FROM sightings"):
        with pytest.raises(DBAPIError), read.store.writing() as session:
            session.connection().execute(text(order))


def drop_triggers(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("DROP TRIGGER sightings_stay ON sightings"))
    else:
        for trigger in ("sightings_no_update", "sightings_no_delete"):
            session.connection().execute(text(f"DROP TRIGGER {trigger}"))


def of(person: str, session: Session) -> SightingRow:
    return session.exec(select(SightingRow).where(SightingRow.person == person)).one()


def chained_anew(session: Session) -> None:
    """Every hash and every link of the first day fits again."""
    session.flush()
    found = list(session.exec(select(SightingRow).order_by(col(SightingRow.day), col(SightingRow.place))))
    first, previous = found[0].day, GENESIS
    for row in (each for each in found if each.day == first):
        row.previous_hash = previous
        row.hash = previous = hash_of(row.model_dump())
        session.add(row)


def altered(session: Session) -> None:
    of("head", session).person = "tam"


def altered_and_chained_anew(session: Session) -> None:
    of("deputy", session).person = "tam"
    chained_anew(session)


def removed(session: Session) -> None:
    session.delete(of("head", session))


def removed_and_chained_anew(session: Session) -> None:
    session.delete(of("clerk", session))
    chained_anew(session)


def inserted(session: Session) -> None:
    last = of("inspector", session)
    row = SightingRow(**{**last.model_dump(), "place": last.place + 1, "person": "lan", "previous_hash": last.hash, "seal": None})
    row.hash = hash_of(row.model_dump())
    session.add(row)


def whole_day_removed(session: Session) -> None:
    """With what the registrar found of it."""
    day = of("head", session).day
    session.exec(delete(SightingRow).where(col(SightingRow.day) == day))
    session.exec(delete(SightingDayRow).where(col(SightingDayRow.day) == day))


def dropped_by_nobody(session: Session) -> None:
    """As if its time were over: the registrar did not say so."""
    row = session.exec(select(SightingDayRow).order_by(col(SightingDayRow.day)).limit(1)).one()
    row.dropped_at = row.rooted_at
    session.add(row)
    session.flush()
    session.exec(delete(SightingRow).where(col(SightingRow.day) == row.day))


ATTACKS: dict[str, tuple[Callable[[Session], None], str]] = {
    "altered": (altered, "reading 1 was altered"),
    "altered, with every hash": (altered_and_chained_anew, "the door's seal of reading 2 does not verify"),
    "removed": (removed, "reading 1 is missing"),
    "removed, with every hash": (removed_and_chained_anew, "the registrar found 3, or another one there"),
    "inserted": (inserted, "reading 3 was not sealed by the door"),
    "a whole day removed": (whole_day_removed, "the witness saw a reading 3, which is not there"),
    "a day dropped by nobody": (dropped_by_nobody, "the registrar's seal does not verify"),
}


def test_whoever_has_the_database_alone_is_found_out(read: Counter) -> None:
    """Each attack by itself, undone before the next."""
    not_named = {}
    for name, (attack, fault) in ATTACKS.items():
        with read.store.writing() as session:
            drop_triggers(session)
            attack(session)
            session.flush()
            found = list(session.exec(select(SightingRow)))
            faults = _faults(read, session)
            session.expunge_all()
            session.rollback()
        if not any(fault in each for each in faults):
            not_named[name] = (faults, len(found))
    assert not_named == {}
    assert verify(read.store, read.seals) == (1, [])


def _faults(read: Counter, session: Session) -> list[str]:
    return faults_of_the_reading_ledger(read.seals.door, read.seals.registrar, read.seals.witnesses().testimony(), session)


def test_a_reading_of_what_the_ledger_never_said_is_named(read: Counter) -> None:
    ledger = ledger_of(read)
    ledger.note([sighting(read, "head", head="1" * 64)])
    ledger.write()
    assert any("names entry 1 of SK-2026-26743-1, which is not there, or another" in each for each in verify(read.store, read.seals)[1])


def test_the_tail_of_a_day_that_nobody_has_rooted_can_be_cut_unseen(read: Counter) -> None:
    """What cannot be told is said (ADR 45): the last minutes."""
    with read.store.writing() as session:
        drop_triggers(session)
        session.delete(of("inspector", session))
    assert verify(read.store, read.seals) == (1, [])


def test_a_full_buffer_loses_readings_and_says_how_many(counter: Counter) -> None:
    counter.register(CASE)
    ledger = ledger_of(counter, most=2)
    ledger.note([sighting(counter)] * 5)
    assert (ledger.waiting, ledger.lost) == (2, 3)
    ledger.write()
    assert [(row.part, row.sequence) for row in rows(counter.store)] == [("plan", 1), ("plan", 1), ("lost", 3)], (
        "the gap stands in the ledger"
    )
    assert ledger.lost == 3


def test_a_database_that_is_away_costs_no_reading(counter: Counter) -> None:
    counter.register(CASE)
    away = Store("sqlite:////nowhere/khien.db")
    ledger = ReadingLedger(away, counter.ring)
    began = time.monotonic()
    ledger.note([sighting(counter), sighting(counter, "deputy")])
    assert time.monotonic() - began < 0.5
    with pytest.raises(Outage):
        ledger.write()
    ledger.write_if_there_is_any()
    assert (ledger.waiting, ledger.lost) == (2, 0), "they are written when it is back"
    ledger._store = counter.store
    ledger.write()
    assert [row.person for row in rows(counter.store)] == ["head", "deputy"]
    away.close()


def test_readings_of_two_days_go_to_their_days(counter: Counter) -> None:
    counter.register(CASE)
    ledger, before = ledger_of(counter), sighting(counter)
    counter.moment += timedelta(days=1)
    ledger.note([sighting(counter, "deputy"), before])
    ledger.write()
    assert [(row.place, row.person) for row in rows(counter.store)] == [(1, "head"), (1, "deputy")]


def test_a_beginning_told_a_little_late_is_honest_and_one_told_early_or_much_later_or_not_at_all_is_none() -> None:
    """Another process of the door may have written what was read first a moment after it was asked."""
    began = datetime(2026, 8, 30, 8, 52, 53, tzinfo=UTC)
    told = [began, began + timedelta(milliseconds=33), began + timedelta(seconds=11), began - timedelta(seconds=1), None]
    assert [tells_when_it_began(since, began) for since in told] == [True, True, False, False, False]
