"""A meeting of a body, as the ledger tells it: who is summoned to what, who came, who has voted, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from domain.facts import Absence, Minutes
from domain.streams.clocks import Clock
from domain.streams.stream import Stream
from domain.values import unique
from domain.vocabulary import Ballot, BodyKind, ClockKind, Office, VoteOutcome

# The office to which the close of its meeting is open (domain/procedure/).
CLOSED_BY = {
    BodyKind.LEADERSHIP: Office.AGENCY_HEAD,
    BodyKind.PANEL: Office.PANEL_CHAIR,
    BodyKind.EMULATION_COUNCIL: Office.EMULATION_COUNCIL,
    BodyKind.COUNCIL: Office.AGENCY_HEAD,
}


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """`summoned`: those entitled on the day of the summons; nobody else votes in it. `second`: too few came to the one whose place it takes.
    `absent`: when it was opened. `ballots`: of each who has voted, how; in a secret vote None. `outcome`: once it is closed.
    `called_off`: the case left the stage it was held in.
    """

    number: str
    body: BodyKind
    chair: str
    secretary: str = ""
    summoned: tuple[str, ...]
    meets_on: date
    agenda: tuple[str, ...] = ()
    proposal: str = ""
    secret: bool = False
    second: bool = False
    is_open: bool = False
    present: tuple[str, ...] = ()
    absent: tuple[Absence, ...] = ()
    ballots: Mapping[str, Ballot | None] = field(default_factory=dict)
    entitled: int = 0
    votes_for: int = 0
    against: int = 0
    abstained: int = 0
    outcome: VoteOutcome | None = None
    minuted: Minutes | None = None
    called_off: bool = False

    @property
    def runs(self) -> bool:
        return self.outcome is None and not self.called_off

    @property
    def carried(self) -> bool:
        return self.outcome in (VoteOutcome.CARRIED, VoteOutcome.CARRIED_BY_CHAIR)

    @property
    def as_told(self) -> Self:
        """As it is told to readers: until it is closed nobody is told how anybody has voted."""
        return self if self.outcome else replace(self, ballots=dict.fromkeys(self.ballots))


@dataclass(frozen=True, kw_only=True)
class MeetingStream(Stream):
    """A stream in which a body meets, one meeting after the other: those there have been, the oldest first, and perhaps one that runs."""

    meetings: tuple[Meeting, ...] = ()

    @property
    def meeting(self) -> Meeting | None:
        """The one that runs."""
        return self.meetings[-1] if self.meetings and self.meetings[-1].runs else None

    @property
    def last_closed(self) -> Meeting | None:
        """The last one that came to a vote."""
        return next((each for each in reversed(self.meetings) if each.outcome), None)

    @property
    def next_meeting(self) -> str:
        """The number its next meeting will bear."""
        return f"H{len(self.meetings) + 1}"

    def met_about(self, proposal: str) -> Meeting | None:
        """The last meeting about that reward that came to a vote."""
        return next((each for each in reversed(self.meetings) if each.outcome and each.proposal == proposal), None)

    def summoning(self, meeting: Meeting) -> Self:
        return replace(self, meetings=(*self.meetings, meeting))

    def with_meeting(self, **changes: object) -> Self:
        """With what changes in the one that runs."""
        return replace(self, meetings=(*self.meetings[:-1], replace(self.meetings[-1], **changes)))  # type: ignore[arg-type]

    def with_ballot(self, member: str, ballot: Ballot | None) -> Self:
        """Whoever votes is there, also if they came late. `ballot`: None of a secret vote."""
        meeting = self.meetings[-1]
        return self.with_meeting(ballots={**meeting.ballots, member: ballot}, present=unique(*meeting.present, member))

    def calling_off(self) -> Self:
        """Without a meeting that runs: the case has left the stage it was held in."""
        return self.with_meeting(called_off=True).stopping(ClockKind.MEETING) if self.meeting else self

    def awaiting_its_day(self, since: datetime) -> Self:
        """With the clock of the meeting that runs: it reminds of its day, and asks for the minutes once that is over."""
        return self.starting(ClockKind.MEETING, since, until=self.meetings[-1].meets_on)

    def persons_as(self, office: Office) -> tuple[str, ...]:
        secretary = self.meeting.secretary if self.meeting and office is Office.MEETING_SECRETARY else ""
        return (secretary,) if secretary else super().persons_as(office)

    def waited_for(self, clock: Clock) -> tuple[Office, ...]:
        """Of a meeting, whoever may close it and whoever writes its minutes."""
        if clock.kind is ClockKind.MEETING and self.meeting:
            return (CLOSED_BY[self.meeting.body], *super().waited_for(clock))
        return super().waited_for(clock)

    def as_told(self) -> Self:
        return replace(self, meetings=tuple(each.as_told for each in self.meetings))
