"""Working days: from a legal period counted in them to the moment it runs out. The days themselves are data (policies/calendar-vn.toml)."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, model_validator

from domain.law.published import Published

ONE_DAY = timedelta(days=1)
REMEMBERED = 4_096  # counts, of some sixty bytes each
FARTHEST = 5_000  # working days, some twenty years: longer than any period in the law, so more is a slip and not a deadline
SATURDAY = 5

Kind = Literal["off", "work"]
Year = Annotated[int, Field(ge=1900, le=9000)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
HourText = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]


class CalendarPart(BaseModel):
    """What every entry of the calendar has in common: it cannot be altered, and an unknown key is a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HourOfDay(CalendarPart):
    """A local hour the law or custom gives to a day, with where it comes from; 24:00 is the end of the day."""

    value: HourText
    basis: Text
    note: str = ""
    provisional: bool = False

    @property
    def since_midnight(self) -> timedelta:
        hours, minutes = self.value.split(":")
        return timedelta(hours=int(hours), minutes=int(minutes))


class FirstDay(CalendarPart):
    """Whether the day something is received is day 1 of a period, or the next one is (Civil Code 91/2015/QH13 Art. 147.2: the next)."""

    value: Literal["same", "next"]
    basis: Text
    note: str = ""
    provisional: bool = False


class Days(CalendarPart):
    """A day or a span that departs from the ordinary week: off (Labour Code 112), or worked because it was swapped for a day off."""

    first: date = Field(alias="from")
    to: date | None = None
    kind: Kind
    name_vi: Text
    name_en: Text
    basis: Text
    provisional: bool = False

    @property
    def last(self) -> date:
        return self.to or self.first

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"{self.name_en}: from {self.first} is later than to {self.last}")
        return self

    def each(self) -> Iterator[date]:
        return (self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1))


