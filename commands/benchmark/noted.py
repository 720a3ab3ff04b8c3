"""What the reading ledger costs a read: the same pages and reads at two doors of one record, one of which notes nothing, in turns in one process."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, cast

import httpx2
from fastapi import FastAPI
from rich.table import Table
from starlette.routing import Mount

from api.app import make_app
from api.noting import Noting
from commands.benchmark.growth import FEW, quietly
from commands.benchmark.many_cases import OWN, Counter
from commands.benchmark.pages import config_of
from rehearsal.client import DoorClient
from settings import Settings
from store.beside import sessions
from store.clock import now

CASE = f"initiatives/SK-2026-{OWN}-1"
READS = {"a page of a case": f"/counter/{CASE}", "a case, by a program": f"/{CASE}"}
TURNS, AT_ONCE = 9, 20


@dataclass(frozen=True)
class NotedCost:
    """The median over the turns: of one read by the clock on the wall, and of all processor's time with the writing of what was noted. `ratio`: of
    the latter, with the reading ledger to without, turn by turn."""

    name: str
    milliseconds: float
    milliseconds_without: float
    cpu: float
    cpu_without: float
    ratio: float


def measure(say: Callable[[str], None], turns: int = TURNS, at_once: int = AT_ONCE) -> list[NotedCost]:
    with quietly(), tempfile.TemporaryDirectory(prefix="khien-noted-") as folder:
        say("reads with the reading ledger and without")
        counter = Counter(Path(folder))
        counter.fill(FEW)
        counter.close()
        return asyncio.run(_in_turns(config_of(Path(folder)), turns, at_once))


async def _in_turns(config: Settings, turns: int, at_once: int) -> list[NotedCost]:
    async with _door(config) as noting, _door(config, notes=False) as silent:
        return [await _cost(name, address, noting, silent, turns, at_once) for name, address in READS.items()]


@asynccontextmanager
async def _door(config: Settings, notes: bool = True) -> AsyncIterator[tuple[FastAPI, httpx2.AsyncClient]]:
    app = make_app(config)
    if not notes:
        for each in (app, *(route.app for route in app.routes if isinstance(route, Mount) and isinstance(route.app, FastAPI))):
            each.user_middleware = [middleware for middleware in each.user_middleware if Noting is not cast(object, middleware.cls)]
    async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://khien") as http:
        http.headers["Authorization"] = f"Bearer {DoorClient(config, http).token('head')}"
        http.cookies.set("khien_session", sessions.begin("head", now(), now() + timedelta(hours=1), app.state.house.store))
        yield app, http


async def _cost(
    name: str,
    address: str,
    noting: tuple[FastAPI, httpx2.AsyncClient],
    silent: tuple[FastAPI, httpx2.AsyncClient],
    turns: int,
    at_once: int,
) -> NotedCost:
    """Raises AssertionError for what is not there: it would be fast; and where a door did not note, or noted, what it should."""
    took: dict[bool, list[float]] = {True: [], False: []}
    spent: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(turns + 1):  # the first warms up
        for notes, (app, http) in ((True, noting), (False, silent)):
            ledger, worked = app.state.house.reading_ledger, time.process_time()
            began, noted = time.perf_counter(), 0
            for _ in range(at_once):
                answer = await http.get(address)
                assert answer.status_code == 200, (address, answer.status_code)
            took[notes].append((time.perf_counter() - began) / at_once)
            noted = ledger.waiting
            await asyncio.to_thread(ledger.write)
            spent[notes].append((time.process_time() - worked) / at_once)
            assert notes or noted == 0
    ratios = [with_it / without for with_it, without in zip(spent[True][1:], spent[False][1:], strict=True)]
    wall, alone, cpu, bare = (1000 * median(each[1:]) for each in (took[True], took[False], spent[True], spent[False]))
    return NotedCost(name, wall, alone, cpu, bare, median(ratios))


def figures(noted: list[NotedCost]) -> list[dict[str, Any]]:
    """For build/bench.json."""
    return [asdict(each) for each in noted]


def table(noted: list[NotedCost]) -> Table:
    drawn = Table(
        title="What the reading ledger costs a read: with it and without, SQLite, in one process without the network",
        caption=f"Medians of {TURNS} turns of {AT_ONCE} reads. The processor's time is that of all threads, with the writing of what was noted; ratios are "
        "taken within a turn.",
    )
    drawn.add_column("", no_wrap=True)
    for column in ("ms, with", "ms, without", "CPU ms, with", "CPU ms, without", "ratio"):
        drawn.add_column(column, justify="right")
    for each in noted:
        drawn.add_row(
            each.name,
            f"{each.milliseconds:.1f}",
            f"{each.milliseconds_without:.1f}",
            f"{each.cpu:.2f}",
            f"{each.cpu_without:.2f}",
            f"{each.ratio:.2f}",
        )
    return drawn
