"""The tables of the directory: agencies and persons from a day to a day, who holds which office, who signs for whom, who is away, and what was loaded."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from store.tables import Json, UTCDateTime


class AgencyRow(SQLModel, table=True):
    """An agency from a day to a day. `left_at`: when what ran there passed on."""

    __tablename__ = "agency_versions"

    code: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    name: str
    kind: str | None = None
    superior: str = Field(default="", index=True)
    appointed_by: str = ""
    successor: str = Field(default="", index=True)
    split_from: str = ""
    source: str = ""
    left_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"

    id: str = Field(primary_key=True)
    name: str
    email: str = ""
    personnel: str | None = None
    managed_by: str = Field(default="", sa_column_kwargs={"server_default": ""})


class TermRow(SQLModel, table=True):
    """An office held from a day to a day."""

    __tablename__ = "terms"

    id: int | None = Field(default=None, primary_key=True)
    person: str = Field(index=True)
    office: str
    agency: str = Field(index=True)
    starts: date
    ends: date | None = None


class DelegationRow(SQLModel, table=True):
    """Leave to sign for the head of an agency, as it was given and, where it was, ended before its time (`Delegation`)."""

    __tablename__ = "delegations"

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(index=True)
    person: str = Field(index=True)
    held: str
    held_at: str
    capacity: str
    office: str
    given_by: str
    number: str
    issued_on: date
    starts: date
    ends: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    acts: list[str] = Field(sa_type=Json)
    cases: list[str] = Field(sa_type=Json)
    fields: list[str] = Field(sa_type=Json)
    source: str


class HeadAwayRow(SQLModel, table=True):
    """An absence that the head of an agency announced, and when they came back before its time (`HeadAway`)."""

    __tablename__ = "heads_away"

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(index=True)
    person: str
    substitute: str
    chosen: str
    number: str
    issued_on: date
    starts: date
    ends: date
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    source: str


class DirectoryLoadRow(SQLModel, table=True):
    """One load of the directory: the rows it left behind, chained and sealed. All loads together are the directory."""

    __tablename__ = "directory_loads"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: dict[str, Any] = Field(sa_type=Json)
    after_entry: int
    loaded_at: datetime = Field(sa_type=UTCDateTime)
    previous_hash: str
    hash: str
    seal_key: str | None = None
    seal: str | None = None
