"""The rules laid open to everybody who is signed in: sets, what two say differently, the calendar with its calculator, and who may do what."""

import re

from api.pages.procedure import Asked, lines
from domain.law.working_days import FARTHEST
from domain.procedure.table import PROCEDURE
from domain.vocabulary import Office, Regime, Stage, StreamKind
from tests.pages.browsers import Browser, Street
from words import act_title

CALENDAR = "/counter/rules/calendar"


async def rows(browser: Browser, address: str) -> tuple[list[str], int]:
    """The texts of the page in all its parts, and how many rows these have."""
    first = await browser.open(address)
    assert first.status == 200, first.text
    parts = {link.partition("part=")[2].partition("&")[0] for link in first.links if "part=" in link}
    pages = [await browser.open(f"{address}{'&' if '?' in address else '?'}part={part}") for part in sorted(parts)]
    return [page.text for page in pages], sum(page.answer.text.count('<th scope="row"') for page in pages)


async def test_whatever_the_api_lays_open_of_the_rules_stands_in_the_page_in_words(peopled: Street) -> None:
    browser = await peopled.visitor("stranger")
    told = (await peopled.door.read("stranger", "/policies/nd73-2023.4"))["parameters"]
    texts, count = await rows(browser, "/counter/rules/nd73-2023.4")
    assert count == len(told)
    assert [found for text in texts for found in re.findall(r"[a-z]+\.[a-z]+_[a-z]+", text)] == [], "no key of ours"
    _, provisional = await rows(browser, "/counter/rules/nd73-2023.4?provisional=true")
    assert provisional == sum(each["provisional"] for each in told) < count
    assert (await browser.open("/counter/rules/nd73-1900.1")).status == 404


async def test_two_sets_are_compared_line_by_line(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    told = await peopled.door.read("lan", "/policies/nd73-2023.3/difference?to=nd73-2023.4")
    _, count = await rows(browser, "/counter/rules/difference?before=nd73-2023.3&after=nd73-2023.4")
    assert count == len(told) > 10
    assert "quy định như nhau" in (await browser.open("/counter/rules/difference?before=nd73-2023.4&after=nd73-2023.4")).text
    assert "Chọn hai bộ quy định" in (await browser.open("/counter/rules/difference")).text


async def test_the_calculator_says_what_the_api_says_and_keeps_what_was_typed(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    told = await peopled.door.read("lan", "/calendar/due?start=2027-04-28&working_days=5")
    page = await browser.open(f"{CALENDAR}?start.day=28&start.month=4&start.year=2027&working_days=5")
    year, month, day = told["due_day"].split("-")
    assert f"hết ngày {day}/{month}/{year}" in page.text
    wrong = []
    for asked, fault in (
        ("start.day=31&start.month=2&start.year=2027&working_days=5", "phải là một ngày có trong lịch"),
        ("start.day=1&start.month=2&start.year=2027&working_days=0", "phải là số nguyên từ 1 đến"),
        (f"start.day=1&start.month=2&start.year=2027&working_days={FARTHEST + 1}", "phải là số nguyên từ 1 đến"),
        ("start.day=1&start.month=2&start.year=9999&working_days=5", "phải là một ngày có trong lịch"),
        ("start.day=&start.month=&start.year=&working_days=5", "phải là một ngày có trong lịch"),
    ):
        page = await browser.open(f"{CALENDAR}?{asked}")
        typed = page.form.controls["working_days"].values[0]
        wrong += [] if (page.status, fault in page.text, f"working_days={typed}" in asked) == (422, True, True) else [(asked, page.status)]
    assert wrong == []
    assert (await browser.open(f"{CALENDAR}?year=abc")).status == 200


async def test_the_procedure_is_every_row_of_the_table_and_its_filters_leave_out_the_others(peopled: Street) -> None:
    browser, faults = await peopled.visitor("lan"), []
    for kind in StreamKind:
        for regime in Regime:
            page = await browser.open(f"/counter/procedure?kind={kind}&regime={regime}")
            rows = [row for row in PROCEDURE[kind] if any(regime in row.regimes_at(stage) for stage in row.stages)]
            faults += [(kind, regime, row.act.name) for row in rows if act_title(row.act.name, "vi") not in page.texts]
    assert faults == []
    documents = peopled.door.app.state.house.documents
    asked = Asked(StreamKind.INITIATIVE, Regime.ND73, Stage.PLANNING, Office.AGENCY_HEAD)
    titles = [line.title for line in lines(asked, "en", documents)]
    assert "Approve the plan" in titles
    assert "Register a proposal" not in titles
    assert all("Head of the agency" in line.offices for line in lines(asked, "en", documents))
