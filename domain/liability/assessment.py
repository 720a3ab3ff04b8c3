"""What the liability tables say of each person under review, from what is established in its own ledger. It advises; it decides nothing."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.facts import Assessed
from domain.law.liability_table import Assessment, Question
from domain.law.policy import Law
from domain.streams.review import Review
from domain.values import unique
from domain.vocabulary import Answer, Cause, Circumstance, LiabilityOutcome, PersonnelKind, Result


def circumstances(review: Review) -> dict[Question, Answer]:
    """What follows from the record: the same for everybody. That no damage was reported counts as none once the cause has been looked at."""
    looked_at = review.cause is not None
    damage = review.damage_dong > 0
    return {
        Circumstance.COMPLETED: _completed(review),
        Circumstance.DAMAGE: _so(damage) if damage or looked_at else Answer.UNKNOWN,
        Circumstance.FORESEEN: Answer.UNKNOWN if review.foreseen is None else _so(review.foreseen),
        Circumstance.OBJECTIVE_CAUSE: _so(review.cause is Cause.OBJECTIVE) if looked_at else Answer.UNKNOWN,
    }


def _so(value: bool) -> Answer:
    return Answer.YES if value else Answer.NO


def _completed(review: Review) -> Answer:
    if review.result is None:
        return Answer.NO if review.none_will_come else Answer.UNKNOWN
    return _so(review.result is Result.COMPLETED)


def deeds_of(person: str, review: Review) -> tuple[str, ...]:
    """The acts of a person that something is established about, in the order they came up; "" where nothing is yet."""
    return unique(*(each.deed for each in review.established if each.about == person)) or ("",)


def deed_called(person: str, deed: str, review: Review) -> str:
    """What that act of theirs is called, as it was said last; "" where nobody has said it."""
    said = [each.deed_called for each in review.established if (each.about, each.deed) == (person, deed) and each.deed_called]
    return said[-1] if said else ""


def answers_about(person: str, deed: str, review: Review) -> dict[Question, Answer]:
    found: dict[Question, Answer] = {each.fact: each.value for each in review.established if (each.about, each.deed) == (person, deed)}
    return {**circumstances(review), **found}


def assessments(person: str, personnel: PersonnelKind | None, day: date, review: Review, law: Law) -> Iterator[tuple[str, str, Assessment]]:
    """Deed, table and what that table says: one for each of their acts and each table that is for them on the day the matter is handled."""
    for deed in deeds_of(person, review):
        answers = answers_about(person, deed, review)
        for name, table in law.liability.items():
            if table.is_for(personnel, day):
                unraised: dict[Question, Answer] = dict.fromkeys(table.unraised, Answer.NO)
                yield deed, name, table.assess({**unraised, **answers})


def assessed(
    given: Mapping[str, LiabilityOutcome], personnel: Mapping[str, PersonnelKind | None], day: date, review: Review, law: Law
) -> tuple[Assessed, ...]:
    """The same as it is recorded beside an outcome given by people, so that it can be computed again from the ledger alone."""
    return tuple(
        Assessed(
            person=person,
            deed=deed,
            personnel=personnel[person],
            handled_on=day,
            table=name,
            row=found.fired.id if found.fired else "",
            basis=found.fired.basis if found.fired else found.table.basis,
            outcomes=found.outcomes,
            refer=found.refer,
            final=found.final,
            asks_for=tuple(str(question) for question in found.asks_for),
            answers={str(question): answer for question, answer in found.answers.items()},
            followed=outcome in found.outcomes,
        )
        for person, outcome in given.items()
        for deed, name, found in assessments(person, personnel[person], day, review, law)
    )
