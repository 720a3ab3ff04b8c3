"""By which rule each body of the procedure votes: what the set of the case says of it, put in the terms of the tally."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.bodies.tally import Quorum, VoteRule
from domain.facts.meetings import SEATS
from domain.law.discipline_law import DisciplineLaw, DisciplineRule
from domain.law.meeting_law import MeetingRule
from domain.law.policy import Law
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.meeting import MeetingStream
from domain.streams.stream import Stream
from domain.vocabulary import BodyKind, Office, StreamKind


def council_sits(initiative: Initiative) -> Reason | None:
    if not initiative.deliberation.council:
        return Reason.NO_COUNCIL
    return None if initiative.deliberation.council_favourable is None else Reason.COUNCIL_HAS_CONCLUDED


def of_the_leadership(law: Law) -> VoteRule:
    """ND73 Art. 8.1: counted over those entitled; a tie follows the head, who chairs."""
    voting = law.voting
    quorum = Quorum(more_than_percent=voting.quorum_more_than_percent.value)
    return VoteRule(quorum, voting.more_than_percent.value, tie_follows_chair=voting.tie_follows_head.value)


def of_the_panel(law: Law) -> VoteRule:
    """What carries is said where the set has rules for its meetings. Until then it only recommends what its minutes say."""
    return _as_said(law.meetings.get(BodyKind.PANEL), Quorum(at_least=law.review.panel_at_least.value))


def of_the_emulation_council(law: Law) -> VoteRule:
    """It advises: one that does not meet gives its view as it always did."""
    return _of_its_meetings(BodyKind.EMULATION_COUNCIL, law)


def of_the_council(law: Law) -> VoteRule:
    """It advises the leadership: one that does not meet is concluded for as it always was."""
    return _of_its_meetings(BodyKind.COUNCIL, law)


def _of_its_meetings(kind: BodyKind, law: Law) -> VoteRule:
    """All of it stands in the rules for its meetings."""
    met = law.meetings.get(kind)
    share = met.quorum_more_than_percent if met else None
    return _as_said(met, Quorum(more_than_percent=share.value if share else None))


def _as_said(met: MeetingRule | None, quorum: Quorum) -> VoteRule:
    if met is None or met.more_than_percent is None:
        return VoteRule(quorum)
    return VoteRule(quorum, met.more_than_percent.value, tie_follows_chair=bool(met.tie_follows_chair and met.tie_follows_chair.value))


def of_the_disciplinary_council(rule: DisciplineRule | DisciplineLaw) -> VoteRule:
    """Two secret votes, of which the first says whether there is to be discipline. Of a council nobody has read of, no quorum is asked."""
    return VoteRule(Quorum(at_least=rule.quorum.value if rule.quorum else None), of_those_who_chose=True)


@dataclass(frozen=True)
class Body:
    """`seats`: by which office of the procedure its members sit on it."""

    kind: BodyKind
    rule: Callable[[Law], VoteRule]

    @property
    def seats(self) -> Office:
        return SEATS[self.kind]


# The body that decides, or concludes, in a stream of each kind, and meets there.
BODIES: Mapping[StreamKind, Body] = {
    StreamKind.INITIATIVE: Body(BodyKind.LEADERSHIP, of_the_leadership),
    StreamKind.REVIEW: Body(BodyKind.PANEL, of_the_panel),
    StreamKind.REWARD_FILE: Body(BodyKind.EMULATION_COUNCIL, of_the_emulation_council),
}


# And the one that an initiative has beside it, where one was convened.
COUNCIL = Body(BodyKind.COUNCIL, of_the_council)


def body_of(stream: Stream) -> Body:
    """The body whose meeting runs, or that would meet."""
    runs = stream.meeting if isinstance(stream, MeetingStream) else None
    return COUNCIL if runs and runs.body is BodyKind.COUNCIL else BODIES[stream.kind]
