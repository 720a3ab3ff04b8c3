"""Certificates of silence (ADR 51): what was issued to whom, word for word and as a file. No case's ledger knows of it."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from store.tables import Json, UTCDateTime


class CertificateRow(SQLModel, table=True):
    """What one said, and the file itself. Rows are only added; a trigger refuses everything else.

    `told`: an Unanswered. `digest`: its hash, which stands on the paper. `sequence`, `head`: how far the case's ledger went; no reader is shown them (ADR 27).
    `file`: sha256 of `pdf`.
    """

    __tablename__ = "certificates"

    number: str = Field(primary_key=True)
    case: str = Field(index=True)
    person: str = Field(index=True)
    issued_at: datetime = Field(sa_type=UTCDateTime)
    sequence: int
    head: str
    told: dict[str, Any] = Field(sa_type=Json)
    digest: str
    pdf: bytes
    file: str = Field(index=True)
    seal_key: str
    seal: str
