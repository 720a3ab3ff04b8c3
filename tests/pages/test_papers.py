"""Drafts of papers at the door and at the counter: for whoever reads the entry, and for nobody else; before an act from what was typed, and then nothing is
recorded."""

import io

from docx import Document as WordFile
from sqlmodel import func, select

from domain.drafting.slots import KINDS
from domain.numbers import kind_of, path_of
from domain.vocabulary import Part
from store.tables import CaseRow, FilingRow, LedgerRow
from tests.pages.browsers import Street
from tests.pages.test_reading_ledger import read_since, so_far
from tests.record.whole_families import ILL, WELL

RETURNABLE = "SK-2026-26743-10"  # registered, and not accepted yet
REFUSED = {"clerk": 200, "deputy": 409, "stranger": 404}
SOME = ("inspector", "lan", "head", "clerk_th", "stranger")


def cases(street: Street) -> list[str]:
    with street.door.store.reading() as session:
        return [number for number in session.exec(select(CaseRow.number).order_by(CaseRow.number)) if kind_of(number) in KINDS]


def counted(street: Street) -> tuple[int, int]:
    """How much is received, and how much recorded."""
    with street.door.store.reading() as session:
        return session.exec(select(func.count()).select_from(FilingRow)).one(), session.exec(
            select(func.count()).select_from(LedgerRow)
        ).one()


def told(content: bytes) -> str:
    """All that stands in a Word file, its foot too."""
    file = WordFile(io.BytesIO(content))
    return "\n".join("".join(part.itertext()) for part in (file.element, file.sections[0].footer._element))


async def test_whoever_reads_an_entry_may_have_its_draft_and_nobody_else(peopled: Street) -> None:
    """What is offered is there, each form once; nothing is offered of an entry that is not in their timeline, nor to whoever reads nothing."""
    wrong, taken = list[str](), set[str]()
    with peopled.door.store.reading() as session:
        hashes = {hash[:16] for hash in session.exec(select(LedgerRow.hash))}
    for who in SOME:
        for number in cases(peopled):
            at = path_of(number)
            listed, timeline = [await peopled.door.ask("GET", at + part, who) for part in ("/papers", "/timeline")]
            if listed.status_code != timeline.status_code:
                wrong.append(f"{who} {number}: {listed.status_code}, and the timeline {timeline.status_code}")
            if listed.status_code != 200:
                refused = await peopled.door.ask("GET", f"{at}/papers/2/receipt.docx", who)
                wrong += [] if refused.status_code == 404 else [f"{who} {number}: a paper of what is not there"]
                continue
            read = {entry["sequence"]: entry for entry in timeline.json()}
            for offer in listed.json():
                if read[offer["entry"]]["sentence"] != offer["sentence"]:
                    wrong.append(f"{who} {number}: {offer} is of another entry")
                if offer["name"] in taken:
                    continue
                taken.add(offer["name"])
                answer = await peopled.door.ask("GET", offer["word"], who)
                said = told(answer.content) if answer.status_code == 200 else ""
                if number not in said:
                    wrong.append(f"{who} {offer['word']}: {answer.status_code}")
                if any(hash in said for hash in hashes):
                    wrong.append(f"{who} {offer['word']}: tells the entry's link in the chain")
    assert wrong == []
    assert len(taken) > 15, taken


async def test_a_paper_of_no_entry_of_another_entry_or_of_no_form_is_not_there(peopled: Street) -> None:
    asked = ("999/receipt.docx", "1/receipt.docx", "2/nothing.docx", "0/receipt.docx", "-1/receipt.docx", "2/receipt.exe")
    answers = [(await peopled.door.ask("GET", f"{path_of(ILL)}/papers/{each}", "head")).status_code for each in asked]
    assert answers == [404, 404, 404, 404, 404, 422]


async def test_a_draft_reads_the_same_for_whoever_has_entries_hidden_from_them(peopled: Street) -> None:
    """Its foot names the receipt and a digest of the entry, not its place: a paper goes from hand to hand (ADR 27)."""
    with peopled.door.store.reading() as session:
        hidden = {row.case: row.fact["about"] for row in session.exec(select(LedgerRow).where(LedgerRow.kind == "obstruction_reported"))}
    compared = 0
    for number, about in hidden.items():
        theirs, others = [(await peopled.door.ask("GET", f"{path_of(number)}/papers", who)).json() for who in (about, "inspector")]
        assert [each["name"] for each in theirs] == [each["name"] for each in others]
        for mine, other in zip(theirs, others, strict=True):
            texts = [
                told((await peopled.door.ask("GET", each["word"], who)).content) for each, who in ((mine, about), (other, "inspector"))
            ]
            assert texts[0] == texts[1], mine["name"]
            compared += mine["entry"] != other["entry"]
    assert compared, "no paper here was drafted after a hidden entry"


