"""The yearly campaign as somebody set it up: on which days it opens and closes each year, who is asked, and on what basis."""

from datetime import date, datetime, time
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.acts.duty import MOST_AGENCIES
from domain.people.directory import CITY_ZONE
from domain.values import Asked, Code, Text
from domain.vocabulary import AgencyKind

DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
A_LEAP_YEAR, AN_ORDINARY_YEAR = 2024, 2025


class YearlyCampaign(Asked):
    """`opens` and `closes` are days of the same year, MM-DD; the last one included. `agency` is the one that directs."""

    agency: Code
    heading: Text
    directive: Text
    opens: DayOfYear = Field(examples=["01-15"])
    opens_at: time = Field(default=time(8), description="In Vietnam")
    closes: DayOfYear = Field(examples=["03-31"])
    kinds: tuple[AgencyKind, ...] = Field(default=(), max_length=len(AgencyKind))
    agencies: tuple[Code, ...] = Field(default=(), max_length=MOST_AGENCIES)
    at_least: int = Field(default=1, ge=1, le=100)

    @property
    def fault(self) -> str:
        """What is wrong with it, as a key of words/ [door]; "" if nothing is."""
        for day in (self.opens, self.closes):
            if not _is_a_day(day, AN_ORDINARY_YEAR):
                return "not_every_year" if _is_a_day(day, A_LEAP_YEAR) else "no_such_day"
        if self.opens_at.microsecond or self.opens_at.tzinfo:
            return "no_such_hour"
        if self.closes < self.opens:
            return "closes_before_it_opens"
        return "" if self.kinds or self.agencies else "nobody_asked"

    def opens_in(self, year: int) -> datetime:
        return datetime.combine(date.fromisoformat(f"{year}-{self.opens}"), self.opens_at, CITY_ZONE)

    def closes_in(self, year: int) -> date:
        return date.fromisoformat(f"{year}-{self.closes}")

    def next_openings(self, after: datetime, how_many: int) -> tuple[datetime, ...]:
        """The next ones after that moment, in Vietnam's time."""
        first = after.astimezone(CITY_ZONE).year
        coming = (self.opens_in(year) for year in range(first, first + how_many + 1))
        return tuple(moment for moment in coming if moment > after)[:how_many]


def _is_a_day(day: str, year: int) -> bool:
    try:
        date.fromisoformat(f"{year}-{day}")
    except ValueError:
        return False
    return True
