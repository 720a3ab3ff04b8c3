"""The whole product compared with itself: the record with the workflows that run for it, by night as a workflow and by hand as a command."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import col, delete
from temporalio.client import ScheduleOverlapPolicy, ScheduleRange, WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from activities.reconcile import Reconciliation
from activities.registrar import Registrar
from domain.acts import Withdraw
from domain.differences import Difference, Kind, Remedy, Tally
from domain.filing import Filing
from domain.vocabulary import Stage
from rehearsal.in_one_process import temporal_binary
from settings import ROOT
from store.clock import now
from store.policies import lawbook
from store.record import filings
from store.record.keyring import Ring
from store.record.seals import Seals
from store.tables import CaseRow, EffectRow, LedgerRow, WaitRow
from store.upkeep.audit import Audit
from tests.door.operators import PERSONAL, everything_in_temporal, temporal
from tests.door.stages import bring_to, until
from tests.houses import House
from tests.record.attacks import drop_triggers
from tests.record.counter import as_sent
from worker import temporal_for_comparing
from workflows.names import INITIATIVE, RECONCILE_ID, SWEEP
from workflows.reconcile import ReconcileWorkflow
from workflows.start_options import start_options

pytestmark = pytest.mark.server

NAMESPACES = [f"compared-{n}" for n in range(16)]  # one a house: whatever else runs in it is a stranger


@pytest.fixture(scope="module")
async def own_temporal() -> AsyncIterator[WorkflowEnvironment]:
    """A server that lets workflows be paused."""
    more = [word for name in NAMESPACES for word in ("--namespace", name)]
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=temporal_binary(),
        dev_server_log_level="error",
        dev_server_extra_args=[*more, "--dynamic-config-value", "frontend.WorkflowPauseEnabled=true"],
    ) as environment:
        yield environment


@pytest.fixture(scope="module")
def unused() -> Iterator[str]:
    return iter(NAMESPACES)


@pytest.fixture
async def house(own_temporal: WorkflowEnvironment, unused: Iterator[str], tmp_path: Path) -> AsyncIterator[House]:
    """On SQLite: what concerns the record alone is tested on both (tests/record/test_comparison.py)."""
    database_url = f"sqlite:///{tmp_path / 'khien.db'}"
    async with House.opened(own_temporal, tmp_path, database_url, temporal_namespace=next(unused)) as house:
        yield house


async def compared(house: House, *, repair: bool = True, grace: timedelta = timedelta(minutes=2)) -> list[Difference]:
    """Every difference."""
    config = house.config
    comparison = Reconciliation(
        house.store,
        Audit(Seals.at(config)),
        lawbook(ROOT / "policies", house.store),
        temporal_for_comparing(house.client, config),
        repair=repair,
        grace=grace,
        between_looks=timedelta(seconds=0.5),
        page=2,
    )
    return [each async for _, differences in comparison.everything() for each in differences]


def kinds(found: list[Difference]) -> list[tuple[str, Kind, Remedy]]:
    return [(each.case, each.kind, each.remedy) for each in found]


async def status(house: House, workflow_id: str) -> WorkflowExecutionStatus | None:
    return (await house.client.get_workflow_handle(workflow_id).describe()).status


async def test_in_a_busy_house_nothing_differs(house: House) -> None:
    """Cases are registered, carried on and closed while we look, again and again."""
    lives = [asyncio.create_task(bring_to(house, stage)) for stage in (Stage.CLOSED, Stage.CLOSED, Stage.IMPLEMENTING, Stage.PLANNING)]
    found = list[Difference]()
    looks = 0
    while not all(life.done() for life in lives):
        found += await compared(house)
        looks += 1
    await asyncio.gather(*lives)
    assert looks > 1
    assert found == []
    assert await compared(house) == []


async def test_a_terminated_workflow_is_brought_back(house: House) -> None:
    case, other = await house.register(), await house.register()
    await house.client.get_workflow_handle(case).terminate()
    assert kinds(await compared(house, repair=False)) == [(case, Kind.NO_WORKFLOW, Remedy.REPORTED)]
    assert await status(house, case) is WorkflowExecutionStatus.TERMINATED
    assert kinds(await compared(house)) == [(case, Kind.NO_WORKFLOW, Remedy.NUDGED)]
    assert await status(house, case) is WorkflowExecutionStatus.RUNNING
    assert await compared(house) == []
    for each in (case, other):
        assert (await house.act("clerk", "accept_dossier", each)).status_code == 201


async def test_a_running_workflow_that_the_record_does_not_know_is_reported_and_left_alone(house: House) -> None:
    await house.register()
    stranger = "SK-2026-26743-of-another-house"
    await house.client.start_workflow(INITIATIVE, **start_options(stranger, "nobody-polls-this"))
    await house.client.start_workflow(SWEEP, id="no-case-at-all", task_queue="nobody-polls-this")

    async def is_listed() -> bool:
        return kinds(await compared(house)) == [(stranger, Kind.STRANGER, Remedy.REPORTED)]

    await until(is_listed, "the stranger is reported")
    history = (await house.client.get_workflow_handle(stranger).fetch_history()).events
    assert len(history) == 2, "started, and nothing has been sent to it since"


async def test_a_workflow_left_running_for_a_case_at_rest_completes(house: House) -> None:
    """Its end was recorded while nobody told the workflow."""
    case = await house.register()
    act = Withdraw.model_validate({"reason": "Đã có chủ trương."})
    filing = Filing(
        number=f"TN-20261102-{uuid4().hex[:10].upper()}",
        case=case,
        act=act.name,
        body=act.model_dump(mode="json"),
        sender="lan",
        key="key",
        received_at=now(),
    )
    filings.receive(Ring(house.config.seal_keys).seal(filing), house.store)
    seals, laws = Seals.at(house.config), lawbook(ROOT / "policies", house.store)
    registrar = Registrar(house.store, seals.door, seals.sealer(), laws, "0.1.0", "http://khien")
    assert (await asyncio.to_thread(registrar.examine, case, act.name, as_sent(filing.number))).at_rest
    with house.store.writing() as session:
        session.exec(delete(EffectRow).where(col(EffectRow.case) == case))  # no notice is under way
    assert kinds(await compared(house)) == [(case, Kind.RUNS_AT_REST, Remedy.NUDGED)]

    async def is_over() -> bool:
        return await status(house, case) is WorkflowExecutionStatus.COMPLETED

    await until(is_over, "it completes by itself")
    assert await compared(house) == []


async def test_a_paused_workflow_is_said_in_words_and_breaks_no_listing(house: House) -> None:
    case, other = await house.register(), await house.register()
    code, said = await temporal(house, "pause", "-w", case)
    assert code == 0, said
    await house.client.get_workflow_handle(other).terminate()
    found = await compared(house)
    assert sorted(kinds(found)) == sorted([(case, Kind.HELD_UP, Remedy.REPORTED), (other, Kind.NO_WORKFLOW, Remedy.NUDGED)])
    assert "its workflow is paused" in str(next(each for each in found if each.kind is Kind.HELD_UP))
    code, said = await temporal(house, "unpause", "-w", case)
    assert code == 0, said
    assert await compared(house) == []


async def test_a_workflow_of_another_type_under_a_cases_number_is_reported(house: House) -> None:
    case = await house.register()
    await house.client.get_workflow_handle(case).terminate()
    await house.client.start_workflow(SWEEP, id=case, task_queue="nobody-polls-this")
    assert kinds(await compared(house)) == [(case, Kind.HELD_UP, Remedy.REPORTED)]


async def test_by_night_all_of_it_is_compared_repaired_and_told_without_content(house: House) -> None:
    lost, spoilt, cut, well = [await house.register() for _ in range(4)]
    await house.act("clerk", "accept_dossier", cut)
    await house.client.get_workflow_handle(lost).terminate()
    with house.store.writing() as session:
        session.exec(delete(WaitRow).where(col(WaitRow.case) == spoilt))
        row = session.get_one(CaseRow, spoilt)
        row.title = "Khác"
        session.add(row)
        drop_triggers(session)
        session.exec(delete(LedgerRow).where(col(LedgerRow.case) == cut, col(LedgerRow.sequence) == 2))
    first, second = [await _night(house) for _ in range(2)]
    assert first.finished
    assert first.cases == 4
    told = {(each.case, each.kind, each.remedy) for each in first.first}
    # What was cut was the city's newest entry, and the registrar's witness knows how far the city's ledger went.
    evidence = {(case, Kind.EVIDENCE, Remedy.REPORTED) for case in (cut, "")}
    assert told == {(lost, Kind.NO_WORKFLOW, Remedy.NUDGED), (spoilt, Kind.READ_MODEL, Remedy.REWRITTEN), *evidence}
    assert (first.differences, first.repaired) == (len(first.first), 3)
    assert {(each.case, each.kind, each.remedy) for each in second.first} == evidence, "evidence stays, all else is repaired"
    with house.store.reading() as session:
        assert session.get_one(CaseRow, cut).sequence == 2, "the snapshot is what is left of the entry"
    assert (await house.act("clerk", "accept_dossier", well)).status_code == 201


async def _night(house: House) -> Tally:
    """As the Schedule would start it; nothing of it in Temporal but numbers and names."""
    night = f"{RECONCILE_ID}-{uuid4()}"
    tally = await house.client.execute_workflow(ReconcileWorkflow.run, id=night, task_queue=house.config.task_queue)
    seen = await everything_in_temporal(house, night)
    assert not PERSONAL.search(seen), seen
    assert "differs" not in seen
    assert "the ledger ends" not in seen
    return tally


@contextmanager
def a_worker(house: House, log: Path) -> Iterator[None]:
    """The product's own, as its operator starts it, until it says that it has started."""
    env = {f"KHIEN_{name.upper()}": str(getattr(house.config, name)) for name in house.config.model_fields_set}
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "worker.py"], cwd=ROOT, env={"PATH": os.defpath, **env}, stdout=out, stderr=out)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


