"""Evidence: which files came in, from whom, and what was found of them since. Rows are only added, each bears the door's seal (ADR 48)."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from store.tables import Json, UTCDateTime


class FileRow(SQLModel, table=True):
    """Somebody handed a file in. Who hands in the same bytes again has this row, under its first name; whoever else does has one of their own.

    `size`: in bytes. `signatures`: what was found of those embedded in it when it came in.
    """

    __tablename__ = "files"

    sha256: str = Field(primary_key=True)
    person: str = Field(primary_key=True, index=True)
    name: str
    size: int
    kind: str
    media_type: str
    signatures: list[Any] = Field(sa_type=Json)
    received_at: datetime = Field(sa_type=UTCDateTime)
    seal_key: str
    seal: str


class FileStateRow(SQLModel, table=True):
    """What a file was found to be, or what somebody decided of it. The last one holds; of a file without any, nothing is known yet.

    `by`: the scanner, or the person. `why`: what the scanner calls what it found, or the reasons.
    """

    __tablename__ = "file_states"

    sha256: str = Field(primary_key=True)
    place: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str = Field(index=True)
    at: datetime = Field(sa_type=UTCDateTime)
    by: str
    why: str
    seal_key: str
    seal: str


class FileTextRow(SQLModel, table=True):
    """What a file says, to be searched. It is taken from the bytes, proves nothing, and can be taken again."""

    __tablename__ = "file_texts"

    sha256: str = Field(primary_key=True)
    text: str
    folded: str


class EnclosedRow(SQLModel, table=True):
    """An entry names a file. It is told from the ledger, and can be told again."""

    __tablename__ = "enclosed_files"

    case: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sha256: str = Field(primary_key=True, index=True)
