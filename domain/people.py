"""Who somebody is on a day, what he is to a case, and the one rule of conflict: nobody acts by office in his own matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.campaign import Campaign
from domain.case import Case
from domain.facts import Hand
from domain.review import Review
from domain.reward_file import RewardFile
from domain.stream import Stream
from domain.values import Durable
from domain.vocabulary import AgencyKind, Office, PersonnelKind

HELD = frozenset(
    {
        Office.AGENCY_HEAD,
        Office.DEPUTY_HEAD,
        Office.AGENCY_OFFICER,
        Office.PARTY_SECRETARY,
        Office.HOME_AFFAIRS,
        Office.INSPECTORATE,
        Office.EMULATION_COUNCIL,
        Office.APPOINTING_AUTHORITY,
        Office.AUDITOR,
    }
)
# Held at one agency and acting for the whole city: wherever a case is, these are looked up beside the offices of its own line.
CITY_WIDE = (Office.HOME_AFFAIRS, Office.INSPECTORATE, Office.EMULATION_COUNCIL, Office.APPOINTING_AUTHORITY, Office.AUDITOR)
# What a party to the case may still act as. By every other office he would be deciding, or preparing to decide, his own matter: a clerk
# who proposes files and plans as the proposer he is, and does not enter what the Party committee said about it.
OPEN_TO_PARTIES = frozenset({Office.PROPOSER, Office.IMPLEMENTER, Office.PERSON_REVIEWED, Office.ANYONE_CONCERNED})


# Of what nobody said since when: as long as any record here goes back.
BEGINNING = date(1900, 1, 1)
CITY_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


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
    """`personnel`: who he is in law; None where the directory does not say."""

    id: str
    name: str
    email: str = ""
    personnel: PersonnelKind | None = None


class Term(Durable):
    """An office held by a person at an agency, both days included. An open end is an office still held."""

    person: str
    office: Office
    agency: str
    starts: date
    ends: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Awaited:
    """Whose turn it is: an office at an agency, or a person by name."""

    office: Office
    agency: str = ""
    person: str = ""


@dataclass(frozen=True)
class Directory:
    """The part of the directory that matters to one case, as it stood on one day."""

    agencies: dict[str, Agency]
    people: dict[str, Person]
    terms: tuple[Term, ...]

    def holds(self, person: str, offices: Iterable[Office], agency: str) -> bool:
        return any(t.person == person and t.agency == agency and t.office in offices for t in self.terms)

    def holds_any(self, person: str, agencies: Iterable[str]) -> bool:
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


SEES_EVERYTHING = (Office.HOME_AFFAIRS, Office.INSPECTORATE, Office.AUDITOR)
LEADERS = (Office.AGENCY_HEAD, Office.DEPUTY_HEAD)


@dataclass(frozen=True)
class Standpoint:
    """One case seen with the directory of one day: who is what to it. Offices are relative to the case (procedure.md)."""

    case: Stream
    directory: Directory

    @cached_property
    def parties(self) -> frozenset[str]:
        """Those whose own matter it is: who proposes, who carries out, and whose conduct is under review."""
        reviewed = self.case.persons if isinstance(self.case, Review) else ()
        return frozenset((*self.case.proposers, *self.case.implementers, *reviewed))

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Those who take no part by office: the parties, and whoever was not impartial, flagged or under review (Case.set_aside)."""
        return self.parties.union(self.case.set_aside if isinstance(self.case, Case | Review | RewardFile) else ())

    @cached_property
    def authority(self) -> str:
        """The agency whose head decides: the one addressed at registration, or the next above whose own head is no party and has not recused himself
        (ND73 Art. 7.4), and has not sat on the panel that recommends to him."""
        recommends = self.case.have_sat if isinstance(self.case, Review) else ()
        line = self.directory.line(self.case.addressed_to)
        return next((agency for agency in line if self.directory.head(agency) not in self.excluded.union(recommends)), "")

    def leaves_nobody(self, *more: str) -> bool:
        """Whether no head of the line could decide any more, were these excluded too."""
        line = self.directory.line(self.case.addressed_to)
        return all(self.directory.head(agency) in self.excluded.union(more, ("",)) for agency in line)

    def awaited(self, office: Office) -> tuple[Awaited, ...]:
        """Where one would knock: the concrete offices and persons behind an office relative to the case."""
        case, at = self.case, self.authority
        if isinstance(case, Campaign) and office in (Office.AGENCY_HEAD, Office.SUPERIOR_HEAD):
            return self._of_those_that_owe(office, case)
        match office:
            case Office.PERSON_REVIEWED | Office.PANEL_CHAIR | Office.PANEL_MEMBER:
                return tuple(Awaited(office, person=p) for p in self._by_name(office))
            case Office.CITY_CHAIR:
                return (Awaited(Office.AGENCY_HEAD, self.city),)
            case Office.CITY_DEPUTY:  # asked only where the city itself decided, and nobody stands above it
                return (Awaited(Office.DEPUTY_HEAD, at),) if at == self.city else ()
            case Office.HANDLING_HEAD:  # of the agency a proceeding was handed over to
                taken = {each.handled_by for each in case.disciplines.values() if each.handled_by} if isinstance(case, Review) else ()
                return tuple(Awaited(Office.AGENCY_HEAD, agency) for agency in sorted(taken))
            case Office.CONSULTED_DEPARTMENT:
                silent = case.asked if isinstance(case, Case) else ()
                return tuple(Awaited(held, d) for d in silent for held in (Office.AGENCY_HEAD, Office.AGENCY_OFFICER))
            case Office.PROPOSER:
                return tuple(Awaited(office, person=p) for p in case.proposers)
            case Office.IMPLEMENTER:
                return tuple(Awaited(office, person=p) for p in case.implementers)
            case Office.EVALUATOR:
                plan = case.plan_in_force if isinstance(case, Case) else None
                return tuple(
                    Awaited(office, person=p) for p in sorted({item.evaluator for item in plan.items if item.evaluator} if plan else ())
                )
            case Office.LEADERSHIP:
                return tuple(Awaited(held, at) for held in LEADERS)
            case Office.RECEIVING_OFFICE:
                return (Awaited(Office.AGENCY_HEAD, at), Awaited(Office.AGENCY_OFFICER, at))
            case Office.SUPERIOR_HEAD:
                return (Awaited(Office.AGENCY_HEAD, self.directory.superior(at)),)
            case Office.AGENCY_OFFICER:
                return (Awaited(office, case.agency),)
            case _ if office in CITY_WIDE:
                return tuple(Awaited(office, agency) for agency in sorted({t.agency for t in self.directory.terms if t.office is office}))
            case Office.CLOCK | Office.ANYONE_CONCERNED:
                return ()
            case _:
                return (Awaited(office, at),)

    def _of_those_that_owe(self, office: Office, campaign: Campaign) -> tuple[Awaited, ...]:
        """In a campaign: the heads of the agencies whose registrations are missing, and those above them."""
        above = office is Office.SUPERIOR_HEAD
        at = (self.directory.superior(code) if above else self.directory.heir(code) for code in campaign.owing)
        return tuple(Awaited(Office.AGENCY_HEAD, agency) for agency in dict.fromkeys(at) if agency)

    def _by_name(self, office: Office) -> tuple[str, ...]:
        """Offices that are in a review by name; of an initiative, those who sit on the panel of any of its reviews."""
        match self.case:
            case Review() as review:
                persons = review.persons or tuple(dict.fromkeys((*review.proposers, *review.implementers)))
                chair = (review.chair,) if review.chair in review.sitting else ()
                return {Office.PERSON_REVIEWED: persons, Office.PANEL_CHAIR: chair}.get(office, review.sitting)
            case Case() as case if office is Office.PANEL_MEMBER:
                return tuple(dict.fromkeys(person for review in case.reviews.values() for person in review.panel))
            case _:
                return ()

    @cached_property
    def city(self) -> str:
        """The agency at the top of the line: its head is the city chair."""
        return self.directory.line(self.case.addressed_to)[-1]

    def is_held_by(self, person: str, office: Office) -> bool:
        """Whether the person is that, conflict aside."""
        if office is Office.ANYONE_CONCERNED:
            return self.may_read(person)
        return any(a.person == person if a.person else self.directory.holds(person, (a.office,), a.agency) for a in self.awaited(office))

    def conflicted(self, person: str, office: Office) -> bool:
        return person in self.excluded and office not in OPEN_TO_PARTIES

    def holders(self, office: Office) -> tuple[str, ...]:
        """The persons behind an office, parties left out where it decides: those who are told, and those who vote."""
        found: list[str] = []
        for a in self.awaited(office):
            found += [a.person] if a.person else self.directory.holding(a.office, a.agency)
        return tuple(p for p in dict.fromkeys(found) if not self.conflicted(p, office))

    def hand(self, person: str, office: Office) -> Hand:
        """The signature under a fact."""
        agency = next((a.agency for a in self.awaited(office) if a.agency and self.directory.holds(person, (a.office,), a.agency)), "")
        known = self.directory.people.get(person)
        return Hand(person=person, name=known.name if known else person, office=office, agency=agency)

    def may_read(self, person: str) -> bool:
        """Parties and whoever the stream names, own agency and those above it, who was consulted, the focal point, inspectorate and auditor;
        everybody else is denied."""
        line = {*self.directory.line(self.case.agency), *self.directory.line(self.case.addressed_to)}
        return (
            person in self.parties
            or person in self.case.named
            or self.directory.holds_any(person, {heir for code in self.case.consulted for heir in (code, self.directory.heir(code))})
            or any(term.person == person and (term.agency in line or term.office in SEES_EVERYTHING) for term in self.directory.terms)
        )
