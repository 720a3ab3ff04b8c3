"""What a page costs: my work, a case, a list and a form beside few cases and beside ten thousand, and as a ratio to a page that does nothing.

In one process and without the network, so that what is counted is the page's. How many a second one server gives is told in served.py.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from rich.table import Table
from sqlalchemy import event

from api.app import make_app
from api.pages.visits import FIRST_PAGE
from commands.benchmark.growth import FEW, MANY, quietly
from commands.benchmark.many_cases import OWN, Counter
from rehearsal.in_one_process import NO_WALL
from rehearsal.issuer import make_issuer
from settings import Settings
from store.beside import sessions
from store.clock import now
from store.engine import Store

CASE = f"/counter/initiatives/SK-2026-{OWN}-1"
# What is asked, and by whom: the head reads the cases of one agency, the focal point all of them.
ASKED = {
    "my work, of a head": ("head", FIRST_PAGE),
    "my work, of the focal point": ("focal", FIRST_PAGE),
    "shared work": ("head", f"{FIRST_PAGE}/shared"),
    "what waits for others": ("head", f"{FIRST_PAGE}/waiting"),
    "my notices": ("head", "/counter/notices"),
    "a search, of the focal point": ("focal", "/counter/search?find=tro+ly"),
    "a case": ("head", CASE),
    "its family": ("head", f"{CASE}/family"),
    "a list, of the focal point": ("focal", "/counter/initiatives"),
    "a form": ("clerk", f"{CASE}/acts/return_dossier"),
}
NOTHING = "a page that does nothing"
TIMES = 15
AIM = 100.0  # milliseconds, beside ten thousand cases


@dataclass(frozen=True)
class Cost:
    """The median of some tries: by the clock on the wall, by the processor (of all threads), and how often the database was asked."""

    milliseconds: float
    cpu: float
    statements: int


# Whether a statement belongs to the page that is measured: what was read before it is written meanwhile, by a hand of its own (ADR 45).
_ASKING: ContextVar[bool] = ContextVar("asking", default=False)


@dataclass(frozen=True)
class PageCost:
    """`times_nothing`: the processor's time of it beside many cases, as a ratio to the page that does nothing in the same run."""

    name: str
    little: Cost
    much: Cost
    times_nothing: float


def measure(say: Callable[[str], None], cases: tuple[int, int] = (FEW, MANY), times: int = TIMES) -> list[PageCost]:
    with quietly():
        say(f"pages beside {cases[0]:,} and {cases[1]:,} cases")
        few, many = (asyncio.run(_beside(number, times)) for number in cases)
    floor = many.pop(NOTHING)
    return [
        PageCost(NOTHING, few[NOTHING], floor, 1.0),
        *(PageCost(name, few[name], much, much.cpu / floor.cpu) for name, much in many.items()),
    ]


async def _beside(cases: int, times: int) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory(prefix="khien-pages-") as folder:
        counter = Counter(Path(folder))
        counter.fill(cases)
        counter.close()
        async with _open(Path(folder)) as (app, store):
            found = {NOTHING: await _cost(_does_nothing(), "/", "", store, times)}
            for name, (who, address) in ASKED.items():
                found[name] = await _cost(app, address, sessions.begin(who, now(), now() + timedelta(hours=1), store), store, times)
            return found


@asynccontextmanager
async def _open(folder: Path) -> AsyncIterator[tuple[FastAPI, Store]]:
    app = make_app(config_of(folder))
    async with app.router.lifespan_context(app):
        yield app, app.state.house.store


def config_of(folder: Path) -> Settings:
    """Of the door and the counter on the record of that folder. Nobody signs in there: sessions are begun in the record itself."""
    config = Settings(
        home=folder,
        database_url=f"sqlite:///{folder / 'khien.db'}",
        keys=folder / "keys",
        registrar=folder / "registrar",
        jwks="",
        public_url="http://khien",
        client_id="khien-counter",
        sign_in_at="http://127.0.0.1:1",
        demo=True,
        acts_per_minute=NO_WALL,
        reads_per_minute=NO_WALL,
        log_level="ERROR",
    )
    make_issuer(config.issuer_keys)
    return config


def _does_nothing() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse("<!DOCTYPE html><title>-</title>")

    return app


async def _cost(app: FastAPI, address: str, secret: str, store: Store, times: int) -> Cost:
    """Raises AssertionError for a page that is not there: it would be fast."""
    asked = 0

    def saw(*_: object) -> None:
        nonlocal asked
        asked += _ASKING.get()

    took, spent, statements = list[float](), list[float](), list[int]()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://khien", cookies={"khien_session": secret}) as http:
        await http.get(address)  # what is prepared once, is
        _ASKING.set(True)
        event.listen(store.engine, "before_cursor_execute", saw)
        for _ in range(times):
            asked, began, worked = 0, time.perf_counter(), time.process_time()
            answer = await http.get(address)
            took.append(time.perf_counter() - began)
            spent.append(time.process_time() - worked)
            statements.append(asked)
            assert answer.status_code == 200, (address, answer.status_code)
        event.remove(store.engine, "before_cursor_execute", saw)
    return Cost(1000 * median(took), 1000 * median(spent), int(median(statements)))


def figures(pages: list[PageCost]) -> list[dict[str, Any]]:
    """For build/bench.json."""
    return [asdict(each) for each in pages]


def table(pages: list[PageCost]) -> Table:
    drawn = Table(
        title=f"What a page costs: beside {FEW:,} cases and beside {MANY:,}, SQLite, in one process without the network",
        caption=f"Medians. At most {AIM:g} ms are aimed at beside {MANY:,} cases. The last column: the processor's time beside {MANY:,} cases, as a ratio to "
        "the page that does nothing.",
    )
    drawn.add_column("", no_wrap=True)
    for column in ("ms, little", "ms, much", "CPU ms, much", "statements", "times nothing"):
        drawn.add_column(column, justify="right")
    for each in pages:
        much, few = each.much, each.little
        asked = f"{much.statements}" if few.statements == much.statements else f"{few.statements} > {much.statements}"
        drawn.add_row(
            each.name,
            f"{few.milliseconds:.1f}",
            f"{much.milliseconds:.1f}",
            f"{much.cpu:.1f}",
            asked,
            f"{each.times_nothing:.1f}",
        )
    return drawn


def verdict(pages: list[PageCost]) -> str:
    """The slowest of what people look at all day, beside the aim. A machine that is busy elsewhere is told by how far clock and processor lie apart."""
    slowest = max((each for each in pages if each.name in ("my work, of a head", "a case")), key=lambda each: each.much.milliseconds)
    much = slowest.much
    met = "met" if much.milliseconds <= AIM else "NOT met"
    return f"{slowest.name}: {much.milliseconds:.1f} ms beside {MANY:,} cases ({much.cpu:.1f} of the processor), aim at most {AIM:g}: {met}"
