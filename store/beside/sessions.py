"""Who is signed in with which browser. A session is a secret that only the browser has: here only its hash is kept, and for how long it is good."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, text
from sqlmodel import col, delete, select

from store.engine import Store
from store.tables import UTCDateTime
from store.tables_beside import LogoutTokenRow, SessionRow

SEEN_AGAIN = timedelta(minutes=1)  # a page that follows at once writes nothing


@dataclass(frozen=True)
class SignedIn:
    """One session as its person may look at it; `mark` names it, and opens nothing."""

    mark: str
    seen_at: datetime
    ends_at: datetime
    this_one: bool


def begin(person: str, at: datetime, ends_at: datetime, store: Store, sid: str = "") -> str:
    """A new secret, shown this once. Those that are over are forgotten. `sid`: what the provider calls the session it begins in."""
    secret = secrets.token_urlsafe(32)
    with store.writing() as session:
        session.exec(delete(SessionRow).where(col(SessionRow.ends_at) <= at))
        session.add(SessionRow(secret_hash=_hash(secret), person=person, seen_at=at, ends_at=ends_at, sid=sid))
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


def of(person: str, secret: str, at: datetime, idle: timedelta, store: Store) -> list[SignedIn]:
    """Those that are still good, the one last used first. `secret`: of the one that asks."""
    with store.reading() as session:
        rows = session.exec(select(SessionRow).where(SessionRow.person == person).order_by(col(SessionRow.seen_at).desc())).all()
    good = (row for row in rows if at < row.ends_at and at < row.seen_at + idle)
    return [SignedIn(row.secret_hash[:12], row.seen_at, row.ends_at, row.secret_hash == _hash(secret)) for row in good]


def end_all_of(person: str, store: Store) -> None:
    """Wherever they are signed in. Idempotent."""
    with store.writing() as session:
        session.exec(delete(SessionRow).where(col(SessionRow.person) == person))


def end_at_the_word_of_the_provider(jti: str, until: datetime, at: datetime, sid: str, person: str, store: Store) -> bool:
    """The sessions of that `sid`, or all of the person where none is named; of both, those that fit both. Whether this word was new: each is taken once."""
    named = [col(SessionRow.sid) == sid] if sid else []
    named += [col(SessionRow.person) == person] if person else []
    with store.writing() as session:
        session.exec(delete(LogoutTokenRow).where(col(LogoutTokenRow.until) <= at))
        if not session.connection().execute(_ONCE, {"jti": jti, "until": until}).rowcount:
            return False
        session.exec(delete(SessionRow).where(*named))
        return True


_ONCE = text("INSERT INTO logout_tokens (jti, until) VALUES (:jti, :until) ON CONFLICT (jti) DO NOTHING").bindparams(
    bindparam("until", type_=UTCDateTime)
)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
