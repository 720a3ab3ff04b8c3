"""The reading ledger: who had what before their eyes, in a chain of its own for each day (ADR 45). No case's ledger knows it."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from store.tables import UTCDateTime


class SightingRow(SQLModel, table=True):
    """Somebody opened a part of a case, or a list of persons. Rows are only added; a trigger refuses everything else.

    `offices`: all they held that moment, as office/agency: by which of them they read, nobody can say. `sequence`, `head`: how far the case's ledger
    went. `seen`: sha256 of what was sent to them, to the byte. `texts`: hashes of the texts it showed. `about`: whose matter it is. Of these sets, a
    space stands on either side of each. The last row of what was written at once bears the door's seal.
    """

    __tablename__ = "sightings"
    __table_args__ = (
        Index("ix_sightings_case_person", "case", "person"),
        Index("ix_sightings_person", "person", "at"),
        Index("ix_sightings_at", "at", "hash"),
    )

    day: date = Field(primary_key=True)
    place: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UTCDateTime)
    person: str
    offices: str
    case: str
    part: str
    sequence: int
    head: str
    seen: str
    texts: str
    about: str
    previous_hash: str
    hash: str
    seal_key: str | None = None
    seal: str | None = None


class SightingDayRow(SQLModel, table=True):
    """How far the registrar found a day's chain, sealed. `dropped_at`: when its rows were dropped because their time was over."""

    __tablename__ = "sighting_days"

    day: date = Field(primary_key=True)
    length: int
    head: str
    rooted_at: datetime = Field(sa_type=UTCDateTime)
    dropped_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    seal_key: str
    seal: str
