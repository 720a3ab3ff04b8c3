"""What is decided for every person by somebody who was not on the panel; and what is asked of a higher authority, whose silence grants nothing."""

from collections.abc import Iterable
from dataclasses import replace

from domain.acts import Decide, OutcomeFor, ProposeUpward, RecordAnswer
from domain.chapter import Chapter, change, conclusion
from domain.facts import AnswerRecorded, Assessed, PersonOutcome, ProposedUpward, ReviewDecided
from domain.liability.protection import departs, one_for_each, refuse_if_only_recommended, refuse_unless_open
from domain.liability.recommendation import assessed_by_the_tables
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.vocabulary import ClockKind, Flag, LiabilityOutcome, Office, ReviewStage


def not_proposed(review: Review) -> Reason | None:
    return Reason.ANSWER_AWAITED if review.proposed else None


def proposed(review: Review) -> Reason | None:
    return None if review.proposed else Reason.NOTHING_PROPOSED


def _weighed(act: Decide | ProposeUpward, matter: Matter[Review]) -> tuple[tuple[PersonOutcome, ...], bool]:
    """One outcome for each person, and whether it departs from the panel's; who departs says why."""
    outcomes = one_for_each(act.outcomes, matter.stream.persons, matter)
    otherwise = departs(outcomes, matter.stream)
    if otherwise and not act.departure_reason:
        raise Refused(Reason.DEPARTURE_NEEDS_REASON, matter.basis)
    return outcomes, otherwise


def departures(fact: ReviewDecided | ProposedUpward) -> tuple[Flag, ...]:
    """From what the decision departs. Whoever departs has said why, and how often it happens can be counted."""
    left_open = {
        (each.person, each.deed) for each in fact.assessed if each.followed
    }  # by the programme's table, or by that of their own law
    otherwise = any((each.person, each.deed) not in left_open for each in fact.assessed)
    raised = (
        (Flag.DEPARTS_FROM_PANEL, fact.departs),
        (Flag.DEPARTS_FROM_TABLES, otherwise),
        (Flag.RESTS_ON_UNKNOWN, fact.rests_on_unknown),
    )
    return tuple(flag for flag, so in raised if so)


def rests_on_unknown(assessed: Iterable[Assessed], outcomes: Iterable[PersonOutcome], matter: Matter[Review]) -> tuple[str, ...]:
    """Who is handled as the tables leave open, though of one act of theirs none that leaves it open was certain: in doubt nobody has been followed."""
    tells = matter.law.review.tells_unknown
    if tells is None or not tells.value:
        return ()
    said = [each for each in assessed if each.followed]
    certain = {(each.person, each.deed) for each in said if each.final}
    doubtful = {each.person for each in said if (each.person, each.deed) not in certain}
    return tuple(each.person for each in outcomes if each.outcome is LiabilityOutcome.ORDINARY_HANDLING and each.person in doubtful)


def decide(act: Decide, matter: Matter[Review]) -> ReviewDecided:
    outcomes, otherwise = _weighed(act, matter)
    refuse_if_only_recommended(outcomes, matter)
    refuse_unless_open(outcomes, matter)
    assessed = assessed_by_the_tables(outcomes, matter)
    return ReviewDecided(
        **matter.signature_fields,
        outcomes=outcomes,
        departs=otherwise,
        departure_reason=act.departure_reason,
        assessed=assessed,
        rests_on_unknown=rests_on_unknown(assessed, outcomes, matter),
    )


def review_decided(fact: ReviewDecided, review: Review) -> Review:
    decider = fact.by.person if fact.by else ""
    decided = replace(
        review,
        stage=ReviewStage.DECIDED,
        decided=fact.outcomes,
        decided_by=decider,
        decided_for=fact.by.answers if fact.by else "",
        decided_at=fact.at,
        departures=departures(fact),
    )
    return decided.stopping(ClockKind.REVIEW_DECISION)


