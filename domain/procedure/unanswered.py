"""What was asked and is not answered, or was not by its last day, as one ledger tells it: the substance of a certificate of silence (ADR 51).

It states what is on record, and what is not. It calls nobody late.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from pydantic import Field

from domain.facts import Desk, Fact, Signatory
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.refusals import Reason, Refused
from domain.streams.clocks import Clock, Silence
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.streams.shown import concerned, texts_shown
from domain.streams.stream import Stream
from domain.time.reminders import desks
from domain.values import Durable, Moment
from domain.vocabulary import ClockKind, Office, Part, StreamKind

BASIS = "house: certificate"


@dataclass(frozen=True)
class Entry:
    """An entry of a ledger: the receipt it answered, or "", and the fact."""

    receipt: str
    fact: Fact


@dataclass(frozen=True)
class Wait:
    """One thing that was asked: the entry with which the waiting began, the texts of the case by then, the clock as it last stood, its day that passed in
    silence, where one was noted, and the entry with which the waiting ended, where it has.
    """

    clock: Clock
    began: Entry
    texts: tuple[str, ...]
    silence: Silence | None = None
    ended: Entry | None = None


class Unanswered(Durable):
    """What a certificate says. `texts`: hashes of the texts of the case when the waiting began. `provisional`: whether its
    last day rests on what nobody has decided or published. `counted`: working days from the day it began until `at`, or
    until it ended; what stood still is left out. `noted_at`: when it was noted that its last day had passed in silence. `ended_at`, `ended_by`: the entry after
    which nobody waits any more, and its kind, where the one it is for reads that. `desks`: at whose they lay; empty for whoever need not know. `names`: of the
    persons and agencies named, by id, as they were called then.
    """

    case: str
    stream: StreamKind
    title: str
    clock: ClockKind
    item: str = ""
    item_title: str = ""
    began_with: str
    began_at: Moment
    began_by: Signatory | None = None
    receipt: str = ""
    texts: tuple[str, ...] = ()
    since: Moment
    due: Moment
    basis: str
    provisional: bool = False
    stands_still: bool = False
    counted: int
    noted_at: Moment | None = None
    ended_at: Moment | None = None
    ended_by: str = ""
    waiting_for: tuple[Office, ...]
    desks: tuple[Desk, ...] = ()
    names: dict[str, str] = Field(default_factory=dict)
    policy: str
    calendar: str
    calendar_sha256: str
    at: Moment
    person: str

    def without_the_moment(self) -> Self:
        """The same, whenever it is asked for on that day."""
        return self.model_copy(update={"at": self.since})


def waits(ledger: Iterable[Entry], blank: Stream, kind: ClockKind, item: str = "") -> list[Wait]:
    """Each time that was waited for in this stream, in order; the last may go on."""
    stream, found = blank, list[Wait]()
    for entry in ledger:
        before, stream = stream, after(entry.fact, stream)
        was, now = _clock(before, kind, item), _clock(stream, kind, item)
        if was and (now is None or now.opened_by != was.opened_by):
            found[-1] = replace(found[-1], ended=entry)
        if now and (was is None or now.opened_by != was.opened_by):
            found.append(Wait(now, entry, texts_shown(Part.PRINT, stream)))
        elif now:
            found[-1] = replace(found[-1], clock=now)
    silences = {(each.clock, each.item, each.opened_by): each for each in stream.silences}
    return [replace(each, silence=silences.get((kind, item, each.clock.opened_by))) for each in found]


def wait_in(ledger: Iterable[Entry], blank: Stream, kind: ClockKind, item: str = "") -> Wait | None:
    """The last time that was waited for: going on, or over after its day had passed in silence. None where neither is on record."""
    last = next(reversed(waits(ledger, blank, kind, item)), None)
    return last if last and (last.ended is None or last.silence) else None


def _clock(stream: Stream, kind: ClockKind, item: str) -> Clock | None:
    return next((clock for clock in stream.clocks if (clock.kind, clock.item) == (kind, item)), None)


def waited_for(stream: Stream, *, of_conduct: bool) -> tuple[tuple[ClockKind, str], ...]:
    """Of what there may be a certificate: each thing that is waited for, or was when its last day passed. `of_conduct`: also what tells of somebody's
    conduct.
    """
    each = [(clock.kind, clock.item) for clock in stream.clocks] + [(silence.clock, silence.item) for silence in stream.silences]
    return tuple(dict.fromkeys(found for found in each if of_conduct or found[0] not in CLOCKS_OF_CONDUCT))


def has_asked(person: str, began: Fact, standpoint: Standpoint) -> bool:
    """Whether it is theirs that waits: whose matter the case is, who made the entry with which the waiting began or wrote it down, and who holds that office
    there today."""
    hands = [hand for hand in (began.by, began.recorded_by) if hand]
    if person in concerned(standpoint.stream) or any(person in (hand.person, hand.answers) for hand in hands):
        return True
    return any(hand.agency and standpoint.directory.has_office(person, (hand.office,), hand.agency) for hand in hands)


def to_certify(ledger: Iterable[Entry], blank: Stream, kind: ClockKind, item: str, person: str, standpoint: Standpoint) -> Wait:
    """What that person may have certified. `standpoint`: of the stream as they read it. Raises Refused."""
    shown = waited_for(standpoint.stream, of_conduct=standpoint.needs_to_know(person))
    wait = wait_in(ledger, blank, kind, item) if (kind, item) in shown else None
    if wait is None or person in wait.began.fact.hidden_from:
        raise Refused(Reason.NOTHING_WAITS, BASIS)
    if not has_asked(person, wait.began.fact, standpoint):
        raise Refused(Reason.CERTIFICATE_FOR_WHO_ASKED, BASIS)
    return wait


def reads_of(wait: Wait, stream: Stream, person: str, needs_to_know: bool) -> bool:
    """Whether somebody who reads the stream reads there what was waited for."""
    return person not in stream.hidden_from(wait.clock) and (needs_to_know or wait.clock.kind not in CLOCKS_OF_CONDUCT)


def at_desks(wait: Wait, standpoint: Standpoint) -> tuple[Desk, ...]:
    """Where it lay: of a day that passed in silence as it was noted then, of every other today."""
    return wait.silence.asked if wait.silence else desks(wait.clock, standpoint)


def counted_until(clock: Clock, day: date, law: Law) -> int:
    """Working days after the one it began with, up to and with that day, without those on which it stood still."""
    calendar = law.calendar
    spans = ((calendar.local_day(each.since), calendar.local_day(each.until) if each.until else day) for each in clock.pauses)
    return calendar.between(clock.day or calendar.local_day(clock.since), day) - sum(calendar.between(*span) for span in spans)


def on_record(wait: Wait, law: Law, at: datetime) -> dict[str, object]:
    """What of a certificate follows from the ledger and the calendar alone: whoever checks it computes it again."""
    clock, began = wait.clock, wait.began.fact
    until = wait.ended.fact.at if wait.ended else at
    return {
        "began_with": began.kind,
        "began_at": began.at,
        "began_by": began.by,
        "receipt": wait.began.receipt,
        "texts": wait.texts,
        "since": clock.since,
        "due": clock.due(law),
        "basis": clock.basis(law),
        "provisional": clock.provisional(law),
        "stands_still": clock.paused and wait.ended is None,
        "counted": counted_until(clock, law.calendar.local_day(until), law),
        "noted_at": wait.silence.noted_at if wait.silence else None,
        "ended_at": wait.ended.fact.at if wait.ended else None,
    }


def same_wait(told: Unanswered, ledger: Iterable[Entry], blank: Stream) -> Wait | None:
    """The waiting it tells of, as it stands by now. Whatever is waited for later is another matter."""
    return next((each for each in waits(ledger, blank, told.clock, told.item) if each.began.fact.at == told.began_at), None)


def unlike(told: Unanswered, ledger: Sequence[Entry], blank: Stream, law: Law) -> Iterator[str]:
    """What it says otherwise than the ledger, by the name of the field. `ledger`: as far as it went then. `law`: with the calendar of that day."""
    wait = wait_in(ledger, blank, told.clock, told.item)
    if wait is None:
        yield "clock"
        return
    for name, value in on_record(wait, law, told.at).items():
        if getattr(told, name) != value:
            yield name
    if told.ended_by and (wait.ended is None or wait.ended.fact.kind != told.ended_by):
        yield "ended_by"
