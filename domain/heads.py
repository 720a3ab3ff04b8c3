"""What came to the desk of the head of an agency and what became of it, term by term: for the yearly assessment. It counts, and judges nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.facts import Desk, DossierReturned, Fact, Registered, VoteOverridden
from domain.people.directory import Tenure
from domain.procedure.chapters import after
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, HeadsDeed, Office
from domain.zone import CITY_ZONE

_MOMENT_BEFORE = timedelta(microseconds=1)  # the end of a last day is the first moment of the next


@dataclass(frozen=True)
class Deed:
    """One thing to count, when it happened, and in which case."""

    what: HeadsDeed
    at: datetime
    case: str

    @property
    def day(self) -> date:
        return self.at.astimezone(CITY_ZONE).date()


@dataclass(frozen=True)
class TermOfOffice:
    """A term at the head of the agency, and the cases behind each number of it."""

    person: str
    starts: date
    ends: date | None
    of: dict[HeadsDeed, tuple[str, ...]]


def deeds(agency: str, number: str, facts: Iterable[Fact]) -> Iterator[Deed]:
    """What one initiative tells of that agency's head. A head who is a party answers nothing: what the head above decides counts there.

    Late is what the clock noted as late, not what a newer calendar would say. What is hidden from anybody is not counted.
    """
    case = Initiative(number=number)
    for fact in facts:
        before, case = case, after(fact, case)
        signed_there = fact.by is not None and fact.by.agency == agency
        if isinstance(fact, Registered) and case.agency == agency:
            yield Deed(HeadsDeed.REGISTERED, fact.at, number)
        asked = next((clock for clock in before.clocks if clock.kind is ClockKind.DECISION), None)
        answered = signed_there and not isinstance(fact, DossierReturned)  # what is returned was not answered
        if asked and answered and not case.waits_on(ClockKind.DECISION):
            yield Deed(HeadsDeed.ANSWERED_LATE if asked.late else HeadsDeed.ANSWERED_IN_TIME, fact.at, number)
        if isinstance(fact, VoteOverridden) and signed_there:
            yield Deed(HeadsDeed.OVERRODE, fact.at, number)
    running = {(clock.kind, clock.item, clock.opened_by) for clock in case.clocks}
    for silence in case.silences:
        if silence.not_for or not any(_is_the_heads(desk, agency) for desk in silence.asked):
            continue
        last = silence.due - _MOMENT_BEFORE
        yield Deed(HeadsDeed.SILENT, last, number)
        if (silence.clock, silence.item, silence.opened_by) in running:
            yield Deed(HeadsDeed.UNANSWERED, last, number)


def _is_the_heads(desk: Desk, agency: str) -> bool:
    return desk.office is Office.AGENCY_HEAD and desk.agency == agency


def by_term(tenures: Iterable[Tenure], counted: Iterable[Deed]) -> tuple[TermOfOffice, ...]:
    """The terms in their order, each with what fell into it."""
    known = tuple(counted)
    return tuple(
        TermOfOffice(
            term.person,
            term.starts,
            term.ends,
            {what: tuple(sorted(deed.case for deed in known if deed.what is what and term.covers(deed.day))) for what in HeadsDeed},
        )
        for term in sorted(tenures, key=lambda term: (term.starts, term.person))
    )
