"""Statutory clocks: what is due when, derived each time from the budget, the working calendar and the moment the clock started.

A clock reminds and escalates. It never decides, and it never stores "overdue".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field

from domain.facts import Desk
from domain.law.ladder import Rung
from domain.law.parameter import Period
from domain.law.policy import Law
from domain.vocabulary import ClockKind, Counting, Office

# Whose silence it is. The office is relative to the case; a reward names of these its own (`RewardFile.waited_for`).
WAITING_FOR: dict[ClockKind, tuple[Office, ...]] = {
    ClockKind.DECISION: (Office.AGENCY_HEAD,),
    ClockKind.ITEM_EVALUATION: (Office.AGENCY_HEAD,),
    ClockKind.CAUSE: (Office.AGENCY_HEAD,),
    ClockKind.RESULT_REPORT: (Office.PROPOSER, Office.IMPLEMENTER),
    ClockKind.RESULT_EVALUATION: (Office.AGENCY_HEAD,),
    ClockKind.RESULT_NOTICE: (Office.AGENCY_HEAD,),
    ClockKind.CONSULTATION: (Office.CONSULTED_DEPARTMENT,),
    ClockKind.APPRAISAL: (Office.HOME_AFFAIRS,),
    ClockKind.CITY_DECISION: (Office.CITY_CHAIR,),
    ClockKind.OBSTRUCTION: (Office.INSPECTORATE, Office.HOME_AFFAIRS),
    ClockKind.TRIAGE: (Office.AGENCY_HEAD,),
    ClockKind.RECOMMENDATION: (Office.PANEL_CHAIR,),
    ClockKind.REVIEW_DECISION: (Office.AGENCY_HEAD,),
    ClockKind.UPWARD_ANSWER: (Office.COMPETENT_AUTHORITY,),
    ClockKind.APPEAL: (Office.SUPERIOR_HEAD,),
    ClockKind.CONSIDERATION: (Office.EMULATION_COUNCIL, Office.PARTY_SECRETARY, Office.HOME_AFFAIRS),
    ClockKind.GRANT: (Office.AGENCY_HEAD, Office.APPOINTING_AUTHORITY, Office.CITY_CHAIR),
    ClockKind.DISCIPLINE: (Office.AGENCY_HEAD,),
    ClockKind.DISCIPLINE_EXTENDED: (Office.AGENCY_HEAD,),
    ClockKind.MEETING_REPORT: (Office.AGENCY_HEAD,),
    ClockKind.DISCIPLINE_COUNCIL: (Office.AGENCY_HEAD,),
    ClockKind.COUNCIL_RECOMMENDATION: (Office.AGENCY_HEAD,),
    ClockKind.DISCIPLINE_DECISION: (Office.AGENCY_HEAD,),
    ClockKind.COMPLAINT: (Office.COMPLAINT_AUTHORITY,),
    ClockKind.ANNOUNCEMENT: (Office.COMPLAINT_AUTHORITY,),
    ClockKind.REGISTRATION: (Office.AGENCY_HEAD,),
    ClockKind.MEETING: (Office.MEETING_SECRETARY,),
}

# Whose it is instead, where nobody is behind any of those.
OR_ELSE: dict[ClockKind, tuple[Office, ...]] = {ClockKind.APPEAL: (Office.CITY_DEPUTY,)}

# What a last day rests on that a human named.
BY_A_NAMED_DAY = {
    ClockKind.ITEM_EVALUATION: "house: plan",
    ClockKind.REGISTRATION: "HCMC2022: road map",
    ClockKind.MEETING: "house: meetings",
}

# And where its days were read for another kind of case: that they count here too is ours.
BORROWED = {ClockKind.RESULT_EVALUATION: "house: council"}


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time that does not count: from a moment to a moment, or still going on."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A day that passed in silence, as the clock noted it: what was due, and at whose desks it lay. It stays, whatever comes later."""

    clock: ClockKind
    item: str = ""
    opened_by: int
    since: datetime
    due: datetime
    noted_at: datetime
    asked: tuple[Desk, ...] = ()
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One thing due. `day` is set where the law counts from a day somebody recorded, `until` where a human named the last day.

    `under`: the law of the person it is about, where that gives the days (domain/law/policy.py). `rungs_spoken`: how many rungs of its ladder have
    spoken. `late`: whether one of them has said that the day passed in silence. `borrowed`: whether its days were read for another kind of case.
    """

    kind: ClockKind
    item: str = ""
    opened_by: int
    since: datetime
    day: date | None = None
    until: date | None = None
    under: str = ""
    rungs_spoken: Annotated[int, Field(alias="rungs")] = 0  # its name in JSON is older than this one
    late: bool = False
    borrowed: bool = False
    pauses: tuple[Pause, ...] = ()

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].until is None

    def pausing(self, at: datetime) -> Self:
        return self if self.paused else replace(self, pauses=(*self.pauses, Pause(since=at)))

    def resuming(self, at: datetime) -> Self:
        if not self.paused:
            return self
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], until=at)))

    def due_day(self, law: Law) -> date:
        """The budget, or the day a human named; and as many days more as it stood still. Working days, unless the law counts every day."""
        calendar = law.calendar
        spans = [(calendar.local_day(each.since), calendar.local_day(each.until)) for each in self.pauses if each.until]
        if self.until:
            return calendar.add(self.until, sum(calendar.between(*span) for span in spans))
        term = self._term(law)
        return term.last_day(self.day or calendar.local_day(self.since), calendar, sum(term.between(*span, calendar) for span in spans))

    def _term(self, law: Law) -> Period:
        """Raises LookupError where a human named the last day, or no text gives days."""
        term = law.term(self.kind, self.under)
        if term is None:
            raise LookupError(f"{law.id} gives no days for {self.kind}")
        return term

    def counted_in(self, law: Law) -> Counting:
        term = law.term(self.kind, self.under)
        return term.counted_in if term else Counting.WORKING_DAYS

    def due(self, law: Law) -> datetime:
        """The moment the last day ends; in time is what was received before it."""
        return law.calendar.ends(self.due_day(law))

    def basis(self, law: Law) -> str:
        if self.until:
            return BY_A_NAMED_DAY[self.kind]
        return BORROWED[self.kind] if self.borrowed else self._term(law).basis

    def provisional(self, law: Law) -> bool:
        """Whether nobody has decided the number of days, or published the calendar that far."""
        budget, due = not self.until and (self.borrowed or self._term(law).provisional), self.due_day(law)
        return budget or not law.calendar.is_certain(due if self.until else self.day or law.calendar.local_day(self.since), due)


@dataclass(frozen=True)
class Due:
    """A rung and its moment, which becomes the legal time of the fact it leaves behind."""

    at: datetime
    clock: Clock
    rung: Rung


def next_rung(clock: Clock, law: Law) -> Due | None:
    """The rung this clock stands before, or None once it has said all it can say. None speaks before the clock was started, or while it stands still."""
    ladder = law.ladder.by_clock[clock.kind]
    if clock.paused or clock.rungs_spoken >= len(ladder):
        return None
    rung, begun = ladder[clock.rungs_spoken], max((clock.since, *(pause.until for pause in clock.pauses if pause.until)))
    day = law.calendar.add(clock.due_day(law), rung.working_days)
    return Due(max(law.calendar.begins(day) if rung.says == "remind" else law.calendar.ends(day), begun), clock, rung)


def next_due(clocks: Iterable[Clock], law: Law) -> Due | None:
    """The earliest rung of all; ties go in the order the clocks were started."""
    return min((r for c in clocks if (r := next_rung(c, law))), key=lambda r: (r.at, r.clock.opened_by), default=None)
