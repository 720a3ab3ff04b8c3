"""Every page and state, looked at by axe in a real browser at four widths: no violation, and nothing that scrolls sideways.

Where no chromium is, tests/pages/test_walk.py holds the essentials by the HTML alone (tests/pages/essentials.py).
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages.browsers import Browser
from tests.pages.chromium import CHROMIUM, ChromiumWindow
from tests.pages.test_walk import kind_of, walk
from tests.pages.towns import CHECK, SEND, Town, town
from tests.record.whole_families import WAITING, play_families

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
# In pixels; 620 is a window of 1240 at 200 %.
WIDTHS = (1240, 620, 375, 320)
HEIGHT = 900
# One who registers, one who takes in, one who decides, one who appraises, and one who has nothing to do.
LOOKING = ("lan", "clerk", "head", "focal", "stranger")
LOOK = """async () => {
  const found = (await axe.run(document, {resultTypes: ["violations"]})).violations;
  return found.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`);
}"""
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > room + 1);
  return [`wider than the window: ${out.slice(0, 3).map((each) => each.tagName + "." + each.className).join(" | ")}`];
}"""

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine: the essentials are held by test_walk.py")


@pytest.fixture(scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with town(tmp_path_factory.mktemp("axe"), "chromium") as found:
        play_families(found.street.counter)
        yield found


async def window_of(here: Town, who: str = "") -> ChromiumWindow:
    window = await here.window(who)
    assert isinstance(window, ChromiumWindow)
    await window.page.context.add_init_script(AXE)
    return window


async def violations(window: ChromiumWindow) -> list[str]:
    """At each width; afterwards the window is as wide as before."""
    found = []
    for width in WIDTHS:
        await window.page.set_viewport_size({"width": width, "height": HEIGHT})
        told: list[Any] = [*await window.page.evaluate(WIDER), *await window.page.evaluate(LOOK)]
        found += [f"{width}: {one}" for one in told]
    await window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return found


@pytest.mark.timeout(900)
async def test_no_page_that_a_link_leads_to_violates_anything(here: Town) -> None:
    """One of each kind: which one, and by whom it is seen, differs."""
    seen, faults = set[str](), dict[str, list[str]]()
    for who in LOOKING:
        browser = Browser(here.street.door.app)
        browser.keep((await here.street.visitor(who)).secret)
        window = await window_of(here, who)
        for address, page in (await walk(browser, who)).items():
            if page.is_html and (who == LOOKING[-1] or kind_of(address) not in seen):
                seen.add(kind_of(address))
                await window.go(address)
                faults[f"{who} {address}"] = await violations(window)
        await window.close()
    assert len(seen) > 20, "few pages were looked at"
    assert {where: found for where, found in faults.items() if found} == {}


RETURN = f"/counter/initiatives/{WAITING}/acts/return_dossier"
ADVICE = {"missing.0": ["nguồn lực"], "advice": ["Nêu rõ nguồn kinh phí."]}


async def test_what_is_wrong_with_a_page_is_found_out(here: Town) -> None:
    """The gate itself: a picture without words, and a line that is wider than a telephone."""
    window = await window_of(here, "stranger")
    await window.go("/counter/work")
    await window.page.evaluate("""() => {
      document.querySelector("main").append(document.createElement("img"));
      const wide = document.querySelector("main h1");
      wide.className = "wide";
      wide.style.width = "500px";
    }""")
    found = await violations(window)
    assert len([one for one in found if "image-alt" in one]) == len(WIDTHS)
    assert [one.partition(": ")[0] for one in found if "wider than the window" in one] == ["375", "320"], found


@pytest.mark.timeout(600)
async def test_no_state_of_a_page_does(here: Town) -> None:
    """What is wrong, what is empty, what was refused, what was received, and what can no longer be done."""
    clerk, nobody, faults = await window_of(here, "clerk"), await window_of(here), dict[str, list[str]]()

    async def look(what: str, window: ChromiumWindow, status: int) -> None:
        assert (what, window.status) == (what, status)
        faults[what] = await violations(window)

    late = await window_of(here, "clerk")
    await late.go(f"/counter/initiatives/{WAITING}/acts/accept_dossier")
    await late.press(CHECK)
    await clerk.go(RETURN)
    await clerk.press(CHECK)
    await look("what must be put right", clerk, 422)
    await clerk.fill(ADVICE)
    await clerk.press(CHECK)
    await look("check your answers", clerk, 200)
    await clerk.press(SEND)
    await look("received", clerk, 200)
    here.answer()
    await clerk.go(clerk.address)
    await look("recorded", clerk, 200)
    here.street.counter.hand_in("clerk", "accept_dossier", WAITING, await late.value("_key"))
    here.answer()
    await late.press(SEND)
    await look("refused", late, 409)
    for what, address, status in (
        ("no such page", "/counter/nowhere", 404),
        ("a filter that is none", "/counter/initiatives?stage=nonsense", 422),
        ("nothing found", "/counter/initiatives?stage=final_evaluation&waiting_for=auditor", 200),
        ("an act that is not open", f"/counter/initiatives/{WAITING}/acts/vote", 200),
    ):
        await clerk.go(address)
        await look(what, clerk, status)
    await clerk.go("/counter/initiatives/new")
    await here.end_session(clerk)
    await clerk.press(CHECK)
    await look("the session is over", clerk, 401)
    await clerk.sign_in("clerk", beside=True)
    await clerk.press("Tiếp tục")
    await look("drawn again", clerk, 409)
    await clerk.press("Thoát")
    await look("signed out", clerk, 200)
    await nobody.go("/counter/sign-in")
    await look("whom to be", nobody, 200)
    await nobody.go("/counter/signed-in?code=x&state=y")
    await look("a signing in that failed", nobody, 400)
    assert {what: found for what, found in faults.items() if found} == {}
