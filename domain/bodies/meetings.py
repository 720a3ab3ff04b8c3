"""The meeting of a body: summoned, opened with those who came, voted in, closed with its minutes. Once one is summoned, the body decides in it.

Whether it is held at all is the chair's to say, where the set of the case has rules for it. The tally is that of every vote (domain/bodies/tally.py).
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from domain.acts import AbsenceSeen, CastBallot, CastSecretBallot, CloseMeeting, OpenMeeting, PostponeMeeting, SummonMeeting
from domain.bodies.minutes import as_minuted
from domain.bodies.rules import COUNCIL, Body, body_of, council_sits
from domain.bodies.tally import Quorum, VoteRule, Votes, counted_of, tallied
from domain.chapter import Chapter, change, conclusion
from domain.facts import Absence, Dissent, MeetingClosed, MeetingOpened, MeetingPostponed, MeetingSummoned, MemberVoted, MemberVotedInSecret
from domain.law.meeting_law import MeetingRule
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.meeting import Meeting, MeetingStream
from domain.streams.reward_file import RewardFile
from domain.vocabulary import BodyKind, ClockKind, VoteOutcome

S = TypeVar("S", bound=MeetingStream)


def no_meeting_runs(stream: MeetingStream) -> Reason | None:
    return Reason.MEETING_RUNS if stream.meeting else None


def no_meeting_is_open(stream: MeetingStream) -> Reason | None:
    """Nobody is added to a body while it sits."""
    return Reason.MEETING_RUNS if stream.meeting and stream.meeting.is_open else None


def a_meeting_runs(stream: MeetingStream) -> Reason | None:
    return None if stream.meeting else Reason.NO_MEETING


def meeting_is_summoned(stream: MeetingStream) -> Reason | None:
    if stream.meeting is None:
        return Reason.NO_MEETING
    return Reason.MEETING_IS_OPEN if stream.meeting.is_open else None


def meeting_is_open(stream: MeetingStream) -> Reason | None:
    if stream.meeting is None:
        return Reason.NO_MEETING
    return None if stream.meeting.is_open else Reason.MEETING_NOT_OPEN


def it_votes_by_name(stream: MeetingStream) -> Reason | None:
    return meeting_is_open(stream) or (Reason.HOW_IS_NOT_SAID if stream.meeting and stream.meeting.secret else None)


def it_votes_in_secret(stream: MeetingStream) -> Reason | None:
    return meeting_is_open(stream) or (None if stream.meeting and stream.meeting.secret else Reason.VOTE_BY_NAME)


def last_meeting_carried(stream: MeetingStream) -> Reason | None:
    """A body that has met concludes what it has carried there. One that never met concludes as it always did."""
    if stream.meeting:
        return Reason.MEETING_RUNS
    return Reason.MEETING_NOT_CARRIED if stream.last_closed and not stream.last_closed.carried else None


def nothing_left_to_cast(stream: MeetingStream, person: str) -> bool:
    """They have voted, or were not summoned."""
    return stream.meeting is not None and (person in stream.meeting.ballots or person not in stream.meeting.summoned)


def everybody_has_voted(stream: MeetingStream) -> bool:
    return stream.meeting is not None and {*stream.meeting.present} <= {*stream.meeting.ballots}


def somebody_has_not_voted(stream: MeetingStream) -> bool:
    return not everybody_has_voted(stream)


def _running(matter: Matter[MeetingStream]) -> Meeting:
    """The guards of the row let nobody through without one."""
    assert matter.stream.meeting
    return matter.stream.meeting


def _rule(matter: Matter[MeetingStream], body: Body | None = None) -> MeetingRule:
    rule = matter.law.meetings.get((body or body_of(matter.stream)).kind)
    if rule is None:
        raise Refused(Reason.MEETINGS_NOT_PROVIDED, matter.basis)
    return rule


def _entitled_now(matter: Matter[MeetingStream], proposal: str, body: Body | None = None) -> tuple[str, ...]:
    """The members of the body on this day, without the parties, whoever has stepped aside, and whoever would have that reward."""
    members, file = matter.standpoint.holders((body or body_of(matter.stream)).seats), matter.stream
    proposed = file.proposals.get(proposal) if isinstance(file, RewardFile) else None
    return tuple(person for person in members if proposed is None or person != proposed.person)


def _about(act: SummonMeeting, matter: Matter[MeetingStream]) -> str:
    """The reward the meeting is about: of a reward file one that waits for the view of this body, and elsewhere none. Raises Refused."""
    file, proposal = matter.stream, act.proposal or ""
    if not isinstance(file, RewardFile) and not proposal:
        return ""
    proposed = file.proposals.get(proposal) if isinstance(file, RewardFile) else None
    if proposed is None or not isinstance(file, RewardFile):
        raise Refused(Reason.NO_SUCH_PROPOSAL, matter.basis, proposal=proposal)
    if proposal not in file.for_the_council:
        raise Refused(Reason.NOT_AT_THIS_STEP, matter.basis, proposal=proposal, status=proposed.status)
    return proposal


def _still_entitled(matter: Matter[MeetingStream]) -> tuple[str, ...]:
    """Of those summoned, whoever may still vote: counted anew each time."""
    members = _entitled_now(matter, _running(matter).proposal)
    return tuple(person for person in _running(matter).summoned if person in members)


def _refuse_unless_in_time(meets_on: date, rule: MeetingRule, matter: Matter[MeetingStream]) -> None:
    first = rule.notice.last_day(matter.today, matter.law.calendar)
    matter.refuse_unless_ahead(meets_on, "meets_on")
    if meets_on < first:
        raise Refused(Reason.MEETING_TOO_SOON, rule.notice.basis, day=first.isoformat(), needs=rule.notice.value)


def _who_meets(act: SummonMeeting, matter: Matter[MeetingStream]) -> Body:
    """The body that decides here; or the council, while one sits that has not concluded. Raises Refused."""
    if not act.council:
        return body_of(matter.stream)
    if not isinstance(matter.stream, Initiative):
        raise Refused(Reason.NO_COUNCIL, matter.basis)
    if why := council_sits(matter.stream):
        raise Refused(why, matter.basis)
    return COUNCIL


def summon_meeting(act: SummonMeeting, matter: Matter[MeetingStream]) -> MeetingSummoned:
    body = _who_meets(act, matter)
    rule, proposal = _rule(matter, body), _about(act, matter)
    summoned = _entitled_now(matter, proposal, body)
    _refuse_unless_in_time(act.meets_on, rule, matter)
    if act.secret and not rule.may_be_secret:
        raise Refused(Reason.VOTE_MUST_BE_NAMED, rule.secret.basis if rule.secret else matter.basis)
    if act.secretary and act.secretary in matter.standpoint.parties:
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis, person=act.secretary)
    return MeetingSummoned(
        **matter.signature_fields,
        body=body.kind,
        meeting=matter.stream.next_meeting,
        chair=matter.by.person,
        secretary=act.secretary or "",
        summoned=summoned,
        meets_on=act.meets_on,
        agenda=act.agenda,
        proposal=proposal,
        secret=act.secret,
        names=matter.names_of(*summoned, *((act.secretary,) if act.secretary else ())),
    )


def meeting_summoned(fact: MeetingSummoned, stream: S) -> S:
    """What members voted before it was summoned counts no more: the body decides in its meeting."""
    meeting = Meeting(
        number=fact.meeting,
        body=fact.body,
        chair=fact.chair,
        secretary=fact.secretary,
        summoned=fact.summoned,
        meets_on=fact.meets_on,
        agenda=fact.agenda,
        proposal=fact.proposal,
        secret=fact.secret,
    )
    later = stream.summoning(meeting).awaiting_its_day(fact.at)
    if not isinstance(later, Initiative) or fact.body is BodyKind.COUNCIL:
        return later
    return replace(later, deliberation=replace(later.deliberation, ballots={}))


def postpone_meeting(act: PostponeMeeting, matter: Matter[MeetingStream]) -> MeetingPostponed:
    meeting, rule, summoned = _running(matter), _rule(matter), _entitled_now(matter, _running(matter).proposal)
    _refuse_unless_in_time(act.meets_on, rule, matter)
    if act.absent and matter.today < meeting.meets_on:
        raise Refused(Reason.MEETING_ANOTHER_DAY, matter.basis, day=meeting.meets_on.isoformat())
    there = _there(act.absent, matter)
    few = bool(act.absent) and not _enough(len(there), matter)
    return MeetingPostponed(
        **matter.signature_fields,
        body=meeting.body,
        meeting=meeting.number,
        chair=matter.by.person,
        summoned=summoned,
        was_on=meeting.meets_on,
        meets_on=act.meets_on,
        reasons=act.reasons,
        absent=_absences(act.absent),
        second=meeting.second or few,
        names=matter.names_of(*summoned, *(each.member for each in act.absent)),
    )


def meeting_postponed(fact: MeetingPostponed, stream: S) -> S:
    return stream.with_meeting(
        chair=fact.chair,
        summoned=fact.summoned,
        meets_on=fact.meets_on,
        second=fact.second,
        is_open=False,
        present=(),
        absent=(),
        ballots={},
    ).awaiting_its_day(fact.at)


def _absences(absent: tuple[AbsenceSeen, ...]) -> tuple[Absence, ...]:
    return tuple(Absence(member=each.member, reason=each.reason) for each in absent)


def _there(absent: tuple[AbsenceSeen, ...], matter: Matter[MeetingStream]) -> tuple[str, ...]:
    """Those entitled who came. Raises Refused where somebody absent was not summoned, or is the one who says so."""
    away, entitled = {each.member for each in absent}, _still_entitled(matter)
    for person in away:
        if person not in _running(matter).summoned:
            raise Refused(Reason.NOT_SUMMONED, matter.basis, person=person)
    if matter.by.person in away:
        raise Refused(Reason.ATTENDANCE_DISAGREES, matter.basis, person=matter.by.person)
    return tuple(person for person in entitled if person not in away)


def _vote_rule(matter: Matter[MeetingStream]) -> VoteRule:
    """That of the body. A second meeting needs fewer members only where the set says so."""
    rule, fewer = body_of(matter.stream).rule(matter.law), _rule(matter).second_at_least
    return replace(rule, quorum=Quorum(at_least=fewer.value)) if _running(matter).second and fewer else rule


def _enough(there: int, matter: Matter[MeetingStream]) -> bool:
    return _vote_rule(matter).quorum.is_reached(there, len(_still_entitled(matter)))


def open_meeting(act: OpenMeeting, matter: Matter[MeetingStream]) -> MeetingOpened:
    meeting, entitled, there = _running(matter), _still_entitled(matter), _there(act.absent, matter)
    held_on = matter.paper.issued_on if matter.paper else matter.today  # a clerk may enter the paper of that day later
    if held_on != meeting.meets_on:
        raise Refused(Reason.MEETING_ANOTHER_DAY, matter.basis, day=meeting.meets_on.isoformat())
    if not _enough(len(there), matter):
        raise Refused(Reason.MEETING_WITHOUT_QUORUM, matter.basis, cast=len(there), entitled=len(entitled))
    return MeetingOpened(
        **matter.signature_fields,
        body=meeting.body,
        meeting=meeting.number,
        present=there,
        absent=_absences(act.absent),
        entitled=len(entitled),
    )


def meeting_opened(fact: MeetingOpened, stream: S) -> S:
    return stream.with_meeting(is_open=True, present=fact.present, absent=fact.absent)


def _may_vote(matter: Matter[MeetingStream]) -> Meeting:
    """The meeting, in which the sender has not voted yet. Raises Refused."""
    meeting, member = _running(matter), matter.by.person
    if member not in meeting.summoned:
        raise Refused(Reason.NOT_SUMMONED, matter.basis, person=member)
    if member in meeting.ballots:
        raise Refused(Reason.VOTED_ALREADY, matter.basis)
    return meeting


def cast_ballot(act: CastBallot, matter: Matter[MeetingStream]) -> MemberVoted:
    meeting = _may_vote(matter)
    return MemberVoted(**matter.signature_fields, body=meeting.body, meeting=meeting.number, ballot=act.ballot, opinion=act.opinion)


def member_voted(fact: MemberVoted, stream: S) -> S:
    return stream.with_ballot(fact.by.person, fact.ballot) if fact.by else stream


def cast_secret_ballot(act: CastSecretBallot, matter: Matter[MeetingStream]) -> MemberVotedInSecret:
    meeting = _may_vote(matter)
    return MemberVotedInSecret(**matter.signature_fields, body=meeting.body, meeting=meeting.number)


def member_voted_in_secret(fact: MemberVotedInSecret, stream: S) -> S:
    return stream.with_ballot(fact.by.person, None) if fact.by else stream


def close_meeting(act: CloseMeeting, matter: Matter[MeetingStream]) -> MeetingClosed:
    """The minutes say what the ballots say, or it is not closed. A ballot of somebody who may vote no more does not count."""
    meeting, entitled = _running(matter), _still_entitled(matter)
    minuted = as_minuted(act.minuted, None, meeting.meets_on, entitled, meeting.ballots, matter)
    assert minuted
    if disagree := {*minuted.present} ^ {person for person in entitled if person in meeting.present}:
        raise Refused(Reason.ATTENDANCE_DISAGREES, matter.basis, person=min(disagree))
    for each in act.dissents:
        if each.member not in minuted.present:
            raise Refused(Reason.ATTENDANCE_DISAGREES, matter.basis, person=each.member)
    by_minutes = Votes(act.votes_for, act.against, act.abstained)
    counted = _counted(meeting, entitled, by_minutes, matter)
    chair = meeting.ballots.get(matter.by.answers)
    tally = tallied(len(entitled), counted, _vote_rule(matter), chair)
    if tally.outcome is VoteOutcome.NO_QUORUM:
        raise Refused(Reason.MEETING_WITHOUT_QUORUM, matter.basis, cast=counted.cast, entitled=len(entitled))
    return MeetingClosed(
        **matter.signature_fields,
        body=meeting.body,
        meeting=meeting.number,
        minuted=minuted,
        entitled=tally.entitled,
        votes_for=counted.votes_for,
        against=counted.against,
        abstained=counted.abstained,
        secret=meeting.secret,
        outcome=tally.outcome,
        conclusion=act.conclusion,
        dissents=tuple(Dissent(**each.model_dump()) for each in act.dissents),
    )


def _counted(meeting: Meeting, entitled: tuple[str, ...], by_minutes: Votes, matter: Matter[MeetingStream]) -> Votes:
    """The count of the minutes, once it is that of the ballots. From a secret vote nobody's ballot can be taken out again: then it is held anew."""
    if not meeting.secret:
        said = {person: ballot for person, ballot in meeting.ballots.items() if ballot}
        counted = Votes.of(counted_of(entitled, said).values())
        agree = by_minutes == counted
    else:
        if {*meeting.ballots} - {*entitled}:
            raise Refused(Reason.VOTE_ANEW, matter.basis)
        agree, counted = by_minutes.cast == len(meeting.ballots), by_minutes
    if not agree:
        cast = sum(person in entitled for person in meeting.ballots)
        raise Refused(Reason.TALLY_DISAGREES, matter.basis, cast=cast, members=by_minutes.cast)
    return counted


