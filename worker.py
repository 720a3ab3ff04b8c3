"""The worker: composition root of workflows, activities and the record. Many may run; each refuses to start where it would do harm."""

import asyncio
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
)
from temporalio.common import SearchAttributeIndexedValueType
from temporalio.service import RPCError
from temporalio.worker import Worker

from activities.digests import Digests
from activities.effects import Effects, Nudge
from activities.imports import Imports
from activities.notices import Mailbox, Notices
from activities.reconcile import Reconciliation, ReconciliationActivities, Temporal
from activities.registrar import Registrar
from activities.sweep import Sweep
from activities.yearly import Yearly
from domain.zone import CITY_ZONE
from logs import configure_logs
from settings import ROOT, OnlyInADemo, Settings, keep_private, settings
from store.clock import Now, now
from store.directory import has_fictional_people
from store.engine import Outage, Store
from store.policies import BadPolicy, Lawbook, lawbook
from store.reading.digest import Reach
from store.record import sightings
from store.record.keyring import has_key
from store.record.seals import Seals
from store.record.yearly import yearly_campaign
from store.upkeep.audit import Audit
from store.upkeep.migrate import drift
from store.upkeep.operator import WrongNamespace, tie
from workflows.campaign import CampaignWorkflow
from workflows.declaration import DeclarationWorkflow
from workflows.digest import DigestWorkflow
from workflows.importing import ImportWorkflow
from workflows.initiative import InitiativeWorkflow
from workflows.liability_review import LiabilityReviewWorkflow
from workflows.names import DIGEST_ID, NUDGE, RECONCILE_ID, SEARCHED, SWEEP_ID, workflow_of
from workflows.plugin import khien_plugin
from workflows.reconcile import ReconcileWorkflow
from workflows.reward_file import RewardFileWorkflow
from workflows.running import RunningWorkflows
from workflows.signing import SigningWorkflow
from workflows.start_options import start_options
from workflows.sweep import SweepWorkflow
from workflows.yearly import YearlyCampaignWorkflow
from workflows.yearly_definition import YearlyDefinitionWorkflow
from workflows.yearly_schedule import keep_in_step, schedule_of

log = structlog.get_logger()

SWEEP_EVERY = timedelta(minutes=2)
COMPARED_AT = ScheduleCalendarSpec(hour=[ScheduleRange(2)], minute=[ScheduleRange(30)])
WRITTEN_AT = ScheduleCalendarSpec(hour=[ScheduleRange(7)], minute=[ScheduleRange(30)])
WRITTEN_UNTIL = timedelta(hours=9)
COMPARED_UNTIL = timedelta(hours=4)
# Each local activity holds one thread; more slots than threads and a slow database turns waiting into repeating.
THREADS = 16


class WontStart(Exception):
    """Why this worker does not start, in a sentence."""


WORKFLOWS = (
    InitiativeWorkflow,
    LiabilityReviewWorkflow,
    RewardFileWorkflow,
    CampaignWorkflow,
    YearlyDefinitionWorkflow,
    SigningWorkflow,
    DeclarationWorkflow,
    YearlyCampaignWorkflow,
    ImportWorkflow,
    SweepWorkflow,
    ReconcileWorkflow,
    DigestWorkflow,
)


def make_worker(client: Client, store: Store, laws: Lawbook, config: Settings, clock: Now = now) -> Worker:
    """`clock`: legal time, the story's in a rehearsal."""
    return Worker(
        client,
        task_queue=config.task_queue,
        workflows=WORKFLOWS,
        activities=activities_of(client, store, laws, config, clock),
        activity_executor=ThreadPoolExecutor(THREADS),
        max_concurrent_local_activities=THREADS,
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=config.sticky_seconds),
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


