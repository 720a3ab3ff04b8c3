"""What a case waits for, in plain values: all that the workflow ever learns of it. A durable type; it holds no personal data."""

from datetime import date, datetime

from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.decide import awaited_rows
from domain.streams.clocks import next_due
from domain.streams.stream import Stream
from domain.time.calendar_change import is_outdated
from domain.values import Durable, unique
from domain.vocabulary import Office


class Standing(Durable):
    """`look_at`: when the clock must look again. `due`, `due_day`: the moment and the local day people are told.

    `owed`: effects to carry out, by id. `children`: the streams of the family that its facts opened and that have not ended. `link`: where people
    read the case. `told_at`: what the registrar's clock read then.
    """

    number: str
    sequence: int = 0
    stage: str = ""
    agency: str = ""
    regime: str = ""
    outcome: str = ""
    waiting_for: tuple[str, ...] = ()
    due: datetime | None = None
    due_day: date | None = None
    look_at: datetime | None = None
    owed: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    nonsense: int = 0
    needs_operator: bool = False
    at_rest: bool = True
    children: tuple[str, ...] = ()
    campaign: str = ""
    link: str = ""
    told_at: datetime | None = None


def waiting_offices(stream: Stream) -> tuple[Office, ...]:
    return unique(*(office for row in awaited_rows(stream) for office in row.offices))


def at_rest(stream: Stream) -> bool:
    """It has come to its end and no clock runs: whatever comes next, somebody must begin it."""
    return stream.stage is None or (stream.is_over and not stream.clocks)


def due_and_look_at(stream: Stream, law: Law) -> tuple[datetime | None, datetime | None]:
    """When the next thing is due, and when the clock must next say something. Of what stands still nobody knows when it is due."""
    rung = next_due(stream.clocks, law)
    look_at = law.calendar_since if stream.clocks and is_outdated(stream, law) else rung.at if rung else None
    return min((clock.due(law) for clock in stream.clocks if not clock.paused), default=None), look_at


def waits(standpoint: Standpoint) -> tuple[tuple[str, str, str], ...]:
    """Whose desk the case is on: (office, agency, person), one of the two last empty."""
    offices = waiting_offices(standpoint.stream)
    return unique(*((str(a.office), a.agency, a.person) for office in offices for a in standpoint.addressees(office)))
