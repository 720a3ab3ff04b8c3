"""Every page there is, as each person of the demo: none fails, none speaks in codes or in the other language, and none tells of a case they may not read."""

import re
from pathlib import Path
from random import Random

import pytest

from api.pages.case import TABS
from api.pages.look import STATIC, file
from api.pages.navigation import NAVIGATION, offered
from domain.numbers import DECLARED_BY, FORMS, INITIATIVE, path_of
from domain.numbers import kind_of as kind_of_case
from rehearsal.provider import people
from tests.contracts.test_vietnamese_only import DIRECTORY, strange
from tests.pages import essentials
from tests.pages.browsers import Browser, Page, Street
from tests.record.whole_families import ILL, WELL
from words import books

EVERYBODY = [each.id for each in people("vi")]
NUMBERS = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", form.pattern) for form in (*FORMS.values(), INITIATIVE)))


def kind_of(address: str) -> str:
    """What pages of one kind have in common: their address without the number of the case, the act, the entry, the part that is printed, the filter, which
    paper is drafted and which file is meant.
    """
    address = re.sub(r"(?<=/papers/)\d+/\w+|(?<=/files/)\w+", "", address)
    return re.sub(r"[A-Z]{2}[-\w.]*\d[-\w.]*|[?#].*|(?<=/acts/)\w+|(?<=/entries/)\d+|(?<=/print)/\w+|(?<=/rules/)[\w-]+\.\d+", "", address)


async def walk(browser: Browser, who: str) -> dict[str, Page]:
    """One page of each kind that can be reached by links; which one of them differs from person to person. Files that come down are no pages."""
    lot = Random(who)
    kinds: set[str] = set()
    seen: dict[str, Page] = {}
    waiting = {*NAVIGATION.values()}
    while waiting:
        address = lot.choice(sorted(waiting))
        kinds.add(kind_of(address))
        seen[address] = page = await browser.open(address)
        waiting = {link for link in (*waiting, *page.own_links) if kind_of(link) not in kinds}
    return {address: page for address, page in seen.items() if page.answer.headers["Content-Type"].startswith("text/html")}


@pytest.mark.parametrize("who", EVERYBODY)
async def test_nothing_a_person_can_click_on_fails_speaks_in_codes_or_tells_of_what_they_may_not_read(peopled: Street, who: str) -> None:
    pages = await walk(await peopled.visitor(who), who)
    assert {address: page.status for address, page in pages.items() if page.status != 200} == {}
    readable = {
        card["number"]
        for kind in ("initiatives", "reviews", "rewards", "campaigns", "signing", "declarations")
        for card in await peopled.door.read(who, f"/{kind}?limit=200")
    }
    faults, linked = list[object](), set[str]()
    for address, page in pages.items():
        if not page.is_html:
            continue
        # Numbers, papers and names of rule sets bear a digit, and the number of a declaration a person's id; an address of mail is nobody's language.
        shown = re.sub(rf"\S+@\S+|{DECLARED_BY}-[\w.-]+|[\w./-]*\d[\w./-]*", " ", page.text)
        faults += [(address, word) for word in strange(shown)]
        faults += [(address, fault) for fault in essentials.faults(page.answer.text)]
        faults += [(address, found[0]) for found in re.finditer(r"[{}]|None|undefined|&lt;|…\.", shown)]
        found = {found[0] for link in page.own_links for found in [NUMBERS.search(link)] if found}
        faults += [(address, number) for number in found - readable - {"DK"}]
        linked |= found
    assert faults == []
    assert {*map(kind_of, pages)} > {*map(kind_of, NAVIGATION.values())}, "nothing was walked"
    assert bool(linked - {"DK"}) is bool(readable), "whoever may read something finds a link to it"


@pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
async def test_no_page_says_a_word_of_the_other_language(peopled: Street, language: str, other: str) -> None:
    """But for what people wrote, the names of agencies, and the switch, which speaks to those who read the other one."""
    known = {"English", "Tiếng Việt", *(each["name"] for each in DIRECTORY["agencies"])}
    own, others = (
        {text for section in ("pages", "stages", "offices") for text in books()[each][section].values() if len(text) > 3}
        for each in (language, other)
    )
    pages = await walk(await peopled.visitor("head", language), "head")
    for address, page in pages.items():
        said = [text for text in page.texts if text in others - own - known]
        assert said == [], address


