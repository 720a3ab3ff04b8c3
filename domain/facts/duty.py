"""What is recorded of registration campaigns and whose duty they are."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FIRST_CALENDAR, FOCAL, HEAD, Fact
from domain.values import Durable
from domain.vocabulary import LeftOut, Office, Regime


class CampaignOpened(Fact):
    """By a directive; or, with nobody's hand, because the yearly campaign's day had come (`definition` says which decision set it up, as an entry of
    its register). `duty`: who owes `at_least` so many registrations by the end of `closes_on`. All of them are told.
    """

    kind = "campaign_opened"
    tells = (HEAD,)

    regime: Regime
    policy: str
    calendar: str = FIRST_CALENDAR
    agency: str
    heading: str
    directive: str
    closes_on: date
    duty: tuple[str, ...]
    at_least: int
    year: int | None = None
    focus_area: str = ""
    definition: int | None = None
    names: Mapping[str, str] = {}


class DutyFulfilled(Fact):
    """An agency that still owed one has registered an initiative. `agency`: whose duty it is now; `left`: how many it still owes."""

    kind = "duty_fulfilled"
    tells = ()

    agency: str
    initiative: str
    left: int
    names: Mapping[str, str] = {}


class CampaignExtended(Fact):
    """Whoever still owes has until the end of another day."""

    kind = "campaign_extended"
    tells = (HEAD,)

    closes_on: date
    reasons: str


class Waived(Fact):
    kind = "waived"
    tells = ()

    agency: str
    reasons: str
    names: Mapping[str, str] = {}

    @property
    def also_told(self) -> tuple[tuple[Office, str], ...]:
        return ((Office.AGENCY_HEAD, self.agency),)


class AgencyIncluded(Fact):
    kind = "agency_included"
    tells = ()

    agency: str
    reasons: str
    names: Mapping[str, str] = {}

    @property
    def also_told(self) -> tuple[tuple[Office, str], ...]:
        return ((Office.AGENCY_HEAD, self.agency),)


class NotReminded(Durable):
    """An agency that was named and is not chased, and why: it is not under duty, it has registered, it was waived, or nobody heads it."""

    agency: str
    because: LeftOut


class AgenciesReminded(Fact):
    """By a person, whenever they saw fit. Only the heads of `agencies` are told."""

    kind = "agencies_reminded"
    tells = ()

    agencies: tuple[str, ...]
    not_reminded: tuple[NotReminded, ...] = ()
    message: str = ""
    names: Mapping[str, str] = {}

    @property
    def also_told(self) -> tuple[tuple[Office, str], ...]:
        return tuple((Office.AGENCY_HEAD, agency) for agency in self.agencies)


class CampaignClosed(Fact):
    """With those that still owe, by name, and how many were under duty, have registered and were waived."""

    kind = "campaign_closed"
    tells = (FOCAL,)

    owing: tuple[str, ...]
    under_duty: int
    registered: int
    waived: int
    remarks: str = ""
    names: Mapping[str, str] = {}
