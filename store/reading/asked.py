"""What a stream wants of one person now, and by when: what a letter may say beside what happened."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.streams.clocks import WAITING_FOR
from domain.vocabulary import ClockKind
from store.policies import Lawbook
from store.record import streams


@dataclass(frozen=True)
class LastDay:
    """The last day of what is due, and what it rests on."""

    clock: ClockKind
    day: date
    basis: str


@dataclass(frozen=True)
class Asked:
    """`acts`: the awaited acts open to that person. `by`: of the clocks that run, the first that waits for an office the person acts by, or the first
    of all; None where none runs.
    """

    acts: tuple[str, ...] = ()
    by: LastDay | None = None


NOTHING = Asked()


def asked_of(person: str, number: str, moment: datetime, laws: Lawbook, session: Session) -> Asked:
    """As the stream stands now, without what is hidden from that person."""
    stream = streams.load(number, session).stream
    if stream.stage is None:
        return NOTHING
    law = laws.of(stream.policy, session)
    known = streams.directory_for(stream, (person,), law.calendar.local_day(moment), session)
    shown = stream.as_read_by(person)
    theirs = [opening for opening in openings(Standpoint(shown, known), person) if opening.open and opening.awaited]
    if not theirs:
        return NOTHING
    offices = {opening.office for opening in theirs}
    running = [clock for clock in shown.clocks if not clock.paused]
    first = min(running, key=lambda clock: (offices.isdisjoint(WAITING_FOR[clock.kind]), clock.due(law)), default=None)
    by = LastDay(first.kind, first.due_day(law), first.basis(law)) if first else None
    return Asked(tuple(opening.act.name for opening in theirs), by)
