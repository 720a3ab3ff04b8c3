"""What the clock does when a rung is due: it reminds, and once the day has passed it tells the superior or notes the silence. It decides nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from domain.chapter import Chapter, change
from domain.facts import Desk, Escalated, Reminded, SilenceNoted, Spoken
from domain.law.policy import Law
from domain.people.away import days_away
from domain.people.standpoint import Addressee, Standpoint
from domain.streams.clocks import OR_ELSE, Clock, Due, Silence
from domain.streams.stream import Stream
from domain.values import unique
from domain.vocabulary import ClockKind, Office
from domain.zone import CITY_ZONE

S = TypeVar("S", bound=Stream)


def day_of(rung: Due, law: Law) -> date:
    """The day whose reminder or silence it is. A day that passed in silence ends at the very moment the next one begins."""
    last_moment = rung.at if rung.rung.says == "remind" else rung.at - timedelta(microseconds=1)
    return law.calendar.local_day(last_moment)


def desks(clock: Clock, standpoint: Standpoint) -> tuple[Desk, ...]:
    """Whose silence it is, where one would knock on that day. Of a consultation, the one department; of a proceeding handed over, its new head."""
    offices = standpoint.stream.waited_for(clock)
    if not any(standpoint.holders(office) for office in offices):  # nobody stands above the city: there its deputies answer
        offices += OR_ELSE.get(clock.kind, ())
    asked = [each for office in offices for each in standpoint.addressees(office)]
    only = standpoint.stream.desk_of(clock)
    if only:
        asked = [each for each in asked if each.agency == only] or [Addressee(Office.AGENCY_HEAD, only)]
    return unique(*(desk_of(each, clock.since, standpoint) for each in asked))


def desk_of(asked: Addressee, since: datetime, standpoint: Standpoint) -> Desk:
    """Where one would knock, who could sign there, and on which days since then somebody was away from it."""
    away = days_away(asked, since.astimezone(CITY_ZONE).date(), standpoint)
    return Desk(office=asked.office, agency=asked.agency, person=asked.person, signers=standpoint.signers(asked), away=away)


def fact_of(rung: Due, stream: Stream, law: Law, asked: tuple[Desk, ...] = ()) -> Spoken:
    """The fact a due rung leaves behind. Its legal time is the rung's own moment, however late somebody looked."""
    clock = rung.clock
    late = SilenceNoted if clock.kind is ClockKind.CONSULTATION else Escalated
    return (Reminded if rung.rung.says == "remind" else late)(
        at=rung.at,
        clock=clock.kind,
        item=clock.item,
        due=clock.due(law),
        waiting_for=stream.waited_for(clock),
        beside=rung.rung.tells,
        asked=asked,
        not_for=stream.hidden_from(clock),
    )


def rung_id(stream: Stream, rung: Due) -> str:
    """The name of a rung for ever: it derives from the fact that started the clock, so a second look finds the first one's entry."""
    clock = rung.clock
    return f"{stream.number}/{clock.opened_by}-{clock.kind}{'-' + clock.item if clock.item else ''}/{rung.rung.name}"


def _rung_spoken(fact: Spoken, stream: S, *, late: bool) -> S:
    """With the clock on its next rung. The first rung that is late leaves a silence on the record of the stream."""
    clocks, silences = list[Clock](), list(stream.silences)
    for clock in stream.clocks:
        if (clock.kind, clock.item) == (fact.clock, fact.item):
            if late and not clock.late:
                silences.append(_silence(fact, clock))
            clock = replace(clock, rungs_spoken=clock.rungs_spoken + 1, late=clock.late or late)
        clocks.append(clock)
    return replace(stream, clocks=tuple(clocks), silences=tuple(silences))


def _silence(fact: Spoken, clock: Clock) -> Silence:
    return Silence(
        clock=clock.kind,
        item=clock.item,
        opened_by=clock.opened_by,
        since=clock.since,
        due=fact.due,
        noted_at=fact.at,
        asked=fact.asked,
        not_for=fact.not_for,
    )


def reminded(fact: Reminded, stream: S) -> S:
    return _rung_spoken(fact, stream, late=False)


def escalated(fact: Escalated, stream: S) -> S:
    return _rung_spoken(fact, stream, late=True).once_late()


def silence_noted(fact: SilenceNoted, stream: S) -> S:
    return _rung_spoken(fact, stream, late=True)


CHAPTER = Chapter(
    changes=(
        change(Reminded, reminded),
        change(Escalated, escalated),
        change(SilenceNoted, silence_noted),
    ),
)
