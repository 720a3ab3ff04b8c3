"""A draft is its author's alone: the database tells neither whose it is nor what it says, and takes nothing in that the door did not seal."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.sweep import Sweep
from store.beside.drafts import MOST, Drafts
from store.engine import Store
from store.record.keyring import Ring, add_key
from tests.record.counter import MONDAY

CASE, TYPED = "SK-2026-26743-1", {"what": ["Ông Nguyễn Văn A gây khó khăn"], "about": ["head"]}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    add_key(tmp_path / "ring")
    return tmp_path / "ring"


@pytest.fixture
def drafts(store: Store, keys: Path) -> Drafts:
    return Drafts(store, Ring(keys), 30)


def test_what_was_kept_is_found_by_whoever_kept_it_and_the_last_holds(drafts: Drafts) -> None:
    assert drafts.keep("lan", "report_obstruction", CASE, {"what": ["một"]}, MONDAY)
    assert drafts.keep("lan", "report_obstruction", CASE, TYPED, MONDAY + timedelta(hours=1))
    found = drafts.find("lan", "report_obstruction", CASE, MONDAY + timedelta(hours=2))
    assert found
    assert (found.typed, found.saved_at) == (TYPED, MONDAY + timedelta(hours=1))
    assert drafts.of("lan", MONDAY + timedelta(hours=2)) == [found]
    for other in (("tam", "report_obstruction", CASE), ("lan", "withdraw", CASE), ("lan", "report_obstruction", "")):
        assert drafts.find(*other, MONDAY) is None
    assert drafts.of("tam", MONDAY) == []


def test_whoever_reads_the_database_learns_nothing_of_it_but_a_day(drafts: Drafts, store: Store) -> None:
    drafts.keep("lan", "report_obstruction", CASE, TYPED, MONDAY)
    with store.reading() as session:
        ((*row, last_day),) = session.connection().execute(text("SELECT place, owner, sealed, last_day FROM drafts")).all()
    assert str(last_day) == "2026-12-02"
    assert [each for each in ("lan", "report", "obstruction", "SK-", "head", "what", "2026") if each in "".join(row)] == []


def test_a_row_that_somebody_else_wrote_or_moved_is_no_draft(drafts: Drafts, store: Store, tmp_path: Path) -> None:
    drafts.keep("lan", "withdraw", CASE, {"reason": ["của Lan"]}, MONDAY)
    drafts.keep("tam", "withdraw", CASE, {"reason": ["của Tâm"]}, MONDAY)
    with store.writing() as session:  # each under the other's place
        rows = session.connection().execute(text("SELECT place, sealed FROM drafts")).all()
        for (place, _), (_, sealed) in zip(rows, reversed(rows), strict=True):
            session.connection().execute(
                text("UPDATE drafts SET sealed = :sealed WHERE place = :place"), {"sealed": sealed, "place": place}
            )
    assert drafts.find("lan", "withdraw", CASE, MONDAY) is drafts.find("tam", "withdraw", CASE, MONDAY) is None
    add_key(tmp_path / "other")
    assert Drafts(store, Ring(tmp_path / "other"), 30).of("lan", MONDAY) == []


def test_a_new_key_of_the_ring_loses_nothing_that_was_begun(drafts: Drafts, store: Store, keys: Path) -> None:
    drafts.keep("lan", "withdraw", CASE, TYPED, MONDAY)
    add_key(keys)
    later = Drafts(store, Ring(keys), 30)
    assert [each.typed for each in later.of("lan", MONDAY)] == [TYPED]
    later.keep("lan", "withdraw", CASE, {"reason": ["mới"]}, MONDAY)
    assert [each.typed for each in later.of("lan", MONDAY)] == [{"reason": ["mới"]}]
    later.drop("lan", "withdraw", CASE)
    assert later.of("lan", MONDAY) == []


def test_after_its_time_it_is_not_found_and_with_the_next_that_is_kept_it_is_gone(drafts: Drafts, store: Store) -> None:
    drafts.keep("lan", "withdraw", CASE, TYPED, MONDAY)
    assert drafts.of("lan", MONDAY + timedelta(days=30)) == []
    drafts.keep("tam", "withdraw", CASE, TYPED, MONDAY + timedelta(days=31))
    with store.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM drafts")).scalar() == 1


def test_nobody_keeps_more_than_so_many_and_those_there_are_may_still_be_written_over(drafts: Drafts) -> None:
    assert all(drafts.keep("lan", "withdraw", f"SK-{n}", TYPED, MONDAY) for n in range(MOST))
    assert not drafts.keep("lan", "withdraw", "SK-one-more", TYPED, MONDAY)
    assert drafts.keep("lan", "withdraw", "SK-0", TYPED, MONDAY)
    assert drafts.keep("tam", "withdraw", "SK-0", TYPED, MONDAY)


async def test_what_nobody_saved_for_so_long_is_gone_though_nobody_saves_anything_else(drafts: Drafts, store: Store) -> None:
    async def nobody(case: str) -> None:
        raise AssertionError(case)

    def kept() -> int:
        with store.reading() as session:
            return int(session.connection().execute(text("SELECT count(*) FROM drafts")).scalar_one())

    drafts.keep("lan", "withdraw", CASE, TYPED, MONDAY)
    for days, left in ((30, 1), (31, 0)):
        sweep = Sweep(store, nobody, clock=lambda days=days: MONDAY + timedelta(days=days))  # type: ignore[misc]
        assert await ActivityEnvironment().run(sweep.sweep) == 0
        assert kept() == left
