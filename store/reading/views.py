"""What people read: frozen views, made from the read model and never from a row that leaves this room."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.campaign import Campaign
from domain.case import Case
from domain.review import Review
from domain.reward_file import RewardFile
from domain.vocabulary import AgencyKind, Flag, Office, StreamKind


class View(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Card(View):
    """One line of a list: a stream of any kind, as it looks to the reader."""

    number: str
    kind: StreamKind
    family: str = Field(description="The number of the initiative it belongs to; of an initiative, its own")
    title: str
    stage: str
    outcome: str
    flags: tuple[Flag, ...]
    focus_area: str
    regime: str
    agency: str
    addressed_to: str
    registered_at: datetime
    updated_at: datetime
    due: datetime | None
    sequence: int


class File(View):
    """A whole stream as it stands, for the reader."""

    card: Card
    waiting_for: tuple[Office, ...]


class InitiativeFile(File):
    case: Case


class ReviewFile(File):
    review: Review


class RewardsFile(File):
    reward_file: RewardFile


class Similar(View):
    """An earlier initiative with a similar title and purpose; `likeness` from 0 to 1: of all words of both, how many are in both."""

    number: str
    title: str
    agency: str
    stage: str
    likeness: float


class DutyCoverage(View):
    """How many agencies of a kind, or below one agency, have registered, were waived and are missing."""

    of: str
    label: str
    registered: int
    waived: int
    missing: int


class Owing(View):
    """An agency whose registrations are missing, and how many."""

    agency: str
    name: str
    left: int


class Arrivals(View):
    day: date
    registered: int


class Waiting(View):
    """How many of the registered cases lie at the desks of an office, and since when the oldest does."""

    office: Office
    label: str
    cases: int
    longest_since: datetime


class SilenceAt(View):
    """How often a day passed in silence at an office of an agency: `noted` in all, `unanswered` still, the oldest of these due on `oldest_due`."""

    office: Office
    label: str
    agency: str
    agency_name: str
    unanswered: int
    noted: int
    oldest_due: datetime | None


class Progress(View):
    """How far a campaign has come, at the moment it is asked."""

    by_kind: tuple[DutyCoverage, ...]
    by_superior: tuple[DutyCoverage, ...]
    owing: tuple[Owing, ...]
    arrivals: tuple[Arrivals, ...]
    waiting: tuple[Waiting, ...]
    silences: tuple[SilenceAt, ...]


class CampaignFile(File):
    campaign: Campaign
    progress: Progress


class TimelineEntry(View):
    """One fact, in words and as recorded. `at` is legal time; `filing` is the receipt it answered, if somebody asked for it; `hash` is the entry's
    link in the chain.
    """

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
    """One running clock. `overdue` is worked out when asked, and stored nowhere. Of one that is `paused` nobody knows yet when it will be due."""

    number: str
    clock: str
    label: str
    item: str
    since: datetime
    due_day: date
    due: datetime
    overdue: bool
    paused: bool
    waiting_for: tuple[str, ...]
    reminded: bool
    escalated: bool
    basis: str
    citation: str
    provisional: bool


class DeadlineLine(Deadline):
    """The same in a list across cases: with the stream it belongs to."""

    stream: StreamKind
    title: str
    agency: str


class AgencyView(View):
    """An agency as it stood on a day, or stood last. `ended`: whether it had ended by then. `successor` took over what ran there; `predecessors` are
    those it came from.
    """

    code: str
    name: str
    kind: AgencyKind | None
    label: str
    superior: str
    appointed_by: str
    valid_from: date | None
    valid_to: date | None
    ended: bool
    successor: str
    predecessors: tuple[str, ...]
    source: str


class FeedAddress(View):
    """Where a calendar program fetches one's deadlines. It is a secret: shown once, and kept as a hash."""

    address: str


class DayView(View):
    """A day or a span that departs from the ordinary week: off, or worked for a day off."""

    first: date
    last: date
    kind: str
    name: str
    basis: str
    provisional: bool


class CalendarView(View):
    """The calendar days are counted by. Years after `last_noticed_year` are drafted; outside `first_year` to `last_year` only weekends are left out."""

    id: str
    replaces: str
    first_year: int
    last_year: int
    last_noticed_year: int
    day_ends: str
    workday_begins: str
    days: tuple[DayView, ...]


class PeriodView(View):
    """A period of working days: the day and the moment it ends, and the days it counts (the first hundred). `provisional`: a notice may yet change it."""

    start: date
    working_days: int
    due_day: date
    due: datetime
    counted: tuple[date, ...]
    calendar: str
    provisional: bool


class RowWeighed(View):
    """One row of a liability table before the facts: it fires (yes), does not (no), or may yet (unknown), and why."""

    row: str
    fires: str
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    outcomes: tuple[str, ...]
    sentence: str
    citation: str
    provisional: bool


class TableSays(View):
    """What one liability table says of one person and one act of his now. It recommends and grants nothing.

    `final`: one row fires. Otherwise `asks_for` names the evidence wanted.
    `turns_on`: each single fact that would leave other outcomes open. `compare`: that people must compare it with the law of the day it was done, which may
    be more favourable and is not computed here. `rule_set`: why that set is read; the pinned one decides.
    """

    person: str
    name: str
    deed: str
    table: str
    title: str
    final: bool
    outcomes: tuple[str, ...]
    refer: bool
    answers: dict[str, str]
    asks_for: tuple[str, ...]
    sentence: str
    turns_on: tuple[str, ...]
    compare: str
    rows: tuple[RowWeighed, ...]
    policy: str
    rule_set: str
    rule_set_label: str
    provisional: bool


class DecidedAgain(View):
    """What the tables said beside one entry, computed again from the ledger alone. `differences`: none where it is the same."""

    entry: int
    kind: str
    same: bool
    differences: tuple[str, ...]


class Departures(View):
    """Of an agency's reviews that were decided, how many otherwise than the panel recommended, and otherwise than the tables leave open."""

    agency: str
    decided: int
    from_panel: int
    from_tables: int


class RuleSetCard(View):
    """A published rule set. A case keeps the one it was registered under; `completed_by` fills what a set is silent on."""

    id: str
    regime: str
    regime_label: str
    valid_from: date
    valid_to: date | None
    completes: str
    completed_by: str
    hash: str
    published_at: datetime
    provisional: int


class ParameterView(View):
    """One parameter of a rule set under its key. `provisional`: nobody has decided it yet; `set`: the set that says it, a later one where this is silent."""

    key: str
    value: Any
    unit: str
    basis: str
    citation: str
    provisional: bool
    note: str
    set: str


class RuleSetFile(View):
    """A rule set laid open, with what completes it."""

    card: RuleSetCard
    parameters: tuple[ParameterView, ...]


class RuleChange(View):
    """What one set says otherwise than another, in words; `before` or `after` is missing where one of them does not say it."""

    key: str
    before: ParameterView | None
    after: ParameterView | None
    sentence: str


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
    """What lies on my desk, and what it wants of me."""

    card: Card
    acts: tuple[str, ...]
