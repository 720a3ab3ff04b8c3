"""The door takes acts in: it receives, seals, wakes the case, and waits a little for the answer.

1. The act is written into the register of filings, sealed: from here on it cannot be lost, whatever happens below. Of a decision it says what whoever
   decides had opened of the case (ADR 45); of the files it names, what is known of them (ADR 48).
2. Its number, and nothing else, goes to the case's workflow as an update under the act's name, which starts the workflow if need be.
3. No answer in a few seconds (no worker, Temporal down, a long queue): the number is left as a signal, which waits; or the sweep finds it.
4. What the sender is told is read from the register, never from Temporal.

Lists come in beside it (api/intake.py). Temporal's client is used in both, in workflows/yearly_schedule.py and in the worker.
"""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client, Schedule, WithStartWorkflowOperation
from temporalio.service import RPCError, RPCStatusCode

from api.temporal_away import say
from domain.acts import ACTS, BEGINS_INITIATIVES, Act, Decision, DeclareTies, OpenCampaign, SetUpYearlyCampaign
from domain.differences import Tally
from domain.facts import Evidence, Sight
from domain.filing import Filing
from domain.numbers import DIRECTED, SIGNING, YEARLY, declaration_of, initiatives_of, is_number, kind_of
from domain.streams.shown import NOTED
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import StreamKind
from store.clock import Now, now
from store.engine import Outage, Store
from store.files.cabinet import Cabinet
from store.reading.evidence import named_in
from store.reading.readers import Readers
from store.reading.readings import Readings
from store.record import filings
from store.record.filings import Receipt
from store.record.keyring import Ring
from store.record.numbers import next_number
from workflows.names import NUDGE, RECONCILE, workflow_of
from workflows.start_options import start_options
from workflows.yearly_schedule import firings, keep_in_step, schedule_of

log = structlog.get_logger()


class UnknownAgency(Exception):
    """No agency has this code."""


class NoSuchCase(Exception):
    """Nothing is there under this number that the sender may read."""


