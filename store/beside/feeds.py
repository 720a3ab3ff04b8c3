"""Secret addresses of calendar feeds: one for a person, replaced or taken back at any time. Only the hash of a secret is kept."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlmodel import select

from store.engine import Store
from store.tables import UTCDateTime
from store.tables_beside import FeedRow

# In one statement: of two who ask at once for their first address, neither finds the other's in the way.
_REPLACE = text(
    "INSERT INTO feeds (person, secret_hash, made_at) VALUES (:person, :secret, :at) "
    "ON CONFLICT (person) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at"
).bindparams(bindparam("at", type_=UTCDateTime))


def make(person: str, at: datetime, store: Store) -> str:
    """A new secret, shown this once; an earlier one opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    with store.writing() as session:
        session.connection().execute(_REPLACE, {"person": person, "secret": _hash(secret), "at": at})
    return secret


def take_back(person: str, store: Store) -> None:
    """Idempotent."""
    with store.writing() as session:
        if row := session.get(FeedRow, person):
            session.delete(row)


def is_there(person: str, store: Store) -> bool:
    """Whether they have an address. Which one nobody here knows."""
    with store.reading() as session:
        return session.get(FeedRow, person) is not None


def whose(secret: str, store: Store) -> str | None:
    """The person, or None if the secret opens nothing."""
    with store.reading() as session:
        return session.exec(select(FeedRow.person).where(FeedRow.secret_hash == _hash(secret))).first()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
