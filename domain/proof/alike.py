"""When two states of a stream are one: what in it can still decide who may ask what, and what becomes of it. Everything else is only told.

Days and moments are left out, but for whether a clock stands still or has spoken: time reminds and decides nothing (ADR 6).
"""

from typing import Any

from domain.across.impartiality import undeclared
from domain.facts import PersonOutcome
from domain.streams.campaign import Campaign
from domain.streams.declaration import Declaration
from domain.streams.initiative import Initiative
from domain.streams.meeting import MeetingStream
from domain.streams.review import Discipline, Review
from domain.streams.reward_file import RewardFile
from domain.streams.seated import SeatedStream
from domain.streams.signing import SigningPaper
from domain.streams.stream import Stream
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import ReviewStage, Stage

Alike = tuple[object, ...]
BEFORE_THE_PLAN = (Stage.REGISTERED, Stage.AGENCY_REVIEW, Stage.CITY_APPRAISAL, Stage.PLANNING)


def what_matters(stream: Stream) -> Alike:
    clocks = frozenset((clock.kind, clock.item, clock.paused, clock.late) for clock in stream.clocks)
    always = (stream.kind, stream.stage, stream.regime, stream.addressed_to, clocks, frozenset(stream.opinions))
    return (*always, *_of_its_meeting(stream), *_of_its_kind(stream))


def _of_its_meeting(stream: Stream) -> Alike:
    """Of a meeting that runs, its day and how often each was voted; of one that is over, whether it carried."""
    if not isinstance(stream, MeetingStream):
        return ()
    runs, last = stream.meeting, stream.last_closed
    voted = (
        (runs.body, runs.is_open, runs.meets_on, runs.secret, runs.proposal, tuple(sorted(map(str, runs.ballots.values())))) if runs else ()
    )
    seats = (bool(undeclared(stream)), stream.challenged) if isinstance(stream, SeatedStream) else ()
    return (voted, last.carried if last else None, *seats)


def _of_its_kind(stream: Stream) -> Alike:
    match stream:
        case Initiative():
            return _of_an_initiative(stream)
        case Review():
            return _of_a_review(stream)
        case RewardFile():
            rewards = (
                (n, each.status, each.reward, each.decided_by, each.committed_dong, each.paid_dong, each.training_over)
                for n, each in stream.proposals.items()
            )
            return (stream.frozen_by, frozenset(rewards))
        case Campaign():
            return (stream.owing, stream.fulfilled, frozenset(stream.waived))
        case YearlyCampaign() | Declaration():
            return ()
        case SigningPaper():
            return (stream.ended_at is None, stream.absence is None)
    raise TypeError(f"nobody has said what matters in {stream.kind}")


def _of_an_initiative(case: Initiative) -> Alike:
    """What a stage brought matters while the case is in it, and what the work brought until the end: whoever goes back finds it blank (`OfStage`).

    Of the stages it has been in, how far it has come is enough: it is reopened to any before.
    """
    farthest = max((stage for stage in case.reached if stage is not Stage.CLOSED), key=tuple(Stage).index, default=None)
    waiting = (
        case.rewards and case.rewards.pending,
        case.open_reviews,
        case.integrity,
        case.referred,
        any(not each.answered for each in case.obstructions),
    )
    always = (farthest, case.is_only_a_record, bool(case.baseline_sha256), case.recused, *map(bool, waiting))
    match case.stage:
        case Stage.REGISTERED:
            return (*always, bool(case.examination.missing))
        case Stage.AGENCY_REVIEW:
            voting = case.deliberation
            ballots = tuple(sorted((person.rstrip("2"), ballot) for person, ballot in voting.ballots.items() if person not in case.recused))
            return (
                *always,
                voting.carried,
                voting.overridden,
                bool(voting.council),
                len(case.sitting),
                bool(case.challenged),
                voting.council_favourable,
                bool(voting.council_met),
                ballots if voting.carried is None else (),
            )
        case Stage.CITY_APPRAISAL:
            return (*always, len(case.asked), bool(case.city.consultations), case.city.appraisal)
        case Stage.PLANNING:
            return (*always, bool(case.draft.sha256))
    work = case.work
    return (
        *always,
        frozenset(work.verdicts),
        bool(work.amendment.sha256),
        bool(case.extensions_waiting),
        case.suspended,
        case.ending.stopped,
        bool(case.ending.report_sha256),
        case.result,
        case.to_conclude,
        case.evaluation.awaits,
    )


def _of_a_review(review: Review) -> Alike:
    """How the panel came to what it recommends matters while it sits; what was recommended, until it is decided."""
    judged_by = (review.cause, review.foreseen, frozenset((each.about, each.fact, each.value) for each in review.established))
    always = (
        review.persons,
        review.outcome,
        bool(review.advisers),
        len(review.have_sat),
        bool(review.superseded_by),
        review.result,
        review.none_will_come,
        *judged_by,
    )
    match review.stage:
        case ReviewStage.REPORTED | ReviewStage.CAUSE | ReviewStage.FINDINGS:
            chaired = review.chair in review.sitting
            return (*always, len(review.sitting), chaired, review.recused, review.challenged, frozenset(review.statements))
        case ReviewStage.RECOMMENDED:
            return (*always, _outcomes(review.recommended), _outcomes(review.proposed), review.proposed_agency)
    proceedings = frozenset((number, *_of_a_proceeding(each)) for number, each in review.disciplines.items())
    return (*always, bool(review.advisers), _outcomes(review.decided), review.appeals, review.appeals_answered, proceedings)


def _outcomes(told: tuple[PersonOutcome, ...]) -> Alike:
    return tuple((each.person, each.outcome) for each in told)


def _of_a_proceeding(each: Discipline) -> tuple[Any, ...]:
    complaint = (each.complaint.instance, each.complaint.to, each.complaint.finding) if each.complaint else ()
    return (
        each.steps,
        bool(each.summoned),
        each.fell_away,
        each.form,
        each.stayed,
        each.extended,
        each.handled_by,
        each.anew,
        each.annulled,
        each.announced,
        complaint,
    )
