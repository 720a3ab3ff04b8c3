"""What is decided for every person by somebody who was not on the panel; and what is asked of a higher authority, whose silence grants nothing."""

from domain.acts import Decide, OutcomeFor, ProposeUpward, RecordAnswer
from domain.facts import AnswerRecorded, Outcome, Paper, ProposedUpward, ReviewDecided
from domain.matter import Matter, conclude
from domain.protection import departs, one_for_each, refuse_if_only_recommended, refuse_unless_open
from domain.recommending import assessed_by_the_tables
from domain.refusals import Reason, Refused
from domain.review import Review
from domain.stream import after
from domain.vocabulary import ClockKind, Flag, LiabilityOutcome, Office, ReviewStage


def not_proposed(review: Review) -> Reason | None:
    return Reason.ANSWER_AWAITED if review.proposed else None


def proposed(review: Review) -> Reason | None:
    return None if review.proposed else Reason.NOTHING_PROPOSED


def _weighed(act: Decide | ProposeUpward, matter: Matter) -> tuple[tuple[Outcome, ...], bool]:
    """One outcome for each person, and whether it departs from the panel's; who departs says why."""
    outcomes = one_for_each(act.outcomes, matter.review.persons, matter)
    otherwise = departs(outcomes, matter.review)
    if otherwise and not act.departure_reason:
        raise Refused(Reason.DEPARTURE_NEEDS_REASON, matter.basis)
    return outcomes, otherwise


def departures(fact: ReviewDecided | ProposedUpward) -> tuple[Flag, ...]:
    """From what the decision departs. Whoever departs has said why, and how often it happens can be counted."""
    left_open = {(each.person, each.deed) for each in fact.assessed if each.followed}  # by the programme's table, or by that of his own law
    otherwise = any((each.person, each.deed) not in left_open for each in fact.assessed)
    return tuple(flag for flag, so in ((Flag.DEPARTS_FROM_PANEL, fact.departs), (Flag.DEPARTS_FROM_TABLES, otherwise)) if so)


@conclude.register
def _(act: Decide, matter: Matter) -> ReviewDecided:
    outcomes, otherwise = _weighed(act, matter)
    refuse_if_only_recommended(outcomes, matter)
    refuse_unless_open(outcomes, matter)
    return ReviewDecided(
        **matter.signed,
        outcomes=outcomes,
        departs=otherwise,
        departure_reason=act.departure_reason,
        assessed=assessed_by_the_tables(outcomes, matter),
    )


@after.register
def _(fact: ReviewDecided, review: Review) -> Review:
    decider = fact.by.person if fact.by else ""
    told = {"decided": fact.outcomes, "decided_by": decider, "decided_at": fact.at, "departures": departures(fact)}
    decided = review.entering(ReviewStage.DECIDED, **told)
    return decided.answering(ClockKind.REVIEW_DECISION)


@conclude.register
def _(act: ProposeUpward, matter: Matter) -> ProposedUpward:
    """For some he may decide himself in the same paper; for one at least he asks, or there is nothing to propose."""
    outcomes, otherwise = _weighed(act, matter)
    upward = matter.law.review.upward_only
    if not any(each.outcome in upward.value for each in outcomes):
        raise Refused(Reason.NOTHING_TO_PROPOSE, upward.basis)
    refuse_unless_open(outcomes, matter)
    return ProposedUpward(
        **matter.signed,
        to=act.to,
        outcomes=outcomes,
        departs=otherwise,
        departure_reason=act.departure_reason,
        assessed=assessed_by_the_tables(outcomes, matter),
        asked_for=tuple(each.person for each in outcomes if each.outcome in upward.value),
    )


@after.register
def _(fact: ProposedUpward, review: Review) -> Review:
    proposer = fact.by.person if fact.by else ""
    told = {"proposed_to": fact.to, "proposed": fact.outcomes, "asked_for": fact.asked_for, "departures": departures(fact)}
    asked = review.then(**told, decided_by=proposer)
    return asked.answering(ClockKind.REVIEW_DECISION).starting(ClockKind.UPWARD_ANSWER, fact.at)


@conclude.register
def _(act: RecordAnswer, matter: Matter) -> AnswerRecorded:
    """About those it was asked for; what the head decided himself for the others stands with it."""
    review = matter.review
    if matter.by.office is Office.AGENCY_OFFICER and matter.by.agency != matter.standpoint.authority:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    if act.issued_on > matter.today:
        raise Refused(Reason.DATE_OUT_OF_RANGE, matter.basis, day=act.issued_on.isoformat())
    answered = one_for_each(act.outcomes, review.asked_for, matter)
    for each in act.outcomes:
        _refuse_unless_an_answer(each, matter)
    return AnswerRecorded(
        **{**matter.signed, "paper": Paper(number=act.number, issued_on=act.issued_on, sha256=act.sha256)},
        outcomes=(*answered, *(each for each in review.proposed if each.person not in review.asked_for)),
    )


def _refuse_unless_an_answer(given: OutcomeFor, matter: Matter) -> None:
    """An answer grants or does not; it does not recommend once more."""
    protects = matter.law.review.protects
    if given.outcome not in (*protects.value, LiabilityOutcome.ORDINARY_HANDLING):
        raise Refused(Reason.OUTCOME_NOT_UNDER_THESE_RULES, protects.basis, outcome=given.outcome)


@after.register
def _(fact: AnswerRecorded, review: Review) -> Review:
    answered = review.entering(ReviewStage.DECIDED, decided=fact.outcomes, decided_at=fact.at)
    return answered.answering(ClockKind.UPWARD_ANSWER)
