"""What people read: frozen views, made from the read model and never from a row that leaves this room."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.case import Case


class View(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class InitiativeCard(View):
    """One line of a list."""

    number: str
    title: str
    stage: str
    outcome: str
    regime: str
    agency: str
    addressed_to: str
    registered_at: datetime
    updated_at: datetime
    due: datetime | None
    sequence: int


class InitiativeFile(View):
    """The whole case as it stands: what everybody who may read it sees."""

    card: InitiativeCard
    waiting_for: tuple[str, ...]
    case: Case


class TimelineEntry(View):
    """One fact, in words and as recorded. `at` is legal time; `hash` is the entry's link in the chain."""

    sequence: int
    at: datetime
    recorded_at: datetime
    kind: str
    sentence: str
    by: str
    office: str
    filing: str
    policy: str
    hash: str
    fact: dict[str, Any]


class Deadline(View):
    """One running clock. `overdue` is worked out when asked, and stored nowhere."""

    number: str
    clock: str
    label: str
    item: str
    since: datetime
    due_day: date
    due: datetime
    overdue: bool
    waiting_for: tuple[str, ...]
    reminded: bool
    escalated: bool
    basis: str
    citation: str
    provisional: bool


class ActNow(View):
    """One act, for the one who asks: open to him now, or why not."""

    act: str
    title: str
    summary: str
    open: bool
    office: str
    reason: str
    because: str
    basis: str
    citation: str


class WorklistItem(View):
    """A case on my desk, and what it wants of me."""

    card: InitiativeCard
    acts: tuple[str, ...]