async def test_a_draft_tells_the_case_as_its_entry_left_it_whatever_came_after(peopled: Street) -> None:
    """Two appraisals: before the first nobody had answered, and what was answered before the second is not told in it."""
    offered = (await peopled.door.ask("GET", f"{path_of(WELL)}/papers", "focal")).json()
    appraisals = sorted((each["entry"], each["word"]) for each in offered if each["name"] == "appraisal")
    said = [told((await peopled.door.ask("GET", word, "focal")).content) for _, word in appraisals]
    assert ["Các cơ quan đã trả lời" in each for each in said] == [False, True]


async def test_that_somebody_took_a_draft_is_noted_with_what_was_sent(peopled: Street) -> None:
    before = so_far(peopled)
    (await peopled.door.ask("GET", f"{path_of(ILL)}/papers/2/receipt.docx", "head")).raise_for_status()
    (row,) = read_since(peopled, before)
    assert (row.person, row.case, row.part) == ("head", ILL, Part.DRAFT_PAPER)


async def test_the_papers_of_a_case_lead_to_each_draft_as_word_and_as_pdf(peopled: Street) -> None:
    browser = await peopled.visitor("head")
    shown = await browser.open(f"/counter{path_of(ILL)}/papers")
    links = [link for link in shown.links if "/papers/" in link]
    assert {link.rpartition(".")[2] for link in links} == {"docx", "pdf"}
    pdf, word = (next(link for link in links if link.endswith(form)) for form in ("pdf", "docx"))
    answers = [(await browser.http.get(link)) for link in (pdf, word)]
    assert [(a.status_code, a.headers["content-disposition"].partition(";")[0]) for a in answers] == [(200, "attachment")] * 2
    assert (answers[0].content[:5], answers[1].content[:2]) == (b"%PDF-", b"PK")


async def test_the_paper_of_an_act_is_drafted_from_what_is_typed_and_nothing_is_received_or_recorded(peopled: Street) -> None:
    before, browser, address = counted(peopled), await peopled.visitor("clerk"), f"/counter{path_of(RETURNABLE)}/acts/return_dossier"
    typed = {"missing.0": ["chữ ký của người đề xuất"], "advice": ["Nộp lại tại bộ phận tiếp nhận."]}
    form = await browser.fill_in(await browser.open(address), typed)
    for shown in (form, await browser.send(form, form.form, ("_step", "check"))):
        answer = (await browser.send(shown, shown.form, ("_step", "paper:docx"))).answer
        assert (answer.status_code, answer.headers["content-disposition"]) == (
            200,
            f'attachment; filename="{RETURNABLE}-return_letter.docx"',
        )
        said = told(answer.content)
        assert "chữ ký của người đề xuất" in said
        assert "Nộp lại tại bộ phận tiếp nhận." in said
        assert "phiếu TN-" not in said, "what is not on record has no receipt"
    assert counted(peopled) == before


async def test_a_form_that_is_not_whole_comes_back_and_what_would_be_refused_is_with_its_reason(peopled: Street) -> None:
    browser, address = await peopled.visitor("clerk"), f"/counter{path_of(RETURNABLE)}/acts/return_dossier"
    form = await browser.fill_in(await browser.open(address), {"advice": ["Chưa nêu thiếu gì."]})
    back = await browser.send(form, form.form, ("_step", "paper:pdf"))
    assert (back.status, back.form.controls["advice"].values) == (422, ["Chưa nêu thiếu gì."])
    at, body = f"{path_of(RETURNABLE)}/papers", {"missing": ["chữ ký"], "advice": ""}
    asked = {who: await peopled.door.ask("POST", f"{at}/return_dossier.docx", who, json=body) for who in REFUSED}
    assert {who: answer.status_code for who, answer in asked.items()} == REFUSED
    none = await peopled.door.ask("POST", f"{at}/withdraw.docx", "lan", json={"reason": "Đã có cách khác."})
    assert (none.status_code, none.json()["reason"]) == (404, "no-paper")
