"""The panel's own conclusion for every person, with minutes and dissent. It binds nobody."""

from collections.abc import Iterable

from domain.acts import Recommend
from domain.assessing import assessed
from domain.facts import Assessed, Dissent, Outcome, Recommended
from domain.matter import Matter, conclude
from domain.protection import one_for_each, refuse_unless_open
from domain.refusals import Reason, Refused
from domain.review import Review
from domain.stream import after
from domain.vocabulary import ClockKind, ReviewStage


@conclude.register
def _(act: Recommend, matter: Matter) -> Recommended:
    review, needed = matter.review, matter.law.review.panel_at_least
    present = tuple(dict.fromkeys((matter.by.person, *(act.present or review.sitting))))
    for member in (*present, *(dissent.member for dissent in act.dissents)):
        if member not in review.sitting:
            raise Refused(Reason.NOT_SITTING, matter.basis, person=member)
    if len(present) < needed.value:
        raise Refused(Reason.PANEL_QUORUM, needed.basis, cast=len(present), least=needed.value)
    outcomes = one_for_each(act.outcomes, review.persons, matter)
    refuse_unless_open(outcomes, matter)
    return Recommended(
        **matter.signed,
        outcomes=outcomes,
        minutes=act.minutes,
        present=present,
        assessed=assessed_by_the_tables(outcomes, matter),
        dissents=tuple(Dissent(**dissent.model_dump()) for dissent in act.dissents),
    )


def assessed_by_the_tables(outcomes: Iterable[Outcome], matter: Matter) -> tuple[Assessed, ...]:
    """What the liability tables say beside what people conclude, with the people as the directory knows them today."""
    given = {each.person: each.outcome for each in outcomes}
    people = matter.directory.people
    personnel = {person: people[person].personnel if person in people else None for person in given}
    return assessed(given, personnel, matter.today, matter.review, matter.law)


@after.register
def _(fact: Recommended, review: Review) -> Review:
    concluded = review.entering(ReviewStage.RECOMMENDED, recommended=fact.outcomes, recommended_by=fact.present)
    return concluded.answering(ClockKind.RECOMMENDATION).starting(ClockKind.REVIEW_DECISION, fact.at)
