"""Every load of the directory, kept whole: chained, sealed, and enough to tell the directory again as it was after any of them.

The tables of the directory say how it is; the loads say who was told to be what, and when. A row of the tables that no load left behind is nobody's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_jsonable_python
from sqlmodel import Session, SQLModel, col, func, select

from domain.canonical import digest
from store.sealed import UNSEALED, Hand
from store.tables import LedgerRow
from store.tables_directory import AgencyRow, DelegationRow, DirectoryLoadRow, HeadAwayRow, PersonRow, TermRow

GENESIS = "0" * 64
Rows = list[dict[str, Any]]
_AGENCIES, _PEOPLE, _TERMS, _DELEGATIONS, _AWAY = (
    SQLModel.metadata.tables[table.__tablename__] for table in (AgencyRow, PersonRow, TermRow, DelegationRow, HeadAwayRow)
)
_MOST = 500  # names in one question


@dataclass
class Kept:
    """A directory as its rows, by code and by person; who signs for its head, and when that head is away, by the code of the agency."""

    agencies: dict[str, Rows] = field(default_factory=dict)
    people: dict[str, Rows] = field(default_factory=dict)
    terms: dict[str, Rows] = field(default_factory=dict)
    delegations: dict[str, Rows] = field(default_factory=dict)
    away: dict[str, Rows] = field(default_factory=dict)

    def loaded(self, content: Mapping[str, Mapping[str, Rows]]) -> None:
        """Replace what this load names. Raises AttributeError, TypeError for what is no load."""
        said = {"delegations": {}, "away": {}, **content}  # a load of an earlier release says nothing of either
        of_people, of_heads = ((self.people, "people"), (self.terms, "terms")), ((self.delegations, "delegations"), (self.away, "away"))
        for kept, named in ((self.agencies, "agencies"), *of_people, *of_heads):
            for name, rows in said[named].items():
                kept.pop(name, None)
                if rows:
                    kept[name] = rows


def keep(
    agencies: Iterable[str],
    people: Iterable[str],
    holders: Iterable[str],
    at: datetime,
    hand: Hand | None,
    session: Session,
    signed_for: Iterable[str] = (),
    away: Iterable[str] = (),
) -> None:
    """What was just loaded of these codes, these people, whoever holds offices and the agencies for whose heads somebody signs or whose heads are away, as
    it now stands in the tables."""
    session.flush()
    content = {
        "agencies": _rows(_AGENCIES, "code", agencies, session),
        "people": _rows(_PEOPLE, "id", people, session),
        "terms": _rows(_TERMS, "person", holders, session),
    }
    if delegations := _rows(_DELEGATIONS, "agency", signed_for, session):
        content["delegations"] = delegations
    if gone := _rows(_AWAY, "agency", away, session):
        content["away"] = gone
    last = session.exec(select(DirectoryLoadRow).order_by(col(DirectoryLoadRow.number).desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    after_entry = session.exec(select(func.max(LedgerRow.id))).one() or 0
    row = DirectoryLoadRow(number=number, content=content, after_entry=after_entry, loaded_at=at, previous_hash=previous, hash="")
    row.hash = hash_of(row)
    row.seal_key, row.seal = hand.load(number, row.hash, session) if hand else UNSEALED
    session.add(row)


def keep_as_found(at: datetime, hand: Hand, session: Session) -> None:
    """Of a home that had a directory before loads were kept: all of it, as the first."""
    if session.exec(select(DirectoryLoadRow.number).limit(1)).first() is None:
        codes, people = session.exec(select(AgencyRow.code)).all(), session.exec(select(PersonRow.id)).all()
        if codes or people:
            keep(codes, people, {*people, *session.exec(select(TermRow.person))}, at, hand, session)


def hash_of(row: DirectoryLoadRow) -> str:
    said = {"number": row.number, "content": row.content, "after_entry": row.after_entry, "previous_hash": row.previous_hash}
    return digest({**said, "loaded_at": row.loaded_at.astimezone(UTC).isoformat()})


def _rows(table: sa.Table, by: str, names: Iterable[str], session: Session) -> dict[str, Rows]:
    """By each name, its rows in their order; none where there is nothing of that name any more."""
    every = sorted({*names})
    found: dict[str, Rows] = {name: [] for name in every}
    order = table.c.id if table in (_TERMS, _DELEGATIONS, _AWAY) else table.c[by]
    for begin in range(0, len(every), _MOST):
        some = sa.select(table).where(table.c[by].in_(every[begin : begin + _MOST])).order_by(order)
        for row in session.connection().execute(some).mappings():
            found[row[by]].append(as_kept(row))
    return found


def as_kept(row: sa.RowMapping) -> dict[str, Any]:
    """A row as JSON. Of a term or a delegation with its number, because they are read in that order."""
    kept = to_jsonable_python(dict(row))
    assert isinstance(kept, dict)
    return kept


def in_tables(session: Session) -> Kept:
    """The directory as the tables say it."""
    kept = Kept()
    of_people = ((_PEOPLE, "id", kept.people), (_TERMS, "person", kept.terms))
    of_heads = ((_DELEGATIONS, "agency", kept.delegations), (_AWAY, "agency", kept.away))
    for table, by, rows in ((_AGENCIES, "code", kept.agencies), *of_people, *of_heads):
        for row in session.connection().execute(sa.select(table)).mappings():
            rows.setdefault(row[by], []).append(as_kept(row))
    return kept
