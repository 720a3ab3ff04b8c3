"""What is recorded of the meetings of a body."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import PROPOSER, Absence, Fact, Minutes
from domain.facts.recommendation import Dissent
from domain.vocabulary import Ballot, BodyKind, Office, VoteOutcome

# By which office of the procedure the members of a body sit on it.
SEATS = {
    BodyKind.LEADERSHIP: Office.LEADERSHIP,
    BodyKind.PANEL: Office.PANEL_MEMBER,
    BodyKind.EMULATION_COUNCIL: Office.EMULATION_COUNCIL,
    BodyKind.COUNCIL: Office.COUNCIL_MEMBER,
}


class _OfABody(Fact):
    """`meeting`: its number in the stream. Told to the members of the body."""

    body: BodyKind
    meeting: str

    @property
    def told(self) -> tuple[Office, ...]:
        return (SEATS[self.body],)

    @property
    def cites(self) -> tuple[str, ...]:
        """A council advises by a convention of ours, where the leadership votes by law."""
        return ("house: council",) if self.body is BodyKind.COUNCIL else ()


class MeetingSummoned(_OfABody):
    """`summoned`: everybody entitled to vote that day, and nobody else votes in it. `proposal`: the reward it is about, of a reward file."""

    kind = "meeting_summoned"

    chair: str
    secretary: str = ""
    summoned: tuple[str, ...]
    meets_on: date
    agenda: tuple[str, ...]
    proposal: str = ""
    secret: bool = False
    names: Mapping[str, str] = {}


class MeetingPostponed(_OfABody):
    """`was`: the day it was summoned for. `second`: too few came. `summoned`: anew, for `meets_on`."""

    kind = "meeting_postponed"

    chair: str
    summoned: tuple[str, ...]
    was_on: date
    meets_on: date
    reasons: str
    absent: tuple[Absence, ...] = ()
    second: bool = False
    names: Mapping[str, str] = {}


class MeetingOpened(_OfABody):
    """`entitled`: of how many the quorum was counted."""

    kind = "meeting_opened"

    present: tuple[str, ...]
    absent: tuple[Absence, ...] = ()
    entitled: int


class MemberVoted(_OfABody):
    """`ballot`: as it was cast; None where it is told before the meeting is closed."""

    kind = "member_voted"
    tells = ()

    ballot: Ballot | None = None
    opinion: str = ""

    @property
    def told(self) -> tuple[Office, ...]:
        return self.tells


class MemberVotedInSecret(_OfABody):
    """How is nowhere: there is no field for it."""

    kind = "member_voted_in_secret"
    tells = ()

    @property
    def told(self) -> tuple[Office, ...]:
        return self.tells


class MeetingClosed(_OfABody):
    """`entitled`: those summoned who may still vote. `secret`: whose the ballots were is then told nowhere."""

    kind = "meeting_closed"

    minuted: Minutes
    entitled: int
    votes_for: int
    against: int
    abstained: int
    secret: bool = False
    outcome: VoteOutcome
    conclusion: str
    dissents: tuple[Dissent, ...] = ()

    @property
    def told(self) -> tuple[Office, ...]:
        return (PROPOSER, SEATS[self.body]) if self.body is BodyKind.LEADERSHIP else (SEATS[self.body],)
