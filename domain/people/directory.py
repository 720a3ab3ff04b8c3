"""The directory of one day: agencies with their lifetimes, people, and the offices they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.values import Durable
from domain.vocabulary import AgencyKind, Office, PersonnelKind

# The first day of whatever names none: earlier than any record here.
BEGINNING = date(1900, 1, 1)
LEADERS = (Office.AGENCY_HEAD, Office.DEPUTY_HEAD)


class Agency(Durable):
    """An agency from a day to a day, both included: after a new name, superior or kind it goes on under its code as another version.

    `successor`: who takes over what runs when it ends; in a directory of a day it is told only once it has ended. `split_from`: whom it came from
    beside those whose successor it is. `appointed_by`: the authority that manages its people. `left_at`: when what runs there passes on: as the next
    day begins, or when the end was loaded, whichever is later.
    """

    code: str
    name: str
    superior: str = ""
    kind: AgencyKind | None = None
    appointed_by: str = ""
    valid_from: date = BEGINNING
    valid_to: date | None = None
    successor: str = ""
    split_from: str = ""
    source: str = ""
    left_at: datetime | None = None


class Person(Durable):
    """`personnel`: their kind in law; None where the directory does not say. `managed_by`: the agency in whose hands their personnel matters lie,
    which need not be the one they serve at; "" where the directory does not say.
    """

    id: str
    name: str
    email: str = ""
    personnel: PersonnelKind | None = None
    managed_by: str = ""


class Tenure(Durable):
    """An office held by a person at an agency, both days included. An open end is an office still held."""

    person: str
    office: Office
    agency: str
    starts: date
    ends: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Directory:
    """The part of the directory that matters to one case, as it stood on one day."""

    agencies: dict[str, Agency]
    people: dict[str, Person]
    terms: tuple[Tenure, ...]

    def has_office(self, person: str, offices: Iterable[Office], agency: str) -> bool:
        return any(t.person == person and t.agency == agency and t.office in offices for t in self.terms)

    def has_any_office(self, person: str, agencies: Iterable[str]) -> bool:
        return any(t.person == person and t.agency in agencies for t in self.terms)

    def holding(self, office: Office, agency: str) -> tuple[str, ...]:
        """The persons who hold that office there."""
        return tuple(t.person for t in self.terms if t.agency == agency and t.office is office)

    def head(self, agency: str) -> str:
        """The person who heads it, or "" while the post is vacant."""
        return next(iter(self.holding(Office.AGENCY_HEAD, agency)), "")

    def heir(self, agency: str) -> str:
        """Itself while it stands; once it has ended, whoever has taken over by this day."""
        passed = [agency]
        while (known := self.agencies.get(passed[-1])) and known.successor in self.agencies and known.successor not in passed:
            passed.append(known.successor)
        return passed[-1]

    def superior(self, agency: str) -> str:
        known = self.agencies.get(agency)
        return self.heir(known.superior) if known else ""

    def line(self, agency: str) -> tuple[str, ...]:
        """The agency, or who took over from it, and everything above; a directory that goes round in a circle is walked once."""
        line = [self.heir(agency)]
        while (above := self.superior(line[-1])) and above not in line:
            line.append(above)
        return tuple(line)