def meeting_closed(fact: MeetingClosed, stream: S) -> S:
    """Of the leadership its vote is concluded, and by name those who were for it are among those who approved it. Of a council it is known that it met."""
    closed = stream.with_meeting(
        is_open=False,
        entitled=fact.entitled,
        votes_for=fact.votes_for,
        against=fact.against,
        abstained=fact.abstained,
        outcome=fact.outcome,
        minuted=fact.minuted,
    ).stopping(ClockKind.MEETING)
    if not isinstance(closed, Initiative):
        return closed
    if fact.body is BodyKind.COUNCIL:
        return replace(closed, deliberation=replace(closed.deliberation, council_met=fact.meeting))
    meeting = closed.meetings[-1]
    by_name = {person: ballot for person, ballot in meeting.ballots.items() if ballot}
    return replace(closed, deliberation=replace(closed.deliberation, carried=meeting.carried, ballots=by_name))


CHAPTER = Chapter(
    concludes=(
        conclusion(SummonMeeting, summon_meeting),
        conclusion(PostponeMeeting, postpone_meeting),
        conclusion(OpenMeeting, open_meeting),
        conclusion(CastBallot, cast_ballot),
        conclusion(CastSecretBallot, cast_secret_ballot),
        conclusion(CloseMeeting, close_meeting),
    ),
    changes=(
        change(MeetingSummoned, meeting_summoned),
        change(MeetingPostponed, meeting_postponed),
        change(MeetingOpened, meeting_opened),
        change(MemberVoted, member_voted),
        change(MemberVotedInSecret, member_voted_in_secret),
        change(MeetingClosed, meeting_closed),
    ),
)
