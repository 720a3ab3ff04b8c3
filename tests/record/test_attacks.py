"""Somebody who may write every table, and has no key: all they do is named, before and after everything that repairs, and none of it becomes the truth."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from activities.reconcile import Reconciliation
from commands.verify import verify
from settings import ROOT
from store.engine import Store
from store.policies import Lawbook, lawbook
from store.record.seals import Seals
from store.tables import CaseRow
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from tests.databases import fresh_database
from tests.record.attacks import ATTACKS, Attack, a_record, drop_triggers
from tests.record.counter import Counter
from tests.record.file_attacks import FILE_ATTACKS

# On PostgreSQL too: what depends on its types, its triggers or its order.
ESSENTIAL = (
    "a forged approval with its snapshot",
    "an altered fact, chained anew with its head",
    "the tail cut with snapshot and filing",
    "a whole case removed",
    "a refused act set back to waiting",
    "another office",
    "days off removed, with the hash",
    "a file said to be clean by hand",
)
ALL = ATTACKS | FILE_ATTACKS


@dataclass(frozen=True)
class Record:
    """A record and those who can check it, and the moment at which somebody does."""

    store: Store
    seals: Seals
    laws: Lawbook
    moment: datetime


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """Made once, on SQLite; each attack has a copy of it."""
    home = tmp_path_factory.mktemp("recorded")
    with closing(Store(f"sqlite:///{home / 'khien.db'}")) as store:
        counter = Counter(store, home / "keys")
        a_record(counter)
        assert verify(store, counter.seals) == (3, [])
    return home, counter.moment


@pytest.fixture
def copied(recorded: tuple[Path, datetime], tmp_path: Path) -> Iterator[Record]:
    made, moment = recorded
    home = shutil.copytree(made, tmp_path / "home")
    with closing(Store(f"sqlite:///{home / 'khien.db'}")) as store:
        laws = lawbook(ROOT / "policies", store)
        yield Record(store, Seals(home / "keys", home / "registrar", "0.5.0"), laws, moment)


def stages(store: Store) -> dict[str, Any]:
    """What people are shown of each case."""
    with store.reading() as session:
        return {row.number: (row.stage, row.outcome, row.sequence) for row in session.exec(select(CaseRow))}


def repaired(record: Record) -> None:
    """All that repairs: `make rebuild` and the nightly comparison, each twice."""
    audit = Audit(record.seals)
    for _ in range(2):
        rebuild(record.store, audit, record.laws, record.laws.calendar.local_day(record.moment), repair=True)
        asyncio.run(_nightly(record, audit))


async def _nightly(record: Record, audit: Audit) -> None:
    comparison = Reconciliation(record.store, audit, record.laws, None, clock=lambda: record.moment, between_looks=timedelta(0))
    async for _ in comparison.everything():
        pass


def is_named_and_no_truth(attack: Attack, fault: str, record: Record) -> None:
    with record.store.writing() as session:
        drop_triggers(session)
        attack(session)
    before, shown = verify(record.store, record.seals)[1], stages(record.store)
    assert any(fault in each for each in before), before
    repaired(record)
    after = verify(record.store, record.seals)[1]
    assert any(fault in each for each in after), after
    assert stages(record.store) == shown


@pytest.mark.parametrize(("attack", "fault"), ALL.values(), ids=ALL)
def test_it_is_named_before_and_after_whatever_repairs_and_becomes_no_truth(attack: Attack, fault: str, copied: Record) -> None:
    is_named_and_no_truth(attack, fault, copied)


@pytest.mark.parametrize("name", ESSENTIAL)
def test_on_postgresql_too(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    with closing(Store(fresh_database(request, "postgresql", tmp_path))) as store:
        counter = Counter(store, tmp_path / "keys")
        a_record(counter)
        assert verify(store, counter.seals) == (3, [])
        is_named_and_no_truth(*ALL[name], Record(store, counter.seals, counter.laws, counter.moment))
