"""What a fact in one stream makes true in the others of its family, in the same moment and the same transaction.

No stream ever looks into another's ledger: what it must know is told to it as a fact of its own. So each is told whole from its own ledger, and
whoever has the family's turn leaves all of them true to each other.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict

from domain.chapter import Chapter, change
from domain.facts import (
    Fact,
    IncidentReported,
    IntegrityFlagRaised,
    PlanVersion,
    Reopened,
    ResultEvaluated,
    ResultNoted,
    ReviewNoted,
    ReviewOpened,
    ReviewSuperseded,
    RewardFileOpened,
    RewardsBarred,
    RewardsEarned,
    RewardsHeld,
    RewardsNoted,
    RewardsOpenedFromStart,
    RewardsReleased,
    WorkItemEvaluated,
)
from domain.law.working_days import Calendar
from domain.streams.hanging import ReviewSummary
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.values import unique
from domain.vocabulary import ClockKind, Regime, ReviewAbout, ReviewStage, Stage

Consequence = tuple[str, Fact]


def consequences(fact: Fact, before: Stream, after: Stream, calendar: Calendar) -> Iterator[Consequence]:
    """Stream and fact, in the order they are recorded. Their legal time is the cause's; nobody's hand is under them but the cause's entry."""
    match before, after:
        case Initiative(), Initiative():
            yield from _of_an_initiative(fact, before, after, calendar)
        case Review(), Review():
            yield from _of_a_review(fact, before, after)
        case RewardFile(), RewardFile():
            yield from _of_a_reward_file(fact, before, after)


class Inherited(TypedDict):
    """What every stream of a family has from the initiative, and keeps as it was when it was opened."""

    title: str
    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    implementers: tuple[str, ...]
    set_aside: tuple[str, ...]
    calendar: str


def _inherited(stream: Stream) -> Inherited:
    return {
        "title": stream.title,
        "regime": stream.regime,
        "policy": stream.policy,
        "agency": stream.agency,
        "addressed_to": stream.addressed_to,
        "proposers": stream.proposers,
        "implementers": stream.implementers,
        "set_aside": stream.set_aside,
        "calendar": stream.calendar,
    }


class Trace(TypedDict):
    """Whence a fact followed: its cause's legal time, and the cause's entry as stream/sequence."""

    at: datetime
    follows: str


def _trace(fact: Fact, cause: Stream) -> Trace:
    return {"at": fact.at, "follows": f"{cause.number}/{cause.sequence}"}


def _of_an_initiative(fact: Fact, before: Initiative, after: Initiative, calendar: Calendar) -> Iterator[Consequence]:
    trace = _trace(fact, after)
    # One that took another's place was opened by that one's ledger, and is only noted here.
    opened_here = after.reviews.keys() - before.reviews.keys() if not isinstance(fact, ReviewNoted) else ()
    for number in opened_here:
        yield number, _review_opened(fact, before, after, calendar).model_copy(update=trace)
    if isinstance(fact, ResultEvaluated) and fact.rewards and before.rewards is None:
        yield (
            fact.rewards,
            RewardFileOpened(
                **trace,
                **_inherited(after),
                tier=after.evaluation.tier,
                holds=after.frozen_by,
                barred=after.barred,
            ),
        )
    elif isinstance(fact, RewardsOpenedFromStart):
        yield fact.rewards, RewardFileOpened(**trace, **_inherited(after), holds=after.frozen_by, barred=after.barred, early=True)
    elif isinstance(fact, ResultEvaluated) and fact.rewards and Stage.REWARDING not in before.reached:
        yield fact.rewards, RewardsEarned(**trace, tier=after.evaluation.tier)
    elif after.rewards and before.frozen_by != after.frozen_by:
        held = RewardsHeld(**trace, holds=after.frozen_by) if after.frozen_by else RewardsReleased(**trace, tier=after.evaluation.tier)
        yield after.rewards.number, held
    if before.rewards and after.rewards and before.barred != after.barred:
        yield after.rewards.number, RewardsBarred(**trace, persons=after.barred)
    if (before.result, before.ended_without_result) != (after.result, after.ended_without_result):
        for number in before.reviews:  # one that is over may be appealed or superseded, and must then know it
            yield number, ResultNoted(**trace, result=after.result, none_will_come=after.ended_without_result)
    if after.stage is Stage.CLOSED and _something_new_arose(before, after):
        yield after.number, Reopened(**trace, reason="", back_to=Stage.FINAL_EVALUATION)


def _something_new_arose(before: Initiative, after: Initiative) -> bool:
    """A case whose result was evaluated is opened again by a new review or a flag alone; a fact that closes it does not open it.

    One that ended before any work was evaluated has nothing to decide anew, and an appeal is about its review alone.
    """
    if before.stage is not Stage.CLOSED or before.result is None:
        return False
    return bool(after.reviews.keys() - before.reviews.keys()) or bool(after.integrity and not before.integrity)


def _review_opened(fact: Fact, before: Initiative, after: Initiative, calendar: Calendar) -> ReviewOpened:
    """The review's first fact: what happened, and everything of the initiative it must know."""
    about, what, item, damage, evidence, persons = _occasion(fact)
    return ReviewOpened(
        at=fact.at,
        about=about,
        what=what,
        happened_on=_event_day(fact) or calendar.local_day(fact.at),
        item=item,
        damage_dong=damage,
        evidence=evidence,
        reporter=fact.by.person if fact.by else "",
        **_inherited(after),
        persons=persons,
        register_version=_in_force(fact, after, calendar),
        result=after.result,
        none_will_come=after.ended_without_result,
        approvers=after.approvers,
        evaluators=after.evaluators,
        sat_before=after.sat_before,
    )


