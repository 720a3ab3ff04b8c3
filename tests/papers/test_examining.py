"""What a file is, is told by its bytes. What runs, acts, hides or grows is refused, each for its own reason; and whatever kills its reader cannot be read."""

import asyncio
import random
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from api.reading_apart import ReadingRoom
from papers.examining import packages, text
from papers.examining.answer import LONGEST_TEXT, UNREADABLE, Examined, NotTaken, Unfit, line, understood
from papers.examining.apart import examined
from papers.examining.order import Order, extension_of
from tests.papers import files

ALL = ("pdf", "docx", "xlsx", "png", "jpeg")
NOW = datetime(2026, 11, 28, tzinfo=UTC).isoformat()
HIDDEN = b"var x = 1;"
DOCX = files.docx("Tờ trình")


def order_for(name: str) -> Order:
    return Order(extension_of(name), ALL, NOW)


def examine(folder: Path, name: str, content: bytes) -> Examined:
    """Here, and not apart: what is said is the same."""
    path = folder / "file"
    path.write_bytes(content)
    with path.open("rb") as file:
        return understood("".join(map(line, examined(file, order_for(name)))).encode())


TAKEN = {
    "a.pdf": (files.pdf(), "pdf"),
    "Quyết định số 12.PDF": (files.pdf(page=files.annotated(S="/URI", URI="https://example.invalid/")), "pdf"),
    "invoice.pdf": (files.pdf_with("hóa đơn.xml", "<hóa-đơn/>".encode()), "pdf"),
    "a.docx": (DOCX, "docx"),
    "own-template.docx": (files.docx(fetches="file:///C:\\Users\\lan\\Normal.dotm"), "docx"),
    "chart.docx": (files.docx(parts={"word/embeddings/sheet1.xlsx": files.xlsx("1")}), "docx"),
    "a.xlsx": (files.xlsx("Đường dây nóng"), "xlsx"),
    "a.png": (files.PNG, "png"),
    "a.jpeg": (files.JPEG, "jpeg"),
    "a.jpg": (files.JPEG, "jpeg"),
}
REFUSED = {
    "nothing.pdf": (b"", NotTaken.EMPTY),
    "program.pdf": (files.PROGRAM, NotTaken.EXECUTABLE),
    "script.sh": (b"echo", NotTaken.EXECUTABLE),
    "page.exe": (files.pdf(), NotTaken.EXECUTABLE),
    "program-in.docx": (files.docx(parts={"word/media/image1.png": files.PROGRAM}), NotTaken.EXECUTABLE),
    "program-named-in.docx": (files.docx(parts={"word/media/start.vbs": b"x"}), NotTaken.EXECUTABLE),
    "note.txt": ("Kính gửi".encode(), NotTaken.NOT_ALLOWED),
    "old.doc": (files.OLD_OFFICE, NotTaken.NOT_ALLOWED),
    "archive.zip": (files.package({"a.txt": b"a"}), NotTaken.NOT_ALLOWED),
    "archive.docx": (files.package({"a.txt": b"a"}), NotTaken.NOT_ALLOWED),
    "template.docx": (files.docx(main="x/wordprocessingml.template.main+xml"), NotTaken.NOT_ALLOWED),
    "document.pdf": (DOCX, NotTaken.LIES),
    "page.docx": (files.pdf(), NotTaken.LIES),
    "picture.png": (files.JPEG, NotTaken.LIES),
    "without-ending": (files.pdf(), NotTaken.LIES),
    "a.docm": (DOCX, NotTaken.MACROS),
    "types.docx": (files.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), NotTaken.MACROS),
    "project.docx": (files.docx(parts={"word/vbaProject.bin": files.OLD_OFFICE}), NotTaken.MACROS),
    "sheet.docx": (files.docx(parts={"xl/macrosheets/sheet1.xml": b"<x/>"}), NotTaken.MACROS),
    "macros-within.docx": (files.docx(parts={"word/embeddings/a.bin": files.docx(parts={"word/vbaProject.bin": b"x"})}), NotTaken.MACROS),
    "object.docx": (files.docx(parts={"word/embeddings/oleObject1.bin": files.OLD_OFFICE}), NotTaken.EMBEDDED),
    "locked.docx": (files.locked_package(), NotTaken.ENCRYPTED),
    "locked-entries.docx": (files.encrypted_entries(DOCX), NotTaken.ENCRYPTED),
    "password.pdf": (files.pdf(password="bí mật"), NotTaken.ENCRYPTED),
    "no-password.pdf": (files.pdf(password=""), NotTaken.ENCRYPTED),
    "bomb.docx": (files.docx(parts={"word/media/image1.png": b"\0" * (packages.NEVER_STEEP + 1)}), NotTaken.BOMB),
    "parts.docx": (files.docx(parts={f"word/{n}": b"" for n in range(packages.MOST_PARTS)}), NotTaken.BOMB),
    "nested.docx": (files.docx(parts={"a": files.package({"b": files.package({"c": b"c"})})}), NotTaken.BOMB),
    "fetches.docx": (files.docx(fetches="https://example.invalid/a.dotm"), NotTaken.REMOTE),
    "fetches-share.docx": (files.docx(fetches="file://///example.invalid/a.dotm"), NotTaken.REMOTE),
    "opens.pdf": (files.pdf({"OpenAction": files.named(S="/JavaScript", JS="app.alert(1)")}), NotTaken.SCRIPTED),
    "names.pdf": (files.pdf({"Names": files.named(JavaScript=files.named())}), NotTaken.SCRIPTED),
    "launches.pdf": (files.pdf(page=files.annotated(S="/Launch", F="cmd.exe")), NotTaken.SCRIPTED),
    "sends.pdf": (files.pdf(page=files.annotated(S="/SubmitForm", F="https://example.invalid/")), NotTaken.SCRIPTED),
    "dynamic.pdf": (files.pdf({"AcroForm": files.named(XFA="x")}), NotTaken.SCRIPTED),
    "carries.pdf": (files.pdf_with("a.txt", files.PROGRAM), NotTaken.EMBEDDED),
    "carries-script.pdf": (files.pdf_with("a.js", HIDDEN), NotTaken.EMBEDDED),
    "carries-document.pdf": (files.pdf_with("a.docx", DOCX), NotTaken.EMBEDDED),
    "cut.pdf": (files.pdf()[:200], NotTaken.UNREADABLE),
    "cut.docx": (DOCX[:-40], NotTaken.UNREADABLE),
    "header-only.pdf": (b"%PDF-1.7\n", NotTaken.UNREADABLE),
    "broken-part.docx": (DOCX.replace(b"word/document.xml", b"word/document.xmk", 1), NotTaken.UNREADABLE),
}


