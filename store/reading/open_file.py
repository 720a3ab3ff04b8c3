"""A stream in front of its reader, and its clocks."""

from dataclasses import dataclass
from datetime import datetime

from domain.facts import Spoken
from domain.law.policy import Law
from domain.people.rights import may_see_readers
from domain.people.standpoint import Standpoint
from domain.procedure.decide import Opening, openings
from domain.procedure.foresight import foreseen
from domain.procedure.waiting import waiting_offices
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.streams.review import Review
from domain.streams.shown import NOTED, concerned
from domain.streams.stream import Stream
from domain.vocabulary import Office
from store.reading.views import Card, Deadline


@dataclass(frozen=True)
class OpenFile:
    """A stream in front of a reader who may read it, without what is hidden from that reader.

    `sequence`, `head`: how far its ledger goes, hidden or not. They are for the reading ledger, and shown to nobody.
    """

    card: Card
    standpoint: Standpoint
    law: Law
    reader: str
    sequence: int
    head: str

    @property
    def stream(self) -> Stream:
        return self.standpoint.stream

    @property
    def needs_to_know(self) -> bool:
        """Whether the reader reads what it tells of somebody's conduct."""
        return self.standpoint.needs_to_know(self.reader)

    @property
    def shows_its_readers(self) -> bool:
        """Whether the reader sees who has read it."""
        held = (term for term in self.standpoint.directory.terms if term.person == self.reader)
        return self.stream.kind in NOTED and may_see_readers(self.reader, concerned(self.stream), held)

    @property
    def stands_by(self) -> tuple[str, ...]:
        """The persons under review for whom the reader stands: themselves, or whom they advise to this day. Nobody in any other file."""
        review = self.stream
        if not isinstance(review, Review):
            return ()
        return tuple(person for person in review.persons if self.reader == person or self.standpoint.advises(self.reader, person))

    @property
    def waiting_for(self) -> tuple[Office, ...]:
        return waiting_offices(self.stream)

    @property
    def foreseen(self) -> tuple[Spoken, ...]:
        """What its clocks will say if nobody does anything."""
        return tuple(foreseen(self.standpoint, self.law, of_conduct=self.needs_to_know))

    @property
    def openings(self) -> tuple[Opening, ...]:
        return openings(self.standpoint, self.reader)


def deadlines(file: OpenFile, moment: datetime) -> list[Deadline]:
    """The clocks of a stream, the earliest first."""
    law, stream = file.law, file.stream
    running = [
        Deadline(
            number=stream.number,
            clock=clock.kind,
            item=clock.item,
            since=clock.since,
            due_day=clock.due_day(law),
            due=clock.due(law),
            overdue=clock.due(law) <= moment and not clock.paused,
            paused=clock.paused,
            waiting_for=stream.waited_for(clock),
            reminded=clock.rungs_spoken > 0,
            escalated=clock.late,
            basis=clock.basis(law),
            provisional=clock.provisional(law),
        )
        for clock in stream.clocks
        if file.needs_to_know or clock.kind not in CLOCKS_OF_CONDUCT
    ]
    return sorted(running, key=lambda deadline: deadline.due)
