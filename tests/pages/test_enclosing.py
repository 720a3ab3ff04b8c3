"""Files at the counter: handed in from the form, which loses nothing typed; shown with the case; decided on by whoever operates."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import TextStringObject

from api.handing_in import HandingIn
from api.pages.multipart import Multipart, NotFromOurPage
from api.reading_apart import Examiner, ReadingRoom
from papers.examining.answer import Examined, line, understood
from papers.examining.apart import examined
from rehearsal.scanner import EICAR, scanning
from tests.builders import the_usual_steps
from tests.pages.browsers import AT, Browser, Page, Street, street
from tests.papers.files import docx, pdf
from tests.papers.signing import hand, signed
from tests.papers.test_examining import order_for

CASE = "SK-2026-26743-1"
RETURN = f"/counter/initiatives/{CASE}/acts/return_dossier"


async def examined_here(path: Path, name: str) -> Examined:
    """By the same hands as in the process apart."""
    with path.open("rb") as file:
        return understood("".join(map(line, examined(file, order_for(name)))).encode())


@pytest.fixture(scope="module")
async def shown(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with (
        scanning() as scanner,
        street(tmp_path_factory.mktemp("enclosing"), scanner=scanner, operators="focal", largest_file=1) as found,
    ):
        handing_in: HandingIn = found.door.app.state.house.handing_in
        handing_in._examine = examined_here
        found.counter.register(CASE)
        yield found


def a_pdf(which: str) -> bytes:
    return pdf({"Which": TextStringObject(which)})


async def uploaded(browser: Browser, page: Page, address: str, *files: tuple[str, bytes]) -> Page:
    """The form as it stands, sent with these files by the button for them."""
    sent = [(name, (None, value.encode())) for name, values in page.form.sends.items() if name != "_file" for value in values]
    chosen = [("_file", (name, content)) for name, content in files] or [("_file", ("", b""))]
    answer = await browser.http.post(f"{address}/files", files=[*sent, *chosen], headers={"Origin": AT})
    if answer.status_code == 303:
        return await browser.open(answer.headers["Location"])
    return Page.of(answer, address)


async def test_a_file_is_handed_in_from_the_form_told_before_it_is_sent_and_shown_with_the_case(shown: Street) -> None:
    clerk, content = await shown.visitor("clerk"), a_pdf("phiếu kiểm tra")
    page = await clerk.fill_in(await clerk.open(RETURN), {"missing.0": ["Thiếu dự toán."]})
    page = await uploaded(clerk, page, RETURN, ("Phiếu kiểm tra.pdf", content), ("Bảng kê.docx", docx("Bảng kê")))
    assert (page.status, page.address) == (200, RETURN)
    assert page.form.sends["missing.0"] == ["Thiếu dự toán."], "what was typed is kept as a draft"
    assert re.search(r"Phiếu kiểm tra\.pdf \(\d+ KB\) – Đã kiểm tra, an toàn", page.text), page.text
    assert len(page.form.sends["enclosed"]) == 2

    checked = await clerk.send(page, page.form, ("_step", "check"))
    assert "Phiếu kiểm tra.pdf" in checked.text
    receipt = await clerk.send(checked, checked.form, ("_step", "send"))
    number = receipt.address.rsplit("/", 1)[1]
    shown.counter.examine(number, "return_dossier", CASE)
    lan = await shown.visitor("lan")
    papers = await lan.open(f"/counter/initiatives/{CASE}/papers")
    (link,) = (href for text, href in papers.named if text == "Phiếu kiểm tra.pdf")
    got = await lan.http.get(link)
    assert (got.status_code, got.content) == (200, content)
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert "Phiếu kiểm tra.pdf" in (await lan.open(f"/counter/initiatives/{CASE}/entries/2")).text
    outsider = await shown.visitor("stranger")
    assert (await outsider.http.get(link)).status_code == 404
    printed = await lan.http.get(f"/counter/initiatives/{CASE}/whole/file?part=evidence")
    listed = "".join("".join(each.extract_text().split()) for each in PdfReader(BytesIO(printed.content)).pages)
    assert ("Phiếukiểmtra.pdf" in listed, sha256(content).hexdigest() in listed) == (True, True), "a print of the case lists it by its hash"


async def test_a_file_that_is_not_taken_is_told_at_the_form_and_nothing_typed_is_lost(shown: Street) -> None:
    lan, address = await shown.visitor("lan"), f"/counter/initiatives/{CASE}/acts/withdraw"
    page = await lan.fill_in(await lan.open(address), {"reason": ["Xin rút để bổ sung."]})
    for files, told in {
        (("Đơn.pdf", docx("Đơn")),): "Đơn.pdf: Tên tệp",
        (("Lớn.pdf", b"%PDF-" + bytes(1_100_000)),): "Lớn.pdf: Tệp lớn hơn 1 MB",
        (): "Chưa có tệp nào được chọn",
    }.items():
        wrong = await uploaded(lan, page, address, *files)
        assert (wrong.status, told in wrong.text) == (422, True), wrong.text
        assert wrong.form.sends["reason"] == ["Xin rút để bổ sung."]
    page.form.controls["_file"].values = ["Đơn.pdf"]  # as a browser sends a file that was chosen, with any other button
    forgotten = await lan.send(page, page.form, ("_step", "check"))
    assert (forgotten.status, "“Đơn.pdf” mới được chọn, chưa được gửi lên" in forgotten.text) == (422, True)
    drawn_anew = await lan.send(forgotten, forgotten.form, ("_step", "check"))
    assert "Xin rút để bổ sung." in drawn_anew.text


async def test_a_form_with_files_of_no_page_of_ours_is_refused_and_one_that_is_older_than_the_session_keeps_its_words(
    shown: Street,
) -> None:
    lan, address = await shown.visitor("lan"), f"/counter/initiatives/{CASE}/acts/withdraw"
    kept = shown.door.app.state.house.cabinet
    before = kept.handed_in_since(shown.counter.moment.replace(year=2000), "lan")
    page = await lan.fill_in(await lan.open(address), {"reason": ["Xin rút."]})
    elsewhere = await lan.http.post(f"{address}/files", files={"_file": ("a.pdf", a_pdf("x"))}, headers={"Origin": "http://evil.invalid"})
    assert elsewhere.status_code == 403
    page.form.controls["_form"].values = ["00" * 64]
    old = await uploaded(lan, page, address, ("a.pdf", a_pdf("x")))
    assert (old.status, "Xin rút." in old.answer.text) == (409, True)
    lan.keep("nobody")
    over = await uploaded(lan, page, address, ("a.pdf", a_pdf("x")))
    assert (over.status, "Xin rút." in over.answer.text) == (401, True)
    assert kept.handed_in_since(shown.counter.moment.replace(year=2000), "lan") == before


async def test_whatever_is_no_file_is_as_large_as_in_any_other_form(shown: Street) -> None:
    """Also of whoever is not signed in: what they typed is kept for them, and no more than a form has."""
    lan, nobody, address = await shown.visitor("lan"), Browser(shown.door.app), f"/counter/initiatives/{CASE}/acts/withdraw/files"
    typed, headers = b"reason=" + b"a" * 300_000, {"Origin": AT, "Content-Type": "application/x-www-form-urlencoded"}
    parts = [(f"reason{n}", (None, b"a" * 30_000)) for n in range(10)]
    answers = [
        *[await each.http.post(address, content=typed, headers=headers) for each in (lan, nobody)],
        *[await each.http.post(address, files=parts, headers={"Origin": AT}) for each in (lan, nobody)],
    ]
    assert [each.status_code for each in answers] == [413] * 4


async def test_a_proposal_is_registered_with_its_files(shown: Street) -> None:
    lan, address = await shown.visitor("lan"), "/counter/initiatives/register/evidence"
    page = await uploaded(lan, await lan.open(address), address, ("Đề án.pdf", a_pdf("đề án")))
    assert (page.status, "Đề án.pdf" in page.text) == (200, True)
    assert "Đề án.pdf" in (await lan.open("/counter/initiatives/new")).text, "it is one draft, however it is asked"


async def test_whoever_operates_decides_on_a_quarantined_file_and_never_reads_its_name(shown: Street) -> None:
    lan, focal = await shown.visitor("lan"), await shown.visitor("focal")
    address = f"/counter/initiatives/{CASE}/acts/withdraw"
    held = await uploaded(lan, await lan.open(address), address, ("Danh sách mật.pdf", a_pdf("độc") + EICAR))
    assert "Danh sách mật.pdf" in held.text
    assert "Bị cách ly" in held.text
    page = await focal.open("/counter/operator")
    assert ("Eicar-Test-Signature" in page.text, "Danh sách mật" in page.text) == (True, False)
    form = next(form for form in page.forms if "reasons" in form.controls)
    unsaid = await focal.send(page, form, ("_step", "release"))
    assert (unsaid.status, "Đề nghị ghi lý do" in unsaid.text) == (409, True)
    form.controls["reasons"].values = ["Báo nhầm."]
    done = await focal.send(page, form, ("_step", "release"))
    assert (done.status, "Không có tệp nào bị cách ly." in done.text) == (200, True)
    assert "Được người có trách nhiệm cho sử dụng lại" in (await lan.open(address)).text
    theirs = await lan.open(address)
    form.controls["_form"].values = theirs.form.sends["_form"]
    assert (await lan.send(page, form, ("_step", "release"))).status == 404


async def test_a_decision_goes_from_its_draft_to_the_signed_paper_and_back(shown: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    counter, case = shown.counter, shown.counter.register("SK-2026-26743-2")
    for who, act, fields in the_usual_steps()[1:6]:
        assert counter.file(who, act.name, case, **{**act.example, **fields}).status == "recorded", act
    today = counter.laws.calendar.local_day(counter.moment).isoformat()
    minutes = {"number": "01/BB-UBND", "issued_on": today}
    assert counter.file("head", "conclude_vote", case, on_paper=minutes).status == "recorded"
    paper = {"number": "02/QĐ-UBND", "issued_on": today, "decided_by": "head"}
    body = {"scope": "Toàn phường.", "on_paper": paper}
    drafted = await shown.door.ask("POST", f"/initiatives/{case}/papers/approve.pdf", "clerk", json=body)
    assert drafted.status_code == 200, drafted.text
    scan = await asyncio.to_thread(signed, drafted.content, hand("Võ Quốc Minh (DEMO)", hand("Gốc (DEMO)")))
    digest = sha256(scan).hexdigest()
    house = shown.door.app.state.house
    monkeypatch.setattr(house.handing_in, "_examine", Examiner(ReadingRoom(), ("pdf",), "", house.now))  # in a process apart, as in earnest

    clerk, address = await shown.visitor("clerk"), f"/counter/initiatives/{case}/acts/approve"
    day = dict(zip(("year", "month", "day"), today.split("-"), strict=True))
    typed = {"scope": ["Toàn phường."], "on_paper.number": ["02/QĐ-UBND"], "on_paper.decided_by": ["head"]}
    typed |= {f"on_paper.issued_on.{name}": [value] for name, value in day.items()}
    page = await clerk.fill_in(await clerk.open(address), {**typed, "on_paper.sha256": ["0" * 64]})
    page = await uploaded(clerk, page, address, ("Quyết định 02.pdf", scan))
    page.form.fill({**typed, "on_paper.sha256": ["0" * 64], "enclosed": [digest], "on_paper.scan": [digest]})
    checked = await clerk.send(page, page.form, ("_step", "check"))
    assert "Quyết định 02.pdf" in checked.text
    refused = await clerk.send(checked, checked.form, ("_step", "send"))
    counter.examine(refused.address.rsplit("/", 1)[1], "approve", case)
    assert "khác với mã đã ghi của văn bản" in (await clerk.open(refused.address)).text

    other = await clerk.fill_in(await clerk.open(address), typed)
    other = await uploaded(clerk, other, address, ("Quyết định 02.pdf", scan))
    other.form.fill({**typed, "enclosed": [digest], "on_paper.scan": [digest]})
    checked = await clerk.send(other, other.form, ("_step", "check"))
    receipt = await clerk.send(checked, checked.form, ("_step", "send"))
    counter.examine(receipt.address.rsplit("/", 1)[1], "approve", case)

    lan, add = await shown.visitor("lan"), f"/counter/initiatives/{case}/acts/attach_paper"
    papers = await lan.open(f"/counter/initiatives/{case}/papers")
    assert ("Chưa có bản quét" in papers.text, add in papers.links) == (True, False)
    assert add in (await clerk.open(f"/counter/initiatives/{case}/papers")).links
    assert (await clerk.open(add)).form.sends["entry"] == ["7"], "the one that lacks its scan"
    assert "Tải bản quét: Quyết định 02.pdf" in papers.text
    assert f"Mã đối chiếu: {digest[:16]}" in papers.text
    told = "Chữ ký số mang tên Võ Quốc Minh (DEMO); nội dung được ký còn nguyên vẹn; chữ ký bao trùm toàn bộ tệp; chưa đối chiếu với gốc tin cậy nào"
    assert told in papers.text
    assert f"Mã đối chiếu: {digest[:16]}" in (await lan.open(f"/counter/initiatives/{case}")).text
    (evidence,) = (await shown.door.ask("GET", f"/initiatives/{case}/files", "lan")).json()
    [signature] = evidence["signatures"]
    assert (signature["signer"], signature["intact"], signature["covers"], signature["trust"]) == (
        "Võ Quốc Minh (DEMO)",
        True,
        "whole",
        "no-roots",
    )


# -- the form as it comes in, piece by piece


@dataclass
class Sent:
    boundary: str = "----x"

    def body(self, *parts: tuple[str, bytes]) -> bytes:
        said = (
            f"--{self.boundary}\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + content + b"\r\n" for name, content in parts
        )
        return b"".join(said) + f"--{self.boundary}--\r\n".encode()

    async def read(self, body: bytes, at_a_time: int) -> list[tuple[str, str | None, bytes]]:
        async def chunks() -> AsyncIterator[bytes]:
            for begin in range(0, len(body), at_a_time):
                yield body[begin : begin + at_a_time]

        form = Multipart(f"multipart/form-data; boundary={self.boundary}", chunks())
        return [(part.name, part.file, b"".join([piece async for piece in form.pieces()])) async for part in form.parts()]


async def test_a_form_is_the_same_however_it_is_cut_into_pieces() -> None:
    content = b"\r\n------\r\n--" + bytes(range(256)) + b"\r\n----x\r"
    parts = (
        ('name="_form"', b"mark"),
        ('name="empty"', b""),
        ('name="_file"; filename="tên.pdf"', content),
        ('name="_step"', b"files"),
    )
    expected = [("_form", None, b"mark"), ("empty", None, b""), ("_file", "tên.pdf", content), ("_step", None, b"files")]
    sizes: Iterable[int] = (1, 2, 3, 5, 7, 11, 64, 10_000)
    assert [await Sent().read(Sent().body(*parts), size) for size in sizes] == [expected] * 8


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'------x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends',
        b"------x\r\n\r\n\r\n------x--",
        b"------x" + bytes(20_000),
    ],
)
async def test_what_is_no_form_or_breaks_off_is_refused(body: bytes) -> None:
    with pytest.raises(NotFromOurPage):
        await Sent().read(body, 100)
