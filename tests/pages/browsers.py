"""What a browser does, without one: cookies, links, and forms as they stand in the page. Nothing can be typed where no field is."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import uvicorn

from api.app import make_app
from api.pages.visits import Sent
from rehearsal.provider import make_provider
from store.beside import sessions
from tests.doorstep import Doorstep, beside_a_counter
from tests.record.counter import Counter

AT = "http://khien"
SESSION, HOST = "khien_session", "khien.local"  # as a cookie jar calls a host without a dot
LASTS = {"session_hours": 100_000, "session_idle_minutes": 5_000_000}  # longer than any story


@dataclass
class Control:
    """`offered`: the values among which one chooses; None where one types."""

    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] | None = None


@dataclass
class Form:
    """`labels`: which button bears which text."""

    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def sends(self) -> Sent:
        return {name: each.values for name, each in self.controls.items() if each.values}

    def fill(self, typed: Sent) -> None:
        """What is not named is left empty, but for what the page itself carries. Raises AssertionError where a person could not do that."""
        for name, control in self.controls.items():
            if control.kind != "hidden":
                control.values = typed.get(name, [] if control.offered is not None else [""])
            elif name in typed:
                assert control.values == typed[name], f"{name} cannot be typed"
            assert control.offered is None or {*control.values} <= {*control.offered}, f"{name} offers {control.offered}"
        assert typed.keys() <= self.controls.keys(), f"no field for {sorted(typed.keys() - self.controls.keys())}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.named: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self.ids: list[str] = []
        self._form: Form | None = None
        self._typing: Control | None = None
        self._choosing: Control | None = None
        self._clickable = ""
        self._said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids += [told["id"]] if "id" in told else []
        self._silent += tag in ("script", "style", "svg")
        if tag in ("a", "button"):
            self._clickable, self._said = told.get("href", ""), []
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "form":
            self._form = Form(told.get("action", ""), told.get("method", "get"))
            self.forms.append(self._form)
        elif self._form and tag in ("input", "textarea", "select", "button"):
            self._control(tag, told, self._form)
        elif tag == "option" and self._choosing and self._choosing.offered is not None:
            self._choosing.offered.append(told.get("value", ""))
            self._choosing.values += [told.get("value", "")] if "selected" in told else []

    def _control(self, tag: str, told: dict[str, str], form: Form) -> None:
        kind, name = told.get("type", tag), told.get("name", "")
        if tag == "button":
            form.buttons.append((name, told.get("value", "")))
        elif tag == "textarea":
            self._typing = form.controls.setdefault(name, Control(kind, [""]))
        elif tag == "select":
            self._choosing = form.controls.setdefault(name, Control(kind, [], []))
        elif kind in ("radio", "checkbox"):
            control = form.controls.setdefault(name, Control(kind, [], []))
            assert control.offered is not None
            control.offered.append(told["value"])
            control.values += [told["value"]] if "checked" in told else []
        else:
            form.controls.setdefault(name, Control(kind)).values.append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "svg")
        text = " ".join(self._said)
        if tag == "form":
            self._form = None
        elif tag == "a":
            self.named.append((text, self._clickable))
        elif tag == "button" and self._form:
            self._form.labels[text] = self._form.buttons[-1]
        elif tag == "textarea":
            self._typing = None
        elif tag == "select":
            self._choosing = None

    def handle_data(self, data: str) -> None:
        if self._typing:
            self._typing.values[0] += data.removeprefix("\n") if not self._typing.values[0] else data
        elif not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))
            self._said.append(self.texts[-1])


@dataclass
class Page:
    """`named`: each link by its text."""

    answer: httpx2.Response
    address: str
    links: list[str]
    forms: list[Form]
    texts: list[str]
    ids: list[str]
    named: list[tuple[str, str]]

    @classmethod
    def of(cls, answer: httpx2.Response, address: str) -> "Page":
        reader = _Reader()
        reader.feed(answer.text)
        return cls(answer, address, reader.links, reader.forms, reader.texts, reader.ids, reader.named)

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def is_html(self) -> bool:
        """And no file that is saved."""
        return self.answer.headers.get("Content-Type", "").startswith("text/html")

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def form(self) -> Form:
        """That of the page itself: those of its head search, change the language and sign out."""
        of_the_head = ("/counter/search", "/counter/language", "/counter/sign-out")
        return next(form for form in self.forms if form.action not in of_the_head)

    @property
    def own_links(self) -> Iterator[str]:
        """Those that lead to a page: a list taken away as a file is none."""
        elsewhere = ("/counter/static/", "/counter/sign-in")
        return (link for link in self.links if link.startswith("/counter/") and not link.startswith(elsewhere) and "/export?" not in link)


class Browser:
    """One person's, in one language."""

    def __init__(self, app: Any, language: str = "vi") -> None:
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self.http = httpx2.AsyncClient(transport=transport, base_url=AT, headers={"Accept-Language": language})

    @property
    def secret(self) -> str:
        """Its session."""
        return self.http.cookies.get(SESSION, "", domain=HOST) or ""

    def keep(self, secret: str) -> None:
        self.http.cookies.set(SESSION, secret, domain=HOST, path="/")

    async def open(self, address: str) -> Page:
        """Where it leads: redirects are followed, but for those to another host."""
        answer = await self.http.get(address)
        while answer.status_code in (303, 307) and answer.headers["Location"].startswith("/"):
            address = answer.headers["Location"]
            answer = await self.http.get(address)
        return Page.of(answer, address)

    async def sign_in(self, who: str, address: str = "/counter/work") -> Page:
        """Two clicks: the counter's link, and the person."""
        away = (await self.open(address)).answer.headers["Location"]
        async with httpx2.AsyncClient(verify=False) as elsewhere:  # no certificate on this street
            chosen = await elsewhere.get(f"{away}&{urlencode({'as': who})}")
        assert chosen.status_code == 303, chosen.text
        return await self.open(chosen.headers["Location"].removeprefix(AT))

    async def send(self, page: Page, form: Form, button: tuple[str, str] | None = None, **headers: str) -> Page:
        """As a browser sends it, with the button that was pressed."""
        if button:
            assert button in form.buttons, f"no such button: {form.buttons}"
        sent = {**form.sends, **({button[0]: [button[1]]} if button else {})}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": AT, **headers}
        address = form.action or page.address
        answer = await self.http.post(address, content=urlencode(sent, doseq=True), headers=headers)
        if answer.status_code == 303:
            return await self.open(answer.headers["Location"])
        return Page.of(answer, address)

    async def fill_in(self, page: Page, typed: Sent) -> Page:
        """The page with that typed in, rows added where there are too few."""
        while missing := [name for name in typed if name not in page.form.controls]:
            rows = next((found[1] for name in missing if (found := re.match(r"(.+?)\.\d+(?:\.|$)", name))), "")
            assert rows, f"no field for {missing}"
            page = await self.send(page, page.form, ("_step", f"add:{rows}"))
            assert page.status == 200, page.text
        page.form.fill(typed)
        return page

    async def act(self, address: str, typed: Sent) -> Page:
        """The form, check your answers, and where that leads: the receipt, or the form with what is wrong."""
        page = await self.fill_in(await self.open(address), typed)
        checked = await self.send(page, page.form, ("_step", "check"))
        if ("_step", "send") not in checked.form.buttons:
            return checked
        return await self.send(checked, checked.form, ("_step", "send"))


