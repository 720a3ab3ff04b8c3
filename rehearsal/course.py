"""The course of time in a story: its clock, and how everything that waits is moved on with it, from one due moment to the next."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from domain.law.working_days import Calendar
from domain.people.directory import Agency
from rehearsal.waiting import until
from store import directory
from store.clock import now
from store.engine import Store
from store.policies import publish_calendar
from store.record.effects import LEASE
from store.record.numbers import recorded_numbers
from store.record.sealing import Sealer
from store.upkeep import pending

SWEPT_EVERY = 15.0  # seconds
SETTLED_LOOK = 0.05  # seconds
SETTLED_WITHIN = LEASE.total_seconds() + 60  # an attempt that was lost on a busy machine is made again only when its lease has run out


class Unsettled(Exception):
    """What is still under way, long after it should have been done with."""


class StoryClock:
    """Legal time in a story: it begins when the story says, goes on like any clock, and is moved forward. Tokens keep real time."""

    def __init__(self, begins: datetime | None = None) -> None:
        self._ahead = begins - now() if begins else timedelta(0)

    def now(self) -> datetime:
        return now() + self._ahead

    def begin_at(self, moment: datetime) -> None:
        """For another story: it may lie before the one just told."""
        self._ahead = moment - now()

    def move_to(self, moment: datetime) -> None:
        self._ahead += max(moment - self.now(), timedelta(0))


class Mover(Protocol):
    """Moves the story's clock, and with it whatever waits for a moment. `nudge` wakes one case, as the sweep does."""

    @property
    def nudge(self) -> Callable[[str], Awaitable[None]]: ...

    async def move_to(self, moment: datetime) -> None: ...


@dataclass
class FastForwarding:
    """By Temporal's own virtual time: every timer runs out by itself. Needs a server that was started for it (rehearsal/in_one_process.py).

    Every workflow has a clock of its own, which starts at the present and only goes forward; so each is moved to where the story's clock
    stands, less what it was behind when it was first seen. While a child of it runs, Temporal skips no time for the parent: it is woken instead,
    and told the time by the registrar.
    """

    clock: StoryClock
    store: Store
    client: Client
    nudge: Callable[[str], Awaitable[None]]
    _behind: dict[str, timedelta] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._skipper = TimeSkipper(self.client, config=TimeSkippingConfig(enabled=False))

    async def move_to(self, moment: datetime) -> None:
        seen = await asyncio.gather(*map(self._seen, await asyncio.to_thread(recorded_numbers, self.store)))
        parents = [workflow for workflow in seen if workflow and workflow.raw_description.pending_children]
        running = [workflow for workflow in seen if workflow and not workflow.raw_description.pending_children]
        by = {workflow.id: moment - self._behind_story(workflow) - _its_time(workflow) for workflow in running}
        # Our own clock first: the registrar lets nobody say that something is due before its moment.
        self.clock.move_to(moment)
        for parent in parents:
            self._behind.pop(_chain(parent), None)
            await self.nudge(parent.id)
        await asyncio.gather(*(self._forward(number, distance) for number, distance in by.items()))

    async def _seen(self, number: str) -> WorkflowExecutionDescription | None:
        try:
            workflow = await self.client.get_workflow_handle(number).describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise
        return workflow if workflow.status is WorkflowExecutionStatus.RUNNING else None

    def _behind_story(self, workflow: WorkflowExecutionDescription) -> timedelta:
        """Of the chain of runs: a turned page keeps its clock, and whoever is started again begins at the present again."""
        return self._behind.setdefault(_chain(workflow), self.clock.now() - _its_time(workflow))

    async def _forward(self, number: str, distance: timedelta) -> None:
        if distance <= timedelta(0):
            return
        try:
            await self._skipper.fast_forward(self.client.get_workflow_handle(number), distance)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise  # one that came to rest since it was seen has no clock any more


def _chain(workflow: WorkflowExecutionDescription) -> str:
    return workflow.raw_description.workflow_execution_info.first_run_id


def _its_time(workflow: WorkflowExecutionDescription) -> datetime:
    more = workflow.raw_description.workflow_extended_info
    moved = more.HasField("time_skipping_info")
    return more.time_skipping_info.current_time.ToDatetime(now().tzinfo) if moved else now()


@dataclass
class Nudging:
    """By waking whoever has something due: any Temporal server will do. The usher sets its clock by the registrar's and looks."""

    clock: StoryClock
    store: Store
    nudge: Callable[[str], Awaitable[None]]

    async def move_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        for number in await asyncio.to_thread(pending.due, self.clock.now(), self.store):
            await self.nudge(number)


async def _nobody_fires() -> str:
    return ""


@dataclass
class Course:
    """Moves time on, from one due moment to the next, so that no case's day 30 ever meets another's day 90.

    `open_yearly`: what the Schedule of the yearly campaign starts; the campaign's number, or "" if none was opened.
    """

    clock: StoryClock
    calendar: Calendar
    store: Store
    mover: Mover
    sealer: Sealer
    settled_within: float = SETTLED_WITHIN
    open_yearly: Callable[[], Awaitable[str]] = _nobody_fires

    def after_working_days(self, days: int) -> datetime:
        """The same hour of the day, so many working days on."""
        local = self.clock.now().astimezone(self.calendar.zone)
        return datetime.combine(self.calendar.add(local.date(), days), local.timetz())

    async def settle(self) -> None:
        """Until nothing is waiting, owed or due. What is left lying is found by the sweep, here as anywhere. Raises Unsettled."""
        loop, left = asyncio.get_running_loop(), list[str]()
        swept = loop.time()

        async def settled() -> bool:
            nonlocal left, swept
            left = await asyncio.to_thread(pending.under_way, self.clock.now(), self.store)
            if left and loop.time() > swept + SWEPT_EVERY:
                swept = loop.time()
                await self._sweep()
            return not left

        if not await until(settled, within=self.settled_within, every=SETTLED_LOOK):
            raise Unsettled("\n".join(left))

    async def _sweep(self) -> None:
        """Wake whoever has something due, as the sweep of a worker does."""
        for number in await asyncio.to_thread(pending.due, self.clock.now(), self.store):
            await self.mover.nudge(number)

    async def publish(self, calendar: Calendar) -> None:
        """A notice of the authorities: from now on days are counted by it. Whoever has open clocks is woken, as the next sweep would do.

        Raises BadPolicy, Unsettled.
        """
        await self.settle()
        await asyncio.to_thread(publish_calendar, calendar, self.store, self.clock.now(), self.sealer)
        self.calendar = calendar
        await self._sweep()
        await self.settle()

    async def load(self, agencies: Iterable[Agency]) -> None:
        """As an operator does; whatever ran at one that has ended is woken, as the next sweep would do. Raises Unsettled."""
        await self.settle()
        with self.sealer.writing(self.store) as session:
            directory.load(agencies, (), (), session, self.clock.now(), self.sealer)
        await self._sweep()
        await self.settle()

    async def move_on_to(self, moment: datetime) -> None:
        """Raises Unsettled."""
        await self.settle()
        while (look := await asyncio.to_thread(pending.next_look, self.store)) and look <= moment:
            await self._jump(look)
        await self._jump(moment)

    async def _jump(self, moment: datetime) -> None:
        try:
            async with asyncio.timeout(self.settled_within):
                await self.mover.move_to(moment)
        except TimeoutError:
            raise Unsettled(f"Temporal has not moved on to {moment.astimezone(self.calendar.zone):%Y-%m-%d %H:%M}") from None
        for number in await asyncio.to_thread(pending.at_ended_agencies, self.clock.now(), self.store):
            await self.mover.nudge(number)
        await self.settle()
