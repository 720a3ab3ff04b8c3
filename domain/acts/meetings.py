"""What may be asked about the meetings of a body: the leadership of an agency, the panel of a review, or the emulation council."""

from typing import Annotated

from pydantic import Field

from domain import facts
from domain.acts.act import AbsenceSeen, Act, Decision, MinutesSeen
from domain.acts.recommendation import DissentOf
from domain.values import Code, Day, OptionalText, Sha256, Text, unsaid
from domain.vocabulary import Ballot

Counted = Annotated[int, Field(ge=0, le=100)]


class SummonMeeting(Decision):
    """To a day and an agenda. Who is entitled to vote on the day of the summons is summoned; nobody is added to a meeting afterwards."""

    becomes = facts.MeetingSummoned
    example = {"meets_on": "2026-11-25", "agenda": ["Biểu quyết về đề xuất."]}

    meets_on: Day
    agenda: tuple[Text, ...] = Field(min_length=1, max_length=20)
    proposal: Code | None = Field(default=None, description="In a reward file: of which reward it gives its view")
    secret: bool = False
    secretary: Code | None = Field(default=None, description="Who writes the minutes")
    council: bool = Field(default=False, exclude_if=unsaid, description="Of an initiative: its council meets, and not the leadership")

    def mentions(self) -> tuple[str, ...]:
        return (self.secretary,) if self.secretary else ()


class PostponeMeeting(Decision):
    """To another day, for which everybody entitled is summoned anew. What was voted before does not count.

    `absent`: who did not come to the meeting that could not be held; where too few came, the next one is the second.
    """

    becomes = facts.MeetingPostponed
    example = {"meets_on": "2026-11-27", "reasons": "Không đủ số thành viên dự họp."}

    meets_on: Day
    reasons: Text
    absent: tuple[AbsenceSeen, ...] = Field(default=(), max_length=50)


class OpenMeeting(Decision):
    """On its day, with those who came. From here its members vote."""

    becomes = facts.MeetingOpened

    absent: tuple[AbsenceSeen, ...] = Field(default=(), max_length=50)


class CastBallot(Act):
    """Each member's own, once, by name."""

    becomes = facts.MemberVoted
    example = {"ballot": "for"}

    ballot: Ballot
    opinion: OptionalText = ""


class CastSecretBallot(Act):
    """Each member's own, once. It says that the member has voted, and has no place to say how: the ballot itself is of paper, and lies in the box."""

    becomes = facts.MemberVotedInSecret

    enclosed: tuple[Sha256, ...] = Field(default=(), max_length=0, exclude_if=unsaid)  # a file could say how


class CloseMeeting(Decision):
    """With its minutes, whose count must be that of the ballots; of a secret vote, as many as have voted."""

    becomes = facts.MeetingClosed
    example = {
        "minuted": {"minutes_number": "05/BB", "minutes_on": "2026-11-25"},
        "votes_for": 2,
        "against": 1,
        "abstained": 0,
        "conclusion": "Thông qua đề xuất.",
    }

    minuted: MinutesSeen
    votes_for: Counted
    against: Counted
    abstained: Counted
    conclusion: Text
    dissents: tuple[DissentOf, ...] = Field(default=(), max_length=50)
