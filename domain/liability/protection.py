"""When protection may be spoken of at all: the conditions every recommendation, decision and answer to an appeal must meet (ND73 Art. 11).

It only says which outcomes the facts on record leave open; which of them it is, people say. What the liability tables compute beside it advises
(domain/liability/assessment.py), and opens what the law of the person's own kind protects; but where a row of any of them binds, it closes.
"""

from collections.abc import Iterable

from domain.acts import OutcomeFor
from domain.facts import PersonOutcome
from domain.law.liability_table import HARDER, Assessment
from domain.law.parameter import Parameter
from domain.liability.assessment import assessments
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.vocabulary import Answer, Finding, LiabilityOutcome, Regime, Result


def result_known_where_it_matters(review: Review) -> Reason | None:
    waits = review.waits_for_result and review.result is None and not review.none_will_come
    return Reason.RESULT_NOT_KNOWN if waits else None


def one_for_each(outcomes: Iterable[OutcomeFor], persons: Iterable[str], matter: Matter[Review]) -> tuple[PersonOutcome, ...]:
    """Every person judged separately, each once and nobody else."""
    given = tuple(PersonOutcome(**each.model_dump()) for each in outcomes)
    if sorted(each.person for each in given) != sorted(persons):
        raise Refused(Reason.OUTCOME_FOR_EACH, matter.basis, persons=", ".join(persons))
    return given


def departs(outcomes: Iterable[PersonOutcome], review: Review) -> bool:
    """Whether it is not what the panel recommended, for anybody."""
    recommended = {each.person: each.outcome for each in review.recommended}
    return any(recommended.get(each.person) is not each.outcome for each in outcomes)


def refuse_unless_open(outcomes: Iterable[PersonOutcome], matter: Matter[Review]) -> None:
    for each in outcomes:
        _refuse_unless_open(each, matter)
        refuse_if_foreseen(each, matter)


def refuse_if_foreseen(given: PersonOutcome, matter: Matter[Review]) -> None:
    """Under the plan a foreseen risk is asked of the competent authority, whoever could have granted it otherwise."""
    upward, review = matter.law.review.upward_only, matter.stream
    protects = given.outcome is not LiabilityOutcome.ORDINARY_HANDLING and given.outcome not in upward.value
    if protects and review.foreseen and review.regime is Regime.HCMC2022:
        raise Refused(Reason.FORESEEN_GOES_UPWARD, upward.basis, person=given.person)


def refuse_unless_open_on_appeal(given: PersonOutcome, matter: Matter[Review]) -> None:
    """Whoever answers an appeal is above the head: what the head could only ask for they may grant. Nobody is worse off for having appealed."""
    rule, before = matter.law.review.never_worse_on_appeal, matter.stream.outcome_for(given.person)
    if rule and rule.value and before and HARDER.index(given.outcome) > HARDER.index(before):
        raise Refused(Reason.NOT_WORSE_ON_APPEAL, rule.basis, person=given.person, outcome=before)
    _refuse_unless_open(given, matter)


def refuse_if_only_recommended(outcomes: Iterable[PersonOutcome], matter: Matter[Review]) -> None:
    """What only another authority can grant is proposed to it; nobody decides it here."""
    upward = matter.law.review.upward_only
    for each in outcomes:
        if each.outcome in upward.value:
            raise Refused(Reason.ONLY_RECOMMENDED, upward.basis, person=each.person)


def open_by_their_own_law(given: PersonOutcome, matter: Matter[Review]) -> bool:
    """Whether the table of their kind of personnel leaves it open for every act of theirs, and is sure of itself: what the programme does not protect
    another law may (Law 80/2025 Art. 34; Decree 234/2026 Art. 4). Which of them applies people say, with their reasons."""
    said = [each for each in _assessments_of(given.person, matter) if each.table.persons]
    return bool(said) and all(each.final and given.outcome in each.outcomes for each in said)


def _assessments_of(person: str, matter: Matter[Review]) -> list[Assessment]:
    """Of all their acts, by every table that is for them."""
    known = matter.directory.people.get(person)
    return [each for _, _, each in assessments(person, known.personnel if known else None, matter.today, matter.stream, matter.law)]


def _refuse_if_bound(given: PersonOutcome, matter: Matter[Review]) -> None:
    """What is prohibited closes every way, whatever else is found of them, of whichever act, and however the panel votes."""
    for each in _assessments_of(given.person, matter):
        row = each.bound_by
        if row and given.outcome not in row.outcomes:
            raise Refused(Reason.PROTECTION_CLOSED, row.basis, person=given.person, finding=str(row.established[0]))


def _refuse_unless_open(given: PersonOutcome, matter: Matter[Review]) -> None:
    _refuse_if_bound(given, matter)
    if given.outcome is LiabilityOutcome.ORDINARY_HANDLING or open_by_their_own_law(given, matter):
        return
    rule = matter.law.review
    if given.outcome not in (*rule.protects.value, *rule.upward_only.value):
        raise Refused(Reason.OUTCOME_NOT_UNDER_THESE_RULES, rule.protects.basis, outcome=given.outcome)
    for findings, wanted in rule.conditions(matter.stream.foreseen):
        _refuse_unless_they_speak_for_it(given.person, findings, wanted, matter.stream)
    if rule.waits_for_result.value and not matter.stream.none_will_come:
        _refuse_unless_of_this_result(given, rule.waits_for_result.basis, matter.stream)


def _refuse_unless_they_speak_for_it(person: str, findings: Parameter[tuple[Finding, ...]], wanted: Answer, review: Review) -> None:
    """What is not known does not speak for anybody: it asks for evidence."""
    for finding in findings.value:
        value = review.value_of(person, finding)
        if value in (None, Answer.UNKNOWN):
            raise Refused(Reason.FINDING_UNKNOWN, findings.basis, person=person, finding=finding)
        if value is not wanted:
            raise Refused(Reason.FINDING_AGAINST, findings.basis, person=person, finding=finding)


def _refuse_unless_of_this_result(given: PersonOutcome, basis: str, review: Review) -> None:
    """Completed: not handled. Not or only partly: excluded, exempted or mitigated, here or by recommendation."""
    if review.result is None:
        raise Refused(Reason.RESULT_NOT_KNOWN, basis)
    completed = review.result is Result.COMPLETED
    if completed != (given.outcome is LiabilityOutcome.NOT_HANDLED):
        raise Refused(Reason.OUTCOME_NOT_FOR_THIS_RESULT, basis, outcome=given.outcome, result=review.result)