async def test_to_whoever_may_not_read_a_case_none_of_its_pages_is_there(peopled: Street) -> None:
    browser = await peopled.visitor("stranger")
    nowhere = await browser.open("/counter/initiatives/SK-2026-26743-999")
    for number in (WELL, ILL, f"{ILL}-R1", f"{WELL}-K"):
        act = "give_statement" if number.endswith("R1") else "report_obstruction" if not number.endswith("K") else "propose_reward"
        for rest in ("", *(f"/{tab}" for tab in TABS[kind_of_case(number)][1:]), "/print", "/news?after=0", f"/acts/{act}"):
            page = await browser.open(f"/counter{path_of(number)}{rest}")
            assert (page.status, page.text) == (404, nowhere.text), (number, rest)


async def test_what_a_stranger_sends_to_a_case_leaves_nothing(peopled: Street) -> None:
    browser = await peopled.visitor("stranger")
    begun = await browser.open("/counter/initiatives/new")
    form = begun.form
    form.action = f"/counter/initiatives/{WELL}/acts/report_obstruction"
    assert (await browser.send(begun, form, ("_step", "check"))).status == 404


# -- what every page has in common


async def test_every_page_lets_our_files_alone_run_and_is_kept_by_nobody(peopled: Street) -> None:
    page = await (await peopled.visitor("head")).open("/counter/work")
    headers = page.answer.headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in headers["Vary"]
    assert not re.search(r"<style|<script(?! type=\"module\" src=)|\son\w+=|\sstyle=|javascript:", page.answer.text)


@pytest.mark.parametrize(
    "name", sorted(str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".LICENSE")
)
async def test_a_file_of_ours_may_be_kept_for_ever_under_its_address(peopled: Street, name: str) -> None:
    answer = await peopled.door.http.get(file(name))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert (await peopled.door.http.get(f"/counter/static/000000000000/{name}")).status_code == 404


async def test_the_first_page_comes_in_less_than_150_kilobytes(peopled: Street) -> None:
    browser = await peopled.visitor("head")
    packed = {"Accept-Encoding": "gzip"}
    addresses = [
        "/counter/work",
        *(file(str(path.relative_to(STATIC))) for path in Path(STATIC).rglob("*") if path.suffix in (".css", ".js", ".woff2", ".svg")),
    ]
    sizes = {}
    for address in addresses:
        async with browser.http.stream("GET", address, headers=packed) as answer:
            sizes[address] = sum([len(piece) async for piece in answer.aiter_raw()])
    assert sum(sizes.values()) < 150_000, sizes


async def test_what_somebody_wrote_is_shown_as_text(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    title = '<script>alert(1)</script> " onfocus=x {{ 7 * 7 }} {% raw %}'
    page = await browser.open("/counter/initiatives/new")
    page.form.controls["title"].values = [title]
    again = await browser.send(page, page.form, ("_step", "check"))
    assert "<script>alert" not in again.answer.text
    assert again.form.controls["title"].values == [title]


async def test_a_filter_stands_in_the_address_and_one_that_is_none_is_told(peopled: Street) -> None:
    browser = await peopled.visitor("focal")
    page = await browser.open("/counter/initiatives?stage=closed&outcome=&sort=number")
    assert page.form.controls["stage"].values == ["closed"]
    assert any(WELL in text for text in page.texts)
    wrong = await browser.open("/counter/initiatives?stage=nonsense")
    assert (wrong.status, "Điều kiện lọc chưa đúng" in wrong.text) == (422, True)


async def test_the_language_is_switched_by_a_button_and_stays(peopled: Street) -> None:
    browser = await peopled.visitor("head")
    page = await browser.open("/counter/initiatives?stage=closed")
    switch = next(form for form in page.forms if form.action == "/counter/language")
    english = await browser.send(page, switch)
    assert (english.address, "Initiatives" in english.text) == ("/counter/initiatives?stage=closed", True)
    assert "My work" in (await browser.open("/counter/work")).text


async def test_what_is_not_there_and_what_fails_is_told_on_a_page(peopled: Street) -> None:
    browser = await peopled.visitor("head")
    page = await browser.open("/counter/nowhere")
    assert (page.status, "Không có trang này" in page.text) == (404, True)


async def test_each_office_is_offered_the_pages_it_has_a_use_for_and_whatever_is_offered_is_there(peopled: Street) -> None:
    faults = []
    for who in ("lan", "clerk", "head", "focal", "emulation"):
        browser = await peopled.visitor(who)
        page, caller = await browser.open("/counter/work"), peopled.door.app.state.house.readings.caller(who, peopled.counter.moment)
        named = {address for address in NAVIGATION.values() if page.links.count(address) >= 2}  # once for wide screens, once folded
        faults += [(who, address) for address in named ^ {*offered(caller.terms).values()}]
        faults += [(who, address) for address in named if (await browser.open(address)).status != 200]
    assert faults == []
    assert not {"board", "campaigns", "reports"} & offered(()).keys()
