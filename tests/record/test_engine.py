"""Opening the database: a reader sees one moment, a writer takes a turn before looking."""

from sqlalchemy import text
from sqlmodel import Session

from store.engine import Store, lock
from tests.record.threads import at_once


def last(session: Session) -> int:
    return int(session.connection().execute(text("SELECT last FROM counters")).scalar_one())


def test_what_is_written_meanwhile_does_not_change_what_a_reader_sees(store: Store) -> None:
    with store.writing() as session:
        session.connection().execute(text("INSERT INTO counters VALUES ('SK', 1)"))
    with store.reading() as reader:
        assert last(reader) == 1
        with store.writing() as writer:
            writer.connection().execute(text("UPDATE counters SET last = 2"))
        assert last(reader) == 1
    with store.reading() as reader:
        assert last(reader) == 2


def test_who_locks_first_and_then_looks_loses_no_count(store: Store) -> None:
    with store.writing() as session:
        session.connection().execute(text("INSERT INTO counters VALUES ('SK', 0)"))

    def count_five() -> None:
        for _ in range(5):
            with store.writing() as session:
                lock("SK", session)
                seen = last(session)
                session.connection().execute(text("UPDATE counters SET last = :next"), {"next": seen + 1})

    assert at_once(*[count_five] * 4) == [None] * 4
    with store.reading() as session:
        assert last(session) == 20


def test_nobody_waits_for_a_lock_longer_than_an_activity_lasts(store: Store) -> None:
    """Or the thread would be held by an attempt that the workflow gave up long ago, and the next attempt takes another (workflows/steps.py)."""
    on_postgresql = "SELECT setting::integer FROM pg_settings WHERE name = 'lock_timeout'"
    asked = "PRAGMA busy_timeout" if store.dialect == "sqlite" else on_postgresql
    with store.writing() as session:
        assert 1_000 <= session.connection().execute(text(asked)).scalar_one() <= 10_000
