"""The reading ledger (ADR 45): what was read is noted beside the reading, written a moment later by many at once, and rooted by the registrar.

Each day is a chain of its own. The door seals the last row of what it writes at once, so that whoever has the database alone can neither add, alter nor
take out one; the registrar seals how far it found each day, and tells its witness. The tail of a day that the registrar has not found yet can be cut unseen.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from threading import Lock
from typing import Any

import structlog
from sqlalchemy import bindparam, func, select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.vocabulary import Part
from domain.zone import CITY_ZONE
from store import sealed
from store.engine import Outage, Store, lock
from store.record.code_sets import spaced
from store.record.keyring import Ring
from store.record.sealing import Sealer
from store.tables_sightings import SightingDayRow, SightingRow

log = structlog.get_logger()

MOST_KEPT = 10_000  # not written yet; what is read beyond them is counted and lost
AT_ONCE = 500
EVERY_SECONDS = 1.0
GENESIS = "0" * 64
# Whoever asks what is open to them, who has read, or for a paper that nobody has answered, has not read the case.
TELL_NOTHING = (Part.ACTS, Part.READERS, Part.CERTIFICATE)
_LATE = timedelta(days=2)  # of one that was begun before midnight, or by a clock that is behind
_TURN = "sightings"
_HASHED = ("place", "person", "offices", "case", "part", "sequence", "head", "seen", "texts", "about", "previous_hash")
_ROWS, _DAYS = (SQLModel.metadata.tables[table.__tablename__] for table in (SightingRow, SightingDayRow))
_LAST = select(_ROWS.c.place, _ROWS.c.hash).where(_ROWS.c.day == bindparam("of_day")).order_by(_ROWS.c.place.desc()).limit(1)


@dataclass(frozen=True)
class Sighting:
    """Somebody had a part of a case before their eyes; the columns of SightingRow say what each field means."""

    at: datetime
    person: str
    offices: tuple[str, ...]
    part: Part
    case: str = ""
    sequence: int = 0
    head: str = ""
    texts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    seen: str = ""

    @property
    def day(self) -> date:
        return self.at.astimezone(CITY_ZONE).date()


def hash_of(row: Mapping[str, Any]) -> str:
    moments = {"day": row["day"].isoformat(), "at": row["at"].astimezone(UTC).isoformat()}
    return digest({**{name: row[name] for name in _HASHED}, **moments})


class ReadingLedger:
    """One process's hand at it. Noting costs a reader nothing but memory, and fails nobody's reading; whoever must know what was written says `write`."""

    def __init__(self, store: Store, ring: Ring, most: int = MOST_KEPT) -> None:
        self._store, self._ring, self._most = store, ring, most
        self._kept = deque[Sighting]()
        self._hold, self._turn = Lock(), Lock()
        self._unsaid = 0
        self.lost = 0

    def note(self, sightings: Iterable[Sighting]) -> None:
        with self._hold:
            for each in sightings:
                if len(self._kept) < self._most:
                    self._kept.append(each)
                    continue
                if not self.lost:
                    log.error("sightings.lost", kept=len(self._kept))
                self.lost += 1
                self._unsaid += 1

    @property
    def waiting(self) -> int:
        return len(self._kept)

    @property
    def kept(self) -> list[Sighting]:
        """What may not be written yet."""
        with self._hold:
            return list(self._kept)

    def write(self) -> None:
        """All that was noted until now. Raises Outage: it is kept, and written later."""
        with self._turn:
            while taken := self.kept[:AT_ONCE]:
                said, dropped = self._unsaid, 0
                gap = (Sighting(taken[-1].at, "", (), Part.LOST, sequence=said),) if said else ()
                try:
                    with self._store.writing() as session:
                        append((*taken, *gap), self._ring, session)
                except Outage:
                    raise
                except Exception as defect:  # they would be in everybody's way for ever
                    said, dropped = 0, len(taken)
                    log.error("sightings.defect", defect=type(defect).__name__, lost=dropped)
                with self._hold:
                    self.lost += dropped
                    self._unsaid += dropped - said
                    for _ in taken:
                        self._kept.popleft()

    async def go_on_writing(self) -> None:
        """For as long as the process serves."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await asyncio.to_thread(self.write_if_there_is_any)

    def write_if_there_is_any(self) -> None:
        """Never raises: a database that is away is asked again."""
        try:
            if self._kept:
                self.write()
        except Outage as error:
            log.warning("sightings.not_written", error=str(error), kept=len(self._kept))


