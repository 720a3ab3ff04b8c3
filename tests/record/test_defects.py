"""What goes wrong at the registrar: a defect of ours breaks its own filing and nothing else, and an outage breaks none."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import select
from temporalio.exceptions import ApplicationError

from domain.acts import ReportObstruction, Vote
from store.engine import Store, lock
from store.record.filings import BROKEN, RECORDED, WAITING
from store.tables import FilingRow
from store.upkeep.operator import retry
from tests.builders import A_LONG_SILENCE, defective
from tests.record.counter import Counter

CASE = "SK-2026-26743-1"


def alter(number: str, counter: Counter, **values: object) -> None:
    with counter.store.writing() as session:
        row = session.exec(select(FilingRow).where(FilingRow.number == number)).one()
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def test_a_defect_breaks_its_own_filing_and_stops_neither_the_next_one_nor_the_clock(reviewed: Counter) -> None:
    with defective(Vote):
        broken = reviewed.hand_in("head", "vote", CASE, ballot="for")
        stood = reviewed.examine(broken, "vote", CASE)
        assert stood.needs_operator
        sound = reviewed.file("secretary", "record_party_opinion", CASE, before="approval", opinion="agrees")
        reviewed.moment += timedelta(days=30)
        reviewed.tick(CASE)
    assert reviewed.receipt(broken).status == BROKEN
    assert sound.status == RECORDED
    assert reviewed.kinds(CASE)[2:] == ["party_opinion_recorded", *A_LONG_SILENCE]


def test_a_defect_in_what_waits_does_not_stop_the_clock(reviewed: Counter) -> None:
    with defective(Vote):
        broken = reviewed.hand_in("head", "vote", CASE, ballot="for")
        reviewed.moment += timedelta(days=30)
        assert reviewed.tick(CASE).needs_operator
    assert reviewed.receipt(broken).status == BROKEN
    assert reviewed.kinds(CASE)[2:] == A_LONG_SILENCE


def test_a_filing_whose_seal_does_not_verify_is_kept_for_an_operator(reviewed: Counter) -> None:
    number = reviewed.hand_in("stranger", "vote", CASE, ballot="for")
    alter(number, reviewed, sender="head")
    assert reviewed.examine(number, "vote", CASE).needs_operator
    assert reviewed.receipt(number).status == BROKEN
    assert "ballot_cast" not in reviewed.kinds(CASE)


def test_an_act_this_release_does_not_know_is_kept_for_an_operator(reviewed: Counter) -> None:
    filing = reviewed.ring.seal(reviewed.filing("head", "vote", CASE, ballot="for").model_copy(update={"act": "vote_twice"}))
    with reviewed.store.writing() as session:
        session.add(FilingRow(**filing.model_dump(), digest=""))
    later = reviewed.hand_in("deputy", "vote", CASE, ballot="for")
    reviewed.examine(later, "vote", CASE)
    assert (reviewed.receipt(filing.number).status, reviewed.receipt(later).status) == (BROKEN, RECORDED)


def test_a_row_that_is_no_filing_at_all_does_not_hold_up_the_others(reviewed: Counter) -> None:
    spoilt = reviewed.hand_in("head", "vote", CASE, ballot="for")
    alter(spoilt, reviewed, body=["not", "a", "body"])
    later = reviewed.hand_in("deputy", "vote", CASE, ballot="for")
    reviewed.examine(later, "vote", CASE)
    assert (reviewed.receipt(spoilt).status, reviewed.receipt(later).status) == (BROKEN, RECORDED)


def test_what_a_workflow_is_told_names_no_kind_of_entry(reviewed: Counter) -> None:
    reviewed.file("lan", "report_obstruction", CASE, **ReportObstruction.example)
    stood = reviewed.registrar.look_up(CASE)
    assert len(stood.last) >= 2
    assert all(datetime.fromisoformat(moment) for moment in stood.last), "moments, and nothing beside them"
    assert [kind for kind in reviewed.kinds(CASE) if kind in stood.model_dump_json()] == []


def test_what_is_kept_of_a_broken_filing_repeats_no_word_of_it(reviewed: Counter) -> None:
    spoilt = reviewed.ring.seal(reviewed.filing("head", "vote", CASE, ballot="for").model_copy(update={"body": {"ballot": "Lan nhận quà"}}))
    with reviewed.store.writing() as session:
        session.add(FilingRow(**spoilt.model_dump(), digest=""))
    reviewed.examine(spoilt.number, "vote", CASE)
    with reviewed.store.reading() as session:
        kept = session.exec(select(FilingRow.error).where(FilingRow.number == spoilt.number)).one()
    assert (kept or "").startswith("ValidationError (ballot enum) domain/filing.py:")


def test_an_operator_can_have_a_broken_filing_examined_again(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    with defective(Vote):
        reviewed.examine(number, "vote", CASE)
    retry(number, reviewed.store)
    assert not reviewed.examine(number, "vote", CASE).needs_operator
    assert reviewed.receipt(number).status == RECORDED


# --- the database is away ---


@contextmanager
def locked(case: str, database_url: str) -> Iterator[None]:
    """Somebody else has the case, and does not let go: on SQLite the whole file, on PostgreSQL the family's lock."""
    other = Store(database_url)
    try:
        with other.writing() as session:
            session.connection()
            lock(case, session)
            yield
    finally:
        other.close()


