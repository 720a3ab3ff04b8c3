"""What the record gives: frozen views, made from the read model and never from a row that leaves this room. Words are the door's (api/views)."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import AgencyKind, Capacity, Flag, HeadsDeed, LeaveState, Office, Part, RewardKind, StandIn, StreamKind, Tier


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


class AwaySeen(View):
    """An absence of the head of an agency (`HeadAway`). `stream`: in which it was announced."""

    agency: str
    person: str
    person_name: str
    substitute: str
    substitute_name: str
    chosen: StandIn
    number: str
    issued_on: date
    starts: date
    ends: date
    ended_at: datetime | None
    stream: str
    state: LeaveState


class LeaveSeen(View):
    """Leave to sign for the head of an agency (`Delegation`). `stream`: in which it was given, "" where it came with a file."""

    person: str
    person_name: str
    held: Office
    held_at: str
    held_at_name: str
    capacity: Capacity
    agency: str
    agency_name: str
    agency_kind: AgencyKind | None
    given_by: str
    given_by_name: str
    number: str
    issued_on: date
    starts: date
    ends: date | None
    ended_at: datetime | None
    acts: tuple[str, ...]
    cases: tuple[str, ...]
    fields: tuple[str, ...]
    stream: str
    state: LeaveState


class DoneHere(View):
    """Something a person has filed, with its receipt; `number` and `title` of the case are empty where they may no longer read it."""

    receipt: str
    act: str
    at: datetime
    number: str
    title: str


class Reader(View):
    """Somebody had a part of a case before their eyes. `offices`: all they held then, office and agency; `seen`: sha256 of what was sent to them;
    `lost`: how many readings could not be noted there, where that is what the line tells.
    """

    at: datetime
    person: str
    name: str
    offices: tuple[tuple[Office, str], ...]
    case: str
    part: Part
    lost: int
    seen: str


class Similar(View):
    """An earlier initiative with a similar title and purpose; `likeness` from 0 to 1: of all words of both, how many are in both."""

    number: str
    title: str
    agency: str
    stage: str
    likeness: float


class AlikeRow(View):
    """A row of a list that is like earlier initiatives, or like other rows of it: a warning, and no reason to refuse it."""

    row: int
    title: str
    similar: tuple[Similar, ...]
    rows: tuple[int, ...]


class DutyCoverage(View):
    """How many agencies of a kind, or below one agency, have registered, were waived and are missing."""

    of: str
    registered: int
    waived: int
    missing: int


class NamedCoverage(DutyCoverage):
    """Below one agency, with its name."""

    name: str


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
    cases: int
    longest_since: datetime


class SilenceAt(View):
    """How often a day passed in silence at an office of an agency: `noted` in all, `unanswered` still, the oldest of these due on `oldest_due`."""

    office: Office
    agency: str
    agency_name: str
    unanswered: int
    noted: int
    oldest_due: datetime | None


class SilenceLine(View):
    """One day that passed in silence at an office, and in which case. `desk`: the agency of that office; `answered`: late, but it was answered."""

    office: Office
    desk: str
    number: str
    stream: StreamKind
    title: str
    agency: str
    agency_name: str
    clock: str
    item: str
    due: datetime
    answered: bool


class Progress(View):
    """How far a campaign has come, at the moment it is asked."""

    by_kind: tuple[DutyCoverage, ...]
    by_superior: tuple[NamedCoverage, ...]
    owing: tuple[Owing, ...]
    arrivals: tuple[Arrivals, ...]
    waiting: tuple[Waiting, ...]
    silences: tuple[SilenceAt, ...]


class Deadline(View):
    """One running clock. `overdue` is worked out when asked, and stored nowhere. Of one that is `paused` nobody knows yet when it will be due."""

    number: str
    clock: str
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
    provisional: bool


class DeadlineLine(Deadline):
    """The same in a list across cases: with the stream it belongs to."""

    stream: StreamKind
    title: str
    agency: str
    agency_name: str


class AgencyThatDay(View):
    """An agency as it stood on a day, or stood last. `ended`: whether it had ended by then. `successor` took over what ran there; `predecessors` are
    those it came from.
    """

    code: str
    name: str
    kind: AgencyKind | None
    superior: str
    appointed_by: str
    valid_from: date | None
    valid_to: date | None
    ended: bool
    successor: str
    predecessors: tuple[str, ...]
    source: str


class DecidedAgain(View):
    """What the tables said beside one entry, computed again from the ledger alone. `differences`: none where it is the same."""

    entry: int
    kind: str
    same: bool
    differences: tuple[str, ...]


class CatalogueLine(View):
    """A recognised initiative as everybody may read it: no number, no person, nothing of its content."""

    title: str
    agency: str
    agency_name: str
    tier: Tier
    year: int


class RecognisedCase(View):
    """A recognised initiative behind a person: in what capacity, and the rewards they have for it."""

    number: str
    title: str
    agency: str
    agency_name: str
    tier: Tier
    year: int
    as_office: Office
    rewards: tuple[RewardKind, ...]


class Talent(View):
    """Somebody with recognised initiatives."""

    person: str
    name: str
    cases: tuple[RecognisedCase, ...]


class HeadsFigure(View):
    """How many, and of the cases behind it those that the reader may read."""

    what: HeadsDeed
    count: int
    of: tuple[str, ...]


class HeadsTerm(View):
    """A term at the head of an agency, as the directory has it today."""

    person: str
    name: str
    starts: date
    ends: date | None
    figures: tuple[HeadsFigure, ...]


class Departures(View):
    """Of an agency's reviews that were decided, how many otherwise than the panel recommended, and otherwise than the tables leave open."""

    agency: str
    decided: int
    from_panel: int
    from_tables: int