def propose_upward(act: ProposeUpward, matter: Matter[Review]) -> ProposedUpward:
    """For some the head may decide in the same paper; for one at least the head asks, or there is nothing to propose."""
    outcomes, otherwise = _weighed(act, matter)
    upward = matter.law.review.upward_only
    if not any(each.outcome in upward.value for each in outcomes):
        raise Refused(Reason.NOTHING_TO_PROPOSE, upward.basis)
    refuse_unless_open(outcomes, matter)
    asked_for = tuple(each for each in outcomes if each.outcome in upward.value)
    _refuse_unless_liabilities_are_named(asked_for, matter)
    to, agency = _whom_it_asks(act, matter)
    assessed = assessed_by_the_tables(outcomes, matter)
    return ProposedUpward(
        **matter.signature_fields,
        to=to,
        agency=agency,
        outcomes=outcomes,
        departs=otherwise,
        departure_reason=act.departure_reason,
        assessed=assessed,
        asked_for=tuple(each.person for each in asked_for),
        rests_on_unknown=rests_on_unknown(assessed, outcomes, matter),
    )


def _refuse_unless_liabilities_are_named(asked_for: Iterable[PersonOutcome], matter: Matter[Review]) -> None:
    """Exempted from what: otherwise nobody could tell what is asked of them."""
    rule = matter.law.review.names_liabilities
    for each in asked_for:
        if rule and rule.value and not each.liabilities:
            raise Refused(Reason.LIABILITY_NOT_NAMED, rule.basis, person=each.person)


def _whom_it_asks(act: ProposeUpward, matter: Matter[Review]) -> tuple[str, str]:
    """What the authority is called, and its code. Nobody asks themselves; above the city stands no agency of the directory."""
    rule, standpoint = matter.law.review.asks_an_agency, matter.standpoint
    by_code = rule is not None and rule.value and standpoint.authority != standpoint.city
    if act.agency is None:
        if by_code or not act.to:
            raise Refused(Reason.AGENCY_TO_ASK, rule.basis if rule else matter.basis)
        return act.to, ""
    asked = matter.agency(act.agency)
    if asked.code == standpoint.authority:
        raise Refused(Reason.AGENCY_TO_ASK, matter.basis)
    return act.to or asked.name, asked.code


def proposed_upward(fact: ProposedUpward, review: Review) -> Review:
    proposer = fact.by.person if fact.by else ""
    asked = replace(
        review,
        proposed_to=fact.to,
        proposed_agency=fact.agency,
        proposed=fact.outcomes,
        asked_for=fact.asked_for,
        decided_by=proposer,
        departures=departures(fact),
    )
    return asked.stopping(ClockKind.REVIEW_DECISION).starting(ClockKind.UPWARD_ANSWER, fact.at)


def record_answer(act: RecordAnswer, matter: Matter[Review]) -> AnswerRecorded:
    """About those it was asked for; what the head decided for the others stands with it."""
    review = matter.stream
    if matter.by.office is Office.AGENCY_OFFICER and matter.by.agency != matter.standpoint.authority:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    answered = one_for_each(act.outcomes, review.asked_for, matter)
    for each in act.outcomes:
        _refuse_unless_an_answer(each, matter)
    return AnswerRecorded(
        **matter.signature_with(act),
        outcomes=(*answered, *(each for each in review.proposed if each.person not in review.asked_for)),
    )


def _refuse_unless_an_answer(given: OutcomeFor, matter: Matter[Review]) -> None:
    """An answer grants or does not; it does not recommend once more."""
    protects = matter.law.review.protects
    if given.outcome not in (*protects.value, LiabilityOutcome.ORDINARY_HANDLING):
        raise Refused(Reason.OUTCOME_NOT_UNDER_THESE_RULES, protects.basis, outcome=given.outcome)


def answer_recorded(fact: AnswerRecorded, review: Review) -> Review:
    answered = replace(review, stage=ReviewStage.DECIDED, decided=fact.outcomes, decided_at=fact.at)
    return answered.stopping(ClockKind.UPWARD_ANSWER)


CHAPTER = Chapter(
    concludes=(
        conclusion(Decide, decide),
        conclusion(ProposeUpward, propose_upward),
        conclusion(RecordAnswer, record_answer),
    ),
    changes=(
        change(ReviewDecided, review_decided),
        change(ProposedUpward, proposed_upward),
        change(AnswerRecorded, answer_recorded),
    ),
)
