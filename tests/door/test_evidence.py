"""Evidence: what is handed in, named by an act, given out by its case; what is not taken, and what becomes of a file that harms. One door for all."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pypdf.generic import TextStringObject

from api.handing_in import Examine, HandingIn
from commands.verify import verify
from domain.acts import ACTS
from papers.examining.answer import Examined, line, understood
from papers.examining.apart import examined
from rehearsal.scanner import EICAR, scanning
from store.files.shelf import Shelf
from tests.doorstep import Doorstep, beside_a_counter
from tests.papers.files import docx, pdf
from tests.papers.test_examining import order_for
from tests.record.counter import Counter

LARGEST = 1  # megabytes, here


@dataclass
class Room:
    """A door, the registrar, and a scanner, of one record. `head` operates."""

    door: Doorstep
    counter: Counter
    files: Path
    examiner: Examine

    @property
    def handing_in(self) -> HandingIn:
        found: HandingIn = self.door.app.state.house.handing_in
        return found

    async def hand_in(self, content: Any, name: str = "Biên bản.pdf", who: str = "lan") -> httpx2.Response:
        return await self.door.ask("POST", "/files", who, params={"name": name}, content=content)

    async def handed_in(self, content: bytes, name: str = "Biên bản.pdf", who: str = "lan") -> str:
        answer = await self.hand_in(content, name, who)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["sha256"])

    async def file(self, who: str, act: str, case: str, **body: Any) -> tuple[int, dict[str, Any]]:
        """Sent, examined and asked for again under its key: what the sender is told."""
        key = f"key-{who}-{act}-{self.counter.moment.isoformat()}"
        sent = await self.door.act(who, act, case, key, **body)
        if sent.status_code == 202:
            self.counter.examine(sent.json()["filing"], act, sent.json()["case"])
            sent = await self.door.act(who, act, case, key, **body)
        self.counter.moment += timedelta(hours=1)
        return sent.status_code, sent.json()

    def left(self) -> list[str]:
        """What lies where files come in."""
        return [each.name for each in (self.files.parent / "coming-in").glob("*")]

    def kept(self) -> set[str]:
        return {each.name for each in self.files.rglob("*") if each.is_file()}

    def faults(self) -> list[str]:
        return verify(self.door.store, self.counter.seals, Shelf.of_folder(self.files))[1]


async def examined_here(path: Path, name: str) -> Examined:
    """By the same hands as in the process apart."""
    with path.open("rb") as file:
        return understood("".join(map(line, examined(file, order_for(name)))).encode())


@pytest.fixture(scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    home = tmp_path_factory.mktemp("evidence")
    options: dict[str, Any] = {"answer_within_seconds": 0.01, "operators": "focal", "largest_file": LARGEST}
    async with scanning() as scanner, beside_a_counter(home, scanner=scanner, **options) as (counter, door):
        counter.register()
        handing_in: HandingIn = door.app.state.house.handing_in
        examiner, handing_in._examine = handing_in._examine, examined_here  # but in one test: a process each costs most of a second
        yield Room(door, counter, home / "files", examiner)


def a_pdf(which: str) -> bytes:
    """One for each word."""
    return pdf({"Which": TextStringObject(which)})


CASE = "SK-2026-26743-1"
REPORT = {**ACTS["report_obstruction"].example, "about": "deputy"}
RELEASED = {"release": True, "reasons": "Đã kiểm tra lại bằng công cụ khác, báo nhầm."}


async def test_a_file_is_named_by_an_act_kept_by_the_fact_and_given_out_by_the_case(room: Room) -> None:
    content, room.handing_in._examine = a_pdf("biên bản"), room.examiner  # here in a process apart, as it is in earnest
    name = await room.handed_in(content, who="clerk")
    assert name == sha256(content).hexdigest()
    room.handing_in._examine = examined_here
    again = await room.hand_in(content, "tên khác.pdf", "clerk")
    assert (again.status_code, again.json()["name"]) == (201, "Biên bản.pdf"), "the same bytes are the same file"

    status, told = await room.file("clerk", "accept_dossier", CASE, enclosed=[name])
    assert status == 201, told
    (kept,) = told["fact"]["enclosed"]
    assert {**kept, "clean_at": ""} == {"sha256": name, "name": "Biên bản.pdf", "size": len(content), "kind": "pdf", "clean_at": ""}

    (line,) = (await room.door.ask("GET", f"/initiatives/{CASE}/files", "tam")).json()
    assert (line["sha256"], line["state"], line["entries"]) == (name, "clean", [told["sequence"]])
    got = await room.door.ask("GET", f"/initiatives/{CASE}/files/{name}", "tam")
    assert (got.status_code, got.content, got.headers["content-type"]) == (200, content, "application/pdf")
    assert got.headers["content-disposition"] == "attachment; filename=\"Bien ban.pdf\"; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf"
    assert got.headers["x-content-type-options"] == "nosniff"

    readings = (await room.door.ask("GET", f"/initiatives/{CASE}/readings", "lan")).json()
    assert [each["person"] for each in readings if each["seen"] == name] == ["tam"], (
        "who took it away stands in the reading ledger, by its hash"
    )
    assert room.faults() == []


async def test_to_whoever_may_not_read_the_case_or_the_entry_the_file_is_not_there(room: Room) -> None:
    name = await room.handed_in(a_pdf("cản trở"), who="tam")
    status, told = await room.file("tam", "report_obstruction", CASE, **{**ACTS["report_obstruction"].example, "enclosed": [name]})
    assert status == 201, told
    absent = "0" * 64
    for who in ("stranger", "deputy2"):  # an outsider, and whoever the entry is never shown to
        denied = await room.door.ask("GET", f"/initiatives/{CASE}/files/{name}", who)
        nothing = await room.door.ask("GET", f"/initiatives/{CASE}/files/{absent}", who)
        assert (denied.status_code, denied.content) == (404, nothing.content), who
        mine = await room.door.ask("GET", f"/files/{name}", who)
        assert (mine.status_code, mine.content) == (404, (await room.door.ask("GET", f"/files/{absent}", who)).content), who
    listed = (await room.door.ask("GET", f"/initiatives/{CASE}/files", "deputy2")).json()
    assert name not in {each["sha256"] for each in listed}
    of_the_head = await room.handed_in(a_pdf("cản trở của người đứng đầu"), who="tam")
    status, told = await room.file("tam", "report_obstruction", CASE, **{**REPORT, "about": "head", "enclosed": [of_the_head]})
    assert status == 201, told
    seen = {each["sha256"] for each in (await room.door.ask("GET", f"/initiatives/{CASE}/files", "head")).json()}
    assert (name in seen, of_the_head in seen) == (True, False), "who needs to know of conduct is not told what names themselves"
    assert (await room.door.ask("GET", f"/initiatives/{CASE}/files/{of_the_head}", "head")).status_code == 404
    for who, sha256_ in (("deputy2", name), ("deputy2", absent)):  # nor may it be named by whoever cannot read it
        status, told = await room.file(who, "report_obstruction", CASE, **{**REPORT, "enclosed": [sha256_]})
        assert (status, told["reason"]) == (409, "no-such-file")


async def test_a_search_finds_what_a_file_says_for_whoever_reads_the_entry_and_nobody_else(room: Room) -> None:
    case = room.counter.register("SK-2026-26743-7")
    public = await room.handed_in(docx("Phụ lục số liệu", "Trạm bơm Nhiêu Lộc"), "Phụ lục.docx", "clerk")
    secret = await room.handed_in(docx("Ghi âm tại phòng họp Bến Nghé"), "Đơn.docx", "tam")
    assert (await room.file("clerk", "accept_dossier", case, enclosed=[public]))[0] == 201
    assert (await room.file("tam", "report_obstruction", case, **{**REPORT, "enclosed": [secret]}))[0] == 201
    waiting = await room.handed_in(docx("Trạm bơm Nhiêu Lộc chưa nêu ở đâu"), "Nháp.docx", "clerk")
    assert waiting != public

    async def found(who: str, find: str) -> list[str]:
        answer = await room.door.ask("GET", "/initiatives", who, params={"find": find})
        return [each["number"] for each in answer.json()]

    assert {who: await found(who, "nhieu loc tram bom") for who in ("lan", "deputy2", "stranger")} == {
        "lan": [case],
        "deputy2": [case],
        "stranger": [],
    }
    assert {who: await found(who, "Bến Nghé ghi âm") for who in ("tam", "inspector", "deputy", "deputy2", "stranger")} == {
        "tam": [case],
        "inspector": [case],
        "deputy": [],
        "deputy2": [],
        "stranger": [],
    }
    assert await found("lan", "Nhiêu Lộc ghi âm") == [], "the words of two files are in neither"


async def test_whoever_reads_a_file_in_the_case_may_name_it_there_and_nowhere_else(room: Room) -> None:
    name = await room.handed_in(a_pdf("dùng lại"), who="lan")
    status, first = await room.file("lan", "report_obstruction", CASE, **{**REPORT, "enclosed": [name]})
    assert status == 201
    other = room.counter.register("SK-2026-26743-9")
    status, told = await room.file("inspector", "answer_obstruction", CASE, report=first["filing"], answer="Đã rõ.", enclosed=[name])
    assert (status, told["fact"]["enclosed"]) == (201, first["fact"]["enclosed"]), told
    status, told = await room.file("clerk", "accept_dossier", other, enclosed=[name])
    assert (status, told["reason"]) == (409, "no-such-file")
    status, told = await room.file("lan", "report_obstruction", other, **{**REPORT, "enclosed": [name, name]})
    assert (status, len(told["fact"]["enclosed"])) == (201, 1), "one file may serve many cases"
    assert room.faults() == []


async def test_a_quarantined_file_is_shown_to_nobody_until_somebody_decides_and_its_record_stays(room: Room) -> None:
    harmful = a_pdf("mã độc") + EICAR
    held = await room.hand_in(harmful, "Đơn.pdf", "tam")
    name = held.json()["sha256"]
    assert (held.status_code, held.json()["state"]) == (201, "quarantined")
    status, told = await room.file("tam", "report_obstruction", CASE, **{**REPORT, "enclosed": [name]})
    assert (status, told["reason"]) == (409, "file-not-clean")

    for who in ("tam", "lan", "inspector"):
        assert (await room.door.ask("GET", "/files/quarantined", who)).status_code == 404, "there is no such page but for who operates"
        assert (await room.door.ask("POST", f"/files/{name}/decision", who, json=RELEASED)).status_code == 404
    (waiting,) = (await room.door.ask("GET", "/files/quarantined")).json()
    assert (waiting["sha256"], waiting["found"], waiting["from_whom"]) == (name, "Eicar-Test-Signature", "tam")
    assert "name" not in waiting, "an operator reads no more of cases than anybody"

    unheard = await room.door.ask("POST", f"/files/{name}/decision", json={"release": True, "reasons": " "})
    assert unheard.status_code == 422, "not without reasons"
    assert (await room.door.ask("POST", f"/files/{name}/decision", json=RELEASED)).status_code == 204
    status, told = await room.file("tam", "report_obstruction", CASE, **{**REPORT, "enclosed": [name]})
    assert status == 201, told
    assert (await room.door.ask("GET", f"/initiatives/{CASE}/files/{name}", "inspector")).content == harmful
    assert (await room.door.ask("POST", f"/files/{name}/decision", json=RELEASED)).status_code == 409, "it is decided"

    worse = await room.handed_in(a_pdf("mã độc khác") + EICAR, "Đơn.pdf", "tam")
    assert (await room.door.ask("POST", f"/files/{worse}/decision", json={**RELEASED, "release": False})).status_code == 204
    assert worse not in room.kept(), "its bytes are destroyed"
    again = await room.hand_in(a_pdf("mã độc khác") + EICAR, "Đơn.pdf", "lan")
    assert (again.json()["state"], worse in room.kept()) == ("destroyed", False), "and its record stays, whoever sends it again"
    own = await room.handed_in(a_pdf("của người vận hành") + EICAR, "Đơn.pdf", "focal")
    assert (await room.door.ask("POST", f"/files/{own}/decision", json=RELEASED)).status_code == 409, "nobody decides on their own"
    assert room.faults() == []


async def test_while_no_scanner_answers_a_file_waits_and_is_scanned_once_one_does(room: Room) -> None:
    cabinet = room.door.app.state.house.cabinet
    answers, cabinet._scanner = cabinet._scanner, "127.0.0.1:1"
    content = a_pdf("chờ kiểm tra")
    held = await room.hand_in(content, who="lan")
    name = held.json()["sha256"]
    assert (held.status_code, held.json()["state"]) == (201, "unscanned")
    status, told = await room.file("lan", "report_obstruction", CASE, **{**REPORT, "enclosed": [name]})
    assert (status, told["reason"]) == (409, "file-not-clean"), "nothing unscanned is relied upon"
    assert cabinet.scan_what_waits() == 0
    cabinet._scanner = answers
    assert await asyncio.to_thread(cabinet.scan_what_waits) == 1
    assert (await room.door.ask("GET", f"/files/{name}", "lan")).json()["state"] == "clean"
    status, told = await room.file("lan", "report_obstruction", CASE, **{**REPORT, "enclosed": [name]})
    assert status == 201, told


async def test_what_is_not_a_file_that_is_taken_is_told_so_and_nothing_is_kept(room: Room) -> None:
    kept = room.kept()
    too_many = [f"{n:064x}" for n in range(101)]
    faults = {
        "empty": (await room.hand_in(b""), 422, "file-empty"),
        "its extension lies": (await room.hand_in(docx("Tờ trình"), "tờ trình.pdf"), 422, "file-lies"),
        "no kind that is taken": (await room.hand_in(b"xin chao", "thư.txt"), 422, "file-not-allowed"),
        "too large": (await room.hand_in(b"%PDF-" + b"0" * LARGEST * 1_000_000), 413, "file-too-large"),
        "without a name": (await room.door.ask("POST", "/files", "lan", content=a_pdf("không tên")), 422, "malformed"),
        "nobody signed in": (await room.door.http.post("/files?name=a.pdf", content=b"%PDF-"), 401, "token-missing"),
        "no hash": (await room.door.act("lan", "report_obstruction", CASE, **{**REPORT, "enclosed": ["E1"]}), 422, "malformed"),
        "too many": (await room.door.act("lan", "report_obstruction", CASE, **{**REPORT, "enclosed": too_many}), 422, "malformed"),
    }
    told = {what: (answer.status_code, answer.json()["reason"]) for what, (answer, *_) in faults.items()}
    assert told == {what: (status, reason) for what, (_, status, reason) in faults.items()}
    assert (room.kept(), room.left()) == (kept, [])


async def test_two_gigabytes_are_cut_off_at_the_limit_before_they_are_read(room: Room) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(2_000):
            read += 1_000_000
            yield bytes(1_000_000)

    answer = await room.hand_in(endless(), "lớn.pdf")
    assert (answer.status_code, answer.json()["reason"]) == (413, "file-too-large")
    assert read <= (LARGEST + 2) * 1_000_000
    assert room.left() == []


async def test_no_other_body_is_larger_for_being_sent_to_an_address_that_ends_like_that_of_files(room: Room) -> None:
    large = b"a" * 300_000
    told = {
        "JSON": await room.door.ask("POST", f"/initiatives/{CASE}/foresight/files", "lan", content=b'{"a": "' + large + b'"}'),
        "a form as JSON": await room.door.ask(
            "POST",
            f"/initiatives/{CASE}/foresight/files",
            "lan",
            content=large,
            headers={"Content-Type": "multipart/form-data; boundary=x"},
        ),
        "a decision": await room.door.ask("POST", f"/files/{'0' * 64}/decision", content=large),
    }
    assert {what: answer.status_code for what, answer in told.items()} == dict.fromkeys(told, 413)


async def test_an_upload_cut_off_in_the_middle_leaves_nothing(room: Room) -> None:
    kept, pieces = room.kept(), iter([{"type": "http.request", "body": a_pdf("đứt")[:200], "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(pieces)

    answered = list[Any]()

    async def send(message: Any) -> None:
        answered.append(message)

    headers = [(b"authorization", f"Bearer {room.door.token('lan')}".encode())]
    scope = {"type": "http", "method": "POST", "path": "/files", "raw_path": b"/files", "query_string": b"name=a.pdf", "headers": headers}
    asked = {**scope, "http_version": "1.1", "scheme": "http", "server": ("khien", 80), "client": ("127.0.0.1", 1), "root_path": ""}
    await room.door.app(asked, receive, send)
    assert answered[0]["status"] == 400
    assert (room.kept(), room.left()) == (kept, [])


async def test_the_name_it_came_under_is_one_line_without_folders_and_without_what_nobody_sees(room: Room) -> None:
    given = "../../etc/" + unicodedata.normalize("NFD", "Tờ trình về việc gỡ vướng ") * 9 + "\u202e.pdf"
    name = (await room.hand_in(a_pdf("tên dài"), given)).json()["name"]
    assert name == unicodedata.normalize("NFC", name)
    assert (name.startswith("Tờ trình"), name.endswith(".pdf"), len(name.encode()) <= 200) == (True, True, True)


async def test_the_same_file_a_hundred_times_is_one_file(room: Room) -> None:
    content = a_pdf("một trăm lần")
    answers = await asyncio.gather(*(room.hand_in(content, f"{n}.pdf") for n in range(4)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.content for each in answers}) == 1, "each is told the same"
    assert room.faults() == []


async def test_a_file_that_was_changed_where_it_lies_is_given_to_nobody_and_verify_says_so(room: Room) -> None:
    name = await room.handed_in(a_pdf("sẽ bị sửa"), who="lan")
    assert (await room.file("lan", "report_obstruction", CASE, **{**REPORT, "enclosed": [name]}))[0] == 201
    (lies,) = (each for each in room.files.rglob(name))
    content = lies.read_bytes()
    for damage, told in ((b"khac", "is not what was handed in"), (None, "was handed in, and is not there")):
        lies.write_bytes(damage) if damage else lies.unlink()
        answer = await room.door.ask("GET", f"/initiatives/{CASE}/files/{name}", "lan")
        assert (answer.status_code, answer.json()["reason"]) == (409, "file-altered")
        assert room.faults() == [f"evidence {name[:16]}: {told}"]
    lies.write_bytes(content)
    assert room.faults() == []


async def test_storage_that_is_full_or_away_is_told_and_the_same_file_can_be_sent_again(room: Room) -> None:
    content, whole = a_pdf("hết chỗ"), room.files.with_name("files.away")
    room.files.rename(whole)
    room.files.write_bytes(b"")  # where a folder was, nothing can be written: root is stopped by no permission
    answer = await room.hand_in(content)
    assert (answer.status_code, answer.json()["reason"], answer.headers["retry-after"]) == (503, "files-away", "30")
    assert room.left() == []
    room.files.unlink()
    whole.rename(room.files)
    assert (await room.hand_in(content)).json()["state"] == "clean"
    assert room.faults() == []


async def test_nobody_fills_the_shelf_in_a_day(room: Room) -> None:
    before, room.handing_in._a_day = room.handing_in._a_day, 0
    answer = await room.hand_in(a_pdf("quá nhiều"))
    room.handing_in._a_day = before
    assert (answer.status_code, answer.json()["reason"]) == (429, "files-of-a-day")
