"""When what a review is to look into happened: by that day it is told what was foreseen. What was written down afterwards was not."""

from datetime import date

from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative


def event_day(named: date | None, matter: Matter[Initiative], *, first: date | None = None, opens_review: bool = True) -> date | None:
    """That day as whoever opens the review names it. Raises Refused: it has not come, lies before `first`, or is not named though the set asks for it."""
    asks = matter.law.review.asks_day
    if named is not None:
        matter.refuse_unless_between(first, named, "happened_on")
    elif opens_review and asks and asks.value:
        raise Refused(Reason.DAY_OF_EVENT_NEEDED, asks.basis)
    return named


def begun_on(matter: Matter[Initiative]) -> date:
    """The day the work could begin on: that of its approval."""
    approved_on = matter.stream.approved_on
    return matter.law.calendar.local_day(approved_on) if approved_on else matter.today