def append(sightings: Iterable[Sighting], ring: Ring, session: Session) -> None:
    """Behind the last of their days, in the order they came; the last of each day bears the door's seal."""
    lock(_TURN, session)
    for day, of_day in groupby(sorted(sightings, key=lambda each: each.day), key=lambda each: each.day):
        last = session.connection().execute(_LAST, {"of_day": day}).first()
        place, previous = (last.place, last.hash) if last else (0, GENESIS)
        rows = list[dict[str, Any]]()
        for each in of_day:
            place += 1
            said = {**asdict(each), "part": str(each.part), **{name: spaced(getattr(each, name)) for name in ("offices", "texts", "about")}}
            row = {**said, "day": day, "place": place, "previous_hash": previous, "seal_key": None, "seal": None}
            row["hash"] = previous = hash_of(row)
            rows.append(row)
        rows[-1]["seal_key"], rows[-1]["seal"] = ring.sign(sealed.sightings(day, place, previous))
        session.connection().execute(_ROWS.insert(), rows)


def root(moment: datetime, keep_days: int, sealer: Sealer, store: Store) -> None:
    """Seal how far each day has come since it was last looked at, and drop the days whose time is over. Idempotent. Raises Outage."""
    today = moment.astimezone(CITY_ZONE).date()
    with store.reading() as session:
        if not _grown(session) and not _over(today, keep_days, session):
            return
    with sealer.writing(store) as session:
        lock(_TURN, session)
        for day, length in _grown(session):
            head = session.connection().execute(_LAST, {"of_day": day}).one().hash
            _keep(day, length, head, moment, None, sealer, session)
        for row in _over(today, keep_days, session):
            _keep(row.day, row.length, row.head, row.rooted_at, moment, sealer, session)
            session.connection().execute(_ROWS.delete().where(_ROWS.c.day == row.day))
            log.info("sightings.dropped", day=row.day.isoformat(), length=row.length)


def _grown(session: Session) -> list[tuple[date, int]]:
    """The days that go further than they were found, and how far; of earlier days than the last ones nobody writes any more."""
    newest = session.connection().execute(select(func.max(_DAYS.c.day))).scalar()
    there = select(_ROWS.c.day, func.max(_ROWS.c.place).label("length")).group_by(_ROWS.c.day)
    if newest:
        there = there.where(_ROWS.c.day >= newest - _LATE)
    known = {row.day: row.length for row in session.connection().execute(select(_DAYS.c.day, _DAYS.c.length))}
    found = session.connection().execute(there.order_by(_ROWS.c.day))
    return [(row.day, row.length) for row in found if row.length > known.get(row.day, 0)]


def _over(today: date, keep_days: int, session: Session) -> Sequence[Any]:
    over = select(_DAYS).where(_DAYS.c.dropped_at.is_(None), _DAYS.c.day < today - timedelta(days=keep_days)).order_by(_DAYS.c.day)
    return session.connection().execute(over).all()


def _keep(day: date, length: int, head: str, rooted_at: datetime, dropped_at: datetime | None, sealer: Sealer, session: Session) -> None:
    key, seal = sealer.sighting_day(day, length, head, rooted_at, dropped_at, session)
    values = {"length": length, "head": head, "rooted_at": rooted_at, "dropped_at": dropped_at, "seal_key": key, "seal": seal}
    if session.connection().execute(_DAYS.update().where(_DAYS.c.day == day).values(**values)).rowcount == 0:
        session.connection().execute(_DAYS.insert().values(day=day, **values))


def with_hash(sightings: Iterable[Sighting], seen: str) -> list[Sighting]:
    """The same, once it is known what was sent."""
    return [replace(each, seen=seen) for each in sightings]
