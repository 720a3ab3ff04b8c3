"""The meeting of a body: summoned in time, opened with a quorum, voted in once by those summoned, closed with minutes that say what the ballots say."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.acts import (
    Act,
    AppointPanel,
    Approve,
    CastBallot,
    CastSecretBallot,
    ConcludeVote,
    ConveneCouncil,
    OpenMeeting,
    Override,
    PostponeMeeting,
    Recuse,
    Refuse,
    SummonMeeting,
    Vote,
)
from domain.facts import MeetingClosed, MeetingPostponed, Recommended
from domain.procedure.chapters import after
from domain.refusals import Reason
from domain.streams.meeting import MeetingStream
from domain.vocabulary import (
    Ballot,
    BodyKind,
    LiabilityOutcome,
    VoteOutcome,
)
from tests.builders import FRIDAY, a_policy, an_act, the_law
from tests.meetings import (
    CASE,
    FOUR,
    FOUR_ON_IT,
    IN_SECRET,
    MONDAY,
    OPENED,
    PANEL,
    REVIEW,
    SUMMONED,
    VOTED,
    WEDNESDAY,
    absent,
    fact_of,
    few,
    opened,
    refusal,
    summons,
    the_close,
    then,
    voted,
)
from tests.rules.test_recommendation import a_recommendation


@pytest.mark.parametrize(
    ("stream", "who", "fields", "why"),
    [
        pytest.param(CASE, "head", {}, None, id="the head summons the leadership"),
        pytest.param(CASE, "deputy", {}, Reason.NOT_YOUR_OFFICE, id="nobody else does"),
        pytest.param(REVIEW, "hoa", {"secret": True}, None, id="the chair a panel, to a secret vote if need be"),
        pytest.param(REVIEW, "focal", {}, Reason.NOT_YOUR_OFFICE, id="no other member does"),
        pytest.param(CASE, "head", {"secret": True}, Reason.VOTE_MUST_BE_NAMED, id="the tie of a leadership follows a known vote"),
        pytest.param(CASE, "head", {"meets_on": FRIDAY.date()}, Reason.DAY_NOT_AHEAD, id="nobody is summoned to today"),
        pytest.param(
            CASE, "head", {"meets_on": "2026-11-21"}, Reason.MEETING_TOO_SOON, id="nor to a Saturday before a working day has passed"
        ),
        pytest.param(CASE, "head", {"secretary": "clerk"}, None, id="with somebody for the minutes"),
        pytest.param(CASE, "head", {"secretary": "lan"}, Reason.PARTY_MAY_NOT_DECIDE, id="who is no party"),
        pytest.param(SUMMONED, "head", {}, Reason.MEETING_RUNS, id="two at once there are not"),
        pytest.param(PANEL, "hoa", {}, Reason.MEETING_RUNS, id="nor of a panel"),
    ],
)
def test_a_meeting_is_summoned(stream: MeetingStream, who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(stream, summons(**fields) if "meets_on" not in fields else an_act(SummonMeeting, **fields), who, FRIDAY) == why


@pytest.mark.parametrize("older", ["nd73-2023", "nd73-2023-2", "nd73-2023-3"])
def test_a_case_of_an_earlier_set_votes_as_it_always_did(older: str) -> None:
    newest = the_law()
    pinned = replace(newest, published=a_policy(older), completing=newest.published)
    assert refusal(CASE, summons(), "head", FRIDAY, law=pinned) is Reason.MEETINGS_NOT_PROVIDED
    assert refusal(CASE, an_act(Vote), "head", law=pinned) is None


def test_a_body_that_is_not_summoned_votes_as_before_and_one_that_is_votes_in_its_meeting() -> None:
    assert refusal(CASE, an_act(Vote), "deputy") is None
    early = then(CASE, an_act(Vote), "deputy", FRIDAY)
    later = then(early, summons(), "head", FRIDAY)
    assert later.deliberation.ballots == {}
    assert refusal(later, an_act(Vote), "deputy") is Reason.MEETING_RUNS
    assert refusal(later, an_act(ConcludeVote), "head") is Reason.MEETING_RUNS


@pytest.mark.parametrize(
    ("away", "at", "why"),
    [
        pytest.param((), MONDAY, None, id="on its day"),
        pytest.param((), WEDNESDAY, Reason.MEETING_ANOTHER_DAY, id="not on another"),
        pytest.param(("deputy",), MONDAY, None, id="with two of three"),
        pytest.param(("deputy", "deputy2"), MONDAY, Reason.MEETING_WITHOUT_QUORUM, id="not with one of three"),
        pytest.param(("clerk",), MONDAY, Reason.NOT_SUMMONED, id="nobody is missed who was not summoned"),
        pytest.param(("head",), MONDAY, Reason.ATTENDANCE_DISAGREES, id="nor whoever opens it"),
    ],
)
def test_it_is_opened(away: tuple[str, ...], at: datetime, why: Reason | None) -> None:
    assert refusal(SUMMONED, an_act(OpenMeeting, absent=absent(*away)), "head", at) == why
    assert refusal(OPENED, an_act(OpenMeeting, absent=absent(*away)), "head", at) is Reason.MEETING_IS_OPEN


def test_the_paper_of_its_day_may_be_entered_later() -> None:
    on_paper = {"decided_by": "head", "number": "05/TB", "issued_on": MONDAY.date()}
    assert refusal(SUMMONED, an_act(OpenMeeting, on_paper=on_paper), "clerk", WEDNESDAY) is None
    other_day = {**on_paper, "issued_on": WEDNESDAY.date()}
    assert refusal(SUMMONED, an_act(OpenMeeting, on_paper=other_day), "clerk", WEDNESDAY) is Reason.MEETING_ANOTHER_DAY


@pytest.mark.parametrize(
    ("stream", "who", "act", "why"),
    [
        pytest.param(CASE, "deputy", CastBallot(ballot=Ballot.FOR), Reason.NO_MEETING, id="not before there is a meeting"),
        pytest.param(SUMMONED, "deputy", CastBallot(ballot=Ballot.FOR), Reason.MEETING_NOT_OPEN, id="nor before it is opened"),
        pytest.param(OPENED, "deputy", CastBallot(ballot=Ballot.FOR), None, id="in it"),
        pytest.param(PANEL, "focal", CastSecretBallot(), Reason.VOTE_BY_NAME, id="and says how"),
        pytest.param(voted(OPENED, "deputy+"), "deputy", CastBallot(ballot=Ballot.AGAINST), Reason.VOTED_ALREADY, id="once"),
        pytest.param(OPENED, "lan", CastBallot(ballot=Ballot.FOR), Reason.NOT_YOUR_OFFICE, id="never whose proposal it is"),
        pytest.param(
            then(OPENED, an_act(Recuse), "deputy2"), "deputy2", CastBallot(ballot=Ballot.FOR), Reason.HAS_RECUSED_HIMSELF, id="nor recused"
        ),
        pytest.param(IN_SECRET, "focal", CastSecretBallot(), None, id="in secret that one has voted"),
        pytest.param(IN_SECRET, "focal", CastBallot(ballot=Ballot.FOR), Reason.HOW_IS_NOT_SAID, id="and not how"),
        pytest.param(voted(IN_SECRET, "focal?"), "focal", CastSecretBallot(), Reason.VOTED_ALREADY, id="once in secret too"),
        pytest.param(PANEL, "head", CastBallot(ballot=Ballot.FOR), Reason.NOT_YOUR_OFFICE, id="who decides does not vote with the panel"),
    ],
)
def test_a_member_votes(stream: MeetingStream, who: str, act: Act, why: Reason | None) -> None:
    assert refusal(stream, act, who) == why


def test_nobody_is_added_while_it_runs() -> None:
    came_later = CastBallot(ballot=Ballot.FOR)
    assert refusal(OPENED, came_later, "hoa", directory=FOUR) is Reason.NOT_SUMMONED
    closing = voted(OPENED, "head+ deputy+ deputy2-", directory=FOUR)
    fact = fact_of(closing, the_close(2, 1), "head", directory=FOUR)
    assert isinstance(fact, MeetingClosed)
    assert fact.entitled == 3
    assert refusal(PANEL, an_act(AppointPanel), "head") is Reason.MEETING_RUNS


def test_whoever_comes_late_and_votes_was_there() -> None:
    late = voted(opened(CASE, "head", "deputy2"), "head+ deputy+ deputy2+")
    assert refusal(late, the_close(3, 0, away=("deputy2",)), "head") is Reason.ATTENDANCE_DISAGREES
    assert refusal(late, the_close(3, 0), "head") is None


@pytest.mark.parametrize(
    ("stream", "act", "why"),
    [
        pytest.param(SUMMONED, the_close(0, 0), Reason.MEETING_NOT_OPEN, id="not before it is opened"),
        pytest.param(OPENED, the_close(0, 0), Reason.MEETING_WITHOUT_QUORUM, id="nor before enough have voted"),
        pytest.param(VOTED, the_close(2, 1), None, id="with the count of the ballots"),
        pytest.param(VOTED, the_close(3, 0), Reason.TALLY_DISAGREES, id="with no other, of as many"),
        pytest.param(VOTED, the_close(2, 2), Reason.TALLY_DISAGREES, id="nor of more"),
        pytest.param(VOTED, the_close(2, 1, away=("deputy",)), Reason.ATTENDANCE_DISAGREES, id="nobody voted who was away"),
        pytest.param(
            voted(OPENED, "head+ deputy+"), the_close(2, 0, away=("deputy2",)), Reason.ATTENDANCE_DISAGREES, id="nor is away who came"
        ),
        pytest.param(
            VOTED, the_close(2, 1, dissents=[{"member": "head", "view": "Chưa đủ căn cứ."}]), None, id="with a dissent and its reasons"
        ),
        pytest.param(
            VOTED, the_close(2, 1, dissents=[{"member": "clerk", "view": "Chưa."}]), Reason.ATTENDANCE_DISAGREES, id="of a member"
        ),
        pytest.param(VOTED, the_close(2, 1, day=FRIDAY), Reason.DAY_TOO_EARLY, id="nor with minutes older than the meeting"),
        pytest.param(voted(IN_SECRET, "hoa? focal? clerk_th?"), the_close(2, 1), None, id="in secret as many as have voted"),
        pytest.param(voted(IN_SECRET, "hoa? focal? clerk_th?"), the_close(2, 2), Reason.TALLY_DISAGREES, id="and no more"),
        pytest.param(
            voted(IN_SECRET, "hoa? focal?"), the_close(2, 0), Reason.MEETING_WITHOUT_QUORUM, id="a panel with too few concludes nothing"
        ),
    ],
)
def test_it_is_closed(stream: MeetingStream, act: Act, why: Reason | None) -> None:
    assert refusal(stream, act, stream.meetings[-1].chair) == why


def test_of_the_leadership_it_concludes_the_vote() -> None:
    carried = then(VOTED, the_close(2, 1), "head")
    assert carried.deliberation.carried
    assert {"deputy", "deputy2"} <= {*carried.approvers}
    assert refusal(carried, an_act(Refuse), "head") is Reason.CARRIED_BINDS
    assert refusal(carried, an_act(Approve), "head") is None
    assert refusal(carried, CastBallot(ballot=Ballot.FOR), "deputy") is Reason.NO_MEETING
    failed = then(voted(OPENED, "head+ deputy- deputy2-"), the_close(1, 2), "head")
    assert refusal(failed, an_act(Approve), "head") is Reason.NOT_CARRIED
    assert refusal(failed, an_act(Override), "head") is None
    assert refusal(failed, summons(WEDNESDAY), "head") is Reason.VOTE_ALREADY_CONCLUDED


def test_the_leadership_hears_the_council_first() -> None:
    convened = then(CASE, an_act(ConveneCouncil, members=["hoa"]), "head", FRIDAY)
    sat = voted(opened(convened, "head"), "head+ deputy+ deputy2+")
    assert refusal(sat, the_close(3, 0), "head") is Reason.COUNCIL_NOT_CONCLUDED


@pytest.mark.parametrize(("heads", "outcome"), [("+", VoteOutcome.CARRIED_BY_CHAIR), ("-", VoteOutcome.TIED)])
def test_a_tie_of_the_leadership_follows_the_head(heads: str, outcome: VoteOutcome) -> None:
    others = "deputy+ deputy2- hoa-" if heads == "+" else "deputy+ deputy2- hoa+"
    even = voted(opened(CASE, "head", directory=FOUR), f"head{heads} {others}", directory=FOUR)
    fact = fact_of(even, the_close(2, 2), "head", directory=FOUR)
    assert isinstance(fact, MeetingClosed)
    assert fact.outcome is outcome


def test_a_secret_vote_that_ties_carries_nothing_and_another_meeting_may() -> None:
    even = voted(opened(FOUR_ON_IT, "hoa", secret=True), "hoa? focal? clerk_th? head_th?")
    tied = then(even, the_close(2, 2), "hoa")
    assert tied.last_closed.outcome is VoteOutcome.TIED
    assert refusal(tied, a_recommendation(LiabilityOutcome.EXCLUDED, minuted=None), "hoa") is Reason.MEETING_NOT_CARRIED
    again = then(tied, summons(WEDNESDAY), "hoa")
    assert again.meeting.number == "H2"
    assert refusal(again, a_recommendation(LiabilityOutcome.EXCLUDED, minuted=None), "hoa") is Reason.MEETING_RUNS


def test_a_panel_that_has_met_recommends_by_the_minutes_of_its_meeting() -> None:
    met = then(voted(opened(FOUR_ON_IT, "hoa", "clerk_th"), "hoa+ focal+ head_th+"), the_close(3, 0, away=("clerk_th",)), "hoa")
    fact = fact_of(met, a_recommendation(LiabilityOutcome.EXCLUDED, minuted=None), "hoa")
    assert isinstance(fact, Recommended)
    assert (fact.minuted, fact.present) == (met.last_closed.minuted, ("hoa", "focal", "head_th"))
    others = {"minutes_number": "06/BB", "minutes_on": MONDAY.date()}
    assert refusal(met, a_recommendation(LiabilityOutcome.EXCLUDED, minuted=others), "hoa") is Reason.MINUTES_DISAGREE
    dissent = [{"member": "clerk_th", "view": "Chưa đủ."}]
    assert refusal(met, a_recommendation(LiabilityOutcome.EXCLUDED, minuted=None, dissents=dissent), "hoa") is Reason.ATTENDANCE_DISAGREES


def test_the_ballot_of_somebody_who_steps_aside_is_not_counted_and_a_secret_one_cannot_be_taken_out() -> None:
    fact = fact_of(then(VOTED, an_act(Recuse), "deputy2"), the_close(1, 1), "head")
    assert isinstance(fact, MeetingClosed)
    assert (fact.entitled, fact.outcome) == (2, VoteOutcome.TIED), "of two entitled, and the head is against"
    spoiled = then(voted(opened(FOUR_ON_IT, "hoa", secret=True), "hoa? focal? clerk_th? head_th?"), an_act(Recuse), "focal")
    assert refusal(spoiled, the_close(3, 1), "hoa") is Reason.VOTE_ANEW
    anew = then(spoiled, an_act(PostponeMeeting, meets_on=WEDNESDAY.date()), "hoa")
    assert (anew.meeting.ballots, anew.meeting.summoned) == ({}, ("hoa", "clerk_th", "head_th"))


def test_where_too_few_came_the_next_meeting_is_the_second_and_needs_as_many_unless_the_set_says_fewer() -> None:
    assert few().meeting is not None
    assert few().meeting.second  # type: ignore[union-attr]
    one_away = then(SUMMONED, an_act(PostponeMeeting, meets_on=WEDNESDAY.date(), absent=absent("deputy")), "head")
    assert not one_away.meeting.second
    alone = an_act(OpenMeeting, absent=absent("deputy", "deputy2"))
    assert refusal(few(), alone, "head", WEDNESDAY) is Reason.MEETING_WITHOUT_QUORUM
    law = the_law()
    rule = law.meetings[BodyKind.LEADERSHIP]
    fewer = rule.model_copy(update={"second_at_least": rule.notice.model_copy(update={"value": 1})})
    allowing = replace(law, published=law.published.model_copy(update={"meetings": {BodyKind.LEADERSHIP: fewer}}))
    assert refusal(SUMMONED, alone, "head", law=allowing) is Reason.MEETING_WITHOUT_QUORUM, "the first needs as many as ever"
    sat = then(few(law=allowing), alone, "head", WEDNESDAY, law=allowing)
    by_one = then(sat, CastBallot(ballot=Ballot.FOR), "head", WEDNESDAY, law=allowing)
    fact = fact_of(by_one, the_close(1, 0, away=("deputy", "deputy2"), day=WEDNESDAY), "head", WEDNESDAY, law=allowing)
    assert isinstance(fact, MeetingClosed)
    assert fact.outcome is VoteOutcome.NOT_CARRIED, "fewer may meet, and more than half of all those entitled must still be for it"


@pytest.mark.parametrize(
    ("stream", "fields", "at", "why"),
    [
        pytest.param(CASE, {}, MONDAY, Reason.NO_MEETING, id="only one that runs"),
        pytest.param(SUMMONED, {}, FRIDAY, None, id="before its day"),
        pytest.param(
            SUMMONED, {"absent": absent("deputy")}, FRIDAY, Reason.MEETING_ANOTHER_DAY, id="of whom nobody can have been away yet"
        ),
        pytest.param(VOTED, {}, MONDAY, None, id="one that has begun, and its ballots with it"),
        pytest.param(SUMMONED, {"meets_on": MONDAY.date()}, MONDAY, Reason.DAY_NOT_AHEAD, id="to a day ahead"),
    ],
)
def test_it_is_postponed(stream: MeetingStream, fields: dict[str, Any], at: datetime, why: Reason | None) -> None:
    act = an_act(PostponeMeeting, **{"meets_on": WEDNESDAY.date(), **fields})
    assert refusal(stream, act, "head", at) == why
    if why is None:
        fact = fact_of(stream, act, "head", at)
        assert isinstance(fact, MeetingPostponed)
        assert after(fact, stream).meetings[-1].ballots == {}
