"""A window at the counter, as a journey uses it: addresses, links, fields and buttons, whatever draws the page. Here the one without a browser.

tests/pages/chromium.py has the other. A journey is written once, by what a person reads, and played in both.
"""

from typing import Protocol
from urllib.parse import urlencode

from api.pages.visits import Sent
from tests.pages.browsers import Browser, Form, Page


class NotThere(AssertionError):
    """No such link, button, field or choice on the page."""


class Window(Protocol):
    """One person's. `fill` adds rows where there are too few; `press` and `follow` find what bears that text, and `offers` says whether a button does.
    `sign_in`: at the provider's page, as whoever is chosen there; `beside`: in another tab, while this one stays as it is.
    """

    @property
    def address(self) -> str: ...
    @property
    def status(self) -> int: ...

    async def go(self, address: str) -> None: ...
    async def text(self) -> str: ...
    async def value(self, name: str) -> str: ...
    async def fill(self, typed: Sent) -> None: ...
    async def offers(self, label: str) -> bool: ...
    async def press(self, label: str) -> None: ...
    async def follow(self, label: str) -> None: ...
    async def sign_in(self, who: str, beside: bool = False) -> None: ...
    async def secret(self) -> str: ...


class PlainWindow:
    """By HTTP, as a browser would send it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        assert self._page, "nothing was opened yet"
        return self._page

    @property
    def address(self) -> str:
        return self.page.address

    @property
    def status(self) -> int:
        return self.page.status

    async def go(self, address: str) -> None:
        self._page = await self._browser.open(address)

    async def text(self) -> str:
        return self.page.text

    async def value(self, name: str) -> str:
        return self.page.form.controls[name].values[0]

    async def fill(self, typed: Sent) -> None:
        try:
            self._page = await self._browser.fill_in(self.page, typed)
        except AssertionError as cannot:
            raise NotThere(str(cannot)) from None

    def _form_with(self, label: str) -> Form | None:
        return next((form for form in reversed(self.page.forms) if label in form.labels), None)

    async def offers(self, label: str) -> bool:
        return self._form_with(label) is not None

    async def press(self, label: str) -> None:
        form = self._form_with(label)
        if form is None:
            raise NotThere(f"{label}: {self.address} {self.page.text}")
        button = form.labels[label]
        if form.method == "get":
            await self.go(f"{form.action}?{urlencode(form.sends, doseq=True)}")
        else:
            self._page = await self._browser.send(self.page, form, button if button[0] else None)

    async def follow(self, label: str) -> None:
        found = next((href for text, href in self.page.named if label in text), None)
        if found is None:
            raise NotThere(f"{label}: {self.address} {self.page.text}")
        await self.go(found)

    async def sign_in(self, who: str, beside: bool = False) -> None:
        page = await self._browser.sign_in(who)
        self._page = self._page if beside else page

    async def secret(self) -> str:
        return self._browser.secret
