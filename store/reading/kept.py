"""Streams read many at a time, from the snapshots kept beside them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from domain.numbers import kind_of
from domain.streams.kinds import loaded
from domain.streams.stream import Stream
from store.record import streams
from store.tables import CaseRow

_CASES = SQLModel.metadata.tables[CaseRow.__tablename__]


def kept(row: Any, session: Session) -> Stream:
    """The stream of a row of `cases`, of which `number` and `snapshot` were read. One of another shape is replayed. Raises Contradicted."""
    return loaded(kind_of(row.number), row.snapshot) or streams.load(row.number, session).stream


def all_kept(numbers: Sequence[str], session: Session) -> list[Stream]:
    """In that order; all are known."""
    rows = session.connection().execute(select(_CASES.c.number, _CASES.c.snapshot).where(_CASES.c.number.in_(numbers))).all()
    found = {row.number: kept(row, session) for row in rows}
    return [found[number] for number in numbers]
