"""Who somebody is on a day, what he is to a case, and the one rule of conflict: nobody acts by office in his own matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.case import Case
from domain.facts import Hand
from domain.values import Durable
from domain.vocabulary import Office

HELD = frozenset(
    {
        Office.AGENCY_HEAD,
        Office.DEPUTY_HEAD,
        Office.AGENCY_OFFICER,
        Office.PARTY_SECRETARY,
        Office.HOME_AFFAIRS,
        Office.AUDITOR,
    }
)
# What a party to the case may still act as. By every other office he would be deciding, or preparing to decide, his own matter: a clerk
# who proposes files and plans as the proposer he is, and does not enter what the Party committee said about it.
OPEN_TO_PARTIES = frozenset({Office.PROPOSER, Office.IMPLEMENTER})


class Agency(Durable):
    code: str
    name: str
    superior: str = ""


class Person(Durable):
    id: str
    name: str
    email: str = ""


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

    def head(self, agency: str) -> str:
        """The person who heads it, or "" while the post is vacant."""
        return next((t.person for t in self.terms if t.agency == agency and t.office is Office.AGENCY_HEAD), "")

    def superior(self, agency: str) -> str:
        known = self.agencies.get(agency)
        return known.superior if known else ""

    def line(self, agency: str) -> tuple[str, ...]:
        """The agency and everything above it; a directory that goes round in a circle is walked once."""
        line = [agency]
        while (above := self.superior(line[-1])) and above not in line:
            line.append(above)
        return tuple(line)


LEADERS = (Office.AGENCY_HEAD, Office.DEPUTY_HEAD)


@dataclass(frozen=True)
class Standpoint:
    """One case seen with the directory of one day: who is what to it. Offices are relative to the case (procedure.md)."""

    case: Case
    directory: Directory

    @cached_property
    def parties(self) -> frozenset[str]:
        return frozenset((*self.case.proposers, *self.case.implementers))

    @cached_property
    def authority(self) -> str:
        """The agency whose head decides: the one addressed at registration, or the next above whose own head is no party (ND73 Art. 7.4)."""
        line = self.directory.line(self.case.addressed_to)
        return next((agency for agency in line if self.directory.head(agency) not in self.parties), "")

    def awaited(self, office: Office) -> tuple[Awaited, ...]:
        """Where one would knock: the concrete offices and persons behind an office relative to the case."""
        case, at = self.case, self.authority
        match office:
            case Office.PROPOSER:
                return tuple(Awaited(office, person=p) for p in case.proposers)
            case Office.IMPLEMENTER:
                return tuple(Awaited(office, person=p) for p in case.implementers)
            case Office.EVALUATOR:
                named = {item.evaluator for item in case.plan.items if item.evaluator} if case.plan else set()
                return tuple(Awaited(office, person=p) for p in sorted(named))
            case Office.LEADERSHIP:
                return tuple(Awaited(held, at) for held in LEADERS)
            case Office.RECEIVING_OFFICE:
                return (Awaited(Office.AGENCY_HEAD, at), Awaited(Office.AGENCY_OFFICER, at))
            case Office.SUPERIOR_HEAD:
                return (Awaited(Office.AGENCY_HEAD, self.directory.superior(at)),)
            case Office.AGENCY_OFFICER:
                return (Awaited(office, case.agency),)
            case Office.HOME_AFFAIRS | Office.AUDITOR:
                return tuple(Awaited(office, agency) for agency in sorted({t.agency for t in self.directory.terms if t.office is office}))
            case Office.CLOCK:
                return ()
            case _:
                return (Awaited(office, at),)

    def is_held_by(self, person: str, office: Office) -> bool:
        """Whether the person is that, conflict aside."""
        return any(a.person == person if a.person else self.directory.holds(person, (a.office,), a.agency) for a in self.awaited(office))

    def conflicted(self, person: str, office: Office) -> bool:
        return person in self.parties and office not in OPEN_TO_PARTIES

    def holders(self, office: Office) -> tuple[str, ...]:
        """The persons behind an office, parties left out where it decides: those who are told, and those who vote."""
        found: list[str] = []
        for a in self.awaited(office):
            found += [a.person] if a.person else [t.person for t in self.directory.terms if t.agency == a.agency and t.office is a.office]
        return tuple(p for p in dict.fromkeys(found) if not self.conflicted(p, office))

    def hand(self, person: str, office: Office) -> Hand:
        """The signature under a fact."""
        agency = next((a.agency for a in self.awaited(office) if a.agency and self.directory.holds(person, (a.office,), a.agency)), "")
        known = self.directory.people.get(person)
        return Hand(person=person, name=known.name if known else person, office=office, agency=agency)

    def may_read(self, person: str) -> bool:
        """Parties and those named to evaluate, own agency and those above it, the focal point, the auditor; everybody else is denied."""
        line = {*self.directory.line(self.case.agency), *self.directory.line(self.case.addressed_to)}
        seeing = (Office.HOME_AFFAIRS, Office.AUDITOR)
        return (
            person in self.parties
            or any(person == named.person for named in self.awaited(Office.EVALUATOR))
            or any(term.person == person and (term.agency in line or term.office in seeing) for term in self.directory.terms)
        )
