"""Revisions bring either database to this release's shape, and only forward."""

import pytest
from alembic import command
from sqlalchemy import text

from domain.people.directory import Agency
from store import directory
from store.engine import Outage, Store
from store.upkeep.migrate import _config, drift, migrate
from tests.record.threads import at_once


def execute(statement: str, store: Store) -> None:
    with store.writing() as session:
        session.connection().execute(text(statement))


def test_an_empty_database_becomes_what_the_tables_say(empty: Store) -> None:
    assert drift(empty) != ""
    migrate(empty)
    assert drift(empty) == ""


def test_twice_is_harmless(store: Store) -> None:
    execute("INSERT INTO counters VALUES ('SK', 7)", store)
    migrate(store)
    assert drift(store) == ""
    with store.reading() as session:
        assert session.connection().execute(text("SELECT last FROM counters")).scalar_one() == 7


def test_two_at_once_wait_for_each_other(empty: Store) -> None:
    assert sorted(at_once(*[lambda: migrate(empty)] * 2), key=bool) == [False, True], "one of them changed its shape"
    assert drift(empty) == ""


def test_a_database_of_another_shape_is_noticed(store: Store) -> None:
    execute("ALTER TABLE counters ADD COLUMN surplus INTEGER", store)
    assert "surplus" in drift(store)


def test_a_database_that_is_away_is_an_outage_and_not_a_drift() -> None:
    away = Store("postgresql+psycopg://khien@127.0.0.1:1/khien")
    with pytest.raises(Outage):
        drift(away)
    with pytest.raises(Outage):
        migrate(away)
    away.close()


def test_agencies_known_before_they_had_lifetimes_have_stood_as_long_as_any_record_goes_back(empty: Store) -> None:
    config = _config()
    with empty.writing() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "0004")
    execute("INSERT INTO agencies (code, name, superior) VALUES ('26743', 'Phường Bến Thành', 'UBNDTP')", empty)
    migrate(empty)
    assert drift(empty) == ""
    with empty.reading() as session:
        assert directory.all_agencies(session) == [Agency(code="26743", name="Phường Bến Thành", superior="UBNDTP")]
