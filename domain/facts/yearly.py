"""What is recorded of the yearly campaign as it is set up."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated

from pydantic import WithJsonSchema

from domain.facts.fact import FIRST_CALENDAR, Fact
from domain.values import Durable
from domain.vocabulary import AgencyKind
from domain.zone import CITY_ZONE

# Told as it is written: an hour of Vietnam's, without the offset that the format "time" asks for (RFC 3339, 5.6).
HOUR = WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", "examples": ["08:00:00"]})


class YearlyDefinition(Durable):
    """On which days it opens and closes each year, MM-DD, the last one included; who is asked, and on what basis. `agency` is the one that directs.

    `opens_at`: the hour in Vietnam.
    """

    agency: str
    heading: str
    directive: str
    opens: str
    opens_at: Annotated[time, HOUR]
    closes: str
    kinds: tuple[AgencyKind, ...] = ()
    agencies: tuple[str, ...] = ()
    at_least: int = 1

    def opens_in(self, year: int) -> datetime:
        return datetime.combine(date.fromisoformat(f"{year}-{self.opens}"), self.opens_at, CITY_ZONE)

    def closes_in(self, year: int) -> date:
        return date.fromisoformat(f"{year}-{self.closes}")

    def next_openings(self, after: datetime, how_many: int) -> tuple[datetime, ...]:
        """The next ones after that moment, in Vietnam's time."""
        first = after.astimezone(CITY_ZONE).year
        coming = (self.opens_in(year) for year in range(first, first + how_many + 1))
        return tuple(moment for moment in coming if moment > after)[:how_many]


class YearlyCampaignSetUp(Fact):
    kind = "yearly_campaign_set_up"
    tells = ()

    definition: YearlyDefinition
    policy: str
    calendar: str = FIRST_CALENDAR
    names: Mapping[str, str] = {}


class YearlyCampaignChanged(Fact):
    """From its next opening on. A campaign that is open goes on as it was opened."""

    kind = "yearly_campaign_changed"
    tells = ()

    definition: YearlyDefinition
    names: Mapping[str, str] = {}


class YearlyCampaignPaused(Fact):
    """Nothing opens by itself until it is resumed."""

    kind = "yearly_campaign_paused"
    tells = ()

    note: str = ""


class YearlyCampaignResumed(Fact):
    kind = "yearly_campaign_resumed"
    tells = ()

    note: str = ""
