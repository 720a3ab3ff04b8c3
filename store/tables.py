"""The tables. Rows only: what is in them is validated before it comes here, and rows never leave the record."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, MetaData, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class UTCDateTime(TypeDecorator[datetime]):
    """Aware in, aware out. SQLite forgets the zone, so it is put back; a naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone does not go into the record")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def columns_of(row: SQLModel) -> dict[str, Any]:
    """A row as it is, whatever somebody has written into it."""
    return {name: getattr(row, name) for name in type(row).model_fields}


class FilingRow(SQLModel, table=True):
    """The register of what came in: waiting until the registrar has answered it, and kept with its answer."""

    __tablename__ = "filings"
    __table_args__ = (UniqueConstraint("sender", "key"), Index("ix_filings_case_status", "case", "status"))

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    case: str
    act: str
    body: dict[str, Any] = Field(sa_type=Json)
    sender: str
    key: str = Field(index=True)
    digest: str
    received_at: datetime = Field(sa_type=UTCDateTime)
    seal_key: str
    seal: str
    status: str = Field(default="waiting", index=True)
    sequence: int | None = None
    refusal: dict[str, Any] | None = Field(default=None, sa_type=Json)
    error: str | None = None
    attempts: int = 0
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    answer_key: str | None = None
    answer_seal: str | None = None
    read: dict[str, Any] | None = Field(default=None, sa_type=Json)
    enclosed: list[Any] | None = Field(default=None, sa_type=Json)


class LedgerRow(SQLModel, table=True):
    """Facts, for ever. Triggers refuse UPDATE and DELETE; the hashes tell whether somebody got round them."""

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("case", "sequence"),)

    id: int | None = Field(default=None, primary_key=True)
    case: str
    sequence: int
    filing: str = Field(unique=True)
    kind: str
    fact: dict[str, Any] = Field(sa_type=Json)
    policy: str
    policy_hash: str
    release: str
    legal_time: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    previous_hash: str
    hash: str
    seal_key: str | None = None
    seal: str | None = None


class CaseRow(SQLModel, table=True):
    """A stream: the snapshot and what is searched of it. All is derived from the ledger but `nonsense`, which counts messages that made no sense."""

    __tablename__ = "cases"
    # One for each way a list may be sorted (store/reading/listing.py).
    __table_args__ = tuple(
        Index(f"ix_cases_kind_{by}", *dict.fromkeys(("kind", by, "in_order"))) for by in ("in_order", "due", "updated_at", "registered_at")
    )

    number: str = Field(primary_key=True)
    in_order: str
    kind: str = Field(index=True)
    family: str = Field(index=True)
    snapshot: dict[str, Any] = Field(sa_type=Json)
    sequence: int
    head_hash: str
    stage: str = Field(index=True)
    outcome: str
    flags: str
    focus_area: str
    campaign: str = Field(index=True)
    regime: str
    agency: str = Field(index=True)
    addressed_to: str = Field(index=True)
    consulted: str
    asked: str
    waiting_for: str
    title: str
    folded: str
    due: datetime | None = Field(default=None, sa_type=UTCDateTime)
    look_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    recent: list[Any] = Field(sa_type=Json)
    at_rest: bool
    registered_at: datetime = Field(sa_type=UTCDateTime)
    updated_at: datetime = Field(sa_type=UTCDateTime)
    nonsense: int = 0


class PartyRow(SQLModel, table=True):
    """A person whom a stream names, as a party or otherwise, and who may therefore read it: always, or until that day."""

    __tablename__ = "parties"

    case: str = Field(primary_key=True)
    person: str = Field(primary_key=True, index=True)
    until: date | None = None


class WaitRow(SQLModel, table=True):
    """Whose desk a stream is on."""

    __tablename__ = "waits"
    case: str = Field(primary_key=True)
    office: str = Field(primary_key=True)
    agency: str = Field(primary_key=True, index=True)
    person: str = Field(primary_key=True, index=True)


class ClockRow(SQLModel, table=True):
    """A running clock, derived from its stream: what is due when. `place` orders those of one moment; `hidden_from` are persons it is never shown to."""

    __tablename__ = "clocks"
    __table_args__ = (Index("ix_clocks_due", "due", "place"),)

    case: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    place: str
    since: datetime = Field(sa_type=UTCDateTime)
    due: datetime = Field(sa_type=UTCDateTime)
    due_day: date
    waiting_for: str
    reminded: bool
    escalated: bool
    paused: bool
    provisional: bool
    basis: str
    hidden_from: str


