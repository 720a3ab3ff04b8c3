"""How a liability review begins: what was reported, whether there is anything to review, and whose conduct (ND73 Art. 11.4; the plan of 2022)."""

from dataclasses import replace

from domain.acts import Triage
from domain.chapter import Chapter, change, conclusion
from domain.facts import ReviewOpened, ReviewTriaged
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.values import unique
from domain.vocabulary import ClockKind, ReviewOutcome, ReviewStage


def review_opened(fact: ReviewOpened, review: Review) -> Review:
    """The cause is due from the report on, whoever has yet to look at it: "promptly" does not wait for a desk."""
    opened = replace(
        review,
        stage=ReviewStage.REPORTED,
        reported_at=fact.at,
        initiative_title=fact.title,
        regime=fact.regime,
        policy=fact.policy,
        calendar=fact.calendar,
        agency=fact.agency,
        addressed_to=fact.addressed_to,
        proposers=fact.proposers,
        implementers=fact.implementers,
        set_aside=fact.set_aside,
        about=fact.about,
        what=fact.what,
        happened_on=fact.happened_on,
        item=fact.item,
        damage_dong=fact.damage_dong,
        reporter=fact.reporter,
        persons=fact.persons,
        register_version=fact.register_version,
        result=fact.result,
        none_will_come=fact.none_will_come,
        supersedes=fact.supersedes,
        approvers=fact.approvers,
        recused=fact.recused,
        evaluators=fact.evaluators,
        sat_before=fact.sat_before,
    )
    return opened.starting(ClockKind.TRIAGE, fact.at).starting(ClockKind.CAUSE, fact.at)


def triage(act: Triage, matter: Matter[Review]) -> ReviewTriaged:
    review = matter.stream
    concerned = act.persons or review.persons or (*review.proposers, *review.implementers)
    persons = unique(*concerned) if act.to_review else ()
    names = matter.names_of(*persons)
    if matter.standpoint.leaves_nobody(*persons):
        raise Refused(Reason.LEAVES_NOBODY, matter.basis)
    return ReviewTriaged(**matter.signature_fields, to_review=act.to_review, reasons=act.reasons, persons=persons, names=names)


def review_triaged(fact: ReviewTriaged, review: Review) -> Review:
    if not fact.to_review:
        return replace(review, stage=ReviewStage.CLOSED, outcome=ReviewOutcome.NO_REVIEW, clocks=())
    return replace(review, stage=ReviewStage.CAUSE, persons=fact.persons).stopping(ClockKind.TRIAGE)


CHAPTER = Chapter(
    concludes=(conclusion(Triage, triage),),
    changes=(
        change(ReviewOpened, review_opened),
        change(ReviewTriaged, review_triaged),
    ),
)
