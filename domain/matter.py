"""What a decision may look at, all of it: the filing, the stream, the law of the case and the directory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypedDict

from typing_extensions import TypeVar

from domain.acts import Act, PaperSeen, Register
from domain.facts import Evidence, Fact, Paper, Sight, Signatory
from domain.filing import Filed
from domain.law.policy import Law
from domain.numbers import family_of, kind_of
from domain.people.conflicts import NO_TIES, Before, Ties, first_that_holds
from domain.people.directory import Agency, Directory, Person
from domain.people.standpoint import Standpoint
from domain.refusals import Reason, Refused
from domain.streams.campaign import Campaign
from domain.streams.hiding import entry_at
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.vocabulary import Office, Role, StreamKind


def agency_in_office(code: str, directory: Directory, basis: str) -> Agency:
    """That agency, as it stands today. Raises Refused: nobody knows it, or it has ended, and then who took over is told."""
    known = directory.agencies.get(code)
    if known is None:
        raise Refused(Reason.UNKNOWN_AGENCY, basis, agency=code)
    heir = directory.agencies[directory.heir(code)]
    if heir is not known:
        raise Refused(Reason.AGENCY_ENDED, basis, agency=code, name=known.name, successor=heir.code, successor_name=heir.name)
    return known


def refuse_another_file(named: str | None, scan: str | None, basis: str) -> None:
    """Raises Refused: the file that was handed in is not the one of which the paper names the hash."""
    if named and scan and named != scan:
        raise Refused(Reason.ANOTHER_FILE, basis, recorded=named[:16], scan=scan[:16])


def as_recorded(paper: PaperSeen, basis: str) -> Paper:
    """A document as it stands in the ledger, with the hash of its scan. Raises Refused where it names another."""
    refuse_another_file(paper.sha256, paper.scan, basis)
    return Paper(
        number=paper.number,
        issued_on=paper.issued_on,
        sha256=paper.scan or paper.sha256 or "",
        signer=paper.signer,
        capacity=paper.capacity,
    )


@dataclass(frozen=True)
class RecordExcerpt:
    """What of the record lies beside the stream when an act is weighed. `entry`: the one a correction is about, under its number in the ledger,
    which for the sender may be another (domain/streams/hiding.py). `next_review`: the family's next free number for a liability review.
    `campaigns`: those that are open. `ties`: of the persons the act names. `enclosed`: the hashes of the files the stream names already, for its sender.
    """

    entry: Fact | None = None
    entry_number: int = 0
    next_review: str = ""
    campaigns: tuple[Campaign, ...] = ()
    ties: Ties = NO_TIES
    enclosed: frozenset[str] = frozenset()


NOTHING_ELSE = RecordExcerpt()


def beside_what_opens(filed: Filed[Act], open_campaigns: Iterable[Campaign]) -> RecordExcerpt:
    """What an act that opens a stream is weighed beside. A registration answers no campaign that opened after it was received: it was not there."""
    asked = (each for each in open_campaigns if each.opened_on and each.opened_on <= filed.received_at)
    return RecordExcerpt(campaigns=tuple(asked if isinstance(filed.act, Register) else open_campaigns))


def beside_what_goes_on(
    filed: Filed[Act], stream: Stream, entry: Callable[[int], Fact | None], of_family: Callable[[str], Stream | None], ties: Ties
) -> RecordExcerpt:
    """What an act in a stream there is, is weighed beside. `entry`: of its ledger, by number. `of_family`: the first stream of the family, by its number.
    `ties`: of whoever it gives a part.
    """
    about = filed.act.about_entry
    number = entry_at(about, stream.hidden_of(filed.sender)) if about else 0
    initiative = of_family(family_of(filed.case)) if kind_of(filed.case) is StreamKind.REVIEW else None
    return RecordExcerpt(
        entry=entry(number) if number else None,
        entry_number=number,
        next_review=initiative.next_review if isinstance(initiative, Initiative) else "",
        ties=ties,
        enclosed=_named_before(filed, stream, entry) if filed.act.handed_in else frozenset(),
    )


def _named_before(filed: Filed[Act], stream: Stream, entry: Callable[[int], Fact | None]) -> frozenset[str]:
    """What is hidden from the sender does not count: a refusal must not tell of it."""
    shown = {*range(1, stream.sequence + 1)}.difference(stream.hidden_of(filed.sender))
    return frozenset(each.sha256 for number in shown if (fact := entry(number)) for each in fact.enclosed)


class SignatureFields(TypedDict):
    """What every fact carries: its legal time, whose signature is under it, what they had read, and the evidence they named."""

    at: datetime
    by: Signatory | None
    recorded_by: Signatory | None
    paper: Paper | None
    read: Sight | None
    enclosed: tuple[Evidence, ...]


S_co = TypeVar("S_co", bound=Stream, covariant=True, default=Stream)


@dataclass(frozen=True)
class Matter(Generic[S_co]):
    """A filing before the stream it is about, with the pinned law. `by`: the person, and the office the act is open to.

    `standpoint`: who is what to the stream on the day it was decided, which is that of its document where it has one. `directory`: of the day of
    receipt, by which whoever is named in it is known. `recorder`: the clerk who enters what `by` decided on paper. `paper`: its document.
    """

    filed: Filed[Act]
    standpoint: Standpoint[S_co]
    directory: Directory
    law: Law
    by: Signatory
    basis: str
    recorder: Signatory | None = None
    paper: Paper | None = None
    excerpt: RecordExcerpt = NOTHING_ELSE

    @property
    def stream(self) -> S_co:
        return self.standpoint.stream

    @property
    def at(self) -> datetime:
        return self.filed.received_at

    @property
    def today(self) -> date:
        return self.law.calendar.local_day(self.at)

    def agency(self, code: str) -> Agency:
        """That agency, as it stands today. Raises Refused: nobody knows it, or it has ended, and then who took over is told."""
        return agency_in_office(code, self.directory, self.basis)

    def person(self, code: str, basis: str = "") -> Person:
        """That person, as the directory knows them. Raises Refused."""
        known = self.directory.people.get(code)
        if known is None:
            raise Refused(Reason.UNKNOWN_PERSON, basis or self.basis, person=code)
        return known

    @property
    def before(self) -> Before:
        """That before which the conflicts of whoever it names are weighed."""
        return self.standpoint.before(self.by.person, self.directory, self.law.kinship, self.excerpt.ties)

    def refuse_if_kept_from(self, role: Role, *persons: str) -> None:
        """Whoever gives somebody a role is told which rule of conflict keeps them from it. An earlier set names none, and gives the reason it gave."""
        for person in persons:
            rule = first_that_holds(person, self.law.keeps_from(role), self.before)
            if rule and self.law.conflicts:
                raise Refused(Reason.CONFLICT_OF_INTEREST, self.law.conflicts.bars[role].basis, person=person, conflict=str(rule))
            if rule:
                raise Refused(Reason.MAY_NOT_SIT if role is Role.PANEL_MEMBER else Reason.PARTY_MAY_NOT_DECIDE, self.basis, person=person)

    def names_of(self, *persons: str) -> dict[str, str]:
        """What they are called today, by code. Raises Refused for somebody the directory does not know."""
        return {person: self.person(person).name for person in persons}

    def refuse_unless_open(self, focus_area: str, basis: str, day: date | None = None) -> None:
        """A focus area is one the city has named and that stands on that day: today, if none is said."""
        areas = self.law.policy.areas_open_on(day or self.today)
        if focus_area not in areas:
            raise Refused(Reason.UNKNOWN_FOCUS_AREA, basis, areas=", ".join(areas))

    def refuse_unless_ahead(self, day: date, field: str = "") -> None:
        """A day somebody names for something to be done lies ahead, and not so far that it must be a slip. `field`: which of the act's days it is."""
        farthest = self.today.replace(month=1, day=1) + self.law.caps.years_ahead.value * timedelta(days=365)
        if not self.today < day <= farthest:
            raise Refused(Reason.DAY_NOT_AHEAD, self.basis, day=day.isoformat(), last=farthest.isoformat(), field=field)

    def refuse_unless_between(self, first: date | None, day: date, field: str) -> None:
        """A day on which something was done or issued has come, and does not lie before what it belongs to began."""
        if day > self.today:
            raise Refused(Reason.DAY_NOT_COME, self.basis, day=day.isoformat(), field=field)
        if first is not None and day < first:
            raise Refused(Reason.DAY_TOO_EARLY, self.basis, day=day.isoformat(), first=first.isoformat(), field=field)

    def is_theirs_at(self, offices: tuple[Office, ...], agency: str) -> bool:
        """Whether who does it holds one of these offices there, or signs for whoever does."""
        signs = self.by.on_behalf is not None and self.by.agency == agency
        return signs or self.standpoint.directory.has_office(self.by.person, offices, agency)

    @property
    def signature_fields(self) -> SignatureFields:
        return {
            "at": self.at,
            "by": self.by,
            "recorded_by": self.recorder,
            "paper": self.paper,
            "read": self.filed.read,
            "enclosed": self.filed.enclosed,
        }

    def signature_with(self, paper: PaperSeen | None) -> SignatureFields:
        """The same fields where the act itself tells of a paper of somebody outside. Raises Refused for one of a day that has not come."""
        if paper:
            self.refuse_unless_between(None, paper.issued_on, "issued_on")
        return {**self.signature_fields, "paper": as_recorded(paper, self.basis) if paper else None}
