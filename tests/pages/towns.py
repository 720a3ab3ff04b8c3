"""A town: one counter with its people, each at a window of their own, and the two ways of drawing a page that the journeys are played in."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import uvicorn
from playwright.async_api import Browser as ChromiumBrowser

from api.pages.visits import Sent
from store.beside import sessions
from tests.families import Step
from tests.pages.browsers import AT, Browser, Street, street
from tests.pages.chromium import ChromiumWindow, chromium
from tests.pages.windows import PlainWindow, Window
from tests.record.whole_families import follow
from words import page as words_of_a_page

WAYS = ("http", "chromium")
RECEIPTS = "/counter/receipts/"
CHECK, SEND = (words_of_a_page(key, "vi") for key in ("check", "send"))


@dataclass
class Town:
    """`at`: where the counter is reached. `real`: the browser, where one draws the pages."""

    street: Street
    at: str
    real: ChromiumBrowser | None = None
    windows: dict[str, Window] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(901))

    async def window(self, who: str = "", scripts: bool = True) -> Window:
        """A new one: of somebody who is signed in, or of nobody yet."""
        secret = (await self.street.visitor(who)).secret if who else ""
        if self.real:
            return await ChromiumWindow.opened(self.real, self.at, secret, scripts)
        browser = Browser(self.street.door.app)
        if secret:
            browser.keep(secret)
        return PlainWindow(browser)

    async def at_window(self, who: str) -> Window:
        """Theirs, which stays open from one act to the next. No script runs in it."""
        if who not in self.windows:
            self.windows[who] = await self.window(who, scripts=False)
        return self.windows[who]

    def case(self, *steps: Step) -> str:
        """A new one of lan's, which tam carries out, after those steps; none of it comes from a page. Its number."""
        number = self.street.counter.register(f"SK-2026-26743-{next(self._numbers)}")
        follow(self.street.counter, number, steps)
        return number

    def answer(self) -> None:
        """The registrar examines whatever waits, which it does by itself where Temporal is."""
        counter = self.street.counter
        for number, act, case in counter.waiting():
            counter.examine(number, act, case)

    async def act(self, window: Window, address: str, typed: Sent) -> None:
        """The form, check your answers, the receipt with what became of it; or the form with what is wrong."""
        await window.go(address)
        if await self.send(window, typed):
            await window.go(window.address)

    async def send(self, window: Window, typed: Sent) -> str:
        """What stands in the window, filled in and sent: the number of its receipt, or "" where something must be put right first."""
        await window.fill(typed)
        await window.press(CHECK)
        if await window.offers(SEND):
            await window.press(SEND)
        self.answer()
        return window.address.removeprefix(RECEIPTS) if window.address.startswith(RECEIPTS) else ""

    async def end_session(self, window: Window) -> None:
        """It has lasted as long as it may, whoever is typing."""
        await asyncio.to_thread(sessions.end, await window.secret(), self.street.door.store)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[Street, str]]:
    """A street whose counter is reached over a socket, and where."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        at = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with street(folder, public_url=at, log_level="ERROR") as found:
            server = uvicorn.Server(uvicorn.Config(found.door.app, log_level="error", lifespan="off"))
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            try:
                yield found, at
            finally:
                server.should_exit = True
                await serving


@asynccontextmanager
async def town(folder: Path, way: str) -> AsyncIterator[Town]:
    """Raises nothing where no browser is: whoever asks for one skips first (`CHROMIUM`)."""
    async with AsyncExitStack() as stack:
        if way == "http":
            yield Town(await stack.enter_async_context(street(folder, log_level="ERROR")), AT)
            return
        found, at = await stack.enter_async_context(served(folder))
        yield Town(found, at, await stack.enter_async_context(chromium()))