def _event_day(fact: Fact) -> date | None:
    """The day it happened, where whoever opened the review named one; before 0.5.0 that was asked of incidents alone."""
    return fact.happened_on if isinstance(fact, IncidentReported | WorkItemEvaluated | ResultEvaluated | IntegrityFlagRaised) else None


def _in_force(fact: Fact, initiative: Initiative, calendar: Calendar) -> PlanVersion | None:
    """The register in force when it happened. At what hour that was nobody says: what was added that same day was not foreseen, but what the baseline
    names is in force on the day of its approval."""
    happened_on, baseline = _event_day(fact), next(iter(initiative.versions), None)
    if happened_on is None:
        return initiative.version_at(fact.at)
    approved = baseline is not None and calendar.local_day(baseline.effective_from) <= happened_on
    return initiative.version_at(calendar.begins_on(happened_on)) or (baseline if approved else None)


Occasion = tuple[ReviewAbout, str, str, int, tuple[str, ...], tuple[str, ...]]


def _occasion(fact: Fact) -> Occasion:
    match fact:
        case IncidentReported():
            return ReviewAbout.INCIDENT, fact.what, fact.item, fact.damage_dong, fact.evidence, ()
        case WorkItemEvaluated():
            return ReviewAbout.WORK_ITEM, fact.findings, fact.item, 0, fact.evidence, ()
        case IntegrityFlagRaised():
            return ReviewAbout.INTEGRITY, fact.what, "", 0, fact.evidence, fact.persons
        case ResultEvaluated():
            return ReviewAbout.RESULT, fact.causes or fact.findings, "", 0, (), ()
        case _:
            raise TypeError(f"{fact.kind} opens no review")


def _of_a_review(fact: Fact, before: Review, after: Review) -> Iterator[Consequence]:
    trace = _trace(fact, after)
    if isinstance(fact, ReviewSuperseded):
        yield (
            fact.review,
            ReviewOpened(
                **trace,
                about=ReviewAbout.NEW_EVIDENCE,
                what=fact.reason,
                happened_on=after.happened_on or fact.at.date(),
                item=after.item,
                damage_dong=after.damage_dong,
                evidence=fact.evidence,
                reporter=fact.by.person if fact.by else "",
                **_inherited(after),
                persons=after.persons,
                register_version=after.register_version,
                result=after.result,
                supersedes=after.number,
                approvers=after.approvers,
                recused=after.recused,
                evaluators=after.evaluators,
                sat_before=unique(*after.sat_before, *after.have_sat),
            ),
        )
    # A review that has just been opened by a fact of the initiative is known there already; one that took another's place is not.
    known, now = ((each.stage, each.sitting, each.persons, each.barred, each.judged) for each in (before, after))
    told = after.stage is not None and known != now
    if told and (before.stage is not None or after.supersedes):
        yield (
            after.family,
            ReviewNoted(
                **trace,
                review=after.number,
                stage=after.stage,
                panel=after.sitting,
                persons=after.persons,
                item=after.item,
                barred=after.barred,
                judged=after.judged,
            ),
        )


def _of_a_reward_file(fact: Fact, before: RewardFile, after: RewardFile) -> Iterator[Consequence]:
    if before.stage is not None and after.stage and (before.stage, before.pending) != (after.stage, after.pending):
        trace = _trace(fact, after)
        yield after.family, RewardsNoted(**trace, rewards=after.number, stage=after.stage, pending=after.pending)


# What each of these facts changes in the stream that is told.


def review_noted(fact: ReviewNoted, initiative: Initiative) -> Initiative:
    known = initiative.reviews.get(fact.review, ReviewSummary())
    summary = ReviewSummary(
        stage=fact.stage,
        panel=fact.panel,
        persons=fact.persons,
        item=fact.item or known.item,
        barred=fact.barred,
        judged=fact.judged,
    )
    return replace(initiative, reviews={**initiative.reviews, fact.review: summary})


def rewards_noted(fact: RewardsNoted, initiative: Initiative) -> Initiative:
    known = initiative.rewards
    return replace(initiative, rewards=replace(known, stage=fact.stage, pending=fact.pending) if known else None)


def result_noted(fact: ResultNoted, review: Review) -> Review:
    """Where the outcome turns on the result, the panel's time stands still until there is one."""
    noted = replace(review, result=fact.result, none_will_come=fact.none_will_come)
    return noted.holding_the_panels_time(fact.at) if review.stage is ReviewStage.FINDINGS else noted


def rewards_held(fact: RewardsHeld, file: RewardFile) -> RewardFile:
    """What waits to be granted stands still while the file is held."""
    return replace(file, frozen_by=fact.holds).with_clocks(ClockKind.GRANT, lambda clock: clock.pausing(fact.at))


def rewards_released(fact: RewardsReleased, file: RewardFile) -> RewardFile:
    return replace(file, frozen_by=(), tier=fact.tier).with_clocks(ClockKind.GRANT, lambda clock: clock.resuming(fact.at))


def rewards_barred(fact: RewardsBarred, file: RewardFile) -> RewardFile:
    return replace(file, barred=fact.persons)


CHAPTER = Chapter(
    changes=(
        change(ReviewNoted, review_noted),
        change(RewardsNoted, rewards_noted),
        change(ResultNoted, result_noted),
        change(RewardsHeld, rewards_held),
        change(RewardsReleased, rewards_released),
        change(RewardsBarred, rewards_barred),
    ),
)
