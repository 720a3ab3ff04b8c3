"""What a stream waits for: whose turn it is, what is due when, and whether it rests."""

from datetime import datetime

from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.decide import awaited_rows
from domain.streams.clocks import next_due
from domain.streams.stream import Stream
from domain.time.calendar_change import is_outdated
from domain.values import unique
from domain.vocabulary import Office


def waiting_offices(stream: Stream) -> tuple[Office, ...]:
    return unique(*(office for row in awaited_rows(stream) for office in row.turns(stream)))


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
