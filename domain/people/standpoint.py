"""What somebody is to a stream on a day, and the one rule of conflict: nobody acts by office in their own matter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from typing_extensions import TypeVar

from domain.acts import Act
from domain.facts import OnBehalf, Signatory
from domain.people.conflicts import NO_TIES, Before, Ties, kept_from
from domain.people.delegation import BODIES, covers, may_be_signed_for, stands
from domain.people.directory import LEADERS, Delegation, Directory, Tenure
from domain.refusals import Reason
from domain.streams.review import Review
from domain.streams.stream import Stream
from domain.values import unique
from domain.vocabulary import Office, Relation, Role, StreamKind

# Offices that somebody holds at an agency. Every other one is what a person is to one stream.
HELD = frozenset(
    {
        Office.AGENCY_HEAD,
        Office.DEPUTY_HEAD,
        Office.AGENCY_OFFICER,
        Office.REVIEW_OFFICER,
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
# What a party to the case may still act as. By every other office they would be deciding, or preparing to decide, their own matter: a clerk
# who proposes files and plans as the proposer they are, and does not enter what the Party committee said about it.
OPEN_TO_PARTIES = frozenset({Office.PROPOSER, Office.IMPLEMENTER, Office.PERSON_REVIEWED, Office.ANYONE_CONCERNED})
SEES_EVERYTHING = (Office.HOME_AFFAIRS, Office.INSPECTORATE, Office.AUDITOR)
# Of a kind that is nobody else's to read than whom it names: which of these offices see it all the same. The agencies and their lines see none of it.
SEES_OF_KIND: dict[StreamKind, tuple[Office, ...]] = {StreamKind.DECLARATION: (Office.INSPECTORATE, Office.AUDITOR)}
# Offices of the whole city to which an act is open in every stream of a kind: whoever is asked to act in it reads it, wherever the office is held.
READS_OF_KIND: dict[StreamKind, tuple[Office, ...]] = {StreamKind.REWARD_FILE: (Office.EMULATION_COUNCIL, Office.APPOINTING_AUTHORITY)}
# Who acts in a review by an office of its line, and whom the head has assigned to work on it for them (ADR 35). Nobody else there reads one.
NEEDS_TO_KNOW = (Office.AGENCY_HEAD, Office.PARTY_SECRETARY, Office.REVIEW_OFFICER)


def needs_to_know(held: Tenure, directory: Directory) -> bool:
    """Whether that office reads what tells of a person's conduct, at its agency and below it. A deputy only at the top of a line: there, where the head has
    decided, a deputy answers the appeal.
    """
    return held.office in NEEDS_TO_KNOW or (held.office is Office.DEPUTY_HEAD and not directory.superior(held.agency))


@dataclass(frozen=True)
class Addressee:
    """Whose turn it is: an office at an agency, or a person by name."""

    office: Office
    agency: str = ""
    person: str = ""


S_co = TypeVar("S_co", bound=Stream, covariant=True, default=Stream)


@dataclass(frozen=True)
class Standpoint(Generic[S_co]):
    """One stream seen with the directory of one day: who is what to it. Offices are relative to the stream (procedure.md)."""

    stream: S_co
    directory: Directory

    @cached_property
    def parties(self) -> frozenset[str]:
        """Those whose own matter it is: who proposes, who carries out, and whose conduct is under review."""
        return frozenset(self.stream.parties)

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Those who take no part by office: the parties, and whoever has stepped aside, is flagged or is under review."""
        return kept_from(Role.OFFICE, self.stream)

    @cached_property
    def authority(self) -> str:
        """The agency whose head decides: the one addressed at registration, or the next above whose own head is no party, has not stepped aside
        (ND73 Art. 7.4) and has not sat on the panel that recommends here."""
        line, kept = self.directory.line(self.stream.addressed_to), kept_from(Role.DECIDER, self.stream)
        return next((agency for agency in line if self.directory.head(agency) not in kept), "")

    @property
    def nobody_left(self) -> bool:
        """Whether every head of the line is kept from deciding, up to the top. Then nobody decides in their place: whoever appoints heads must act, and the
        clocks go on."""
        return bool(self.stream.addressed_to) and not self.authority

    @cached_property
    def city(self) -> str:
        """The agency at the top of the line: its head is the city chair."""
        return self.directory.line(self.stream.addressed_to)[-1]

    @cached_property
    def _chair_is_out(self) -> bool:
        """Whether what goes to the city chair goes to somebody whose own matter it is."""
        chair = self.directory.head(self.city)
        return self.directory.superior(self.authority) == self.city and chair in kept_from(Role.DECIDER, self.stream)

    def before(self, by: str, directory: Directory, kinship: Iterable[Relation], ties: Ties = NO_TIES) -> Before:
        """That before which somebody's conflicts are weighed (domain/people/conflicts.py): beside `by`, who would give them their part, the heads who
        decide it or answer an appeal. `directory`: of the day on which those weighed are known. `kinship`: the relations that count."""
        agencies = (self.authority, directory.superior(self.authority), self.city)
        deciding = {by, *(directory.head(agency) for agency in agencies)} - {""}
        return Before(self.stream, directory, frozenset(deciding), frozenset(kinship), ties)

    def leaves_nobody(self, *more: str) -> bool:
        """Whether no head of the line could decide any more, were these excluded too."""
        line = self.directory.line(self.stream.addressed_to)
        return all(self.directory.head(agency) in self.excluded.union(more, ("",)) for agency in line)

    def addressees(self, office: Office) -> tuple[Addressee, ...]:
        """Where one would knock: the concrete offices and persons behind an office relative to the stream."""
        stream, authority = self.stream, self.authority
        match office:
            case Office.AGENCY_HEAD | Office.SUPERIOR_HEAD if stream.debtors is not None:
                return self._heads_of_debtors(office, stream.debtors)
            case (
                Office.PROPOSER
                | Office.IMPLEMENTER
                | Office.EVALUATOR
                | Office.PERSON_REVIEWED
                | Office.PANEL_CHAIR
                | Office.PANEL_MEMBER
                | Office.COUNCIL_MEMBER
                | Office.DECLARANT
            ):
                return tuple(Addressee(office, person=person) for person in stream.persons_as(office))
            case Office.MEETING_SECRETARY:  # who writes the minutes is asked for nothing in what they may not read
                return tuple(Addressee(office, person=person) for person in stream.persons_as(office) if self.may_read(person))
            case Office.CONSULTED_DEPARTMENT:
                asked = stream.agencies_as(office)
                return tuple(Addressee(held, agency) for agency in asked for held in (Office.AGENCY_HEAD, Office.AGENCY_OFFICER))
            case (
                Office.HANDLING_HEAD | Office.COMPLAINT_AUTHORITY
            ):  # the heads of the agencies that have a proceeding, or that a complaint is with
                return tuple(Addressee(Office.AGENCY_HEAD, agency) for agency in stream.agencies_as(office))
            case Office.HANDLING_OFFICER:
                return tuple(Addressee(Office.AGENCY_OFFICER, agency) for agency in stream.agencies_as(office))
            case (
                Office.COMPETENT_AUTHORITY
            ):  # that a review's head has asked; while it is none of the directory, its answer comes in by that head
                asked = stream.agencies_as(office) or (authority,)
                return tuple(Addressee(Office.AGENCY_HEAD, agency) for agency in asked)
            case Office.PAPER_OFFICE:
                asked_of = ((held, self.directory.heir(each.agency)) for each in stream.papers for held in each.offices)
                return tuple(Addressee(held, agency) for held, agency in unique(*asked_of))
            case Office.CITY_CHAIR:
                return (Addressee(Office.AGENCY_HEAD, self.city),)
            case Office.CITY_DEPUTY:  # asked only where nobody stands above who decided: the city itself has, or its head has a part in it
                return (Addressee(Office.DEPUTY_HEAD, self.city),) if self.city == authority or self._chair_is_out else ()
            case Office.LEADERSHIP:
                return tuple(Addressee(held, authority) for held in LEADERS)
            case Office.RECEIVING_OFFICE:
                return (Addressee(Office.AGENCY_HEAD, authority), Addressee(Office.AGENCY_OFFICER, authority))
            case Office.SUPERIOR_HEAD:
                return (Addressee(Office.AGENCY_HEAD, self.directory.superior(authority)),)
            case Office.AGENCY_OFFICER:
                return (Addressee(office, self.directory.heir(stream.agency)),)
            case _ if office in CITY_WIDE:
                return tuple(Addressee(office, agency) for agency in sorted({t.agency for t in self.directory.terms if t.office is office}))
            case Office.CLOCK | Office.ANYONE_CONCERNED:
                return ()
            case _:
                return (Addressee(office, authority),)

    def _heads_of_debtors(self, office: Office, debtors: tuple[str, ...]) -> tuple[Addressee, ...]:
        """In a campaign: the heads of the agencies whose registrations are missing, and those above them."""
        above = office is Office.SUPERIOR_HEAD
        agencies = (self.directory.superior(code) if above else self.directory.heir(code) for code in debtors)
        return tuple(Addressee(Office.AGENCY_HEAD, agency) for agency in unique(*agencies) if agency)

    def is_held_by(self, person: str, office: Office, act: type[Act] | None = None) -> bool:
        """Whether the person is that, conflict aside: of themselves, or signing that act for whoever is."""
        if office is Office.ANYONE_CONCERNED:
            return self.may_read(person)
        if office is Office.PAPER_OFFICE and not self.may_read(person):  # an officer there, who was asked nothing here
            return False
        return self.serves_as(person, office) or self.delegated(person, office, act) is not None

    def serves_as(self, person: str, office: Office) -> bool:
        """Whether the person is that of themselves."""
        return any(
            a.person == person if a.person else self.directory.has_office(person, (a.office,), a.agency) for a in self.addressees(office)
        )

    def delegated(self, person: str, office: Office, act: type[Act] | None = None) -> Delegation | None:
        """By which leave the person signs that act, or any, for whoever holds the office here."""
        return next(
            (each for each in self._leave(self.directory.delegations, person, office) if not self._why_not(each, office, act)), None
        )

    def why_not_signed(self, person: str, offices: tuple[Office, ...], act: type[Act]) -> Reason:
        """Why somebody who does not hold any of these offices may not do it: what is wrong with their leave to sign for it, where there is one."""
        for office in offices:
            for each in self._leave(self.directory.delegations, person, office):
                return self._why_not(each, office, act) or Reason.NOT_YOUR_OFFICE
            if any(self._leave(self.directory.idle, person, office)):
                return Reason.DELEGATION_NOT_IN_FORCE
        return Reason.NOT_YOUR_OFFICE

    def _leave(self, given: tuple[Delegation, ...], person: str, office: Office) -> Iterator[Delegation]:
        """What of it was given to that person for a seat that is asked here."""
        seats = {(a.office, a.agency) for a in self.addressees(office) if a.agency} if given else set()
        return (each for each in given if each.person == person and (each.office, each.agency) in seats)

    def _why_not(self, given: Delegation, office: Office, act: type[Act] | None) -> Reason | None:
        if office in BODIES or (act is not None and not may_be_signed_for(act)):
            return Reason.IN_PERSON_ONLY
        if not stands(given, self.directory):
            return Reason.DELEGATION_NOT_IN_FORCE
        return self.why_not_here(given, act)

    def why_not_here(self, given: Delegation, act: type[Act] | None = None) -> Reason | None:
        """Nobody reaches by another's hand what they are kept from, and who has recommended here signs for nobody who decides."""
        if not covers(given, self.stream, act):
            return Reason.DELEGATION_DOES_NOT_COVER
        kept_away = self.excluded.union(self.stream.have_sat)
        return Reason.DELEGATION_OF_THE_EXCLUDED if given.given_by in kept_away or given.person in self.stream.have_sat else None

    def conflicted(self, person: str, office: Office) -> bool:
        return person in self.excluded and office not in OPEN_TO_PARTIES

    def holders(self, office: Office) -> tuple[str, ...]:
        """The persons behind an office, parties left out where it decides: those who are told, and those who vote."""
        persons: list[str] = []
        for a in self.addressees(office):
            persons += [a.person] if a.person else self.directory.holding(a.office, a.agency)
        persons += [each.person for each in self.directory.delegations if self.delegated(each.person, office)]
        return tuple(person for person in unique(*persons) if not self.conflicted(person, office))

    def signers(self, desk: Addressee) -> tuple[str, ...]:
        """Who may sign here for whoever holds that office at that agency."""
        given = (each for each in self.directory.delegations if desk.agency and (each.office, each.agency) == (desk.office, desk.agency))
        return unique(*(each.person for each in given if not self._why_not(each, desk.office, None) and each.person not in self.excluded))

    def signatory(self, person: str, office: Office, act: type[Act] | None = None) -> Signatory:
        """The signature under a fact: of whoever holds the office, or of who signs that act for them."""
        leave = None if self.serves_as(person, office) else self.delegated(person, office, act)
        if leave:
            return Signatory(person=person, name=self._name(person), office=office, agency=leave.agency, on_behalf=self._on_behalf(leave))
        seats = (a.agency for a in self.addressees(office) if a.agency and self.directory.has_office(person, (a.office,), a.agency))
        return Signatory(person=person, name=self._name(person), office=office, agency=next(seats, ""))

    def _on_behalf(self, leave: Delegation) -> OnBehalf:
        agency = self.directory.agencies.get(leave.agency)
        return OnBehalf(
            capacity=leave.capacity,
            held=leave.held,
            agency_kind=agency.kind if agency else None,
            person=leave.given_by,
            name=self._name(leave.given_by) if leave.given_by else "",
            number=leave.number,
            issued_on=leave.issued_on,
        )

    def _name(self, person: str) -> str:
        known = self.directory.people.get(person)
        return known.name if known else person

    def may_read(self, person: str) -> bool:
        """The parties and whoever the stream names; the own agency, the one addressed and all above them; whoever was consulted; the focal point,
        the inspectorate and the auditor; and the offices of the whole city that act in such a stream, wherever they are held. Everybody else is denied.
        A review is read by those alone who need to know, and a declaration by the person, the inspectorate and the auditor.
        """
        kind, offices = self.stream.kind, tuple(held for held in self.directory.terms if held.person == person)
        if kind is StreamKind.REVIEW or kind in SEES_OF_KIND:
            return self.needs_to_know(person)
        served = any(held.office in READS_OF_KIND.get(kind, ()) for held in offices)
        return self._is_in_it(person) or served or any(held.agency in self.read_at for held in offices) or self._signs_here(person)

    def needs_to_know(self, person: str) -> bool:
        """Whether they read what it tells of a person's conduct: whoever is in it by name, the offices that act on it, and who sees everything."""
        if self.stream.kind in SEES_OF_KIND:
            return self._is_in_it(person)
        offices = (held for held in self.directory.terms if held.person == person)
        needs = any(held.agency in self.read_at and needs_to_know(held, self.directory) for held in offices)
        return self._is_in_it(person) or needs or self._signs_here(person)

    def _signs_here(self, person: str) -> bool:
        """Whether they sign for a head who reads it: of that head's cases, those that their leave is of."""
        mine = (each for each in self.directory.delegations if each.person == person and each.agency in self.read_at)
        return any(stands(each, self.directory) and covers(each, self.stream) for each in mine)

    def _is_in_it(self, person: str) -> bool:
        offices = SEES_OF_KIND.get(self.stream.kind, SEES_EVERYTHING)
        sees = any(held.person == person and held.office in offices for held in self.directory.terms)
        return person in self.parties or person in self.stream.named or sees or self._reads_for_a_time(person)

    def advises(self, person: str, whom: str) -> bool:
        """Whether that person under review has named them, to this day or a later one."""
        named, today = (self.stream.advisers.get(whom) if isinstance(self.stream, Review) else None), self.directory.day
        return named is not None and named.person == person and today is not None and today <= named.until

    def _reads_for_a_time(self, person: str) -> bool:
        """Who advises somebody under review, to the last day they were named for."""
        last, today = self.stream.reads_until.get(person), self.directory.day
        return last is not None and today is not None and today <= last

    @cached_property
    def read_at(self) -> frozenset[str]:
        """The agencies at which it is read: the own, the one addressed, all above them, and those that were asked or took over from one asked."""
        directory, stream = self.directory, self.stream
        asked = {heir for code in stream.consulted for heir in (code, directory.heir(code))}
        return frozenset({*directory.line(stream.agency), *directory.line(stream.addressed_to), *asked})