async def test_a_worker_that_starts_schedules_it_for_the_night(house: House, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"

    async def started() -> bool:
        return b"worker.started" in log.read_bytes()

    for _ in range(2):  # and the next one keeps it
        with a_worker(house, log):
            await until(started, "the worker has started")
    described = await house.client.get_schedule_handle(RECONCILE_ID).describe()
    schedule = described.schedule
    [calendar] = schedule.spec.calendars
    assert (list(calendar.hour), list(calendar.minute)) == ([ScheduleRange(2, 2, 1)], [ScheduleRange(30, 30, 1)])
    assert schedule.spec.time_zone_name == "Asia/Ho_Chi_Minh"
    assert {f"{moment:%H:%M %Z}" for moment in described.info.next_action_times} == {"19:30 UTC"}
    assert schedule.policy.overlap is ScheduleOverlapPolicy.SKIP
    assert schedule.policy.catchup_window == timedelta(hours=4)
    assert "02:30" in (schedule.state.note or "")
    assert described.info.num_actions == 0, "a start in working hours compares nothing"


async def reconcile(house: House, *options: str, **more: str) -> tuple[int, str]:
    """`make reconcile`: exit status, and all that was printed."""
    env = {f"KHIEN_{name.upper()}": str(getattr(house.config, name)) for name in house.config.model_fields_set}
    command = [sys.executable, "-m", "commands.reconcile", *options]
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env={"PATH": os.defpath, **env, **more}, capture_output=True, text=True, timeout=90
    )
    return done.returncode, done.stdout + done.stderr


