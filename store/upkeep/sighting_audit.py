"""Whether the reading ledger is what was written: each day's chain, the door's seals, how far the registrar found it, and what its witness saw; and whether
what entries say was read agrees with it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, and_, col, select

from domain.facts import FACTS, Fact, Sight
from domain.numbers import family_of
from domain.zone import CITY_ZONE
from store import sealed
from store.record.keyring import Ring
from store.record.sightings import GENESIS, TELL_NOTHING, hash_of
from store.record.witness import Testimony
from store.sealed import MALFORMED
from store.tables import LedgerRow, columns_of
from store.tables_sightings import SightingDayRow, SightingRow
from store.upkeep.rows import readable

CALLED = "reading ledger"
MAY_LAG = timedelta(seconds=10)  # another process of the door writes its readings a second later, by a clock of its own


def faults_of_the_reading_ledger(door: Ring, registrar: Ring, testimony: Testimony, session: Session) -> list[str]:
    """Each in a sentence. Of the tail of a day that nobody has rooted yet, nothing can be missed."""
    faults = list[str]()
    found = readable(SightingDayRow, (), col(SightingDayRow.day), session, faults)
    known = {row.day: row for row in found}
    there = {*session.exec(select(col(SightingRow.day)).distinct())}
    for day in sorted({*there, *known, *(date.fromisoformat(each) for each in testimony.sightings)}):
        row, seen = known.get(day), testimony.sightings.get(day.isoformat(), {})
        faults += (f"{CALLED}, {day}: {each}" for each in _day(day, row, seen, door, registrar, session, faults))
    return [*faults, *_of_no_entry(session)]


def _day(
    day: date,
    root: SightingDayRow | None,
    seen: dict[int, set[str]],
    door: Ring,
    registrar: Ring,
    session: Session,
    unread: list[str],
) -> Iterator[str]:
    rows = readable(SightingRow, [SightingRow.day == day], col(SightingRow.place), session, unread)
    if root and not _is_sealed(root, registrar):
        yield "the registrar's seal does not verify"
        root = None
    if root and root.dropped_at:
        if rows:
            yield "was dropped, and is there"
        return
    yield from _chain(rows, door)
    heads = {row.place: row.hash for row in rows}
    if root and heads.get(root.length) != root.head:
        yield f"goes to reading {len(rows)}, and the registrar found {root.length}, or another one there"
    for length, said in sorted(seen.items()):
        if said != {heads.get(length)}:
            yield f"the witness saw {'another' if length in heads else 'a'} reading {length}{'' if length in heads else ', which is not there'}"


def _is_sealed(root: SightingDayRow, registrar: Ring) -> bool:
    try:
        text = sealed.sighting_day(root.day, root.length, root.head, root.rooted_at, root.dropped_at)
    except MALFORMED:
        return False
    return registrar.signed(root.seal_key, root.seal, text)


def _chain(rows: list[SightingRow], door: Ring) -> Iterator[str]:
    previous, expected = GENESIS, 1
    for row in rows:
        if row.place != expected:
            yield f"reading {expected} is missing"
        if row.previous_hash != previous:
            yield f"reading {row.place} does not follow the one before it"
        if row.hash != _hash_if_any(row):
            yield f"reading {row.place} was altered"
        if row.seal and not door.signed(row.seal_key or "", row.seal, sealed.sightings(row.day, row.place, row.hash)):
            yield f"the door's seal of reading {row.place} does not verify"
        previous, expected = row.hash, row.place + 1
    if rows and not rows[-1].seal:
        yield f"reading {rows[-1].place} was not sealed by the door"


def _hash_if_any(row: SightingRow) -> str:
    try:
        return hash_of(columns_of(row))
    except MALFORMED:
        return ""


def _of_no_entry(session: Session) -> Iterator[str]:
    """A reading names how far its case had gone: there must be that entry."""
    same = and_(LedgerRow.case == SightingRow.case, LedgerRow.sequence == SightingRow.sequence, LedgerRow.hash == SightingRow.head)
    nothing = select(col(SightingRow.day), col(SightingRow.place), col(SightingRow.case), col(SightingRow.sequence)).outerjoin(
        LedgerRow, same
    )
    for day, place, case, sequence in session.exec(
        nothing.where(SightingRow.case != "", SightingRow.head != "", col(LedgerRow.id).is_(None))
    ):
        yield f"{CALLED}, {day}: reading {place} names entry {sequence} of {case}, which is not there, or another"


def unlike_the_readings(case: str, entries: Sequence[LedgerRow], session: Session) -> Iterator[str]:
    """Entries that say of whoever decided what the reading ledger does not say, or leave out what it says. What was dropped meanwhile tells nothing."""
    sights = [(entry.sequence, fact.at, fact.read) for entry in entries if (fact := _fact(entry)) and fact.read]
    if not sights:
        return
    began = session.exec(select(col(SightingRow.at)).order_by(col(SightingRow.at)).limit(1)).first()
    dropped = {*session.exec(select(col(SightingDayRow.day)).where(col(SightingDayRow.dropped_at).is_not(None)))}
    persons = {sight.person for _, _, sight in sights}
    asked = (col(SightingRow.case).in_({case, family_of(case)}), col(SightingRow.person).in_(persons))
    rows = [row for row in readable(SightingRow, asked, col(SightingRow.at), session, []) if row.part not in TELL_NOTHING]
    for sequence, at, sight in sights:
        if not dropped and began and began <= at - MAY_LAG and not tells_when_it_began(sight.since, began):
            yield f"{case}: entry {sequence} says that the reading ledger began at {sight.since}, and it began at {began.isoformat()}"
        yield from (f"{case}: entry {sequence} {says}" for says in _compared(sight, at, rows, dropped))


def tells_when_it_began(since: datetime | None, began: datetime) -> bool:
    """A reading of another process may have come first, and have been written a little later than the door asked."""
    return since is not None and timedelta(0) <= since - began < MAY_LAG


def _compared(sight: Sight, at: datetime, rows: Sequence[SightingRow], dropped: Collection[date]) -> Iterator[str]:
    theirs = [row for row in rows if row.person == sight.person and row.at <= at]
    there = {(row.case, row.part, row.at, row.seen) for row in theirs}
    for each in sight.opened:
        if each.at.astimezone(CITY_ZONE).date() not in dropped and (each.case, each.part, each.at, each.seen) not in there:
            yield f"says that {sight.person} had opened {each.part} of {each.case}, and the reading ledger does not"
    said = {(each.case, str(each.part)): each.at for each in sight.opened}
    last = {(row.case, row.part): row.at for row in sorted(theirs, key=lambda row: row.at) if row.at <= at - MAY_LAG}
    for (case, part), when in last.items():
        if (case, part) not in said or said[case, part] < when:
            yield f"does not say that {sight.person} had opened {part} of {case} at {when.isoformat()}, and the reading ledger does"


def _fact(entry: LedgerRow) -> Fact | None:
    """None of what cannot be read: that is said where entries are told again."""
    try:
        return FACTS[entry.kind].model_validate(entry.fact) if "read" in entry.fact else None
    except MALFORMED:
        return None
