"""The directory of one day: agencies with their lifetimes, people, and the offices they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.values import Durable, Moment
from domain.vocabulary import AgencyKind, Capacity, Office, PersonnelKind, StandIn

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


class Delegation(Durable):
    """Leave to sign for whoever holds `office` at `agency`, both days included. An open end is one that goes on.

    `person`, `held`, `held_at`: who signs, and by which office of their own. `given_by`: for whom, who held the office when it was given; "" where the
    post is vacant. `number`, `issued_on`: its paper. `acts`, `cases`, `fields`: of what it is, each empty where it is of all. `ended_at`: when it was
    ended before its time. `source`: the stream that it was given in; "" where it came with a file.
    """

    person: str
    held: Office
    held_at: str
    capacity: Capacity
    office: Office = Office.AGENCY_HEAD
    agency: str
    given_by: str = ""
    number: str
    issued_on: date
    starts: date
    ends: date | None = None
    ended_at: Moment | None = None
    acts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    source: str = ""


class HeadAway(Durable):
    """The head of `agency` has announced that they are away, both days included.

    `person`: who is away. `substitute`: who takes their open work meanwhile, by leave to sign for that time; "" where nobody does. `chosen`: who said so.
    `number`, `issued_on`: its paper. `ended_at`: when they came back before its time. `source`: the stream that it was announced in.
    """

    agency: str
    person: str
    substitute: str = ""
    chosen: StandIn
    number: str
    issued_on: date
    starts: date
    ends: date
    ended_at: Moment | None = None
    source: str


@dataclass(frozen=True)
class Directory:
    """The part of the directory that matters to one case, as it stood on one day. `delegations`: those in force; `idle`: those over, or to come.
    `away`: when the heads of these agencies are away, were or will be.
    `day`: which one; whoever reads for a time alone reads nothing on a day nobody said.
    """

    agencies: dict[str, Agency]
    people: dict[str, Person]
    terms: tuple[Tenure, ...]
    delegations: tuple[Delegation, ...] = ()
    idle: tuple[Delegation, ...] = ()
    day: date | None = None
    away: tuple[HeadAway, ...] = ()

    def has_office(self, person: str, offices: Iterable[Office], agency: str) -> bool:
        return any(t.person == person and t.agency == agency and t.office in offices for t in self.terms)

    def has_any_office(self, person: str, agencies: Iterable[str]) -> bool:
        return any(t.person == person and t.agency in agencies for t in self.terms)

    def holding(self, office: Office, agency: str) -> tuple[str, ...]:
        """The persons who hold that office there."""
        return tuple(t.person for t in self.terms if t.agency == agency and t.office is office)

    def head(self, agency: str) -> str:
        """The person who heads it; while the post is vacant, whoever stands in for it, or ""."""
        heads = self.holding(Office.AGENCY_HEAD, agency)
        stand_in = (d.person for d in self.delegations if d.capacity is Capacity.Q and d.agency == agency)
        return next(iter(heads), "") or next((p for p in stand_in if self.has_any_office(p, (agency,))), "")

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
