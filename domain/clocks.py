"""Statutory clocks: what is due when, derived each time from the budget, the working calendar and the moment the clock started.

A clock reminds and escalates. It never decides, and it never stores "overdue".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from domain.policy import Law
from domain.values import Durable
from domain.vocabulary import ClockKind, Office

# Whose silence it is. The office is relative to the case.
WAITING_FOR: dict[ClockKind, tuple[Office, ...]] = {
    ClockKind.DECISION: (Office.AGENCY_HEAD,),
    ClockKind.ITEM_EVALUATION: (Office.AGENCY_HEAD,),
    ClockKind.CAUSE: (Office.AGENCY_HEAD,),
    ClockKind.RESULT_REPORT: (Office.PROPOSER, Office.IMPLEMENTER),
    ClockKind.RESULT_EVALUATION: (Office.AGENCY_HEAD,),
}


class Clock(Durable):
    """One thing due. `day` is set where the law counts from a day somebody recorded, `until` where a human named the last day himself."""

    kind: ClockKind
    item: str = ""
    opened_by: int
    since: datetime
    day: date | None = None
    until: date | None = None
    rungs: int = 0

    def due_day(self, law: Law) -> date:
        return self.until or law.calendar.add(self.day or law.calendar.local_day(self.since), law.policy.terms[self.kind].value)

    def due(self, law: Law) -> datetime:
        """The moment the last day ends; in time is what was received before it."""
        return law.calendar.ends(self.due_day(law))

    def basis(self, law: Law) -> str:
        return "house: plan" if self.until else law.policy.terms[self.kind].basis

    def provisional(self, law: Law) -> bool:
        """Whether nobody has decided the number of days, or published the calendar that far."""
        budget = not self.until and law.policy.terms[self.kind].provisional
        return budget or not law.calendar.covers(self.due_day(law))


class Rung(IntEnum):
    """The ladder of one clock: each rung once."""

    REMIND = 0
    ESCALATE = 1


@dataclass(frozen=True)
class Due:
    """A rung and its moment, which becomes the legal time of the fact it leaves behind."""

    at: datetime
    clock: Clock
    rung: Rung


def next_rung(clock: Clock, law: Law) -> Due | None:
    """The rung this clock stands before, or None once it has said all it can say. None speaks before the clock was started."""
    if clock.rungs > Rung.ESCALATE:
        return None
    if clock.rungs == Rung.ESCALATE:
        return Due(max(clock.due(law), clock.since), clock, Rung.ESCALATE)
    before = law.policy.ladder.remind_working_days_before.value
    return Due(max(law.calendar.begins(law.calendar.add(clock.due_day(law), -before)), clock.since), clock, Rung.REMIND)


def next_due(clocks: Iterable[Clock], law: Law) -> Due | None:
    """The earliest rung of all; ties go in the order the clocks were started."""
    return min((r for c in clocks if (r := next_rung(c, law))), key=lambda r: (r.at, r.clock.opened_by), default=None)
