"""`make pictures`: what the counter looks like, as files of docs/, always of the same cases on the same day. Needs a chromium on this machine."""

import asyncio
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import typer
import uvicorn
from playwright.async_api import async_playwright
from rich.console import Console

from api.app import make_app
from commands.demo.past import play_the_past
from commands.setup import set_up
from domain.zone import CITY_ZONE
from rehearsal.in_one_process import NO_WALL
from rehearsal.story import STORIES, read_story, stories_in
from settings import ROOT, Settings
from store.beside import sessions
from store.engine import Store

OUT = ROOT / "docs"
TODAY = datetime(2026, 11, 25, 9, 30, tzinfo=CITY_ZONE)  # a Wednesday; the demo's stories end shortly before
WIDE, TALL, TELEPHONE = 1240, 900, 375
# Nothing is asked of any other machine, and whoever draws pictures needs no sandbox.
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


class NoBrowser(Exception):
    """There is nothing to draw a page with."""


@dataclass(frozen=True)
class Picture:
    """`among`: a list whose first case is opened, at `part` of it; or, without a part, the page itself."""

    name: str
    who: str
    among: str
    part: str | None = None
    width: int = WIDE
    height: int = TALL


PICTURES = (
    Picture("counter-work", "head", "/counter/work"),
    Picture("counter-case", "head", "/counter/initiatives?stage=implementing", ""),
    Picture("counter-review", "head", "/counter/reviews?stage=findings", "/room", height=1600),
    Picture("counter-list", "focal", "/counter/initiatives"),
    Picture("counter-act-phone", "deputy", "/counter/initiatives?stage=agency_review&sort=due", "/acts/vote", TELEPHONE),
)


async def draw(home: Path, out: Path, say: Console) -> None:
    """Raises NoBrowser, Mismatch."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise NoBrowser("No chromium on the PATH: install your system's package of that name.")
    config = Settings(
        home=home, demo=True, log_level="ERROR", database_url="", keys=None, registrar=None, jwks="", temporal_namespace="default"
    )
    set_up(config, demo=True)
    await play_the_past([read_story(path) for path in stories_in(STORIES / "demo")], config, say, ends=TODAY)
    async with _served(config) as (at, store), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        for each in PICTURES:
            context = await browser.new_context(
                viewport={"width": each.width, "height": each.height}, locale="vi-VN", java_script_enabled=False
            )
            secret = sessions.begin(each.who, TODAY, TODAY + timedelta(hours=1), store)
            await context.add_cookies([{"name": "khien_session", "value": secret, "url": at}])
            page = await context.new_page()
            await page.goto(f"{at}{each.among}")
            if each.part is not None:
                await page.goto(f"{at}{await page.locator('main td a').first.get_attribute('href')}{each.part}")
            await page.screenshot(path=out / f"{each.name}.png")
            say.print(f"{out / each.name}.png")
            await context.close()
        await browser.close()


@asynccontextmanager
async def _served(config: Settings) -> AsyncIterator[tuple[str, Store]]:
    """The counter on that record, on a free port, where it is always the same day."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        at = f"http://127.0.0.1:{listening.getsockname()[1]}"
        counter = {
            "client_id": "khien-counter",
            "sign_in_at": at,
            "public_url": at,
            "acts_per_minute": NO_WALL,
            "reads_per_minute": NO_WALL,
        }
        app = make_app(config.model_copy(update=counter), lambda: TODAY)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            with closing(Store(config.database)) as store:
                yield at, store
        finally:
            server.should_exit = True
            await serving


def main() -> None:
    """Write the pictures of docs/ anew."""
    try:
        with tempfile.TemporaryDirectory(prefix="khien-pictures-") as folder:
            asyncio.run(draw(Path(folder), OUT, Console()))
    except NoBrowser as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from why


if __name__ == "__main__":
    typer.run(main)
