"""Opening the database: a reader sees one moment, a writer takes a turn before looking."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import CacheStats
from sqlmodel import Session

from store import engine
from store.engine import Outage, Store, lock
from store.upkeep.migrate import migrate
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


def written_at(store: Store) -> str | None:
    with store.reading() as session:
        return session.connection().execute(text("SELECT value FROM installation WHERE key = 'written_at'")).scalar()


def only_follows(store: Store) -> None:
    """From here on the database can be read and not written, as on a disk of no use or on a server that only follows."""
    read_only = "PRAGMA query_only = ON" if store.dialect == "sqlite" else "SET default_transaction_read_only = on"
    store.close()

    @event.listens_for(store.engine, "connect")
    def _read_only(connection: Any, _: object) -> None:
        connection.cursor().execute(read_only)
        connection.commit()


def test_whoever_is_asked_whether_all_is_there_has_written_a_row_of_their_own(store: Store) -> None:
    store.ping()
    assert written_at(store)


def test_a_database_that_can_be_read_and_not_written_is_away(store: Store) -> None:
    only_follows(store)
    with store.reading() as session:
        assert session.connection().execute(text("SELECT 1")).scalar_one() == 1
    with pytest.raises(Outage):
        store.ping()


def test_however_often_it_is_asked_it_writes_once_in_a_few_seconds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ping()
    only_follows(store)
    store.ping()
    monkeypatch.setattr(engine, "PROOF_HOLDS_SECONDS", 0.0)
    with pytest.raises(Outage):
        store.ping()


@contextmanager
def a_full_disk() -> Iterator[None]:
    """No file of this process takes another byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_away_and_is_there_again_once_there_is_room(tmp_path: Path) -> None:
    """On SQLite, whose file is ours to write."""
    store = Store(f"sqlite:///{tmp_path / 'khien.db'}")
    migrate(store)
    store.close()
    with a_full_disk(), pytest.raises(Outage):
        store.ping()
    store.ping()
    assert written_at(store)
    store.close()


def test_what_was_compiled_for_one_record_serves_the_next_of_its_kind(database_url: str) -> None:
    asked, compiled_before = sa.select(sa.literal("what no other test asks", sa.String())), []
    for _ in range(2):
        store = Store(database_url)
        with store.reading() as session:
            context = session.connection().execute(asked).context
            compiled_before.append(context.cache_hit is CacheStats.CACHE_HIT)
        store.close()
    assert compiled_before == [False, True]
