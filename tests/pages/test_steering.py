"""The board and the reports: each number is the list it leads to, and each report is read under the right that the API asks for, to the same letter."""

import re
from datetime import date, timedelta

from api.pages.board import BANDS, bands
from tests.pages.browsers import Browser, Page, Street
from tests.record.whole_families import CAMPAIGN

EVERYBODY = (
    "chair",
    "vicechair",
    "head",
    "deputy",
    "clerk",
    "focal",
    "auditor",
    "appointing",
    "lan",
    "stranger",
)  # one of each kind of reader
READERS = ("chair", "head", "deputy", "focal", "lan", "stranger")
REPORTS = {
    "/counter/reports/year?year=2026": "/reports/yearly/2026",
    f"/counter/reports/campaign?number={CAMPAIGN}": f"/campaigns/{CAMPAIGN}/report",
    "/counter/reports/heads?agency=26743": "/reports/heads/26743",
    "/counter/reports/talent": "/reports/talent",
    "/counter/reports/recognised": "/recognised-initiatives",
}


async def listed(browser: Browser, address: str) -> int:
    """How many lines that list has, on all its pages."""
    lines, following = 0, address
    while following:
        page = await browser.open(following)
        assert page.status == 200, (address, page.text)
        lines += sum(bool(re.match(r"/counter/\w+/[A-Z]{2}-", link)) for link in page.links)
        following = next((link for link in page.links if link.startswith("?") and "cursor=" in link), "")
        following = following and address.partition("?")[0] + following
    return lines


def numbers(page: Page) -> dict[str, int]:
    """Every number of the board that leads to a list, by where it leads."""
    found = re.finditer(r'href="(/counter/\w+\?[^"]+)">(?:<b>)?(\d+)', page.answer.text)
    return {each[1].replace("&amp;", "&"): int(each[2]) for each in found}


async def test_every_number_of_the_board_is_the_length_of_the_list_it_leads_to_for_each_reader(peopled: Street) -> None:
    wrong, counted, kinds = [], 0, set[str]()
    for who in READERS:
        browser = await peopled.visitor(who)
        for address, count in numbers(await browser.open("/counter/board")).items():
            found, counted = await listed(browser, address), counted + count
            wrong += [(who, address, count, found)] if found != count else []
            kinds |= {word for word in ("decided=", "unanswered=", "desk=", "stage=") if word in address}
    assert wrong == []
    assert counted > 20
    assert len(kinds) == 4, kinds


async def test_who_let_a_day_pass_is_told_of_the_cases_one_may_read_alone(peopled: Street) -> None:
    focal, stranger = [await peopled.visitor(who) for who in ("focal", "station_union")]
    address = next(each for each in numbers(await focal.open("/counter/board")) if "/silences?" in each)
    assert await listed(focal, address) > 0
    assert await listed(stranger, address) == await listed(stranger, address.replace("desk=", "desk=NONE")) == 0
    assert (await focal.open("/counter/silences?office=nonsense")).status == 422
    told = await peopled.door.ask("GET", "/silence/cases", "focal")
    assert len(told.json()) == await listed(focal, "/counter/silences") > 0


def test_every_day_is_in_one_band() -> None:
    today = date(2027, 3, 1)
    for ago in range(400):
        day = today - timedelta(days=ago)
        within = [n for n, each in enumerate(bands(today)) if each.get("registered_from", day) <= day < each["registered_before"]]
        assert within == [sum(ago > last for last in BANDS)], ago


async def test_a_report_is_shown_to_whoever_the_api_gives_it_and_refused_in_the_same_words(peopled: Street) -> None:
    wrong = []
    for who in EVERYBODY:
        browser = await peopled.visitor(who)
        for shown, told in REPORTS.items():
            page, answer = await browser.open(shown), await peopled.door.ask("GET", told, who)
            same = page.status == answer.status_code and (page.status == 200 or answer.json()["detail"] in page.text)
            wrong += [] if same else [(who, shown, page.status, answer.status_code)]
    assert wrong == []


async def test_whatever_report_is_offered_can_be_read(peopled: Street) -> None:
    offered = {}
    for who in EVERYBODY:
        browser = await peopled.visitor(who)
        index = await browser.open("/counter/reports")
        offered[who] = {link for link in index.links if link.startswith("/counter/reports/")}
        assert {link: page.status for link in offered[who] if (page := await browser.open(link)).status != 200} == {}
    assert len(offered["focal"]) == 5
    assert offered["lan"] == {"/counter/reports/recognised"}


async def test_its_files_are_those_of_the_api_of_the_moment_that_is_shown(peopled: Street) -> None:
    browser = await peopled.visitor("focal")
    for shown, told in [*REPORTS.items()][:4]:
        page = await browser.open(shown)
        files = [link for link in page.links if "format=" in link]
        assert len(files) == 2
        for file in files:
            own = await browser.http.get(shown.partition("?")[0] + file)
            asked = "&".join(part for part in file[1:].split("&") if part.startswith(("as_of", "format")))
            given = await peopled.door.ask("GET", f"{told}?{asked}", "focal", headers={"Accept-Language": "vi"})
            assert (own.status_code, own.headers["Content-Disposition"]) == (200, given.headers["Content-Disposition"])
            assert "xlsx" in file or own.content == given.content


async def test_what_is_asked_amiss_is_told_beside_the_form(peopled: Street) -> None:
    browser = await peopled.visitor("focal")
    for address, typed, said in (
        ("/counter/reports/year?year=hai", "hai", "Đề nghị ghi năm"),
        ("/counter/reports/heads?agency=ZZ", "ZZ", "Không tìm thấy cơ quan nào tên “ZZ”"),
    ):
        page = await browser.open(address)
        assert (page.status, said in page.text) == (422, True), page.text
        assert [typed] in [control.values for control in page.form.controls.values()]
