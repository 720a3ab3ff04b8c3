"""How a body meets on that street: summoned, postponed once, opened on its day, voted in by each, closed with its minutes."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain import acts
from domain.people.standpoint import Standpoint
from domain.proof.ways import Said, Way, Ways
from domain.streams.meeting import MeetingStream
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Ballot

Of = Standpoint[MeetingStream]
_FIRST_DAY = date(2026, 11, 20)
FIRST, SECOND = 14, 28  # days: the day it is summoned to, and the one it is postponed to
_MEETS = {days: (_FIRST_DAY + timedelta(days=days)).isoformat() for days in (FIRST, SECOND)}


def _if_not_yet_postponed(of: Of) -> Iterable[Said]:
    runs = of.stream.meeting
    return ({"meets_on": _MEETS[SECOND]},) if runs and runs.meets_on.isoformat() == _MEETS[FIRST] else ()


def _of_what(of: Of) -> Said:
    """A council that considers rewards meets about one of them."""
    return {"proposal": next(iter(of.stream.proposals))} if isinstance(of.stream, RewardFile) else {}


def _if_none_was_held(of: Of) -> Iterable[Said]:
    return () if of.stream.meetings else ({"meets_on": _MEETS[FIRST], **_of_what(of)},)


def _if_none_was_held_in_secret(of: Of) -> Iterable[Said]:
    return () if of.stream.meetings else ({"meets_on": _MEETS[FIRST], "secret": True, **_of_what(of)},)


def _as_voted(of: Of) -> Iterable[Said]:
    """With minutes that say what the ballots say."""
    if (runs := of.stream.meeting) is None:
        return ()
    said = [each or Ballot.FOR for each in runs.ballots.values()]
    votes = {"votes_for": said.count(Ballot.FOR), "against": said.count(Ballot.AGAINST), "abstained": said.count(Ballot.ABSTAIN)}
    return ({"minuted": {"minutes_number": "05/BB", "minutes_on": runs.meets_on}, **votes},)


OF_MEETINGS = Ways(
    (
        Way(acts.SummonMeeting, told=_if_none_was_held),
        Way(acts.PostponeMeeting, told=_if_not_yet_postponed),
        Way(acts.OpenMeeting, days=FIRST),
        Way(acts.OpenMeeting, days=SECOND),
        Way(acts.SummonMeeting, told=_if_none_was_held_in_secret),
        Way(acts.CastSecretBallot, each=True, days=SECOND),
        Way(acts.CastBallot, ({"ballot": "for"},), each=True, days=SECOND),
        Way(acts.CastBallot, ({"ballot": "against"},), each=True, days=SECOND),
        Way(acts.CloseMeeting, told=_as_voted, days=SECOND),
    )
)
