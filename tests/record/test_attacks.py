"""Somebody who may write every table, and has no key: all they do is named, before and after everything that repairs, and none of it becomes the truth."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from activities.reconcile import Reconciliation
from commands.verify import verify
from store.engine import Store
from store.tables import CaseRow
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from tests.record.attacks import ATTACKS, Attack, a_record, drop_triggers
from tests.record.counter import Counter


def stages(store: Store) -> dict[str, Any]:
    """What people are shown of each case."""
    with store.reading() as session:
        return {row.number: (row.stage, row.outcome, row.sequence) for row in session.exec(select(CaseRow))}


def repaired(counter: Counter) -> None:
    """All that repairs: `make rebuild` and the nightly comparison, each twice."""
    audit, laws = Audit(counter.seals), counter.laws
    for _ in range(2):
        rebuild(counter.store, audit, laws, laws.calendar.local_day(counter.moment), repair=True)
        asyncio.run(_nightly(counter, audit))


async def _nightly(counter: Counter, audit: Audit) -> None:
    comparison = Reconciliation(counter.store, audit, counter.laws, None, clock=lambda: counter.moment, between_looks=timedelta(0))
    async for _ in comparison.everything():
        pass


@pytest.fixture
def attacked(counter: Counter) -> Counter:
    a_record(counter)
    assert verify(counter.store, counter.seals) == (3, [])
    with counter.store.writing() as session:
        drop_triggers(session)
    return counter


@pytest.mark.parametrize(("attack", "fault"), ATTACKS.values(), ids=ATTACKS)
def test_it_is_named_before_and_after_whatever_repairs_and_becomes_no_truth(attack: Attack, fault: str, attacked: Counter) -> None:
    with attacked.store.writing() as session:
        attack(session)
    before, shown = verify(attacked.store, attacked.seals)[1], stages(attacked.store)
    assert any(fault in each for each in before), before
    repaired(attacked)
    after = verify(attacked.store, attacked.seals)[1]
    assert any(fault in each for each in after), after
    assert stages(attacked.store) == shown