def impatient(store: Store) -> None:
    """Give up on a lock at once: the tests have no five seconds."""
    patience = "PRAGMA busy_timeout = 100" if store.dialect == "sqlite" else "SET lock_timeout = 100"
    store.close()

    @event.listens_for(store.engine, "connect")
    def _hurry(connection: Any, _: object) -> None:
        connection.cursor().execute(patience)
        connection.commit()


def test_a_locked_database_is_an_outage_to_be_tried_again_and_changes_nothing(reviewed: Counter, database_url: str) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    before, owed = reviewed.case(CASE), reviewed.owed(CASE)
    impatient(reviewed.store)
    with locked(CASE, database_url):
        for attempt in (partial(reviewed.examine, number, "vote"), reviewed.tick):
            with pytest.raises(ApplicationError) as away:
                attempt(CASE)
            assert away.value.type == "DatabaseOutage"
            assert not away.value.non_retryable
    assert reviewed.receipt(number).status == WAITING
    assert (reviewed.case(CASE), reviewed.owed(CASE)) == (before, owed)
    reviewed.examine(number, "vote", CASE)
    assert reviewed.receipt(number).status == RECORDED


def test_an_outage_that_ends_at_once_breaks_no_filing(reviewed: Counter, database_url: str) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    impatient(reviewed.store)
    with ExitStack() as elsewhere:
        elsewhere.enter_context(locked(CASE, database_url))

        @event.listens_for(reviewed.store.engine, "handle_error")
        def _comes_back(_: object) -> None:
            elsewhere.close()

        with pytest.raises(ApplicationError, match="the database is away"):
            reviewed.examine(number, "vote", CASE)
    assert reviewed.receipt(number).status == WAITING


def test_a_missing_table_is_a_defect_and_is_not_tried_for_ever(reviewed: Counter) -> None:
    with reviewed.store.writing() as session:
        session.connection().execute(text("ALTER TABLE effects RENAME TO elsewhere"))
    with pytest.raises(ApplicationError) as defect:
        reviewed.registrar.look_up(CASE)
    assert defect.value.type == "Defect"
    assert defect.value.non_retryable


def test_a_missing_column_is_a_defect_too(reviewed: Counter) -> None:
    number = reviewed.hand_in("deputy", "vote", CASE, ballot="for")
    with reviewed.store.writing() as session:
        session.connection().execute(text("ALTER TABLE ledger RENAME COLUMN release TO version"))
    assert reviewed.examine(number, "vote", CASE).needs_operator
    assert reviewed.receipt(number).status == BROKEN
