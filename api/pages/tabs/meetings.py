"""The meetings of a body: who is summoned, who came and who has voted; how, and what came of it, once it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.open_case import OpenCase
from api.views.initiative import InitiativeView
from domain.facts import MeetingClosed
from domain.streams.meeting import Meeting, MeetingStream
from words import rendering


@dataclass(frozen=True)
class MeetingSeen:
    """`members`: each with what there is to say of them. `count`: how the vote came out, "" until it is closed. `dissents`: member and view."""

    heading: str
    state: str
    agenda: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    how: str
    count: str
    minutes: str
    conclusion: str
    dissents: tuple[tuple[str, str], ...]


def seen(case: OpenCase) -> tuple[MeetingSeen, ...]:
    """The newest first."""
    view = case.as_read
    meetings = view.meetings if isinstance(view, InitiativeView | MeetingStream) else ()
    return tuple(_seen(case, meeting) for meeting in reversed(meetings))


def _seen(case: OpenCase, meeting: Meeting) -> MeetingSeen:
    closed = next((fact for fact in case.facts if isinstance(fact, MeetingClosed) and fact.meeting == meeting.number), None)
    on = rendering.day(meeting.meets_on, case.language)
    return MeetingSeen(
        heading=case.say("meeting_heading", number=meeting.number, body=case.label("bodies", meeting.body), day=on),
        state=case.say(f"meeting_{_state(meeting)}") + (f" {case.say('meeting_second')}" if meeting.second else ""),
        agenda=meeting.agenda,
        members=tuple((case.called(person), "; ".join(_said_of(case, meeting, person))) for person in meeting.summoned),
        how=case.say("meeting_secret") if meeting.secret else case.say("meeting_named") if meeting.runs else "",
        count=_count(case, meeting),
        minutes=_minutes(case, meeting),
        conclusion=closed.conclusion if closed else "",
        dissents=tuple((case.called(each.member), each.view) for each in closed.dissents) if closed else (),
    )


def _state(meeting: Meeting) -> str:
    if meeting.outcome:
        return "closed"
    if meeting.called_off:
        return "called_off"
    return "open" if meeting.is_open else "summoned"


def _said_of(case: OpenCase, meeting: Meeting, person: str) -> Iterator[str]:
    if person == meeting.chair:
        yield case.say("meeting_chairs")
    if meeting.is_open or meeting.outcome:
        yield case.say("meeting_present" if person in meeting.present else "meeting_absent")
    if person in meeting.ballots:
        ballot = meeting.ballots[person]
        yield case.say("voted", ballot=ballot) if ballot else case.say("meeting_has_voted")


def _count(case: OpenCase, meeting: Meeting) -> str:
    if meeting.outcome is None:
        return ""
    outcome = case.label("vote_outcomes", meeting.outcome)
    votes = {"votes_for": meeting.votes_for, "against": meeting.against, "abstained": meeting.abstained}
    return case.say("meeting_count", entitled=meeting.entitled, outcome=outcome, **votes)


def _minutes(case: OpenCase, meeting: Meeting) -> str:
    if meeting.minuted is None:
        return case.say("meeting_writes", who=case.called(meeting.secretary)) if meeting.secretary else ""
    return case.say("meeting_minutes", number=meeting.minuted.number, day=rendering.day(meeting.minuted.issued_on, case.language))
