"""Streams read many at a time, from the snapshots kept beside them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from domain.numbers import kind_of
from domain.streams.kinds import loaded
from domain.streams.stream import Stream
from store.record import streams


def kept(rows: Iterable[Row[Any]], session: Session) -> list[Stream]:
    """The stream of each row of `cases`, of which `number` and `snapshot` were read. One of another shape is replayed. Raises Contradicted."""
    return [loaded(kind_of(row.number), row.snapshot) or streams.load(row.number, session).stream for row in rows]