@dataclass
class Street:
    """A counter with its provider down the street, and a registrar who examines when a test says so."""

    counter: Counter
    door: Doorstep

    async def visitor(self, who: str, language: str = "vi") -> Browser:
        """Somebody who is signed in already. How one comes in is test_sign_in.py's business."""
        browser, moment = Browser(self.door.app, language), self.counter.moment
        browser.keep(sessions.begin(who, moment, moment + timedelta(hours=self.door.config.session_hours), self.door.store))
        return browser

    @asynccontextmanager
    async def under(self, **options: Any) -> AsyncIterator["Street"]:
        """Another door of the same record, under other settings."""
        config = self.door.config.model_copy(update=options)
        app = make_app(config, lambda: self.counter.moment)
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=transport, base_url=AT) as http:
            yield Street(self.counter, replace(self.door, config=config, app=app, http=http))


@asynccontextmanager
async def street(folder: Path, kind: type[Counter] = Counter, **options: Any) -> AsyncIterator[Street]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        here = f"http://127.0.0.1:{listening.getsockname()[1]}"
        told = {"client_id": "khien-counter", "sign_in_at": here, "public_url": AT, **LASTS, **options}
        async with beside_a_counter(folder, kind, **{"answer_within_seconds": 0.01, **told}) as (counter, door):
            server = uvicorn.Server(uvicorn.Config(make_provider(door.config, here), log_level="error", lifespan="off"))
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            try:
                yield Street(counter, door)
            finally:
                server.should_exit = True
                await serving
