"""The council of a wide proposal meets by the same rules as every body: summoned by the head, voted in by its members, closed with its minutes; it advises."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import CastBallot, ConcludeVote, ConveneCouncil, DeclareImpartiality, OpenMeeting, RecordCouncilConclusion, SummonMeeting
from domain.facts import CouncilConcluded
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.time.reminders import desks
from domain.vocabulary import BodyKind, ClockKind, Office, Stage, VoteOutcome
from tests.builders import FRIDAY, a_directory, an_act, the_law
from tests.meetings import CASE, fact_of, opened, refusal, summons, the_close, then, voted

MEMBERS = ("hoa", "focal", "clerk_th")


def convened() -> Initiative:
    """With a council of three, each of whom has said that nothing ties them."""
    case = then(CASE, an_act(ConveneCouncil, members=MEMBERS), "head", FRIDAY)
    for member in MEMBERS:
        case = then(case, an_act(DeclareImpartiality), member, FRIDAY)
    assert isinstance(case, Initiative)
    return case


SITS = convened()
SUMMONED = then(SITS, summons(council=True, secretary="clerk"), "head", FRIDAY)
OPENED = then(SUMMONED, an_act(OpenMeeting), "head")
MET = then(voted(OPENED, "hoa+ focal+ clerk_th-"), the_close(2, 1), "head")
AGAINST = then(voted(OPENED, "hoa+ focal- clerk_th-"), the_close(1, 2), "head")


def concludes(**fields: Any) -> Any:
    return an_act(RecordCouncilConclusion, **{"minuted": None, **fields})


def test_its_members_are_summoned_and_vote_and_nobody_of_the_leadership_does() -> None:
    meeting = SUMMONED.meeting
    assert (meeting.body, meeting.summoned, meeting.chair) == (BodyKind.COUNCIL, MEMBERS, "head")
    assert refusal(OPENED, CastBallot(ballot="for"), "deputy") == Reason.NOT_SUMMONED
    assert MET.meetings[-1].outcome is VoteOutcome.CARRIED
    assert (MET.deliberation.carried, MET.deliberation.ballots) == (None, {}), "the leadership has voted nothing"


def test_the_council_says_what_it_has_carried_by_the_minutes_of_its_meeting() -> None:
    fact = fact_of(MET, concludes(favourable=True), "head")
    assert isinstance(fact, CouncilConcluded)
    assert fact.minuted
    assert fact.minuted.number == "05/BB"
    assert refusal(MET, concludes(favourable=False), "head") == Reason.MEETING_SAID_OTHERWISE
    assert refusal(AGAINST, concludes(favourable=True), "head") == Reason.MEETING_SAID_OTHERWISE
    assert refusal(MET, concludes(favourable=True, minuted={"minutes_number": "9", "minutes_on": FRIDAY.date()}), "head") == (
        Reason.MINUTES_DISAGREE
    )
    heard = after(fact, MET)
    assert heard.deliberation.council_favourable is True


def test_one_that_never_met_is_concluded_for_as_it_always_was() -> None:
    minuted = {"minutes_number": "02/BB-HĐ", "minutes_on": FRIDAY.date()}
    assert refusal(SITS, concludes(favourable=False, minuted=minuted), "head") is None


@pytest.mark.parametrize(
    ("case", "act", "who", "reason"),
    [
        pytest.param(CASE, summons(council=True), "head", Reason.NO_COUNCIL, id="there is none"),
        pytest.param(
            then(MET, concludes(favourable=True), "head"),
            summons(council=True),
            "head",
            Reason.COUNCIL_HAS_CONCLUDED,
            id="it has concluded",
        ),
        pytest.param(SITS, summons(council=True), "hoa", Reason.NOT_YOUR_OFFICE, id="a member summons nobody"),
        pytest.param(SUMMONED, concludes(favourable=True), "head", Reason.MEETING_RUNS, id="before its meeting is over"),
        pytest.param(
            SUMMONED.without_member("hoa"), an_act(ConveneCouncil, members=MEMBERS), "head", Reason.MEETING_RUNS, id="convened anew over it"
        ),
        pytest.param(SUMMONED.seating(challenged=("hoa",)), an_act(OpenMeeting), "head", Reason.CHALLENGE_OPEN, id="a challenge waits"),
        pytest.param(
            SUMMONED.seating(impartial={}, declares_first=True),
            an_act(OpenMeeting),
            "head",
            Reason.MEMBERS_NOT_DECLARED,
            id="nobody has declared",
        ),
        pytest.param(SUMMONED.without_member("hoa"), an_act(OpenMeeting), "head", None, id="without one who left it has its quorum still"),
    ],
)
def test_what_it_may_not(case: Initiative, act: Any, who: str, reason: Reason | None) -> None:
    day = FRIDAY if isinstance(act, SummonMeeting | ConveneCouncil) else None
    assert (refusal(case, act, who, day) if day else refusal(case, act, who)) == reason


def test_the_leadership_meets_after_it_and_votes_by_its_own_rule() -> None:
    heard = then(MET, concludes(favourable=True), "head")
    meeting = opened(replace(heard, meetings=()), "head").meeting
    assert meeting
    assert (meeting.body, "hoa" in meeting.summoned) == (BodyKind.LEADERSHIP, False)
    assert refusal(MET, an_act(ConcludeVote), "head") == Reason.COUNCIL_NOT_CONCLUDED


def test_a_council_that_is_convened_anew_has_not_met() -> None:
    anew = then(MET.without_member("hoa"), an_act(ConveneCouncil, members=("focal", "clerk_th")), "head")
    minuted = {"minutes_number": "02/BB-HĐ", "minutes_on": FRIDAY.date()}
    for member in ("focal", "clerk_th"):
        anew = then(anew, an_act(DeclareImpartiality), member)
    assert refusal(anew, concludes(favourable=False, minuted=minuted), "head") is None


def test_its_day_reminds_the_head_who_keeps_its_meeting_and_the_secretary() -> None:
    clock = next(clock for clock in SUMMONED.clocks if clock.kind is ClockKind.MEETING)
    asked = [(desk.office, desk.person) for desk in desks(clock, Standpoint(SUMMONED, a_directory()))]
    assert asked == [(Office.AGENCY_HEAD, ""), (Office.MEETING_SECRETARY, "clerk")]


def test_under_an_earlier_set_no_council_meets() -> None:
    law = the_law(CASE.regime)
    earlier: Law = replace(law, published=law.published.model_copy(update={"meetings": {}}), completing=None)
    assert refusal(SITS, summons(council=True), "head", FRIDAY, law=earlier) == Reason.MEETINGS_NOT_PROVIDED


def test_its_ballots_stand_on_our_convention_and_on_no_article() -> None:
    assert fact_of(OPENED, CastBallot(ballot="for"), "hoa").cites == ("house: council",)
    assert SITS.stage is Stage.AGENCY_REVIEW
