"""A whole case as one PDF: what its reader reads and nothing else, with by whom it was printed on each page, and noted as read."""

import io
import re
from hashlib import sha256

import httpx2
import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from api.pages import whole
from api.pages.whole import pages_of
from domain.vocabulary import Part
from store.tables_sightings import SightingRow
from tests.pages.browsers import Street
from tests.record.whole_families import WELL

CASE = f"/initiatives/{WELL}"
PRINT = re.compile(r"IN-[0-9]{8}-[0-9]{12}")


def pages(answer: httpx2.Response) -> list[str]:
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), answer.text[:300]
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]


def plain(text: str) -> str:
    return "".join(text.split())


async def timeline(street: Street, who: str) -> list[str]:
    return [plain(entry["sentence"]) for entry in await street.door.read(who, f"{CASE}/timeline")]


async def test_it_tells_each_reader_their_timeline_and_nothing_else(peopled: Street) -> None:
    told = {who: await timeline(peopled, who) for who in ("lan", "deputy", "inspector")}
    assert {*told["inspector"]} - {*told["deputy"]}, "somebody reads more than another"
    faults = []
    for who, sentences in told.items():
        # In one column of their own words: what a table tells twice would hide what is left out.
        found = pages(await (await peopled.visitor(who)).http.get(f"/counter{CASE}/whole/file?part=timeline"))
        body = plain(" ".join(re.sub(rf"(?m)^(?:{WELL}$|Bản in số.*)", "", page) for page in found))
        faults += [(who, "is left out", each) for each in sentences if each not in body]
        others = {each for sentences in told.values() for each in sentences} - {*sentences}
        faults += [(who, "is not theirs", each) for each in others if each in body]
    assert faults == []


async def test_each_page_says_who_printed_it_when_and_which_page_it_is(peopled: Street) -> None:
    browser = await peopled.visitor("inspector")
    answer = await browser.http.get(f"/counter{CASE}/whole/file")
    found = pages(answer)
    prints = {PRINT.findall(page)[0] for page in found}
    assert len(prints) == 1
    assert [page for n, page in enumerate(found, 1) if f"trang {n}/{len(found)}" not in page or "Người in: " not in page] == []
    assert pages_of(answer.content) == len(found) > 2
    assert all(part in " ".join(found) for part in ("Mục lục", "Diễn biến", "Văn bản", "Chứng cứ và mã đối chiếu", "Thời hạn"))
    peopled.door.app.state.house.reading_ledger.write()
    with peopled.door.store.reading() as session:
        seen = sha256(answer.content).hexdigest()
        (noted,) = session.exec(select(SightingRow).where(col(SightingRow.seen) == seen)).all()
    local = noted.at.astimezone(peopled.counter.laws.calendar.zone)
    assert (noted.person, noted.case, noted.part) == ("inspector", WELL, Part.PRINT)
    assert {f"IN-{local:%Y%m%d-%H%M%S%f}"} == prints, "the number of the print is the moment of its reading"


async def test_parts_are_chosen_and_a_program_gets_the_same(peopled: Street) -> None:
    browser = await peopled.visitor("head")
    deadlines = " ".join(pages(await browser.http.get(f"/counter{CASE}/whole/file?part=deadlines")))
    assert ("Thời hạn" in deadlines, "Toàn văn" in deadlines) == (True, False)
    by_program = await peopled.door.ask("GET", f"{CASE}/whole", "head", params={"part": "papers"}, headers={"Accept-Language": "en"})
    assert "Papers" in " ".join(pages(by_program))
    choosing = await browser.open(f"/counter{CASE}/whole")
    assert choosing.form.controls["part"].values == list(whole.PARTS), "all are chosen to begin with"


async def test_to_whoever_may_not_read_it_there_is_none(peopled: Street) -> None:
    assert (await peopled.door.ask("GET", f"{CASE}/whole", "stranger")).status_code == 404
    browser = await peopled.visitor("stranger")
    assert {(await browser.http.get(f"/counter{CASE}/whole{more}")).status_code for more in ("", "/file")} == {404}


async def test_a_long_one_is_asked_for_twice(peopled: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "MOST_PAGES_UNASKED", 1)
    browser = await peopled.visitor("head")
    asked = await browser.open(f"/counter{CASE}/whole/file?part=timeline")
    assert (asked.is_html, "quá 1 trang" in asked.text) == (True, True)
    assert asked.form.controls["part"].values == ["timeline"], "what was chosen is chosen still"
    assert asked.form.controls["anyway"].values == ["true"]
    assert len(pages(await browser.http.get(f"/counter{CASE}/whole/file?part=timeline&anyway=true"))) > 1
