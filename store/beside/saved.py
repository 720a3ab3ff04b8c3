"""Lists that people keep under a name, for themselves or for whoever serves at an agency with them.

What is kept is an address. Whoever follows it sees what they may read, and nothing of what its owner may.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlmodel import Session, SQLModel

from domain.vocabulary import StreamKind
from store.engine import Store
from store.tables_beside import SavedSearchRow
from store.tables_directory import PersonRow, TermRow

_SAVED, _TERMS, _PEOPLE = (SQLModel.metadata.tables[table.__tablename__] for table in (SavedSearchRow, TermRow, PersonRow))
MOST = 50  # of one person: a house bound against what a program left alone would do
LONGEST_NAME, LONGEST_QUERY = 80, 1_000  # characters


@dataclass(frozen=True)
class SavedSearch:
    """A list kept under a name. `query`: what stands in its address; `agency`: where it is shared, or ""; `own`: whether it is the reader's."""

    id: str
    name: str
    kind: StreamKind
    query: str
    agency: str
    owner: str
    own: bool


class TooMany(Exception):
    """This person keeps as many as one may."""


def keep(person: str, name: str, kind: StreamKind, query: str, agency: str, at: datetime, store: Store) -> None:
    """`agency`: where it is shared, or "". Raises TooMany."""
    with store.writing() as session:
        kept = session.connection().execute(select(func.count()).select_from(_SAVED).where(_SAVED.c.person == person)).scalar_one()
        if kept >= MOST:
            raise TooMany
        row = {"id": secrets.token_hex(8), "person": person, "name": name, "kind": kind, "query": query, "agency": agency, "saved_at": at}
        session.connection().execute(_SAVED.insert(), row)


def forget(person: str, id: str, store: Store) -> None:
    """One of their own. Idempotent."""
    with store.writing() as session:
        session.connection().execute(_SAVED.delete().where(_SAVED.c.id == id, _SAVED.c.person == person))


def of(person: str, agencies: Collection[str], on: date, session: Session) -> list[SavedSearch]:
    """Their own, and what is shared at these agencies by those who serve there on that day; by name."""
    serves = select(_TERMS.c.person).where(
        _TERMS.c.person == _SAVED.c.person,
        _TERMS.c.agency == _SAVED.c.agency,
        _TERMS.c.starts <= on,
        or_(_TERMS.c.ends.is_(None), _TERMS.c.ends >= on),
    )
    shared = _SAVED.c.agency.in_(agencies) & serves.exists()
    query = (
        select(_SAVED, _PEOPLE.c.name.label("owner"))
        .outerjoin(_PEOPLE, _PEOPLE.c.id == _SAVED.c.person)
        .where(or_(_SAVED.c.person == person, shared))
        .order_by(func.lower(_SAVED.c.name), _SAVED.c.id)
    )
    return [
        SavedSearch(
            id=row.id,
            name=row.name,
            kind=StreamKind(row.kind),
            query=row.query,
            agency=row.agency,
            owner=row.owner or row.person,
            own=row.person == person,
        )
        for row in session.connection().execute(query)
    ]
