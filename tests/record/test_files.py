"""Files as they are kept: written once, told to each of their own, believed by the door's seal alone, and walked byte by byte."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, delete, update

from commands.verify import verify
from domain.vocabulary import FileState
from store.clock import now
from store.files import register
from store.files.cabinet import Altered, NothingToDecide
from store.files.register import Found
from store.files.shelf import NotOnTheShelf, Shelf
from store.tables_files import FileRow, FileStateRow
from store.upkeep.file_audit import OLD
from tests.record.counter import Counter

CONTENT = b"%PDF-1.7 evidence"
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture
def files(counter: Counter) -> Path:
    return counter.keys.parent / "files"


def faults(counter: Counter, files: Path) -> list[str]:
    return verify(counter.store, counter.seals, Shelf.of_folder(files))[1]


def found(counter: Counter, state: FileState) -> None:
    with counter.store.writing() as session:
        register.add(NAME, Found(state, counter.moment, "a scanner", ""), counter.ring, session)


def test_what_the_door_did_not_seal_makes_no_file_clean_and_nobodys_file_theirs(counter: Counter, files: Path) -> None:
    counter.keep("lan", CONTENT)
    found(counter, FileState.QUARANTINED)
    with counter.store.writing() as session:
        session.add(FileStateRow(sha256=NAME, place=3, state="clean", at=counter.moment, by="a scanner", why="", seal_key="x", seal="00"))
        row = session.get_one(FileRow, (NAME, "lan"))
        session.add(FileRow(**{**row.model_dump(), "person": "stranger"}))
    assert counter.cabinet.histories([NAME])[NAME].state is FileState.QUARANTINED
    (said,) = counter.cabinet.stated([NAME], "lan", {})
    assert said.clean_at is None
    assert counter.cabinet.stated([NAME], "stranger", {}) == ()
    assert len(faults(counter, files)) == 2


def test_rows_are_only_added(counter: Counter) -> None:
    counter.keep("lan", CONTENT)
    changes = (
        update(FileRow).values(name="khác.pdf"),
        delete(FileRow),
        update(FileStateRow).values(state="released"),
        delete(FileStateRow).where(col(FileStateRow.sha256) == NAME),
    )
    for change in changes:
        with pytest.raises(DBAPIError, match="never altered"), counter.store.writing() as session:
            session.exec(change)


def test_who_hands_in_what_another_has_handed_in_before_learns_nothing_of_it(counter: Counter) -> None:
    counter.keep("lan", CONTENT, "Của lan.pdf")
    first = counter.moment
    counter.wait(30)
    counter.keep("hoa", CONTENT, "Của hoa.pdf")
    (theirs,) = counter.cabinet.stated([NAME], "hoa", {})
    assert (theirs.name, theirs.clean_at) == ("Của hoa.pdf", counter.moment), "not from when it was found clean for somebody else"
    (own,) = counter.cabinet.stated([NAME], "lan", {})
    assert (own.name, own.clean_at) == ("Của lan.pdf", first), "nor does the other"


def test_what_is_quarantined_later_may_be_named_by_nobody_any_more(counter: Counter) -> None:
    counter.keep("lan", CONTENT)
    (clean,) = counter.cabinet.stated([NAME], "lan", {})
    found(counter, FileState.QUARANTINED)
    assert [each.clean_at for each in counter.cabinet.stated([NAME], "lan", {})] == [None]
    assert [each.clean_at for each in counter.cabinet.stated([NAME], "head", {NAME: clean})] == [None], "nor by who reads it in a case"
    counter.cabinet.decide(NAME, FileState.RELEASED, "focal", "Báo nhầm.")
    assert counter.cabinet.stated([NAME], "head", {NAME: clean}) == (clean,)
    with pytest.raises(NothingToDecide):
        counter.cabinet.decide(NAME, FileState.DESTROYED, "focal", "Đổi ý.")


def test_bytes_are_written_once_and_the_last_piece_is_given_only_of_what_is_still_what_came_in(counter: Counter, files: Path) -> None:
    content = os.urandom(3_000_000)
    name = counter.keep("lan", content)
    (lies,) = files.rglob(name)
    shelf = Shelf.of_folder(files)
    other = files.parent / "other"
    other.write_bytes(b"other")
    shelf.keep(name, other)
    assert b"".join(counter.cabinet.chunks(name)) == content, "what is there already stays"
    lies.write_bytes(content[:-1] + b"?")
    given = list[bytes]()
    with pytest.raises(Altered):
        given.extend(counter.cabinet.chunks(name))
    assert 0 < len(b"".join(given)) < len(content)
    with pytest.raises(Altered):
        counter.cabinet.media_type_of_sound(name)
    with pytest.raises(NotOnTheShelf):
        shelf.digest("0" * 64)


def test_verify_names_what_nobody_handed_in_once_it_is_old_and_what_lies_there_though_destroyed(counter: Counter, files: Path) -> None:
    counter.keep("lan", CONTENT)
    assert faults(counter, files) == []
    orphan = files / "ab" / ("ab" + "0" * 62)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"half of an upload")
    assert faults(counter, files) == [], "the same file may be sent again"
    long_ago = (now() - OLD - timedelta(hours=1)).timestamp()
    os.utime(orphan, (long_ago, long_ago))
    assert faults(counter, files) == [f"evidence {orphan.name[:16]}: lies there, and nobody has handed it in"]
    orphan.unlink()
    found(counter, FileState.DESTROYED)
    assert faults(counter, files) == [f"evidence {NAME[:16]}: was destroyed, and lies there"]
