"""Who is signed in with which browser. A session is a secret that only the browser has: here only its hash is kept, and for how long it is good."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import col, delete, select

from store.engine import Store
from store.tables import SessionRow

SEEN_AGAIN = timedelta(minutes=1)  # a page that follows at once writes nothing


def begin(person: str, at: datetime, ends_at: datetime, store: Store) -> str:
    """A new secret, shown this once. Those that are over are forgotten."""
    secret = secrets.token_urlsafe(32)
    with store.writing() as session:
        session.exec(delete(SessionRow).where(col(SessionRow.ends_at) <= at))
        session.add(SessionRow(secret_hash=_hash(secret), person=person, seen_at=at, ends_at=ends_at))
    return secret


def whose(secret: str, at: datetime, idle: timedelta, store: Store, *, by_itself: bool = False) -> str | None:
    """The person, or None: no such session, one that is over, or one in which nothing was asked for as long as `idle`.

    `by_itself`: a page asks that lies open, and nobody need sit before it. That keeps no session alive.
    """
    with store.reading() as session:
        row = session.exec(select(SessionRow).where(SessionRow.secret_hash == _hash(secret))).first()
        if row is None or at >= row.ends_at or at >= row.seen_at + idle:
            return None
        person, seen_at = row.person, row.seen_at
    if at - seen_at >= SEEN_AGAIN and not by_itself:
        with store.writing() as session:
            if kept := session.get(SessionRow, _hash(secret)):
                kept.seen_at = at
    return person


def end(secret: str, store: Store) -> None:
    """It opens nothing any more. Idempotent."""
    with store.writing() as session:
        session.exec(delete(SessionRow).where(col(SessionRow.secret_hash) == _hash(secret)))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