def activities_of(client: Client, store: Store, laws: Lawbook, config: Settings, clock: Now = now) -> list[Callable[..., Any]]:
    """Everything a workflow of ours may ask to be done."""
    seals = Seals.at(config)
    sealer = seals.sealer()
    root = partial(sightings.root, keep_days=config.reading_days, sealer=sealer, store=store)
    registrar = Registrar(store, seals.door, sealer, laws, config.release, config.public_url, clock)
    nudge = nudger(client, config)
    box = Mailbox(
        host=config.smtp_host,
        port=config.smtp_port,
        sender=config.mail_from,
        public_url=config.pages_url,
        work_url=config.work_url,
        username=config.smtp_username,
        password=config.smtp_password,
        starttls=config.smtp_starttls,
    )
    notices = Notices(store, box, laws, clock, config.notices)
    comparison = ReconciliationActivities(Reconciliation(store, Audit(seals), laws, temporal_for_comparing(client, config), clock=clock))
    return [
        *(registrar.look_up, registrar.examine, registrar.tick),
        Effects(store, notices, nudge, clock).carry_out,
        Sweep(store, nudge, clock=clock, root=root).sweep,
        *(comparison.cases, comparison.workflows),
        Yearly(store, laws, registrar, nudge, clock).open,
        Imports(store, nudge).wake,
        Digests(store, notices, box, laws, clock, config.notices, Reach(config.letter_days_ahead, config.first_letter_days_back)).send,
    ]


def nudger(client: Client, config: Settings) -> Nudge:
    """What the sweep wakes a case with: signal-with-start, under the case's number."""

    async def nudge(number: str) -> None:
        await client.start_workflow(workflow_of(number), start_signal=NUDGE, **start_options(number, config.task_queue))

    return nudge


def temporal_for_comparing(client: Client, config: Settings) -> Temporal:
    return Temporal(RunningWorkflows(client), nudger(client, config))


async def connect(config: Settings) -> Client:
    """Wait for Temporal as long as it takes: the door receives meanwhile, and nothing is lost."""
    waited = False
    while True:
        try:
            return await Client.connect(config.temporal_address, namespace=config.temporal_namespace, plugins=[khien_plugin()])
        except (RPCError, RuntimeError) as error:
            if not waited:
                log.warning("worker.waiting_for_temporal", address=config.temporal_address, error=type(error).__name__)
            waited = True
            await asyncio.sleep(1)


async def register_search_attributes(client: Client) -> None:
    """Without them every upsert would fail its task for ever, so a worker makes them, or refuses to run."""
    wanted = {key.name: _indexed_as(key.indexed_value_type) for key in SEARCHED}
    operator, namespace = client.operator_service, client.namespace
    there = await operator.list_search_attributes(ListSearchAttributesRequest(namespace=namespace))
    missing = {name: kind for name, kind in wanted.items() if name not in there.custom_attributes}
    if missing:
        await operator.add_search_attributes(AddSearchAttributesRequest(namespace=namespace, search_attributes=missing))
    there = await operator.list_search_attributes(ListSearchAttributesRequest(namespace=namespace))
    wrong = [name for name, kind in wanted.items() if there.custom_attributes.get(name) != kind]
    if wrong:
        raise WontStart(f"Temporal lacks these search attributes, or has them under another type: {', '.join(wrong)}")


def _indexed_as(kind: SearchAttributeIndexedValueType) -> IndexedValueType.ValueType:
    return IndexedValueType.Value(f"INDEXED_VALUE_TYPE_{kind.name}")


async def schedule_the_sweep(client: Client, config: Settings, *, sweep_now: bool = False) -> None:
    """For ever by a Schedule, at once where there was none yet: whatever was left lying gets its workflow back."""
    every = Schedule(
        action=ScheduleActionStartWorkflow(SweepWorkflow.run, id=f"{SWEEP_ID}-scheduled", task_queue=config.task_queue),
        spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=SWEEP_EVERY)]),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(minutes=10)),
    )
    try:
        await client.create_schedule(SWEEP_ID, every, trigger_immediately=True)
    except ScheduleAlreadyRunningError:
        if sweep_now:  # a worker that starts may be of another release, with another queue or pace
            await client.get_schedule_handle(SWEEP_ID).update(lambda _: ScheduleUpdate(every))
            await client.get_schedule_handle(SWEEP_ID).trigger(overlap=ScheduleOverlapPolicy.ALLOW_ALL)


