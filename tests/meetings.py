"""A meeting for a test, under the newest set: of the leadership on the usual proposal, or of the panel that hoa chairs over tam."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.acts import (
    Act,
    CastBallot,
    CastSecretBallot,
    CloseMeeting,
    OpenMeeting,
    PostponeMeeting,
    SummonMeeting,
)
from domain.facts import Fact
from domain.law.policy import Law
from domain.people.directory import Directory
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.meeting import MeetingStream
from domain.vocabulary import (
    Ballot,
    Office,
    OpinionFor,
    PartyOpinion,
    Regime,
    ReviewStage,
    Stage,
)
from tests.builders import FRIDAY, a_case, a_directory, a_term, an_act, filed, the_law
from tests.reviews import a_review, gathered

MONDAY = FRIDAY + timedelta(days=3)
WEDNESDAY = MONDAY + timedelta(days=2)  # the day between is a day off
CASE = a_case(Stage.AGENCY_REVIEW, opinions={OpinionFor.APPROVAL: PartyOpinion.AGREES})
REVIEW = gathered(a_review(ReviewStage.FINDINGS, Regime.ND73))
FOUR = a_directory(a_term("hoa", Office.DEPUTY_HEAD))
BALLOTS = {"+": "for", "-": "against", "0": "abstain"}


def fact_of(
    stream: MeetingStream, act: Act, by: str, at: datetime = MONDAY, *, law: Law | None = None, directory: Directory | None = None
) -> Fact:
    return decide(filed(act, by, at, case=stream.number), stream, law or the_law(stream.regime), directory or a_directory())


def refusal(stream: MeetingStream, act: Act, by: str, at: datetime = MONDAY, **told: Any) -> Reason | None:
    try:
        fact_of(stream, act, by, at, **told)
    except Refused as refused:
        return refused.reason
    return None


def then(stream: Any, act: Act, by: str, at: datetime = MONDAY, **told: Any) -> Any:
    return after(fact_of(stream, act, by, at, **told), stream)


def summons(day: datetime = MONDAY, **fields: Any) -> Act:
    return an_act(SummonMeeting, meets_on=day.date(), **fields)


def absent(*members: str) -> list[dict[str, str]]:
    return [{"member": member, "reason": "Đi công tác."} for member in members]


def opened(stream: MeetingStream, chair: str, *away: str, secret: bool = False, **told: Any) -> Any:
    summoned = then(stream, summons(secret=secret), chair, FRIDAY, **told)
    return then(summoned, an_act(OpenMeeting, absent=absent(*away)), chair, **told)


def voted(stream: Any, ballots: str, **told: Any) -> Any:
    """ "head+ deputy-": by name. "hoa? focal?": in secret."""
    for word in ballots.split():
        cast = CastBallot(ballot=Ballot(BALLOTS[word[-1]])) if word[-1] in BALLOTS else CastSecretBallot()
        stream = then(stream, cast, word[:-1], **told)
    return stream


def the_close(votes_for: int, against: int, abstained: int = 0, *, away: tuple[str, ...] = (), day: datetime = MONDAY, **more: Any) -> Act:
    minuted = {"minutes_number": "05/BB", "minutes_on": day.date(), "absent": absent(*away)}
    return an_act(CloseMeeting, minuted=minuted, votes_for=votes_for, against=against, abstained=abstained, **more)


SUMMONED = then(CASE, summons(), "head", FRIDAY)
OPENED = opened(CASE, "head")
PANEL = opened(REVIEW, "hoa")
IN_SECRET = opened(REVIEW, "hoa", secret=True)
VOTED = voted(OPENED, "head- deputy+ deputy2+")
FOUR_ON_IT = replace(REVIEW, panel=(*REVIEW.panel, "head_th"))


def few(case: Initiative = SUMMONED, **told: Any) -> Initiative:
    later: Initiative = then(case, an_act(PostponeMeeting, meets_on=WEDNESDAY.date(), absent=absent("deputy", "deputy2")), "head", **told)
    return later
