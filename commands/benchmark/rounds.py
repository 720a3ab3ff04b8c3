"""How it is measured: floor and product by turns, alone and twenty-four at once, in rounds; the order changes from round to round."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
from temporalio.client import Client, WorkflowExecutionStatus

from commands.benchmark.cpu import Reading, Seconds, idle_rates
from commands.benchmark.installation import Installation, installed
from commands.benchmark.lives import PEOPLE, BareRequests, Contender, FloorLives, KhienLives, NotAnswered

ONE, MANY = 1, 24
IDLE_SECONDS = 5.0
# After its last answer a life still costs: completion, visibility, cleaning up. What comes this soon counts as the life's.
AFTERMATH_SECONDS = 1.0


@dataclass(frozen=True)
class Phase:
    """Some lives of one contender, so many in flight: how long they took, each answer they got, and the CPU of every process."""

    lives: int
    seconds: float
    acks: list[float]
    cpu: Seconds


@dataclass(frozen=True)
class Page:
    """What one life has left in Temporal."""

    events: int
    size: int


@dataclass(frozen=True)
class Round:
    """By contender and lives in flight."""

    phases: dict[tuple[str, int], Phase]


@dataclass(frozen=True)
class Run:
    """Everything that was seen; nothing is worked out yet."""

    rounds: list[Round]
    pages: dict[str, list[Page]]
    idle: Seconds
    late: int


async def measure(rounds: int, lives: int, say: Callable[[str], None]) -> Run:
    """In each round, so many lives of each contender one by one, and as many again at twenty-four in flight."""
    with tempfile.TemporaryDirectory(prefix="khien-bench-") as folder:
        async with AsyncExitStack() as stack:
            here = await stack.enter_async_context(installed(Path(folder)))
            base_url = f"http://127.0.0.1:{here.config.api_port}"
            limits = httpx2.Limits(max_keepalive_connections=2 * MANY)
            http = await stack.enter_async_context(httpx2.AsyncClient(base_url=base_url, timeout=60, limits=limits))
            floor, khien = FloorLives(here.client), KhienLives(http, {who: here.token(who) for who in PEOPLE})
            bare = BareRequests(http, f"http://127.0.0.1:{here.floor_api_port}/", here.token(PEOPLE[0]))
            say("warming up")
            await _round((floor, bare, khien), max(1, lives // 2), here, {})
            late = khien.late
            say("measuring what each process spends when nothing is asked of it")
            idle = await idle_rates(here.processes, IDLE_SECONDS)
            done: list[Round] = []
            for number in range(rounds):
                say(f"round {number + 1} of {rounds}")
                done.append(await _round((floor, bare, khien) if number % 2 == 0 else (khien, bare, floor), lives, here, idle))
            pages = {contender.name: [await _page(life, here.client) for life in contender.lived] for contender in (floor, khien)}
            return Run(done, pages, idle, khien.late - late)


async def _round(contenders: tuple[Contender, ...], lives: int, here: Installation, idle: Seconds) -> Round:
    phases: dict[tuple[str, int], Phase] = {}
    for in_flight in (ONE, MANY):
        for contender in contenders:
            phases[contender.name, in_flight] = await _phase(contender, lives, in_flight, here, idle)
    return Round(phases)


async def _phase(contender: Contender, lives: int, in_flight: int, here: Installation, idle: Seconds) -> Phase:
    acks: list[float] = []
    waiting = iter(range(lives))

    async def one_after_another() -> None:
        for _ in waiting:
            acks.extend(await contender.live())

    before = Reading.of(here.processes)
    async with asyncio.TaskGroup() as together:
        for _ in range(min(in_flight, lives)):
            together.create_task(one_after_another())
    ended = Reading.of(here.processes)
    await asyncio.sleep(AFTERMATH_SECONDS)
    return Phase(lives, ended.at - before.at, acks, Reading.of(here.processes).since(before, idle))


async def _page(workflow: str, client: Client) -> Page:
    """Raises NotAnswered for a life that has not ended: it would not be comparable."""
    seen = await client.get_workflow_handle(workflow).describe()
    if seen.status is not WorkflowExecutionStatus.COMPLETED:
        raise NotAnswered(f"{workflow} has not ended: {seen.status}")
    info = seen.raw_description.workflow_execution_info
    return Page(info.history_length, info.history_size_bytes)