async def schedule_the_comparison(client: Client, config: Settings, *, renew: bool = False) -> None:
    """Every night, when nobody files. A night missed by a few hours is caught up before the offices open; a longer one waits for the next."""
    nightly = Schedule(
        action=ScheduleActionStartWorkflow(
            ReconcileWorkflow.run,
            id=f"{RECONCILE_ID}-scheduled",
            task_queue=config.task_queue,
            static_summary="Filings, ledger, read model and running workflows compared",
        ),
        spec=ScheduleSpec(calendars=[COMPARED_AT], time_zone_name=CITY_ZONE.key),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=COMPARED_UNTIL),
        state=ScheduleState(
            note="Every night at 02:30, Asia/Ho_Chi_Minh; a missed night is caught up within four hours. make reconcile does the same."
        ),
    )
    await _schedule(client, RECONCILE_ID, nightly, renew=renew)


async def schedule_the_digest(client: Client, config: Settings, *, renew: bool = False) -> None:
    """Every morning; whether it is a working day is the calendar's to say. A morning missed is caught up before the offices close."""
    daily = Schedule(
        action=ScheduleActionStartWorkflow(
            DigestWorkflow.run, id=f"{DIGEST_ID}-scheduled", task_queue=config.task_queue, static_summary="The letter of the day"
        ),
        spec=ScheduleSpec(calendars=[WRITTEN_AT], time_zone_name=CITY_ZONE.key),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=WRITTEN_UNTIL),
        state=ScheduleState(
            note="Every day at 07:30, Asia/Ho_Chi_Minh; on a day off nobody is written to. Nobody gets two letters of one day."
        ),
    )
    await _schedule(client, DIGEST_ID, daily, renew=renew)


async def _schedule(client: Client, schedule_id: str, schedule: Schedule, *, renew: bool) -> None:
    """`renew`: a worker that starts may be of another release, with another hour or queue."""
    try:
        await client.create_schedule(schedule_id, schedule)
    except ScheduleAlreadyRunningError:
        if renew:
            await client.get_schedule_handle(schedule_id).update(lambda _: ScheduleUpdate(schedule))


async def schedule_the_yearly_campaign(client: Client, store: Store, config: Settings) -> None:
    """As its definition says; where none was set up, nothing is scheduled."""
    with store.reading() as session:
        campaign = yearly_campaign(session)
    if campaign:
        await keep_in_step(client, schedule_of(campaign, config.task_queue))


async def remind_temporal(client: Client, store: Store, config: Settings) -> None:
    """Tell it again, for ever, what it was told at start: its database may be wiped under a running worker."""
    while True:
        await asyncio.sleep(SWEEP_EVERY.total_seconds())
        try:
            await register_search_attributes(client)
            await schedule_the_sweep(client, config)
            await schedule_the_comparison(client, config)
            await schedule_the_digest(client, config)
            await schedule_the_yearly_campaign(client, store, config)
        except (RPCError, WontStart, Outage) as error:
            log.warning("worker.temporal_not_reminded", error=type(error).__name__)


def prepare(config: Settings) -> tuple[Store, Lawbook]:
    """The record, and the law; or the reason why this worker must not start. Raises WontStart."""
    store = Store(config.database)
    try:
        if wrong := drift(store):
            raise WontStart(f"the database is not of this release; run the migration first ({wrong})")
        with store.reading() as session:
            config.refuse_unless_demo(has_fictional_people(session))
        tie(config.temporal_namespace, store)
        if not has_key(config.registrar_folder):
            raise WontStart(f"the registrar has no key in {config.registrar_folder}; run the set-up first (python -m commands.migrate)")
        return store, lawbook(ROOT / "policies", store, Seals.at(config).sealer())
    except (Outage, OnlyInADemo, WrongNamespace, BadPolicy) as error:
        raise WontStart(f"{type(error).__name__}: {error}") from error


async def main() -> None:
    config = settings()
    keep_private(config.home)
    configure_logs(config.log_level)
    store, laws = prepare(config)
    client = await connect(config)
    await register_search_attributes(client)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with make_worker(client, store, laws, config):
        await schedule_the_sweep(client, config, sweep_now=True)
        await schedule_the_comparison(client, config, renew=True)
        await schedule_the_digest(client, config, renew=True)
        await schedule_the_yearly_campaign(client, store, config)
        reminding = asyncio.create_task(remind_temporal(client, store, config))
        log.info("worker.started", release=config.release, task_queue=config.task_queue)
        await stop.wait()
        reminding.cancel()
    log.info("worker.stopped")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except WontStart as refusal:
        sys.exit(f"This worker does not start: {refusal}.")
