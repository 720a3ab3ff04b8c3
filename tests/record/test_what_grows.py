"""What an act, a list and a report cost does not depend on how many others there are: whatever is looked for is found by its own stream."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from commands.benchmark import growth, noted, pages
from store.engine import Store
from tests.record.counter import Counter

GROWING = ("cases", "ledger", "filings", "effects", "waits", "parties", "clocks", "clock_desks", "silences", "veils")
# By family: whose turn it is. By kind: the campaigns that are open, which are few.
BY_ITS_OWN = re.compile(r"\((case|number|id|filing|family|kind)=\?")


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Counter:
    return Counter(Store(f"sqlite:///{tmp_path / 'khien.db'}"), tmp_path / "keys")


def test_every_statement_of_an_act_finds_its_rows_by_their_stream(on_sqlite: Counter) -> None:
    """SQLite tells how it will look; of two indexes that both would do it takes either."""
    asked = list[tuple[str, Any]]()
    event.listen(on_sqlite.store.engine, "before_cursor_execute", lambda _c, _u, statement, values, *_: asked.append((statement, values)))
    case = on_sqlite.register()
    on_sqlite.file("clerk", "accept_dossier", case)
    looked = [(statement, values) for statement, values in asked if statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE"))]
    assert len(looked) > 30
    plans = []
    with on_sqlite.store.reading() as session:
        for statement, values in looked:
            rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            plans += [row.detail for row in rows if row.detail.startswith(("SCAN", "SEARCH")) and row.detail.split()[1] in GROWING]
    assert [plan for plan in plans if not BY_ITS_OWN.search(plan)] == []
    assert {plan for plan in plans if "effects" in plan} == {"SEARCH effects USING INDEX ix_effects_case_status (case=? AND status=?)"}


def test_nothing_asks_the_database_more_often_where_there_is_more() -> None:
    """By what `make bench` measures at ten thousand cases; how long it takes is not asked here."""
    grown = growth.measure(lambda _: None, cases=(60, 180), facts=(5, 25))
    assert {
        each.name: (each.little.statements, each.much.statements) for each in grown if each.little.statements != each.much.statements
    } == {}
    assert growth.REPORTS in {each.name for each in grown}
    assert growth.table(grown).row_count == len(grown) == len(growth.figures(grown))


def test_no_page_asks_the_database_once_a_row() -> None:
    """By what `make bench` measures at ten thousand cases: a desk of two and a desk of twenty."""
    seen = pages.measure(lambda _: None, cases=(2, 20), times=1)
    assert {
        each.name: (each.little.statements, each.much.statements) for each in seen if each.little.statements != each.much.statements
    } == {}
    assert {each.name for each in seen if each.much.statements} == {*pages.ASKED}, "who asks nothing was not measured"
    assert pages.table(seen).row_count == len(seen) == len(pages.figures(seen))


def test_what_the_reading_ledger_costs_a_read_is_measured_at_a_door_that_notes_and_at_one_that_does_not() -> None:
    read = noted.measure(lambda _: None, turns=1, at_once=2)
    assert {each.name for each in read} == {*noted.READS}
    assert all(each.ratio > 0 for each in read)
    assert noted.table(read).row_count == len(read) == len(noted.figures(read))
