"""The letter of a day to one person: claimed with a lease, done at least once under a token that stays, and never made twice for one day."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, bindparam, func, select, text
from sqlmodel import Session, SQLModel
from sqlmodel import select as of_rows

from store.engine import Store
from store.record.effects import DONE, LEASE, OWED, InOtherHands
from store.tables import UTCDateTime
from store.tables_beside import DigestRow
from store.tables_directory import PersonRow

_DIGESTS, _PEOPLE = (SQLModel.metadata.tables[table.__tablename__] for table in (DigestRow, PersonRow))
# Of two workers that begin the same day, neither finds the other's row in the way.
_BEGIN = text(
    "INSERT INTO digests (person, day, token, status, covers_until) VALUES (:person, :day, :token, :status, :covers_until) "
    "ON CONFLICT (person, day) DO NOTHING"
).bindparams(bindparam("day", type_=Date), bindparam("covers_until", type_=UTCDateTime))


@dataclass(frozen=True)
class ClaimedDigest:
    """`token`: what the letter is known by outside. It covers what became known until `covers_until`."""

    token: str
    covers_until: datetime


def readers_after(person: str, most: int, session: Session) -> list[str]:
    """Whoever can be written to, by id, so many after that one."""
    query = select(_PEOPLE.c.id).where(_PEOPLE.c.id > person, _PEOPLE.c.email != "").order_by(_PEOPLE.c.id).limit(most)
    return list(session.connection().execute(query).scalars())


def covered(person: str, session: Session) -> datetime | None:
    """Until when the letters they got cover what is new; None before the first."""
    query = select(func.max(_DIGESTS.c.covers_until, type_=UTCDateTime())).where(_DIGESTS.c.person == person, _DIGESTS.c.status == DONE)
    found: datetime | None = session.connection().execute(query).scalar_one()
    return found


def claim(person: str, day: date, at: datetime, store: Store) -> ClaimedDigest | None:
    """Take it in hand for the length of a lease, or None if it is no longer owed. Raises InOtherHands."""
    new = {"person": person, "day": day, "token": secrets.token_hex(16), "status": OWED, "covers_until": at}
    with store.writing() as session:
        session.connection().execute(_BEGIN, new)
        row = session.exec(of_rows(DigestRow).where(DigestRow.person == person, DigestRow.day == day).with_for_update()).one()
        if row.status != OWED:
            return None
        if row.lease_until and row.lease_until > at:
            raise InOtherHands(row.token)
        row.lease_until = at + LEASE
        session.add(row)
        return ClaimedDigest(row.token, row.covers_until)


def settle(person: str, day: date, status: str, at: datetime, store: Store, error: str | None = None) -> None:
    """Done, failed for good, or owed again (the lease is given back)."""
    with store.writing() as session:
        row = session.get_one(DigestRow, (person, day), with_for_update=True)
        if row.status != OWED:  # a later attempt has done it meanwhile
            return
        row.status, row.lease_until, row.error = status, None, error
        row.done_at = at if status == DONE else None
        session.add(row)
