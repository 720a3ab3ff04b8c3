"""The tables beside the record: who is signed in, and what people note, choose and begin for themselves. No ledger knows them, and none is part of a case
(ADR 40)."""

import secrets
from datetime import date, datetime

from sqlmodel import Field, SQLModel

from store.tables import UTCDateTime


class FeedRow(SQLModel, table=True):
    """The address under which a calendar program fetches somebody's deadlines: whoever knows it reads them, so only its hash is kept."""

    __tablename__ = "feeds"

    person: str = Field(primary_key=True)
    secret_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=UTCDateTime)


class SessionRow(SQLModel, table=True):
    """Somebody is signed in at the counter, in one browser, which alone has the secret. It ends at `ends_at`, or when nothing was asked for long.

    `sid`: what the provider calls the session it belongs to, or "" where it does not say.
    """

    __tablename__ = "sessions"

    secret_hash: str = Field(primary_key=True)
    person: str = Field(index=True)
    seen_at: datetime = Field(sa_type=UTCDateTime)
    ends_at: datetime = Field(sa_type=UTCDateTime, index=True)
    sid: str = Field(default="", sa_column_kwargs={"server_default": ""})


class LogoutTokenRow(SQLModel, table=True):
    """A provider's word that somebody has signed out there: it is taken once."""

    __tablename__ = "logout_tokens"

    jti: str = Field(primary_key=True)
    until: datetime = Field(sa_type=UTCDateTime)


class ChoiceRow(SQLModel, table=True):
    """What a person has chosen for themselves; "" where they have not."""

    __tablename__ = "choices"

    person: str = Field(primary_key=True)
    notices: str
    language: str


class DigestRow(SQLModel, table=True):
    """One person's letter of one day, owed until it was handed in. `covers_until`: what became known later is for the next one."""

    __tablename__ = "digests"

    person: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    token: str = Field(default_factory=lambda: secrets.token_hex(16))
    status: str
    covers_until: datetime = Field(sa_type=UTCDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    error: str | None = None


class DeskNoteRow(SQLModel, table=True):
    """Who looks after a case at an agency's desk. A note of the desk: it gives nobody a right and takes none, and no ledger knows it."""

    __tablename__ = "desk_notes"

    case: str = Field(primary_key=True)
    agency: str = Field(primary_key=True)
    person: str = Field(index=True)
    noted_by: str
    noted_at: datetime = Field(sa_type=UTCDateTime)


class LookRow(SQLModel, table=True):
    """When somebody last opened a case at the counter: what changed since is new to them."""

    __tablename__ = "looks"

    person: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    looked_at: datetime = Field(sa_type=UTCDateTime)


class SavedSearchRow(SQLModel, table=True):
    """A list with what is asked of it, under a name. `agency`: at which it is shared, or "". It is an address and gives nobody a right."""

    __tablename__ = "saved_searches"

    id: str = Field(primary_key=True)
    person: str = Field(index=True)
    name: str
    kind: str
    query: str
    agency: str = Field(index=True)
    saved_at: datetime = Field(sa_type=UTCDateTime)


class DraftRow(SQLModel, table=True):
    """What somebody has begun to fill in. Whose it is and what it is about are told by nothing here: `place` and `owner` are keyed marks, `sealed` is
    ciphertext, and of the time only the last day is kept.
    """

    __tablename__ = "drafts"

    place: str = Field(primary_key=True)
    owner: str = Field(index=True)
    sealed: str
    last_day: date = Field(index=True)
