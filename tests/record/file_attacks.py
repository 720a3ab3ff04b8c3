"""What somebody may do to evidence who can write every table, and has no key."""

from datetime import timedelta

from sqlmodel import Session, col, select

from store.tables_files import FileRow, FileStateRow
from tests.record.attacks import Attack


def _the_file(session: Session) -> FileRow:
    return session.exec(select(FileRow).order_by(col(FileRow.received_at))).one()


def forged_receipt(session: Session) -> None:
    """As if somebody else had handed it in: they might name it then."""
    row = _the_file(session)
    session.add(FileRow(**{**row.model_dump(), "person": "stranger"}))


def clean_by_hand(session: Session) -> None:
    """The scanner is said to have seen it once more."""
    found = session.exec(select(FileStateRow)).one()
    session.add(FileStateRow(**{**found.model_dump(), "place": 2, "at": found.at + timedelta(hours=1), "state": "released"}))


def another_name(session: Session) -> None:
    row = _the_file(session)
    row.name = "Khác.pdf"
    session.add(row)


def removed(session: Session) -> None:
    session.delete(_the_file(session))


def never_scanned(session: Session) -> None:
    session.delete(session.exec(select(FileStateRow)).one())


FILE_ATTACKS: dict[str, tuple[Attack, str]] = {
    "a file in another person's name": (forged_receipt, ": the door's seal of who handed it in does not verify"),
    "a file said to be clean by hand": (clean_by_hand, ": the door's seal of what was found of it (2) does not verify"),
    "another name of a file": (another_name, ": the door's seal of who handed it in does not verify"),
    "who handed a file in removed": (removed, ": something was found of it, and nobody has handed it in"),
    "what the scanner found removed": (never_scanned, " was found clean, and it was not then"),
}
