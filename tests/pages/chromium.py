"""A window of the real thing: headless Chromium, driven by Playwright's package. No browser is downloaded: it is the machine's own, where it has one."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

from api.pages.visits import STEP, Sent
from rehearsal.provider import people
from tests.pages.browsers import SESSION
from tests.pages.windows import NotThere

CHROMIUM = shutil.which("chromium") or ""
# Nothing is asked of any other machine, and a test user needs no sandbox of its own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_LOOK = """() => {
  document.querySelectorAll("main details").forEach((part) => { part.open = true; });
  return Object.fromEntries([...document.querySelectorAll("main [name]")].map((field) => [field.name, field.type]));
}"""
SLOWEST = 60_000  # milliseconds; a machine that is busy elsewhere is not what these tests are about


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


class ChromiumWindow:
    """`page`: of a context of its own, so that two people share no cookie."""

    def __init__(self, page: Page, at: str) -> None:
        self.page, self._at, self._status = page, at, 0
        page.on("response", lambda answer: self._seen(answer.request.is_navigation_request(), answer.status))

    @classmethod
    async def opened(cls, browser: Browser, at: str, secret: str = "", scripts: bool = True) -> "ChromiumWindow":
        """`at`: where the counter is. `secret`: of a session, where somebody has signed in already."""
        context: BrowserContext = await browser.new_context(
            locale="vi-VN", java_script_enabled=scripts, viewport={"width": 1240, "height": 900}
        )
        context.set_default_timeout(SLOWEST)
        if secret:
            await context.add_cookies([{"name": SESSION, "value": secret, "url": at}])
        return cls(await context.new_page(), at)

    async def close(self) -> None:
        await self.page.context.close()

    def _seen(self, whole_page: bool, status: int) -> None:
        if whole_page and not 300 <= status < 400:
            self._status = status

    @property
    def address(self) -> str:
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def status(self) -> int:
        return self._status

    async def go(self, address: str) -> None:
        await self.page.goto(f"{self._at}{address}")

    async def text(self) -> str:
        return " ".join((await self.page.locator("body").inner_text()).split())

    async def value(self, name: str) -> str:
        return await self.page.locator(f'main [name="{name}"]').first.input_value()

    async def fill(self, typed: Sent) -> None:
        kinds = await self._kinds()
        for name, values in typed.items():
            while name not in kinds:
                await self._add_a_row(name)
                kinds = await self._kinds()
            fields = self.page.locator(f'main [name="{name}"]')
            for value in values:
                match kinds[name]:
                    case "hidden":
                        assert value in [await each.input_value() for each in await fields.all()], "nobody types into what is not seen"
                    case "radio" | "checkbox":
                        await (await self._offered(fields.and_(self.page.locator(f'[value="{value}"]')), name)).check(force=True)
                    case "select-one":
                        await self._offered(fields.locator(f'option[value="{value}"]'), name)
                        await fields.select_option(value)
                    case _:
                        await fields.fill(value)

    @staticmethod
    async def _offered(choice: Locator, name: str) -> Locator:
        if not await choice.count():
            raise NotThere(f"{name} does not offer it")
        return choice

    async def _kinds(self) -> dict[str, str]:
        """How each field of the page is filled in. What lies in a part that is rarely wanted is unfolded, as whoever fills it in would do."""
        found: dict[str, str] = await self.page.evaluate(_LOOK)
        return found

    async def _add_a_row(self, name: str) -> None:
        parts = name.split(".")
        rows = next((".".join(parts[:n]) for n, part in enumerate(parts) if part.isdigit()), "")
        if not rows:
            raise NotThere(f"no field for {name}")
        before = await self.page.locator("main .kh-row").count()
        await self.page.locator(f'button[name="{STEP}"][value="add:{rows}"]').click()
        await self.page.locator("main .kh-row").nth(before).wait_for()  # the page is drawn anew, or by a script the group alone

    async def offers(self, label: str) -> bool:
        return await self.page.get_by_role("button", name=label, exact=True).count() > 0

    async def press(self, label: str) -> None:
        await self._click(self.page.get_by_role("button", name=label, exact=True))

    async def follow(self, label: str) -> None:
        await self._click(self.page.get_by_role("link", name=label))

    async def _click(self, found: Locator) -> None:
        if not await found.count():
            raise NotThere(f"{self.address}: {await self.text()}")
        async with self.page.expect_navigation():
            await found.first.click()

    async def sign_in(self, who: str, beside: bool = False) -> None:
        page = await self.page.context.new_page() if beside else self.page
        await page.goto(f"{self._at}/counter/sign-in")
        await page.get_by_role("link", name=next(each.name for each in people("vi") if each.id == who)).click()
        await page.wait_for_url(f"{self._at}/counter/**")
        if beside:
            await page.close()

    async def secret(self) -> str:
        return next((each.get("value", "") for each in await self.page.context.cookies() if each.get("name") == SESSION), "")