def test_a_file_of_good_faith_is_taken_for_what_its_bytes_are(tmp_path: Path) -> None:
    found = {name: examine(tmp_path, name, content) for name, (content, _) in TAKEN.items()}
    assert {name: (each.refused, each.kind) for name, each in found.items()} == {name: (None, kind) for name, (_, kind) in TAKEN.items()}


def test_each_other_file_is_refused_for_its_own_reason(tmp_path: Path) -> None:
    found = {name: examine(tmp_path, name, content).refused for name, (content, _) in REFUSED.items()}
    assert found == {name: why for name, (_, why) in REFUSED.items()}
    assert {*found.values()} == {*NotTaken}


def test_what_is_refused_says_what_it_is_and_what_it_should_be(tmp_path: Path) -> None:
    lies, other = examine(tmp_path, "a.docx", files.pdf()), examine(tmp_path, "a.txt", files.OLD_OFFICE)
    assert (lies.found, lies.wanted, other.wanted) == ("docx", "pdf", "pdf, docx, xlsx, png, jpeg")
    with pytest.raises(Unfit):
        lies.taken()


def test_a_kind_the_house_does_not_allow_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(files.PNG)
    with path.open("rb") as file:
        (said,) = examined(file, Order("png", ("pdf",), NOW))
    assert (said["refused"], said["wanted"]) == (NotTaken.NOT_ALLOWED, "pdf")


