"""How a body meets on that street: summoned, postponed once, opened on its day, voted in by each, closed with its minutes."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from domain import acts
from domain.people.standpoint import Standpoint
from domain.proof.ways import Said, Way, Ways
from domain.streams.initiative import Initiative
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


def _if_none_was_held(of: Of) -> Iterable[Said]:
    """Of a reward file about the first reward proposed."""
    about = {"proposal": next(iter(of.stream.for_the_council), None)} if isinstance(of.stream, RewardFile) else {}
    return () if of.stream.meetings else ({"meets_on": _MEETS[FIRST], **about},)


def _in_secret(of: Of) -> Iterable[Said]:
    return tuple({**said, "secret": True} for said in _if_none_was_held(of))


def _as_voted(of: Of) -> Iterable[Said]:
    """With minutes that say what the ballots say; of a secret vote, that all were for it."""
    if (runs := of.stream.meeting) is None:
        return ()
    minuted = {"minuted": {"minutes_number": "05/BB", "minutes_on": runs.meets_on}}
    said = [ballot or Ballot.FOR for ballot in runs.ballots.values()]
    votes = {"votes_for": said.count(Ballot.FOR), "against": said.count(Ballot.AGAINST), "abstained": said.count(Ballot.ABSTAIN)}
    return ({**minuted, **votes},)


OF_MEETINGS = Ways(
    (
        Way(acts.SummonMeeting, told=_if_none_was_held),
        Way(acts.SummonMeeting, told=_in_secret),
        Way(acts.PostponeMeeting, told=_if_not_yet_postponed),
        Way(acts.OpenMeeting, days=FIRST),
        Way(acts.OpenMeeting, days=SECOND),
        Way(acts.CastBallot, ({"ballot": "for"},), each=True, days=SECOND),
        Way(acts.CastBallot, ({"ballot": "against"},), each=True, days=SECOND),
        Way(acts.CastSecretBallot, each=True, days=SECOND),
        Way(acts.CloseMeeting, told=_as_voted, days=SECOND),
    )
)


def _the_council(of: Of) -> Iterable[Said]:
    return tuple({**said, "council": True} for said in _if_none_was_held(of))


def _concluding(of: Standpoint[Initiative], *, favourable: bool) -> Iterable[Said]:
    """By the minutes of its meeting, where it has met."""
    return ({"favourable": favourable, **({"minuted": None} if of.stream.deliberation.council_met else {})},)


# Of a council: from the first that may conclude, with a meeting of its own and without one.
OF_COUNCIL_MEETINGS = Ways(
    (
        Way(acts.SummonMeeting, told=_the_council),
        Way(acts.PostponeMeeting, told=_if_not_yet_postponed),
        Way(acts.OpenMeeting, days=FIRST),
        Way(acts.OpenMeeting, days=SECOND),
        Way(acts.CastBallot, ({"ballot": "for"},), each=True, days=SECOND),
        Way(acts.CastBallot, ({"ballot": "against"},), each=True, days=SECOND),
        Way(acts.CloseMeeting, told=_as_voted, days=SECOND),
        Way(acts.RecordCouncilConclusion, told=partial(_concluding, favourable=True)),
        Way(acts.RecordCouncilConclusion, told=partial(_concluding, favourable=False)),
    )
)