class ClockDeskRow(SQLModel, table=True):
    """At whose desk a running clock lies."""

    __tablename__ = "clock_desks"

    case: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    office: str = Field(primary_key=True)
    agency: str = Field(primary_key=True, index=True)
    person: str = Field(primary_key=True, index=True)


class SilenceRow(SQLModel, table=True):
    """A day that passed in silence, at whose desk; `open` while it is still unanswered."""

    __tablename__ = "silences"

    case: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    opened_by: int = Field(primary_key=True)
    office: str = Field(primary_key=True)
    agency: str = Field(primary_key=True, index=True)
    person: str = Field(primary_key=True)
    since: datetime = Field(sa_type=UTCDateTime)
    due: datetime = Field(sa_type=UTCDateTime)
    noted_at: datetime = Field(sa_type=UTCDateTime)
    open: bool
    hidden_from: str


class HiddenRow(SQLModel, table=True):
    """How a stream looks to a person from whom entries of it are hidden, wherever its own row would tell of them."""

    __tablename__ = "veils"

    case: str = Field(primary_key=True)
    person: str = Field(primary_key=True, index=True)
    hidden: list[int] = Field(sa_type=Json)
    due: datetime | None = Field(default=None, sa_type=UTCDateTime)
    updated_at: datetime = Field(sa_type=UTCDateTime)
    waiting_for: str


class EffectRow(SQLModel, table=True):
    """Work that leaves the building, owed by a fact: done at least once, under an id that stays.

    The addressee of a notice is a person; of a nudge, another stream of the family that a fact has just been recorded in. `token`: what the notice is
    known by outside, and says nothing; effects owed before 0.5.0 have none. `read_at`: when the addressee of a notice saw it at the counter.
    """

    __tablename__ = "effects"
    __table_args__ = (
        Index("ix_effects_case_status", "case", "status"),
        Index("ix_effects_addressee_owed_since", "addressee", "owed_since"),
    )

    id: str = Field(primary_key=True)
    case: str
    sequence: int
    kind: str
    addressee: str
    token: str | None = Field(default_factory=lambda: secrets.token_hex(16))
    status: str = Field(default="owed", index=True)
    attempts: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    tried_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    owed_since: datetime = Field(sa_type=UTCDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    error: str | None = None
    read_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class CounterRow(SQLModel, table=True):
    """The last number given out under a prefix."""

    __tablename__ = "counters"

    prefix: str = Field(primary_key=True)
    last: int


class YearlyRow(SQLModel, table=True):
    """How the yearly campaign is set up. Rows are only added; the last one holds."""

    __tablename__ = "yearly_definitions"

    id: int | None = Field(default=None, primary_key=True)
    content: dict[str, Any] = Field(sa_type=Json)
    paused: bool
    note: str
    defined_by: str
    defined_at: datetime = Field(sa_type=UTCDateTime)


class ImportRow(SQLModel, table=True):
    """A list of registrations that came in. `row_keys`: under which key each row is filed; none where something was wrong, and nothing was received."""

    __tablename__ = "imports"

    number: str = Field(primary_key=True)
    campaign: str
    sender: str = Field(index=True)
    received_at: datetime = Field(sa_type=UTCDateTime)
    row_keys: dict[str, str] = Field(sa_type=Json)
    wrong: list[Any] = Field(sa_type=Json)


class PolicyRow(SQLModel, table=True):
    """A published rule set. It is never edited: a changed file under a known id is refused."""

    __tablename__ = "policies"

    id: str = Field(primary_key=True)
    hash: str
    content: dict[str, Any] = Field(sa_type=Json)
    published_at: datetime = Field(sa_type=UTCDateTime)
    seal_key: str | None = None
    seal: str | None = None


class CalendarRow(SQLModel, table=True):
    """A published working calendar. It is never edited; the last in place is the one days are counted by."""

    __tablename__ = "calendars"

    id: str = Field(primary_key=True)
    place: int = Field(unique=True)
    hash: str
    content: dict[str, Any] = Field(sa_type=Json)
    published_at: datetime = Field(sa_type=UTCDateTime)
    seal_key: str | None = None
    seal: str | None = None


class InstallationRow(SQLModel, table=True):
    """What this database is tied to, such as its one Temporal namespace."""

    __tablename__ = "installation"

    key: str = Field(primary_key=True)
    value: str
