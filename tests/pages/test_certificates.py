"""The story of a certificate of silence: taken at the counter by whoever waits, it checks true, and false once a character is another (ADR 51)."""

import io
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from commands.verify import verify
from domain.vocabulary import Part
from store.tables_sightings import SightingRow
from tests.pages.browsers import AT, Browser, Page, Street, street

CASE = "SK-2026-26743-1"
AT_THE_CASE = f"/counter/initiatives/{CASE}"


@pytest.fixture(scope="module")
async def waiting(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """A proposal of lan's that nobody has decided, two months on."""
    async with street(tmp_path_factory.mktemp("waiting")) as found:
        found.counter.register(CASE)
        found.counter.file("clerk", "accept_dossier", CASE)
        found.counter.wait(60)
        found.counter.tick(CASE)
        yield found


async def taken(browser: Browser) -> Page:
    """From the case to the certificate, by links and one button."""
    deadlines = await browser.open(f"{AT_THE_CASE}/deadlines")
    (address,) = {link for link in deadlines.links if link.endswith("/certificates")}
    asking = await browser.open(address)
    return await browser.send(asking, asking.form)


async def checked(browser: Browser, content: bytes) -> str:
    page = await browser.open("/counter/check-paper")
    form = next(form for form in page.forms if "paper" in form.controls)
    mark = form.controls["_form"].values[0]
    parts: dict[str, Any] = {"_form": (None, mark), "paper": ("giấy.pdf", content, "application/pdf")}
    answer = await browser.http.post("/counter/check-paper", files=parts, headers={"Origin": AT})
    return Page.of(answer, "").text


async def asked_of_the_door(street: Street, who: str, **asked: str) -> Any:
    answer = await street.door.ask("GET", "/certificates/check", who, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_is_taken_by_whoever_waits_and_checks_true_and_false_after_one_character(waiting: Street) -> None:
    lan = await waiting.visitor("lan")
    page = await taken(lan)
    number = page.address.rpartition("/")[2]
    fetched = await lan.http.get(f"{page.address}/file")
    assert (fetched.status_code, fetched.headers["Content-Type"]) == (200, "application/pdf")
    assert fetched.headers["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    paper = "".join("".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(fetched.content)).pages)
    (code,) = [text for text in page.texts if len(text) == 64 and text in paper and f"Mã:{text}" in paper]
    said = ("GIẤYXÁCNHẬN", number, CASE, "chưaghinhậnkếtquả", "Ngườiđứngđầucơquan", "ngàylàmviệc", "khôngđánhgiá")
    assert [each for each in said if each not in paper] == []

    other = code[:-1] + ("0" if code[-1] != "0" else "1")
    true = await asked_of_the_door(waiting, "head_th", number=number, code=f" {code[:32]} {code[32:]}")
    assert (true["checked"], true["since"]) == ("genuine", ""), "whoever may not read the case learns no more"
    assert (await asked_of_the_door(waiting, "focal", number=number, code=code))["since"] != ""
    false = await asked_of_the_door(waiting, "head_th", number=number, code=other)
    nothing = await asked_of_the_door(waiting, "head_th", number="XN-20260101-0000000000", code=code)
    assert false == nothing, "a wrong code tells nothing of the number"
    assert false["checked"] == "unknown"

    altered = fetched.content.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    assert altered != fetched.content
    assert "Đúng: giấy số" in await checked(lan, fetched.content)
    assert "Không đúng" in await checked(lan, altered)
    assert "Cần chọn tệp" in await checked(lan, b"")
    half = await lan.open(f"/counter/check-paper?number={number}")
    assert (half.status, number in half.answer.text) == (422, True), "what was typed is there still"

    waiting.door.app.state.house.reading_ledger.write()
    with waiting.door.store.reading() as session:
        noted = session.exec(select(SightingRow).where(col(SightingRow.part) == Part.CERTIFICATE)).all()
    assert [(row.person, row.case, row.seen) for row in noted] == [("lan", CASE, sha256(fetched.content).hexdigest())]
    assert verify(waiting.counter.store, waiting.counter.seals)[1] == []
    assert (await taken(lan)).address == page.address, "on the same day it is the same one"


async def test_to_everybody_else_it_is_not_there(waiting: Street) -> None:
    page = await taken(await waiting.visitor("lan"))
    number = page.address.rpartition("/")[2]
    for who in ("tam", "focal", "head", "stranger"):
        browser = await waiting.visitor(who)
        assert {(await browser.http.get(f"{page.address}{more}")).status_code for more in ("", "/file")} == {404}
        theirs = await waiting.door.ask("GET", f"/certificates/{number}/file", who)
        never = await waiting.door.ask("GET", "/certificates/XN-20260101-0000000000/file", who)
        assert (theirs.status_code, theirs.json()["reason"]) == (never.status_code, never.json()["reason"]) == (404, "no-such-certificate")


async def test_whoever_reads_and_has_not_asked_is_refused_and_to_whoever_may_not_read_there_is_no_case(waiting: Street) -> None:
    told = {}
    for who in ("focal", "stranger", "lan"):
        for clock in ("decision", "triage"):
            answer = await waiting.door.ask("POST", f"/initiatives/{CASE}/certificates", who, json={"clock": clock})
            told[who, clock] = (answer.status_code, answer.json().get("reason", ""))
    assert told == {
        ("focal", "decision"): (403, "certificate-for-who-asked"),
        ("focal", "triage"): (409, "nothing-waits"),
        ("stranger", "decision"): (404, "no-such-case"),
        ("stranger", "triage"): (404, "no-such-case"),
        ("lan", "decision"): (201, ""),
        ("lan", "triage"): (409, "nothing-waits"),
    }
    focal = await waiting.visitor("focal")
    assert not [link for link in (await focal.open(f"{AT_THE_CASE}/deadlines")).links if link.endswith("/certificates")]
    assert "không có việc nào của ông/bà" in (await focal.open(f"{AT_THE_CASE}/certificates")).text