class Calendar(Published):
    """Which days count, and when a local day begins and ends. Swaps change yearly, so a deadline names its calendar.

    A published calendar is never edited: a notice is a new one, which `replaces` the one before it.
    """

    id: Text
    replaces: str = ""
    zone: ZoneInfo
    first_year: Year
    last_year: Year
    last_noticed_year: Year | None = None
    day_ends: HourOfDay
    workday_begins: HourOfDay
    first_day: FirstDay | None = None
    days: tuple[Days, ...]

    _listed: dict[date, Kind] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _says_each_day_once(self) -> Self:
        if self.last_year < self.first_year:
            raise ValueError(f"first_year {self.first_year} is later than last_year {self.last_year}")
        if self.last_noticed_year and not self.first_year <= self.last_noticed_year <= self.last_year:
            raise ValueError(f"last_noticed_year {self.last_noticed_year} is not in {self.first_year}-{self.last_year}")
        listed: dict[date, Days] = {}
        for days in self.days:
            for edge in (days.first, days.last):
                if not self.covers(edge):
                    raise ValueError(f"{edge} ({days.name_en}) is outside {self.first_year}-{self.last_year}")
            for day in days.each():
                if day in listed:
                    raise ValueError(f"{day} is listed twice: {listed[day].name_en!r} and {days.name_en!r}")
                if days.kind == "work" and day.weekday() < SATURDAY:
                    raise ValueError(f"{day} ({days.name_en}) is not on a weekend, so it cannot be swapped into a working day")
                listed[day] = days
        self._listed = {day: days.kind for day, days in listed.items()}
        return self

    def covers(self, day: date) -> bool:
        """Whether it says anything about that year; if not, only weekends are left out there."""
        return self.first_year <= day.year <= self.last_year

    def is_certain(self, start: date, end: date) -> bool:
        """Whether a count from day to day rests on notices alone; if not, what comes of it is provisional.

        The years up to `last_noticed_year` are noticed; a later one may be drafted here, and will yet change.
        """
        noticed = self.first_year <= end.year <= (self.last_noticed_year or self.last_year)
        return noticed and not any(days.provisional and days.first <= end and start < days.last for days in self.days)

    def is_working(self, day: date) -> bool:
        """Monday to Friday unless off; a swapped Saturday counts."""
        kind = self._listed.get(_only_date(day))
        return day.weekday() < SATURDAY if kind is None else kind == "work"

    def period(self, start: date, working_days: int) -> date:
        """The last day of a legal period, by the counting rule: day 1 is the next working day, unless the calendar says that the day itself counts."""
        return self.add(start, working_days - (self._counts_itself and self.is_working(start)))

    def period_of_every_day(self, start: date, days: int) -> date:
        """The same where every day counts."""
        return self.add_every_day(start, days - 1) if self._counts_itself and days > 1 else self.add_every_day(start, days)

    @property
    def _counts_itself(self) -> bool:
        return self.first_day is not None and self.first_day.value == "same"

    def add(self, start: date, working_days: int) -> date:
        """So many working days on.

        A negative number counts back, for reminders; 0 is `start` itself, working or not.
        """
        if abs(working_days) > FARTHEST:
            raise ValueError(f"{working_days} working days from {start}: more than {FARTHEST} is not a legal period")
        return self.counted_on(_only_date(start), working_days)

    @cached_property
    def counted_on(self) -> Callable[[date, int], date]:
        """`add`, remembered: at every look the same few periods are counted from the same days."""
        return lru_cache(REMEMBERED)(self._count_on)

    def _count_on(self, day: date, working_days: int) -> date:
        step, left = ONE_DAY if working_days > 0 else -ONE_DAY, abs(working_days)
        while left:  # ends: only covered years can have days off in the week, and they are finite
            day += step
            left -= self.is_working(day)
        return day

    def add_every_day(self, start: date, days: int) -> date:
        """The last day of a period in which every day counts; one that would end on a day off ends on the next working day (Civil Code 148, recalled)."""
        if not 0 < days <= FARTHEST:
            raise ValueError(f"{days} days from {start}: a legal period has 1 to {FARTHEST}")
        last = _only_date(start) + ONE_DAY * days
        return last if self.is_working(last) else self.add(last, 1)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`: by so many a period that stood still is longer."""
        return sum(1 for _ in self.counted(start, end))

    def counted(self, start: date, end: date) -> Iterator[date]:
        """Those working days, one by one."""
        days = (_only_date(start) + ONE_DAY * n for n in range(1, (_only_date(end) - start).days + 1))
        return (day for day in days if self.is_working(day))

    def ends(self, day: date) -> datetime:
        """The moment (UTC) a local day is over: what comes at this moment or later came too late."""
        return self._at(day, self.day_ends)

    def begins(self, day: date) -> datetime:
        """The moment (UTC) work begins on a local day: when its reminders go out."""
        return self._at(day, self.workday_begins)

    def begins_on(self, day: date) -> datetime:
        """The first moment (UTC) of a local day."""
        return datetime.combine(_only_date(day), time(), self.zone).astimezone(UTC)

    def local_day(self, moment: datetime) -> date:
        """The day a moment falls on for the people concerned; periods are counted in this, never in the UTC date."""
        if moment.utcoffset() is None:
            raise ValueError(f"{moment} has no time zone, so nobody knows which day it is")
        return moment.astimezone(self.zone).date()

    def _at(self, day: date, hour: HourOfDay) -> datetime:
        return (datetime.combine(_only_date(day), time(), self.zone) + hour.since_midnight).astimezone(UTC)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; where that month is too short for it, its last (Civil Code 91/2015/QH13 Art. 148.3)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _only_date(day: date) -> date:
    """Refuse a moment where a day is meant: datetime is a date to Python, but would miss every holiday and could be the UTC day."""
    if isinstance(day, datetime):
        raise TypeError(f"{day} is a moment, not a day: ask local_day first")
    return day
