"""Statutory clocks: what is due when, derived each time from the budget, the working calendar and the moment the clock started.

A clock reminds and escalates. It never decides, and it never stores "overdue".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Self

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
    ClockKind.CONSULTATION: (Office.CONSULTED_DEPARTMENT,),
    ClockKind.APPRAISAL: (Office.HOME_AFFAIRS,),
    ClockKind.CITY_DECISION: (Office.CITY_CHAIR,),
    ClockKind.OBSTRUCTION: (Office.INSPECTORATE, Office.HOME_AFFAIRS),
    ClockKind.TRIAGE: (Office.AGENCY_HEAD,),
    ClockKind.RECOMMENDATION: (Office.PANEL_CHAIR,),
    ClockKind.REVIEW_DECISION: (Office.AGENCY_HEAD,),
    ClockKind.UPWARD_ANSWER: (Office.AGENCY_HEAD,),
    ClockKind.APPEAL: (Office.SUPERIOR_HEAD,),
    ClockKind.CONSIDERATION: (Office.EMULATION_COUNCIL,),
    ClockKind.GRANT: (Office.AGENCY_HEAD, Office.APPOINTING_AUTHORITY),
}


class Pause(Durable):
    """A time that does not count: from a moment to a moment, or still going on."""

    since: datetime
    until: datetime | None = None


class Clock(Durable):
    """One thing due. `day` is set where the law counts from a day somebody recorded, `until` where a human named the last day himself."""

    kind: ClockKind
    item: str = ""
    opened_by: int
    since: datetime
    day: date | None = None
    until: date | None = None
    rungs: int = 0
    pauses: tuple[Pause, ...] = ()

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].until is None

    def pausing(self, at: datetime) -> Self:
        return self if self.paused else self.model_copy(update={"pauses": (*self.pauses, Pause(since=at))})

    def resuming(self, at: datetime) -> Self:
        if not self.paused:
            return self
        return self.model_copy(update={"pauses": (*self.pauses[:-1], Pause(since=self.pauses[-1].since, until=at))})

    @property
    def has_said_all(self) -> bool:
        """Whether its last rung has spoken."""
        return self.rungs > Rung.ESCALATE

    def due_day(self, law: Law) -> date:
        """The budget in working days, or the day a human named; and as many working days more as it stood still."""
        calendar = law.calendar
        first = self.until or calendar.add(self.day or calendar.local_day(self.since), law.policy.terms[self.kind].value)
        stood = sum(calendar.between(calendar.local_day(p.since), calendar.local_day(p.until)) for p in self.pauses if p.until)
        return calendar.add(first, stood) if stood else first

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
    """The rung this clock stands before, or None once it has said all it can say. None speaks before the clock was started, or while it stands still."""
    if clock.has_said_all or clock.paused:
        return None
    begun = max((clock.since, *(pause.until for pause in clock.pauses if pause.until)))
    if clock.rungs == Rung.ESCALATE:
        return Due(max(clock.due(law), begun), clock, Rung.ESCALATE)
    before = law.policy.ladder.remind_working_days_before.value
    return Due(max(law.calendar.begins(law.calendar.add(clock.due_day(law), -before)), begun), clock, Rung.REMIND)


def next_due(clocks: Iterable[Clock], law: Law) -> Due | None:
    """The earliest rung of all; ties go in the order the clocks were started."""
    return min((r for c in clocks if (r := next_rung(c, law))), key=lambda r: (r.at, r.clock.opened_by), default=None)
