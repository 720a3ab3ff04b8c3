"""Who is told of a meeting and asked in it, and whom: nobody how it is voted before it is closed, nobody ever how in secret, and no case waits for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.acts import (
    Act,
    CastBallot,
    CastSecretBallot,
    CloseMeeting,
    OpenMeeting,
    PostponeMeeting,
    Recommend,
    Recuse,
    SummonMeeting,
    Withdraw,
)
from domain.facts import Fact, MeetingClosed, MemberVoted, MemberVotedInSecret
from domain.law.policy import Policy
from domain.people.delegation import may_be_signed_for
from domain.people.directory import Delegation
from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.procedure.waiting import waits
from domain.streams.hiding import before_it_is_closed
from domain.streams.meeting import MeetingStream
from domain.vocabulary import (
    Ballot,
    Capacity,
    Office,
    VoteOutcome,
)
from tests.builders import FRIDAY, WARD, a_directory, an_act, the_law
from tests.meetings import (
    CASE,
    FOUR,
    IN_SECRET,
    OPENED,
    PANEL,
    REVIEW,
    SUMMONED,
    VOTED,
    WEDNESDAY,
    fact_of,
    few,
    opened,
    refusal,
    the_close,
    then,
    voted,
)


def test_until_it_is_closed_readers_are_told_who_has_voted_and_not_how() -> None:
    assert {*VOTED.as_told().meeting.ballots.values()} == {None}
    assert VOTED.as_told().meeting.ballots.keys() == {"head", "deputy", "deputy2"}
    fact = fact_of(OPENED, CastBallot(ballot=Ballot.FOR, opinion="Nên làm."), "deputy")
    assert isinstance(fact, MemberVoted)
    hidden = before_it_is_closed(fact, closed=())
    assert isinstance(hidden, MemberVoted)
    assert (hidden.ballot, hidden.opinion, hidden.by) == (None, "", fact.by)
    closed = then(VOTED, the_close(2, 1), "head")
    assert closed.as_told() == closed
    assert before_it_is_closed(fact, [each.number for each in closed.meetings if each.outcome]) == fact


def test_in_secret_nothing_that_is_kept_says_how_anybody_voted() -> None:
    secret = voted(IN_SECRET, "hoa? focal? clerk_th?")
    closed = then(secret, the_close(2, 1), "hoa")
    assert {*closed.last_closed.ballots.values()} == {None}
    facts = (fact_of(IN_SECRET, CastSecretBallot(), who) for who in ("hoa", "focal", "clerk_th"))
    told = [fact.model_dump(mode="json", exclude={"by", "at"}) for fact in facts]
    assert told[0] == told[1] == told[2], "but for whose it is they are alike"


def asked(stream: MeetingStream, **told: Any) -> set[str]:
    return {person for _, _, person in waits(Standpoint(stream, a_directory())) if person}


def awaited_of(stream: MeetingStream, who: str) -> set[str]:
    return {each.act.name for each in openings(Standpoint(stream, a_directory()), who) if each.open and each.awaited}


def test_its_members_are_asked_and_then_its_chair() -> None:
    assert "open_meeting" in awaited_of(SUMMONED, "head")
    assert "cast_ballot" in awaited_of(OPENED, "deputy")
    assert "close_meeting" not in awaited_of(OPENED, "head")
    done = voted(OPENED, "deputy+")
    assert "cast_ballot" not in awaited_of(done, "deputy")
    assert "close_meeting" in awaited_of(VOTED, "head")
    assert asked(PANEL) >= {"hoa", "focal", "clerk_th"}


def every_step_of_a_meeting() -> Iterator[tuple[str, MeetingStream]]:
    yield "summoned", SUMMONED
    yield "open", OPENED
    yield "voted", VOTED
    yield "its members have left", then(then(OPENED, an_act(Recuse), "deputy"), an_act(Recuse), "deputy2")
    yield "the second", few()


def test_no_meeting_holds_a_case_for_ever() -> None:
    for told, stream in every_step_of_a_meeting():
        postponed = then(stream, an_act(PostponeMeeting, meets_on="2026-11-30"), "head", WEDNESDAY)
        later = then(postponed, OpenMeeting(), "head", FRIDAY + timedelta(days=10))
        for member in later.meeting.summoned:
            later = then(later, CastBallot(ballot=Ballot.FOR), member, FRIDAY + timedelta(days=10))
        votes = len(later.meeting.summoned)
        closed = then(later, the_close(votes, 0, day=FRIDAY + timedelta(days=10)), "head", FRIDAY + timedelta(days=10))
        assert closed.deliberation.carried, told


def test_a_case_that_leaves_takes_its_meeting_with_it() -> None:
    withdrawn = then(OPENED, an_act(Withdraw), "lan")
    assert withdrawn.meeting is None
    assert withdrawn.meetings[-1].called_off
    assert then(SUMMONED, an_act(Withdraw), "lan").next_meeting == "H2"


def test_without_a_meeting_a_panel_recommends_as_it_did() -> None:
    assert refusal(REVIEW, an_act(Recommend, outcomes=[{"person": "tam", "outcome": "excluded", "reasons": "Đủ."}]), "hoa", FRIDAY) is None


def test_no_set_lets_a_leadership_vote_in_secret_whose_tie_follows_its_head() -> None:
    rules = the_law().published.content
    rules["meetings"]["leadership"]["secret"] = rules["meetings"]["panel"]["secret"]
    with pytest.raises(ValueError, match="whose vote must be known"):
        Policy.model_validate(rules)


def test_the_act_of_a_secret_vote_has_no_place_for_how() -> None:
    assert CastSecretBallot.model_fields.keys() == Act.model_fields.keys()
    for sent in ({"ballot": "for"}, {"enclosed": ["0" * 64]}):
        with pytest.raises(ValueError, match=next(iter(sent))):
            CastSecretBallot.model_validate(sent)
    assert MemberVotedInSecret.model_fields.keys() - Fact.model_fields.keys() == {"body", "meeting"}


def test_a_meeting_may_be_led_for_its_head_and_nobody_votes_for_another() -> None:
    assert all(may_be_signed_for(act) for act in (SummonMeeting, PostponeMeeting, OpenMeeting, CloseMeeting))
    assert not any(may_be_signed_for(act) for act in (CastBallot, CastSecretBallot))
    kt = Delegation(
        person="deputy",
        held=Office.DEPUTY_HEAD,
        held_at=WARD,
        office=Office.AGENCY_HEAD,
        agency=WARD,
        given_by="head",
        capacity=Capacity.KT,
        number="12/UQ",
        issued_on=FRIDAY.date(),
        starts=FRIDAY.date(),
    )
    led = replace(FOUR, delegations=(kt,))
    even = voted(opened(CASE, "deputy", directory=led), "head+ deputy- deputy2- hoa+", directory=led)
    fact = fact_of(even, the_close(2, 2), "deputy", directory=led)
    assert isinstance(fact, MeetingClosed)
    assert fact.outcome is VoteOutcome.CARRIED_BY_CHAIR, "the tie follows the head, for whom the deputy closes it"
