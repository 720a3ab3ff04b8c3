"""Whether evidence is what came in: each row sealed by the door, each file an entry names known and found clean as it says; and the bytes, one by one."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session, col, select

from domain.facts import FACTS, Evidence
from domain.vocabulary import FileState
from store.engine import Store
from store.files import register
from store.files.register import STANDS, History
from store.files.shelf import NotOnTheShelf, Shelf, ShelfAway
from store.record.keyring import Ring
from store.sealed import MALFORMED
from store.tables import LedgerRow, columns_of
from store.tables_files import FileRow, FileStateRow
from store.upkeep.rows import readable

CALLED = "evidence"
OLD = timedelta(days=2)  # what was put on the shelf and never written down is handed in again by then, or never


def faults_of_the_files(door: Ring, session: Session) -> list[str]:
    """Rows of which the door knows nothing, and what was found of files that nobody handed in."""
    faults = list[str]()
    received = readable(FileRow, (), col(FileRow.sha256), session, faults)
    states = readable(FileStateRow, (), col(FileStateRow.sha256), session, faults)
    faults += [
        f"{CALLED} {row.sha256[:16]}: the door's seal of who handed it in does not verify"
        for row in received
        if not register.is_the_doors(columns_of(row), door)
    ]
    handed_in = {row.sha256 for row in received}
    for name, found in groupby(sorted(states, key=lambda row: (row.sha256, row.place)), key=lambda row: row.sha256):
        faults += (f"{CALLED} {name[:16]}: {each}" for each in _states([*found], name in handed_in, door))
    return faults


def _states(rows: Sequence[FileStateRow], handed_in: bool, door: Ring) -> Iterator[str]:
    if not handed_in:
        yield "something was found of it, and nobody has handed it in"
    for place, row in enumerate(rows, 1):
        if row.place != place:
            yield f"what was found of it first, or after that, is missing before {row.place}"
        if not register.state_is_the_doors(columns_of(row), door):
            yield f"the door's seal of what was found of it ({row.place}) does not verify"


def unlike_the_files(case: str, entries: Sequence[LedgerRow], door: Ring, session: Session) -> Iterator[str]:
    """What entries say of the files they name, and what is known of these."""
    said = [(entry.sequence, each) for entry in entries for each in _named_by(entry)]
    known = register.histories((each.sha256 for _, each in said), door, session)
    for sequence, each in said:
        file = register.first_received(each.sha256, door, session)
        if file is None or (file.size, file.kind) != (each.size, each.kind):
            yield f"{case}: entry {sequence} names the file {each.sha256[:16]}, which nobody handed in, or not so"
        elif not _was_clean(each.clean_at, known[each.sha256]):
            yield f"{case}: entry {sequence} says that the file {each.sha256[:16]} was found clean, and it was not then"


def _was_clean(at: datetime | None, history: History) -> bool:
    return any(each.state in STANDS and each.at == at for each in history.found)


def _named_by(entry: LedgerRow) -> Sequence[Evidence]:
    """None of what cannot be read: that is said where entries are told again."""
    try:
        return FACTS[entry.kind].model_validate(entry.fact).enclosed if "enclosed" in entry.fact else ()
    except MALFORMED:
        return ()


def faults_of_the_shelf(shelf: Shelf, door: Ring, moment: datetime, store: Store) -> Iterator[str]:
    """What is missing, altered, or lies there though nobody handed it in or it was destroyed. Every byte is read."""
    with store.reading() as session:
        names = {*session.exec(select(col(FileRow.sha256)).distinct())}
        known = register.histories(sorted(names), door, session)
    try:
        lying = dict(shelf.everything())
        yield from _of_the_known(shelf, known, lying)
    except ShelfAway as error:
        yield f"{CALLED}: where the files lie cannot be read ({error})"
        return
    for name, written in sorted(lying.items()):
        if name not in names and written < moment - OLD:
            yield f"{CALLED} {name[:16]}: lies there, and nobody has handed it in"


def _of_the_known(shelf: Shelf, known: dict[str, History], lying: Collection[str]) -> Iterator[str]:
    for name, history in sorted(known.items()):
        if history.state is FileState.DESTROYED:
            if name in lying:
                yield f"{CALLED} {name[:16]}: was destroyed, and lies there"
            continue
        try:
            if shelf.digest(name) != name:
                yield f"{CALLED} {name[:16]}: is not what was handed in"
        except NotOnTheShelf:
            yield f"{CALLED} {name[:16]}: was handed in, and is not there"
