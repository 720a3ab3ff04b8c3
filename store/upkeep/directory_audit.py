"""Whether the directory is what was loaded: the loads' chain and seals, the witness, and the tables against all loads together."""

from collections.abc import Iterator

from sqlmodel import Session, col

from store import sealed
from store.directory_loads import GENESIS, Kept, Rows, hash_of, in_tables
from store.record.keyring import Ring
from store.record.witness import Testimony
from store.sealed import MALFORMED
from store.tables_directory import DirectoryLoadRow
from store.upkeep.rows import readable

CALLED = {
    "agencies": "agency",
    "people": "person",
    "terms": "terms of",
    "delegations": "who signs for the head of",
    "away": "when the head is away of",
}


def faults_of_the_directory(registrar: Ring, testimony: Testimony, session: Session) -> list[str]:
    faults = list[str]()
    loads = readable(DirectoryLoadRow, (), col(DirectoryLoadRow.number), session, faults)
    faults += _chain(loads, registrar)
    there = {row.number: row.hash for row in loads}
    faults += [
        f"directory: the witness saw load {number}, which is {'another' if number in there else 'not there'}"
        for number, head in sorted(testimony.loads.items())
        if there.get(number) != head
    ]
    kept = Kept()
    try:
        for row in loads:
            kept.loaded(row.content)
        now = in_tables(session)
    except MALFORMED as defect:
        return [*faults, f"directory: cannot be read ({type(defect).__name__})"]
    for table, called in CALLED.items():
        faults += [f"directory: {called} {name} {says}" for name, says in differing(getattr(kept, table), getattr(now, table))]
    return faults


def _chain(loads: list[DirectoryLoadRow], registrar: Ring) -> Iterator[str]:
    previous, expected = GENESIS, 1
    for row in loads:
        if row.number != expected:
            yield f"directory: load {expected} is missing"
        if row.previous_hash != previous:
            yield f"directory: load {row.number} does not follow the one before it"
        if hash_of(row) != row.hash:
            yield f"directory: load {row.number} was altered"
        if not registrar.signed(row.seal_key or "", row.seal or "", sealed.load(row.number, row.hash)):
            yield f"directory: load {row.number} was not sealed by the registrar"
        previous, expected = row.hash, row.number + 1


def differing(loaded: dict[str, Rows], now: dict[str, Rows]) -> Iterator[tuple[str, str]]:
    for name in sorted({*loaded, *now}):
        if name not in loaded:
            yield name, "is in no load"
        elif name not in now:
            yield name, "was loaded, and is not there any more"
        elif _sorted(loaded[name]) != _sorted(now[name]):
            yield name, "was altered"


def _sorted(rows: Rows) -> Rows:
    """What is empty is left out: a load of an earlier release says nothing of a column that came later."""
    said = [{name: value for name, value in row.items() if value not in ("", None)} for row in rows]
    return sorted(said, key=lambda row: str(sorted(row.items(), key=lambda each: each[0])))
