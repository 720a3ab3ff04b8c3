"""The record compared with itself, and with what Temporal is said to run: evidence is left alone, what is derived is put right, nobody cries wolf."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, delete
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.reconcile import Page, Reconciliation, ReconciliationActivities, Seen, Temporal
from domain.differences import SHOWN, Difference, Kind, Remedy, Tally
from store.tables import CaseRow, FilingRow
from store.upkeep.audit import Audit
from store.upkeep.operator import GRACE
from tests.record.attacks import drop_triggers
from tests.record.counter import Counter
from tests.record.test_ledger import TAMPERED, edits
from tests.record.test_streams import PLANTED
from tests.record.whole_story import LONG, SHORT, STREAMS, play, play_refused, play_with_every_turn

LONG_AGO = timedelta(days=10_000)  # the story's notices are sent by nobody


def compared(counter: Counter, temporal: Temporal | None = None, **options: Any) -> tuple[int, list[Difference]]:
    """How many cases, and every difference."""
    comparison = Reconciliation(
        counter.store,
        Audit(counter.seals),
        counter.laws,
        temporal,
        **{"clock": lambda: counter.moment, "between_looks": timedelta(0), "grace": LONG_AGO, **options},
    )

    async def everything() -> tuple[int, list[Difference]]:
        pages = [page async for page in comparison.everything()]
        return sum(cases for cases, _ in pages), [each for _, differences in pages for each in differences]

    return asyncio.run(everything())


def kinds(found: tuple[int, list[Difference]]) -> set[tuple[str, Kind, Remedy]]:
    return {(each.case, each.kind, each.remedy) for each in found[1]}


def everything_kept(counter: Counter) -> dict[str, list[Any]]:
    with counter.store.reading() as session:
        tables = SQLModel.metadata.sorted_tables
        return {table.name: sorted(map(repr, session.connection().execute(table.select()))) for table in tables}


@pytest.mark.parametrize("page", [1, 2, 100])
def test_after_whole_stories_nothing_differs_in_pages_of_any_size(page: int, counter: Counter) -> None:
    play(counter)
    assert compared(counter, page=page) == (STREAMS, [])


@pytest.mark.parametrize(("tamper", "fault"), TAMPERED)
def test_evidence_is_reported_and_nothing_is_written_over_it(tamper: Callable[[Session], None], fault: str, counter: Counter) -> None:
    case = counter.register()
    counter.file("clerk", "accept_dossier", case)
    counter.file("head", "vote", case, ballot="for")
    assert compared(counter) == (1, [])
    with counter.store.writing() as session:
        drop_triggers(session)
        tamper(session)
    before = everything_kept(counter)
    for _ in range(2):
        _, found = compared(counter)
        assert any(fault in str(each) and each.kind is Kind.EVIDENCE for each in found), found
        assert {each.remedy for each in found} == {Remedy.REPORTED}
        assert everything_kept(counter) == before


@pytest.mark.parametrize(("plant", "says"), PLANTED)
def test_what_is_derived_is_put_right_once(plant: Callable[[Session], None], says: str, counter: Counter) -> None:
    counter.register(LONG)
    before = everything_kept(counter)
    with counter.store.writing() as session:
        plant(session)
    kind = Kind.WORKLIST if "desk" in says else Kind.READ_MODEL
    assert kinds(compared(counter, repair=False)) == {(LONG, kind, Remedy.REPORTED)}
    repaired = compared(counter)
    assert any(str(each).startswith(says) for each in repaired[1]), repaired
    assert kinds(repaired) == {(LONG, kind, Remedy.REWRITTEN)}
    assert compared(counter) == (1, [])
    assert everything_kept(counter) == before


def test_a_ledger_ahead_of_its_snapshot_is_evidence_and_never_rewritten(counter: Counter) -> None:
    """The snapshot is written with every entry, in one transaction: honestly it cannot stay behind."""
    counter.register(LONG)
    with counter.store.reading() as session:
        old = session.get_one(CaseRow, LONG).model_dump()
    counter.file("clerk", "accept_dossier", LONG)
    with counter.store.writing() as session:
        row = session.get_one(CaseRow, LONG)
        for name, value in old.items():
            setattr(row, name, value)
    kept = everything_kept(counter)
    for _ in range(2):
        _, found = compared(counter)
        assert any(each.kind is Kind.EVIDENCE and "the ledger ends at entry 2, but the snapshot at 1" in each.says for each in found), found
        assert {each.remedy for each in found} == {Remedy.REPORTED}
        assert everything_kept(counter) == kept


def test_a_filing_nobody_answered_is_reported_once_the_grace_is_over(counter: Counter) -> None:
    counter.hand_in("stranger", "accept_dossier", SHORT)
    counter.moment += GRACE
    assert compared(counter, grace=GRACE) == (1, [])
    counter.moment += timedelta(seconds=1)
    assert kinds(compared(counter, grace=GRACE)) == {(SHORT, Kind.LEFT_LYING, Remedy.REPORTED)}


def test_a_case_whose_register_cannot_be_read_holds_up_no_other(counter: Counter) -> None:
    play_refused(counter)
    counter.register(LONG)
    with counter.store.writing() as session:
        edits(FilingRow, body=["no object"])(session)
        session.exec(delete(CaseRow).where(col(CaseRow.number) == LONG))
    found = compared(counter)
    assert found[0] == 2
    assert kinds(found) == {(SHORT, Kind.EVIDENCE, Remedy.REPORTED), (LONG, Kind.READ_MODEL, Remedy.REWRITTEN)}


def test_comparing_while_the_registrar_writes_finds_nothing(counter: Counter) -> None:
    over, found = Event(), list[Difference]()

    def again_and_again() -> None:
        while not over.is_set():
            found.extend(compared(counter)[1])

    beside = Thread(target=again_and_again)
    beside.start()
    try:
        play_with_every_turn(counter)
    finally:
        over.set()
        beside.join(timeout=60)
    assert not beside.is_alive()
    assert found == []


@dataclass
class Told:
    """What Temporal is said to run; `meanwhile` happens as it is asked about a single workflow."""

    listed: set[str] = field(default_factory=set)
    there: set[str] = field(default_factory=set)
    meanwhile: Callable[[], object] = lambda: None
    away: bool = False
    nudged: list[str] = field(default_factory=list)

    async def running_among(self, numbers: list[str]) -> set[str]:
        if self.away:
            raise RPCError("gone", RPCStatusCode.UNAVAILABLE, b"")
        return self.listed & set(numbers)

    async def running(self) -> AsyncIterator[list[str]]:
        yield sorted(self.listed)

    async def look_at(self, number: str) -> Seen:
        self.meanwhile()
        return Seen(number in self.there)

    async def nudge(self, number: str) -> None:
        self.nudged.append(number)

    @property
    def temporal(self) -> Temporal:
        return Temporal(self, self.nudge)


def test_a_listing_that_lags_behind_is_not_believed(counter: Counter) -> None:
    counter.register(LONG)
    told = Told(listed=set(), there={LONG})
    assert compared(counter, told.temporal) == (1, [])
    told = Told(listed={LONG, "SK-2026-26743-99"}, there={LONG})
    assert compared(counter, told.temporal) == (1, [])


def test_a_case_that_comes_to_rest_while_we_look_is_not_reported(counter: Counter) -> None:
    counter.register(LONG)
    told = Told(meanwhile=lambda: counter.file("lan", "withdraw", LONG, reason="Đã có chủ trương."))
    assert compared(counter, told.temporal) == (1, [])


def test_a_case_on_which_somebody_is_always_at_work_is_in_good_hands(counter: Counter) -> None:
    counter.register(LONG)
    counter.file("clerk", "accept_dossier", LONG)
    told = Told(meanwhile=lambda: counter.file("head", "vote", LONG, ballot="for"))
    assert compared(counter, told.temporal) == (1, [])


def test_a_case_without_its_workflow_is_nudged_but_not_by_a_check(counter: Counter) -> None:
    counter.register(LONG)
    told = Told()
    assert kinds(compared(counter, told.temporal, repair=False)) == {(LONG, Kind.NO_WORKFLOW, Remedy.REPORTED)}
    assert told.nudged == []
    assert kinds(compared(counter, told.temporal)) == {(LONG, Kind.NO_WORKFLOW, Remedy.NUDGED)}
    assert told.nudged == [LONG]


def test_with_temporal_away_the_record_is_compared_all_the_same(counter: Counter) -> None:
    counter.register(LONG)
    with counter.store.writing() as session:
        session.exec(delete(CaseRow))
    found = compared(counter, Told(away=True).temporal)
    assert kinds(found) == {(LONG, Kind.READ_MODEL, Remedy.REWRITTEN), ("", Kind.NOT_COMPARED, Remedy.REPORTED)}


def test_a_tally_names_the_first_differences_and_counts_them_all() -> None:
    tally = Tally(cases=3)
    for n in range(SHOWN + 10):
        tally = tally.of(Difference(f"SK-{n}", Kind.READ_MODEL, "title differs", Remedy.REWRITTEN if n % 2 else Remedy.REPORTED))
    assert (tally.cases, tally.differences, tally.repaired) == (3, SHOWN + 10, (SHOWN + 10) // 2)
    assert [each.case for each in tally.first] == [f"SK-{n}" for n in range(SHOWN)]
    assert "title" not in tally.model_dump_json()


def activities(counter: Counter, told: Told) -> ReconciliationActivities:
    return ReconciliationActivities(
        Reconciliation(
            counter.store,
            Audit(counter.seals),
            counter.laws,
            told.temporal,
            clock=lambda: counter.moment,
            between_looks=timedelta(0),
            page=2,
        )
    )


async def test_as_an_activity_it_goes_page_by_page_and_says_that_it_is_alive(counter: Counter) -> None:
    play(counter)
    beats, environment = list[Any](), ActivityEnvironment()
    environment.on_heartbeat = lambda *_: beats.append(_)
    work = activities(counter, Told())
    after, compared = "", 0
    while (page := await environment.run(work.cases, after)).last:
        assert 0 < page.tally.cases <= 2
        after, compared = page.last, compared + page.tally.cases
    assert page == Page(tally=Tally())
    assert compared == STREAMS
    assert await environment.run(work.workflows) == Tally()
    assert len(beats) >= 3


async def test_as_an_activity_it_waits_for_what_is_away_and_gives_up_on_a_defect_without_quoting_it(counter: Counter) -> None:
    counter.register(LONG)
    with pytest.raises(ApplicationError, match="away") as away:
        await ActivityEnvironment().run(activities(counter, Told(away=True)).cases, "")
    assert not away.value.non_retryable
    with counter.store.writing() as session:
        session.connection().execute(text("DROP TABLE effects"))
    with pytest.raises(ApplicationError, match=r"^Defect: needs an operator$") as defect:
        await ActivityEnvironment().run(activities(counter, Told()).cases, "")
    assert defect.value.non_retryable
    assert defect.value.__cause__ is None
