"""What a fact in one stream makes true in the others of its family, in the same moment and the same transaction.

No stream ever looks into another's ledger: what it must know is told to it as a fact of its own. So each is told whole from its own ledger, and
whoever has the family's turn leaves all of them true to each other.
"""

from collections.abc import Iterator
from typing import Any

from domain.case import Case
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
from domain.review import Review
from domain.reward_file import RewardFile
from domain.stream import Stream
from domain.vocabulary import ReviewAbout, Stage
from domain.working_days import Calendar

Consequence = tuple[str, Fact]


def consequences(fact: Fact, before: Stream, after: Stream, calendar: Calendar) -> Iterator[Consequence]:
    """Stream and fact, in the order they are recorded. Their legal time is the cause's; nobody's hand is under them but the cause's entry."""
    match before, after:
        case Case(), Case():
            yield from _of_an_initiative(fact, before, after, calendar)
        case Review(), Review():
            yield from _of_a_review(fact, before, after)
        case RewardFile(), RewardFile():
            yield from _of_a_reward_file(fact, before, after)


def _inherited(stream: Stream) -> dict[str, Any]:
    """What every stream of a family has from the initiative, and keeps as it was when it was opened."""
    names = ("title", "regime", "policy", "agency", "addressed_to", "proposers", "implementers", "set_aside", "calendar")
    return {name: getattr(stream, name) for name in names}


def _of_an_initiative(fact: Fact, before: Case, after: Case, calendar: Calendar) -> Iterator[Consequence]:
    trace = {"at": fact.at, "follows": f"{after.number}/{after.sequence}"}
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
                tier=after.tier,
                holds=after.holds,
                barred=after.barred,
            ),
        )
    elif isinstance(fact, RewardsOpenedFromStart):
        yield fact.rewards, RewardFileOpened(**trace, **_inherited(after), holds=after.holds, barred=after.barred, early=True)
    elif isinstance(fact, ResultEvaluated) and fact.rewards and Stage.REWARDING not in before.reached:
        yield fact.rewards, RewardsEarned(**trace, tier=after.tier)
    elif after.rewards and before.holds != after.holds:
        held = RewardsHeld(**trace, holds=after.holds) if after.holds else RewardsReleased(**trace, tier=after.tier)
        yield after.rewards.number, held
    if before.rewards and after.rewards and before.barred != after.barred:
        yield after.rewards.number, RewardsBarred(**trace, persons=after.barred)
    if (before.result, before.ended_without_result) != (after.result, after.ended_without_result):
        for number in before.reviews:  # one that is over may be appealed or superseded, and must then know it
            yield number, ResultNoted(**trace, result=after.result, none_will_come=after.ended_without_result)
    if after.stage is Stage.CLOSED and _something_new_arose(before, after):
        yield after.number, Reopened(**trace, reason="", back_to=Stage.FINAL_EVALUATION)


def _something_new_arose(before: Case, after: Case) -> bool:
    """A case whose result was evaluated is opened again by a new review or a flag alone; a fact that closes it does not open it.

    One that ended before any work was evaluated has nothing to decide anew, and an appeal is about its review alone.
    """
    if before.stage is not Stage.CLOSED or before.result is None:
        return False
    return bool(after.reviews.keys() - before.reviews.keys()) or (after.integrity and not before.integrity)


def _review_opened(fact: Fact, before: Case, after: Case, calendar: Calendar) -> ReviewOpened:
    """The review's first fact: what happened, and everything of the initiative it must know."""
    happened_on = fact.happened_on if isinstance(fact, IncidentReported) else calendar.local_day(fact.at)
    about, what, item, damage, evidence, persons = _occasion(fact)
    return ReviewOpened(
        at=fact.at,
        about=about,
        what=what,
        happened_on=happened_on,
        item=item,
        damage_dong=damage,
        evidence=evidence,
        reporter=fact.by.person if fact.by else "",
        **_inherited(after),
        persons=persons,
        register_version=_in_force(fact, after, calendar),
        result=after.result,
        none_will_come=after.ended_without_result,
    )


def _in_force(fact: Fact, case: Case, calendar: Calendar) -> PlanVersion | None:
    """The register in force when it happened. At what hour an incident came nobody says: what was added that same day was not foreseen."""
    if not isinstance(fact, IncidentReported):
        return case.version_at(fact.at)
    return case.version_at(calendar.begins_on(fact.happened_on)) or next(iter(case.versions), None)


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
    trace = {"at": fact.at, "follows": f"{after.number}/{after.sequence}"}
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
            ),
        )
    # A review that has just been opened by a fact of the initiative is known there already; one that took another's place is not.
    known, now = ((each.stage, each.sitting, each.persons, each.barred) for each in (before, after))
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
            ),
        )


def _of_a_reward_file(fact: Fact, before: RewardFile, after: RewardFile) -> Iterator[Consequence]:
    if before.stage is not None and after.stage and (before.stage, before.pending) != (after.stage, after.pending):
        trace = {"at": fact.at, "follows": f"{after.number}/{after.sequence}"}
        yield after.family, RewardsNoted(**trace, rewards=after.number, stage=after.stage, pending=after.pending)