class Door:
    """`clock`: legal time. `within`: seconds to wait for an answer before the sender gets a receipt instead."""

    def __init__(
        self,
        client: Client,
        store: Store,
        readings: Readings,
        readers: Readers,
        cabinet: Cabinet,
        ring: Ring,
        *,
        task_queue: str,
        zone: ZoneInfo,
        clock: Now,
        within: float,
    ) -> None:
        self._client, self._store, self._readings, self._ring, self._task_queue = client, store, readings, ring, task_queue
        self._readers, self._cabinet = readers, cabinet
        self._zone, self._now, self._within = zone, clock, within
        self._left: set[asyncio.Task[None]] = set()

    async def submit(self, act: Act, case: str | None, sender: str, key: str) -> Receipt:
        """Receive one act and give back how it stands; a registration has no case yet.

        Raises, with nothing received: Outage, KeyReused, UnknownAgency, NoSuchCase: to whoever may not read a case it is not there, and nothing is
        stored or woken.
        """
        receipt = await asyncio.to_thread(self._receive, act, case, sender, key)
        if receipt.answered:
            return receipt
        try:
            await asyncio.wait_for(self._ask(receipt), self._within)
        except Exception as error:  # whatever keeps Temporal from answering, the filing is safe and the sender has a receipt
            say("door.no_answer_yet", error, case=receipt.case, filing=receipt.number, act=receipt.act)
        try:
            latest = await asyncio.to_thread(filings.by_number, receipt.number, self._store) or receipt
        except Outage:  # it went away in between: what was received is received
            latest = receipt
        if not latest.answered:
            self._leave(self._signal(receipt.case, receipt.act, receipt.number))
        return latest

    async def nudge(self, case: str) -> None:
        """Have the case looked at. Raises what the Temporal client raises."""
        await self._signal(case, NUDGE)

    async def schedule(self, campaign: YearlyCampaign) -> tuple[datetime, ...] | None:
        """Bring the Schedule of the yearly campaign into step, and say when it will next fire; None while Temporal is away: a worker does it later."""
        return await self.firings(schedule_of(campaign, self._task_queue))

    async def firings(self, wanted: Schedule | None = None) -> tuple[datetime, ...] | None:
        """When the Schedule will next fire, once it is as wanted; None where it cannot be asked."""
        try:
            async with asyncio.timeout(self._within):
                if wanted:
                    await keep_in_step(self._client, wanted)
                return tuple(await firings(self._client))
        except Exception as error:  # whatever it is, a worker brings the Schedule into step within minutes
            say("door.schedule_left_to_a_worker", error)
            return None

    async def last_comparison(self) -> tuple[datetime, Tally] | None:
        """When the nightly comparison last came to its end, and what it found; None where Temporal knows of none, or cannot be asked."""
        try:
            async with asyncio.timeout(self._within):
                ended = self._client.list_workflows(f"WorkflowType = '{RECONCILE}' AND ExecutionStatus = 'Completed'", limit=1)
                async for each in ended:
                    result: Tally = await self._client.get_workflow_handle(each.id, run_id=each.run_id, result_type=Tally).result()
                    return each.close_time or each.start_time, result
        except Exception as error:  # the page says so, and is of use without it
            say("door.comparison_not_known", error)
        return None

    def _number_for(self, act: Act, case: str | None, sender: str, moment: datetime) -> str:
        """The case's number: the one named, or for a registration the agency's next one of this year."""
        if isinstance(act, BEGINS_INITIATIVES):
            if not self._readings.agency_exists(act.agency):
                raise UnknownAgency(act.agency)
            return next_number(initiatives_of(act.agency, moment.astimezone(self._zone).year), self._store)
        if isinstance(act, OpenCampaign):
            return next_number(DIRECTED, self._store)
        if act.opens_stream is StreamKind.SIGNING:
            return next_number(SIGNING, self._store)
        if isinstance(act, SetUpYearlyCampaign):
            return YEARLY
        if isinstance(act, DeclareTies):
            return declaration_of(sender)
        return case or ""

    def _receive(self, act: Act, case: str | None, sender: str, key: str) -> Receipt:
        moment = self._now()
        filing = Filing(
            number=filings.new_number(moment.astimezone(self._zone)),
            case=case or "",
            act=act.name,
            body=act.model_dump(mode="json"),
            sender=sender,
            key=key,
            received_at=moment,
        )
        there = case is not None and is_number(case) and not act.opens_stream and self._readings.may_file(case, sender, moment)
        # A registration or an opening that is sent again must not use up another number, and what somebody filed while they might read the case is
        # theirs to ask about. Any other act meets its own key when it is written down.
        if not there and (earlier := filings.by_key(sender, key, self._store)):
            return filings.same_or_refused(earlier, filing.content_digest)
        if not there and not act.opens_stream:
            raise NoSuchCase(case or "")
        stated = {"read": self._read(act, case, sender), "enclosed": self._enclosed(act, case, sender, moment)}
        filing = filing.model_copy(update={"case": self._number_for(act, case, sender, moment), **stated})
        receipt = filings.receive(self._ring.seal(filing), self._store)
        log.info("door.received", case=receipt.case, filing=receipt.number, act=act.name)
        return receipt

    def _read(self, act: Act, case: str | None, sender: str) -> Sight | None:
        """What whoever decides has opened of the case, of a decision in one of which readings are noted: sealed with the act, and never asked again."""
        if not case or not isinstance(act, Decision) or kind_of(case) not in NOTED:
            return None
        return self._readers.sight_of((act.on_paper and act.on_paper.decided_by) or sender, case)

    def _enclosed(self, act: Act, case: str | None, sender: str, moment: datetime) -> tuple[Evidence, ...]:
        """What is known of the files it names that its sender may name, sealed with the act: the rules decide by it, and never ask again."""
        if not act.handed_in:
            return ()
        caller = self._readings.caller(sender, moment)
        file = self._readings.open(case, caller, moment) if case and caller else None
        read = named_in(self._readings.timeline(file, caller)) if file and caller else {}
        return self._cabinet.stated(act.handed_in, sender, {name: each.evidence for name, each in read.items()})

    async def _ask(self, receipt: Receipt) -> None:
        """Answered by the registrar when it returns; what it returns is only how far the ledger has come."""
        if not ACTS[receipt.act].opens_stream:  # a case in flight has its workflow, and asking it alone is cheaper for the server
            try:
                await self._client.get_workflow_handle(receipt.case).execute_update(receipt.act, receipt.number, id=receipt.number)
                return
            except RPCError as error:
                if error.status is not RPCStatusCode.NOT_FOUND:
                    raise
        start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            workflow_of(receipt.case), **start_options(receipt.case, self._task_queue)
        )
        await self._client.execute_update_with_start_workflow(
            receipt.act, receipt.number, start_workflow_operation=start, id=receipt.number
        )

    async def _signal(self, case: str, name: str, *args: str) -> None:
        await self._client.start_workflow(
            workflow_of(case),
            start_signal=name,
            start_signal_args=args,
            rpc_timeout=timedelta(seconds=10),
            **start_options(case, self._task_queue),
        )

    def _leave(self, signal: Coroutine[Any, Any, None]) -> None:
        """Leave the number with Temporal, beside the answer; if Temporal is away the sweep brings it home."""

        async def quietly() -> None:
            try:
                await signal
            except Exception as error:
                say("door.left_to_the_sweep", error)

        task = asyncio.create_task(quietly())
        self._left.add(task)
        task.add_done_callback(self._left.discard)

    async def is_there(self) -> tuple[bool, bool]:
        """Whether Temporal answers, and whether a worker polls our queue."""
        try:
            request = DescribeTaskQueueRequest(
                namespace=self._client.namespace,
                task_queue=TaskQueue(name=self._task_queue),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            )
            described = await self._client.workflow_service.describe_task_queue(request, timeout=timedelta(seconds=2), retry=False)
        except Exception as error:
            say("door.nobody_there", error)
            return False, False
        recently = now() - timedelta(seconds=90)  # Temporal's time is the real one, also in a rehearsal
        return True, any(poller.last_access_time.ToDatetime(recently.tzinfo) > recently for poller in described.pollers)
