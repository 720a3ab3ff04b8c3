"""What evidence costs: a file handed in and taken away, beside a route that only counts the bytes or only sends them, in the same run; and what twenty who
hand in at once take of memory."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
import psutil
from rich.table import Table

from commands.benchmark.growth import quietly
from commands.benchmark.installation import READY_WITHIN, free_port, running, uvicorn
from commands.benchmark.many_cases import OWN, Counter
from commands.benchmark.pages import config_of
from rehearsal.client import DoorClient
from rehearsal.issuer import make_issuer
from rehearsal.scanner import scanning
from settings import Settings

CASE = f"SK-2026-{OWN}-1"
SIZE = 20_000_000  # bytes of a file
TIMES, AT_ONCE = 5, 20
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@dataclass(frozen=True)
class FileCost:
    """`bare`: the same bytes to or from a route that does nothing with them. `part`: of its throughput."""

    name: str
    megabytes_a_second: float
    bare: float
    part: float


@dataclass(frozen=True)
class Memory:
    """Of the API and of what it starts, in megabytes: before, and the most while so many handed in at once."""

    before: float
    most: float
    apart: float


@dataclass(frozen=True)
class Measured:
    costs: tuple[FileCost, ...]
    memory: Memory


def measure(say: Callable[[str], None], size: int = SIZE, times: int = TIMES, at_once: int = AT_ONCE) -> Measured:
    with quietly(), tempfile.TemporaryDirectory(prefix="khien-files-") as folder:
        say(f"files of {size / 1_000_000:,.0f} MB, in and out")
        return asyncio.run(_measured(Path(folder), size, times, at_once))


async def _measured(folder: Path, size: int, times: int, at_once: int) -> Measured:
    counter, (port, floor_port) = Counter(folder), (free_port(), free_port())
    counter.register(CASE)
    async with scanning() as scanner:
        config = config_of(folder).model_copy(update={"api_port": port, "scanner": scanner, "files_a_day": 1_000})
        make_issuer(config.issuer_keys)
        with (
            running("api", uvicorn("api.app:make_app", port), config) as api,
            running("floor", uvicorn("commands.benchmark.floor_api:make_app", floor_port), config),
        ):
            async with _client(config, port) as door, httpx2.AsyncClient(base_url=f"http://127.0.0.1:{floor_port}", timeout=120) as floor:
                await _ready(door.http, floor)
                costs = await _costs(door, floor, counter, size, times)
                memory = await _memory(door, api, size, at_once)
    counter.close()
    return Measured(costs, memory)


async def _costs(door: DoorClient, floor: httpx2.AsyncClient, counter: Counter, size: int, times: int) -> tuple[FileCost, ...]:
    """In turns, each beside its floor."""
    taken, given = list[tuple[float, float]](), list[tuple[float, float]]()
    names = list[str]()
    for _ in range(times):
        content = a_file(size)
        began = time.perf_counter()
        answer = await door.send_file("clerk", "scan.png", content)
        assert answer.status_code == 201, answer.text
        khien = time.perf_counter() - began
        names.append(answer.json()["sha256"])
        taken.append((khien, await _timed(floor.post("/stream", content=content))))
    await asyncio.to_thread(counter.act, "clerk", "accept_dossier", CASE, enclosed=names)
    for name in names:
        khien = await _timed(door.get("clerk", f"/initiatives/{CASE}/files/{name}"))
        given.append((khien, await _timed(floor.get("/stream", params={"size": size}))))
    return _cost("a file handed in", taken, size), _cost("a file taken away", given, size)


def _cost(name: str, seconds: list[tuple[float, float]], size: int) -> FileCost:
    ours, bare = (size / 1_000_000 / median(each) for each in zip(*seconds, strict=True))
    return FileCost(name, ours, bare, ours / bare)


async def _memory(door: DoorClient, api: psutil.Process, size: int, at_once: int) -> Memory:
    before = most = _rss(api)
    apart = 0.0
    handing_in = asyncio.gather(*(door.send_file("clerk", "scan.png", a_file(size)) for _ in range(at_once)))
    while not handing_in.done():
        most, apart = max(most, _rss(api)), max(apart, _of_children(api))
        await asyncio.sleep(0.02)
    assert {each.status_code for each in await handing_in} == {201}
    return Memory(before / 1e6, most / 1e6, apart / 1e6)


def _rss(process: psutil.Process) -> float:
    return float(process.memory_info().rss)


def _of_children(process: psutil.Process) -> float:
    found = 0.0
    for child in process.children(recursive=True):
        try:
            found += _rss(child)
        except psutil.Error:  # it has ended meanwhile
            continue
    return found


def a_file(size: int) -> bytes:
    """A picture by its first bytes, and no two alike."""
    return _PNG + os.urandom(size - len(_PNG))


async def _timed(asked: Any) -> float:
    began = time.perf_counter()
    answer = await asked
    assert answer.status_code == 200, (answer.status_code, answer.text[:200])
    return time.perf_counter() - began


@asynccontextmanager
async def _client(config: Settings, port: int) -> AsyncIterator[DoorClient]:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120) as http:
        yield DoorClient(config, http)


async def _ready(*servers: httpx2.AsyncClient) -> None:
    async with asyncio.timeout(READY_WITHIN):
        for http in servers:
            while True:
                try:
                    await http.get("/")
                    break
                except httpx2.TransportError:
                    await asyncio.sleep(0.2)


def figures(found: Measured) -> dict[str, Any]:
    """For build/bench.json."""
    return asdict(found)


def table(found: Measured) -> Table:
    memory = found.memory
    title = (
        f"Files of {SIZE / 1_000_000:,.0f} MB. {AT_ONCE} handed in at once: the API from {memory.before:,.0f} to {memory.most:,.0f} MB, "
        f"what examines them {memory.apart:,.0f} MB"
    )
    drawn = Table(title=title)
    drawn.add_column("", no_wrap=True)
    for column in ("MB a second", "a route that does nothing", "of it"):
        drawn.add_column(column, justify="right")
    for each in found.costs:
        drawn.add_row(each.name, f"{each.megabytes_a_second:,.0f}", f"{each.bare:,.0f}", f"{each.part:.0%}")
    return drawn
