"""A new working calendar in the middle of things: every open clock counted anew, and what was due when is told, old and new."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from domain.chapter import Chapter, change
from domain.facts import CalendarReplaced, DayMoved
from domain.law.policy import Law
from domain.law.working_days import Calendar
from domain.streams.stream import Stream

S = TypeVar("S", bound=Stream)


def is_outdated(stream: Stream, law: Law) -> bool:
    """Whether its days are still told by a calendar that another has taken the place of."""
    return stream.stage is not None and law.calendar_since is not None and stream.calendar != law.calendar.id


def counted_anew(stream: Stream, was: Calendar, law: Law) -> Iterator[CalendarReplaced]:
    """What is true once the new calendar is: one entry for everybody, and one more for each matter that is hidden from somebody.

    Their moment is the publication here: what was due before it was due by the calendar of that time.
    """
    if law.calendar_since is None:
        return
    before = Law(law.published, was, law.completing)
    replaced = CalendarReplaced(at=law.calendar_since, was=was.id, calendar=law.calendar.id)
    of = {not_for: tuple(clocks) for not_for, clocks in groupby(sorted(stream.clocks, key=stream.hidden_from), key=stream.hidden_from)}
    for not_for in sorted({(), *of}):
        moved = tuple(
            DayMoved(clock=clock.kind, item=clock.item, was=days[0], now=days[1], waiting_for=stream.waited_for(clock))
            for clock in of.get(not_for, ())
            if (days := (clock.due_day(before), clock.due_day(law)))[0] != days[1]
        )
        if moved or not not_for:
            yield replaced.model_copy(update={"moved": moved, "not_for": not_for})


def calendar_replaced(fact: CalendarReplaced, stream: S) -> S:
    return replace(stream, calendar=fact.calendar)


CHAPTER = Chapter(
    changes=(change(CalendarReplaced, calendar_replaced),),
)
