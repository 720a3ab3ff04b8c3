"""What is known of files: who handed them in, and what was found or decided of them since. A row that the door did not seal says nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, exists, func, select
from sqlmodel import Session, SQLModel

from domain.likeness import folded_whole
from domain.vocabulary import FileKind, FileState
from store import sealed
from store.engine import lock
from store.record.keyring import Ring
from store.sealed import MALFORMED
from store.tables_files import FileRow, FileStateRow, FileTextRow

Signatures = tuple[Mapping[str, Any], ...]  # as papers.examining.answer writes each
STANDS = (FileState.CLEAN, FileState.RELEASED)
_FILES, _STATES, _TEXTS = (SQLModel.metadata.tables[table.__tablename__] for table in (FileRow, FileStateRow, FileTextRow))


@dataclass(frozen=True)
class Received:
    """A file as somebody handed it in."""

    sha256: str
    person: str
    name: str
    size: int
    kind: FileKind
    media_type: str
    signatures: Signatures
    received_at: datetime


@dataclass(frozen=True)
class Found:
    """What was found or decided of a file."""

    state: FileState
    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class History:
    """All of it, the oldest first; nothing of a file at which nobody has looked yet."""

    found: tuple[Found, ...] = ()

    @property
    def last(self) -> Found | None:
        return self.found[-1] if self.found else None

    @property
    def state(self) -> FileState:
        return self.last.state if self.last else FileState.UNSCANNED

    def clean_at(self, received_at: datetime | None = None) -> datetime | None:
        """Since when it may be relied upon, for whoever handed it in then: what was known before, of somebody else's, is not for them."""
        if self.state not in STANDS:
            return None
        stood = [each.at for each in self.found if each.state in STANDS]
        return next((at for at in stood if received_at is None or at >= received_at), stood[-1])


def receive(file: Received, text: str, ring: Ring, session: Session) -> None:
    """Once for each who hands it in. Of what it says the last reading holds."""
    row = {**vars(file), "signatures": [*file.signatures]}
    row["seal_key"], row["seal"] = ring.sign(sealed.file(row))
    session.connection().execute(_FILES.insert(), row)
    if text and session.get(FileTextRow, file.sha256) is None:
        session.connection().execute(_TEXTS.insert(), {"sha256": file.sha256, "text": text, "folded": folded_whole(text)})


def add(sha256: str, found: Found, ring: Ring, session: Session) -> None:
    """Behind what was found before, whoever wrote it."""
    lock(f"file {sha256}", session)
    last = session.connection().execute(select(func.max(_STATES.c.place)).where(_STATES.c.sha256 == sha256)).scalar() or 0
    row = {"sha256": sha256, "place": last + 1, **vars(found), "state": str(found.state)}
    row["seal_key"], row["seal"] = ring.sign(sealed.file_state(row))
    session.connection().execute(_STATES.insert(), row)


def received(sha256: str, person: str, ring: Ring, session: Session) -> Received | None:
    """What that person handed in."""
    row = session.connection().execute(select(_FILES).where(_FILES.c.sha256 == sha256, _FILES.c.person == person)).mappings().first()
    return as_received(row) if row and is_the_doors(row, ring) else None


def received_since(moment: datetime, person: str, session: Session) -> int:
    """How many files they have handed in since then."""
    mine = select(func.count()).where(_FILES.c.person == person, _FILES.c.received_at >= moment)
    return int(session.connection().execute(mine).scalar_one())


def histories(names: Iterable[str], ring: Ring, session: Session) -> dict[str, History]:
    """Of each of these files."""
    wanted = [*dict.fromkeys(names)]
    found: dict[str, list[Found]] = {name: [] for name in wanted}
    rows = select(_STATES).where(_STATES.c.sha256.in_(wanted)).order_by(_STATES.c.sha256, _STATES.c.place)
    for row in session.connection().execute(rows).mappings():
        if state_is_the_doors(row, ring):
            found[row["sha256"]].append(Found(FileState(row["state"]), row["at"], row["by"], row["why"]))
    return {name: History(tuple(each)) for name, each in found.items()}


def unscanned(most: int, session: Session) -> list[str]:
    """Those at which no scanner has looked, the oldest first."""
    looked_at = exists().where(_STATES.c.sha256 == _FILES.c.sha256)
    waiting = select(_FILES.c.sha256).where(~looked_at).group_by(_FILES.c.sha256).order_by(func.min(_FILES.c.received_at)).limit(most)
    return list(session.connection().execute(waiting).scalars())


def quarantined(ring: Ring, session: Session) -> list[tuple[Received, Found]]:
    """Those on which somebody must decide, each as it first came in."""
    held = session.connection().execute(select(_STATES.c.sha256).where(_STATES.c.state == FileState.QUARANTINED).distinct()).scalars()
    known = histories(held, ring, session)
    waiting = [name for name, each in known.items() if each.state is FileState.QUARANTINED]
    rows = session.connection().execute(select(_FILES).where(_FILES.c.sha256.in_(waiting)).order_by(_FILES.c.received_at)).mappings()
    first = dict[str, Received]()
    for row in rows:
        if is_the_doors(row, ring):
            first.setdefault(row["sha256"], as_received(row))
    return [(each, last) for name, each in first.items() if (last := known[name].last)]


def first_received(sha256: str, ring: Ring, session: Session) -> Received | None:
    """As it first came in, whoever handed it in."""
    rows = session.connection().execute(select(_FILES).where(_FILES.c.sha256 == sha256).order_by(_FILES.c.received_at)).mappings()
    return next((as_received(row) for row in rows if is_the_doors(row, ring)), None)


def from_whom(sha256: str, session: Session) -> Collection[str]:
    """Whoever has handed it in."""
    return list(session.connection().execute(select(_FILES.c.person).where(_FILES.c.sha256 == sha256)).scalars())


def as_received(row: RowMapping) -> Received:
    told = {name: row[name] for name in ("sha256", "person", "name", "size", "media_type", "received_at")}
    return Received(**told, kind=FileKind(row["kind"]), signatures=tuple(row["signatures"]))


def is_the_doors(row: RowMapping | Mapping[str, Any], ring: Ring) -> bool:
    try:
        return ring.signed(row["seal_key"], row["seal"], sealed.file(row)) and row["kind"] in tuple(FileKind)
    except MALFORMED:
        return False


def state_is_the_doors(row: RowMapping | Mapping[str, Any], ring: Ring) -> bool:
    try:
        return ring.signed(row["seal_key"], row["seal"], sealed.file_state(row)) and row["state"] in tuple(FileState)
    except MALFORMED:
        return False