def test_an_archive_that_says_too_little_of_itself_is_not_believed(tmp_path: Path) -> None:
    honest = files.docx(parts={"word/media/image1.png": b"\0" * 1_000_000})
    size = (1_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    assert examine(tmp_path, "a.docx", honest.replace(size, (10).to_bytes(4, "little"))).refused is NotTaken.UNREADABLE


def test_what_a_package_holds_is_bounded_over_all_that_is_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_UNPACKED", 100_000)
    chance = random.Random(7)
    inner = files.package({"b": chance.randbytes(60_000)})
    with pytest.raises(Unfit, match="bomb"):
        packages.look_through(BytesIO(files.package({"a": inner})))
    packages.look_through(BytesIO(files.package({"a": files.package({"b": chance.randbytes(30_000)})})))


def test_a_damaged_file_is_taken_or_refused_and_nothing_else(tmp_path: Path) -> None:
    honest = [(name, content) for name, (content, _) in TAKEN.items()]
    for sown in range(80):
        chance = random.Random(sown)
        name, content = chance.choice(honest)
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        examine(tmp_path, name, bytes(damaged))


# What it says.


def test_what_a_file_says_is_found_line_by_line_and_normalised(tmp_path: Path) -> None:
    word = files.docx("To\u031b\u0300 tri\u0300nh  về\tsố hóa", "", "hộ tịch\u200b")
    assert examine(tmp_path, "a.docx", word).text == "Tờ trình về số hóa\nhộ tịch"
    assert examine(tmp_path, "a.xlsx", files.xlsx("Đường dây nóng", "1022")).text == "Đường dây nóng\n1022"


def test_what_can_be_searched_of_a_file_is_bounded(tmp_path: Path) -> None:
    assert len(examine(tmp_path, "a.docx", files.docx(*["một dòng"] * 40_000)).text) <= LONGEST_TEXT


def test_a_text_nobody_can_read_is_no_text_and_no_refusal(tmp_path: Path) -> None:
    broken = examine(tmp_path, "a.docx", files.docx("Dòng một", "<w:q>"))
    assert (broken.refused, broken.kind) == (None, "docx")
    assert [*text.pieces(BytesIO(b"no pdf"), "pdf")] == []


# In a process apart.


def apart(path: Path, name: str) -> Examined:
    return asyncio.run(ReadingRoom().examine(path, order_for(name)))


def test_what_is_said_apart_is_what_is_said_here(tmp_path: Path) -> None:
    said = examine(tmp_path, "a.docx", DOCX)
    assert apart(tmp_path / "file", "a.docx") == said
    assert said.text == "Tờ trình"


def test_whatever_kills_its_reader_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep.pdf"
    path.write_bytes(files.pdf())
    monkeypatch.setattr("api.reading_apart.READING_MEMORY", 8)
    assert apart(path, "a.pdf") == UNREADABLE


def test_what_was_said_before_the_end_stands() -> None:
    begun = line({"kind": "pdf", "media_type": "application/pdf"}) + line({"text": "một\n"})
    assert understood((begun + '{"text": "ha').encode()) == Examined("pdf", "application/pdf", text="một")
    assert understood(b"") == understood(b'{"kind"') == UNREADABLE


def test_the_process_goes_to_no_network_writes_no_file_and_starts_no_program() -> None:
    import subprocess
    import sys

    from settings import ROOT

    tries = """
import resource, socket, subprocess, sys
from papers.examining import apart
from papers.examining.order import Order
apart.main(1024, 20, Order("", (), ""))
for attempt in (lambda: socket.create_connection(("127.0.0.1", 9)), lambda: subprocess.run(["true"]), lambda: socket.getaddrinfo("localhost", 1)):
    try:
        attempt()
    except PermissionError as refused:
        print(refused)
print(resource.getrlimit(resource.RLIMIT_FSIZE))
"""
    said = subprocess.run([sys.executable, "-c", tries], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert said.stdout.split("\n", 1)[1] == "socket.getaddrinfo\nsubprocess.Popen\nsocket.getaddrinfo\n(0, 0)\n", said.stderr
