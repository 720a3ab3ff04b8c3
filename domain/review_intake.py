"""How a liability review begins: what was reported, whether there is anything to review, and whose conduct (ND73 Art. 11.4; the plan of 2022)."""

from domain.acts import Triage
from domain.facts import ResultNoted, ReviewOpened, ReviewTriaged
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.review import Review
from domain.stream import after
from domain.vocabulary import ClockKind, ReviewOutcome, ReviewStage

COPIED = (
    "about",
    "what",
    "happened_on",
    "item",
    "damage_dong",
    "reporter",
    "regime",
    "policy",
    "calendar",
    "agency",
    "addressed_to",
    "proposers",
    "implementers",
    "set_aside",
    "persons",
    "register_version",
    "result",
    "none_will_come",
    "supersedes",
)


@after.register
def _(fact: ReviewOpened, review: Review) -> Review:
    """The cause is due from the report on, whoever has yet to look at it: "promptly" does not wait for a desk."""
    told = {name: getattr(fact, name) for name in COPIED}
    opened = review.entering(ReviewStage.REPORTED, initiative_title=fact.title, reported_at=fact.at, **told)
    return opened.starting(ClockKind.TRIAGE, fact.at).starting(ClockKind.CAUSE, fact.at)


@conclude.register
def _(act: Triage, matter: Matter) -> ReviewTriaged:
    review, people = matter.review, matter.directory.people
    concerned = act.persons or review.persons or (*review.proposers, *review.implementers)
    persons = tuple(dict.fromkeys(concerned)) if act.to_review else ()
    for person in persons:
        if person not in people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=person)
    if matter.standpoint.leaves_nobody(*persons):
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, matter.basis, agency=review.agency)
    names = {person: people[person].name for person in persons}
    return ReviewTriaged(**matter.signed, to_review=act.to_review, reasons=act.reasons, persons=persons, names=names)


@after.register
def _(fact: ReviewTriaged, review: Review) -> Review:
    if not fact.to_review:
        return review.entering(ReviewStage.CLOSED, outcome=ReviewOutcome.NO_REVIEW, clocks=())
    return review.entering(ReviewStage.CAUSE, persons=fact.persons).answering(ClockKind.TRIAGE)


@after.register
def _(fact: ResultNoted, review: Review) -> Review:
    """Where the outcome turns on the result, the panel's time stands still until there is one."""
    noted = review.then(result=fact.result, none_will_come=fact.none_will_come)
    return noted.holding_the_panels_time(fact.at) if review.stage is ReviewStage.FINDINGS else noted
