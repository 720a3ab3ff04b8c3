"""How many pages a second one uvicorn worker gives beside ten thousand cases, and a page that does nothing in the same run, each to several who ask at once."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
from rich.table import Table

from commands.benchmark.growth import MANY, quietly
from commands.benchmark.installation import READY_WITHIN, free_port, running, uvicorn
from commands.benchmark.many_cases import Counter
from commands.benchmark.pages import ASKED, NOTHING, config_of
from settings import Settings
from store.beside import sessions
from store.clock import now
from store.engine import Store

SHOWN = ("my work, of a head", "a case", "a list, of the focal point", "a form")
AT_ONCE = 8
SECONDS = 5.0


@dataclass(frozen=True)
class Served:
    """`part_of_nothing`: of the pages a second that the page which does nothing gives in the same run."""

    name: str
    per_second: float
    part_of_nothing: float


def measure(say: Callable[[str], None], cases: int = MANY, seconds: float = SECONDS) -> list[Served]:
    """Raises TimeoutError where a server is not ready in time, AssertionError for a page that is not there: it would be fast."""
    with quietly(), tempfile.TemporaryDirectory(prefix="khien-served-") as folder:
        say(f"pages from one server beside {cases:,} cases")
        counter = Counter(Path(folder))
        counter.fill(cases)
        counter.close()
        config = config_of(Path(folder)).model_copy(update={"api_port": free_port()})
        floor_port = free_port()
        with (
            running("api", uvicorn("api.app:make_app", config.api_port), config),
            running("floor", uvicorn("commands.benchmark.floor_api:make_app", floor_port), config),
        ):
            per_second = asyncio.run(_rates(config, floor_port, seconds))
    return [Served(name, each, each / per_second[NOTHING]) for name, each in per_second.items()]


async def _rates(config: Settings, floor_port: int, seconds: float) -> dict[str, float]:
    store = Store(config.database)
    found = {NOTHING: await _rate(f"http://127.0.0.1:{floor_port}/", "", seconds)}
    for name in SHOWN:
        who, address = ASKED[name]
        secret = sessions.begin(who, now(), now() + timedelta(hours=1), store)
        found[name] = await _rate(f"http://127.0.0.1:{config.api_port}{address}", secret, seconds)
    store.close()
    return found


async def _rate(address: str, secret: str, seconds: float) -> float:
    async with httpx2.AsyncClient(cookies={"khien_session": secret}) as http, asyncio.timeout(READY_WITHIN + seconds):
        await _ready(http, address)
        began = time.perf_counter()
        given = sum(await asyncio.gather(*(_ask(http, address, began + seconds) for _ in range(AT_ONCE))))
        return given / (time.perf_counter() - began)


async def _ready(http: httpx2.AsyncClient, address: str) -> None:
    while True:
        try:
            await http.get(address)
            return
        except httpx2.TransportError:
            await asyncio.sleep(0.2)


async def _ask(http: httpx2.AsyncClient, address: str, until: float) -> int:
    given = 0
    while time.perf_counter() < until:
        answer = await http.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        given += 1
    return given


def figures(served: list[Served]) -> list[dict[str, Any]]:
    """For build/bench.json."""
    return [asdict(each) for each in served]


def table(served: list[Served]) -> Table:
    drawn = Table(title=f"Pages a second from one uvicorn worker, {AT_ONCE} asking at once, beside {MANY:,} cases, SQLite")
    drawn.add_column("", no_wrap=True)
    for column in ("a second", "of a page that does nothing"):
        drawn.add_column(column, justify="right")
    for each in served:
        drawn.add_row(each.name, f"{each.per_second:,.0f}", f"{each.part_of_nothing:.1%}")
    return drawn
