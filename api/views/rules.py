"""The rules laid open: agencies, the working calendar, the published sets and what differs between two of them."""

from datetime import date, datetime
from typing import Any

from store.reading.views import AgencyThatDay, View


class AgencyView(AgencyThatDay):
    """The same, with the label of its kind; "" for an agency of no kind."""

    label: str


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
    """One parameter of a rule set under its key: what it is called, and what it says, in words (`said`).

    `provisional`: nobody has decided it yet; `set`: the set that says it, a later one where this is silent.
    """

    key: str
    label: str
    value: Any
    said: str
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
