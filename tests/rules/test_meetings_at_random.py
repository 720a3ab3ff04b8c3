"""Whatever is tried in a meeting, in whatever order: it is closed with the ballots of those who may vote, each once, and with no other count."""

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.acts import CastBallot, CastSecretBallot, PostponeMeeting, Recuse
from domain.facts import MeetingClosed, MemberVoted, MemberVotedInSecret
from domain.procedure.chapters import after
from domain.refusals import Refused
from domain.vocabulary import Ballot, Office
from tests.builders import a_directory, a_term, an_act
from tests.meetings import CASE, FOUR, FOUR_ON_IT, MONDAY, fact_of, opened, the_close

LEADERS, PANEL = ("head", "deputy", "deputy2", "hoa"), ("hoa", "focal", "clerk_th", "head_th")
STRANGERS = ("lan", "doctor")
CAME_LATER = a_directory(a_term("hoa", Office.DEPUTY_HEAD), a_term("doctor", Office.DEPUTY_HEAD))
# Ten times a ballot for each time that somebody leaves, or that it is put off.
WHAT = ["vote"] * 10 + ["the other vote", "leave", "leave", "postpone"]
tries = st.tuples(st.sampled_from(WHAT), st.integers(0, 5), st.sampled_from(Ballot))


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.lists(tries, min_size=4, max_size=14), st.sampled_from([0, 0, 0, 1]), st.booleans())
def test_a_meeting_counts_what_was_cast_and_nothing_else(
    secret: bool, tried: list[tuple[str, int, Ballot]], off_by: int, joined: bool
) -> None:
    stream: Any = opened(FOUR_ON_IT, "hoa", secret=True) if secret else opened(CASE, "head", directory=FOUR)
    chair, members, cast = ("hoa", {*PANEL}, {}) if secret else ("head", {*LEADERS}, dict[str, Ballot]())
    away: set[str] = set()
    ways = CastBallot(ballot=Ballot.FOR), CastSecretBallot()
    people = (*(PANEL if secret else LEADERS), *STRANGERS)
    for what, place, ballot in tried:
        who = people[place]
        act = {
            "vote": CastSecretBallot() if secret else CastBallot(ballot=ballot),
            "the other vote": ways[not secret],
            "leave": an_act(Recuse),
            "postpone": an_act(PostponeMeeting, meets_on=(MONDAY + timedelta(days=7)).date()),
        }[what]
        try:
            fact = fact_of(stream, act, who, directory=CAME_LATER if joined else FOUR)
        except Refused:
            continue
        stream = after(fact, stream)
        match what:
            case "leave":
                away.add(who)
            case "postpone":
                assert (who, stream.meeting.ballots, stream.meeting.is_open) == (chair, {}, False)
                return
            case _:
                assert isinstance(fact, MemberVotedInSecret if secret else MemberVoted)
                assert who in members - away - cast.keys(), "those summoned, once each, and nobody who has stepped aside"
                cast[who] = ballot
        assert not any(stream.as_told().meeting.ballots.values()), "nobody is told how before it is closed"
    counted = Counter(ballot for who, ballot in cast.items() if secret or who not in away)
    honest = [counted[Ballot.FOR], counted[Ballot.AGAINST], counted[Ballot.ABSTAIN]]
    said = [honest[0] + off_by, *honest[1:]]
    absent = tuple(sorted(members - away - cast.keys() - {*stream.meeting.present}))
    try:
        fact = fact_of(stream, the_close(said[0], said[1], said[2], away=absent), chair, directory=CAME_LATER if joined else FOUR)
    except Refused:
        return
    assert isinstance(fact, MeetingClosed)
    assert not off_by, "no count but that of the ballots"
    assert not (secret and away & cast.keys()), "and none from which a secret ballot would have to be taken out"
    assert [fact.votes_for, fact.against, fact.abstained] == honest
    assert fact.entitled == len(members - away)