async def test_by_hand_it_prints_every_difference_with_what_was_done(house: House) -> None:
    case = await house.register()
    assert await reconcile(house) == (0, "1 cases, 0 differences, 0 repaired\n")
    await house.client.get_workflow_handle(case).terminate()
    with house.store.writing() as session:
        session.exec(delete(WaitRow))
    desk, gone = f"{case}: whose desk it is on differs (worklist, ", f"{case}: is not at rest, and no workflow runs for it (no_workflow, "
    checked = f"{desk}reported)\n{gone}reported)\n1 cases, 2 differences, 0 repaired\n"
    assert await reconcile(house, "--check") == (1, checked)
    assert await reconcile(house) == (1, f"{desk}rewritten)\n{gone}nudged)\n1 cases, 2 differences, 2 repaired\n")
    assert await reconcile(house) == (0, "1 cases, 0 differences, 0 repaired\n")


async def test_by_hand_it_says_that_temporal_is_away_and_compares_the_rest(house: House) -> None:
    case = await house.register()
    with house.store.writing() as session:
        session.exec(delete(WaitRow))
    code, said = await reconcile(house, KHIEN_TEMPORAL_ADDRESS="127.0.0.1:1")
    assert code == 1
    assert said.splitlines() == [
        "Temporal does not answer (RuntimeError), so the workflows were not compared (not_compared, reported)",
        f"{case}: whose desk it is on differs (worklist, rewritten)",
        "1 cases, 2 differences, 1 repaired",
    ]
