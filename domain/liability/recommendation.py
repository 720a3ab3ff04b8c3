"""The panel's own conclusion for every person, with minutes and dissent. It binds nobody."""

from collections.abc import Iterable
from dataclasses import replace

from domain.acts import Recommend
from domain.bodies.minutes import as_minuted, minutes_of
from domain.bodies.rules import of_the_panel
from domain.chapter import Chapter, change, conclusion
from domain.facts import Assessed, Dissent, Minutes, PersonOutcome, Recommended
from domain.liability.assessment import assessed
from domain.liability.protection import one_for_each, refuse_unless_open
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.values import unique
from domain.vocabulary import ClockKind, ReviewStage


def recommend(act: Recommend, matter: Matter[Review]) -> Recommended:
    review, needed = matter.stream, matter.law.review.panel_at_least
    present = unique(matter.by.person, *(act.present or review.sitting))
    for member in (*present, *(dissent.member for dissent in act.dissents)):
        if member not in review.sitting:
            raise Refused(Reason.NOT_SITTING, matter.basis, person=member)
    minuted = _minutes_of_its_meeting(act, matter) or as_minuted(
        act.minuted, matter.law.minuted.get(act.name), None, review.sitting, _active(act, matter), matter
    )
    if minuted:
        present = _all_accounted_for(act, minuted, matter)
    if not of_the_panel(matter.law).quorum.is_reached(len(present), len(review.sitting)):
        raise Refused(Reason.PANEL_QUORUM, needed.basis, cast=len(present), least=needed.value)
    outcomes = one_for_each(act.outcomes, review.persons, matter)
    refuse_unless_open(outcomes, matter)
    return Recommended(
        **matter.signature_fields,
        outcomes=outcomes,
        minutes=act.minutes,
        present=present,
        minuted=minuted,
        assessed=assessed_by_the_tables(outcomes, matter),
        dissents=tuple(Dissent(**dissent.model_dump()) for dissent in act.dissents),
    )


def _minutes_of_its_meeting(act: Recommend, matter: Matter[Review]) -> Minutes | None:
    """Of the last one; whoever has left the panel since is not among those who recommend."""
    met, sitting = matter.stream.last_closed, matter.stream.sitting
    minuted = minutes_of(met, act.minuted, _active(act, matter), matter) if met else None
    return minuted and minuted.model_copy(update={"present": tuple(person for person in minuted.present if person in sitting)})


def _active(act: Recommend, matter: Matter[Review]) -> tuple[str, ...]:
    """Who the recommendation itself says were there: whoever brings it, whom it names, and whoever dissents."""
    return (matter.by.person, *act.present, *(dissent.member for dissent in act.dissents))


def _all_accounted_for(act: Recommend, minuted: Minutes, matter: Matter[Review]) -> tuple[str, ...]:
    """Those who were there. Raises Refused where those present are named and one member is neither among them nor absent."""
    for person in minuted.present:
        if act.present and person not in (matter.by.person, *act.present):
            raise Refused(Reason.ATTENDANCE_DISAGREES, matter.basis, person=person)
    return minuted.present


def assessed_by_the_tables(outcomes: Iterable[PersonOutcome], matter: Matter[Review]) -> tuple[Assessed, ...]:
    """What the liability tables say beside what people conclude, with the people as the directory knows them today."""
    given = {each.person: each.outcome for each in outcomes}
    people = matter.directory.people
    personnel = {person: people[person].personnel if person in people else None for person in given}
    return assessed(given, personnel, matter.today, matter.stream, matter.law)


def recommended(fact: Recommended, review: Review) -> Review:
    concluded = replace(review, stage=ReviewStage.RECOMMENDED, recommended=fact.outcomes, recommended_by=fact.present)
    return concluded.stopping(ClockKind.RECOMMENDATION).starting(ClockKind.REVIEW_DECISION, fact.at)


CHAPTER = Chapter(
    concludes=(conclusion(Recommend, recommend),),
    changes=(change(Recommended, recommended),),
)
