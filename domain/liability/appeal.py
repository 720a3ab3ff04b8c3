"""Against a decision: the person's appeal, answered by other people; and new evidence, for which a new review takes this one's place."""

from dataclasses import replace

from domain.acts import Appeal, DecideAppeal, Supersede
from domain.chapter import Chapter, change, conclusion
from domain.facts import AppealDecided, PersonOutcome, ReviewAppealed, ReviewSuperseded
from domain.liability.protection import refuse_if_only_recommended, refuse_unless_open_on_appeal
from domain.matter import Matter
from domain.people.conflicts import kept_from
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.vocabulary import ClockKind, Office, ReviewOutcome, ReviewStage, Role


def decided(review: Review) -> Reason | None:
    """One person's time to appeal does not end because another was quicker."""
    appealable = review.decided and review.outcome is not ReviewOutcome.SUPERSEDED
    return None if appealable else Reason.NOTHING_TO_APPEAL


def not_superseded(review: Review) -> Reason | None:
    return Reason.SUPERSEDED_ALREADY if review.superseded_by else None


def has_appealed(review: Review, person: str) -> bool:
    return person in (*review.appeals, *review.appeals_answered)


def appeal(act: Appeal, matter: Matter[Review]) -> ReviewAppealed:
    review, within, calendar = matter.stream, matter.law.review.appeal_within_working_days, matter.law.calendar
    if has_appealed(review, matter.by.person):
        raise Refused(Reason.APPEALED_ALREADY, matter.basis)
    if review.decided_at is not None:
        last = calendar.period(calendar.local_day(review.decided_at), within.value)
        if matter.today > last:
            raise Refused(Reason.APPEAL_TOO_LATE, within.basis, day=last.isoformat())
    return ReviewAppealed(**matter.signature_fields, grounds=act.grounds, evidence=act.evidence)


def review_appealed(fact: ReviewAppealed, review: Review) -> Review:
    person = fact.by.person if fact.by else ""
    appealed = replace(review, stage=ReviewStage.APPEALED, outcome=None, appeals=(*review.appeals, person))
    return appealed.starting(ClockKind.APPEAL, fact.at, item=person)


def decide_appeal(act: DecideAppeal, matter: Matter[Review]) -> AppealDecided:
    review = matter.stream
    if not kept_from(Role.APPEAL, review).isdisjoint((matter.by.person, matter.by.answers)):
        raise Refused(Reason.APPEAL_IS_FOR_OTHERS, matter.basis)
    if matter.by.office is not Office.SUPERIOR_HEAD and _the_superior_can(matter):
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    if matter.by.office is Office.CITY_DEPUTY and _the_chair_can(matter):
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    if act.person not in review.appeals:
        raise Refused(Reason.NO_APPEAL, matter.basis, person=act.person)
    if act.upheld != (act.outcome is not None):
        raise Refused(Reason.OUTCOME_IF_UPHELD, matter.basis)
    if act.outcome is not None:
        instead = PersonOutcome(person=act.person, outcome=act.outcome, reasons=act.reasons)
        refuse_if_only_recommended((instead,), matter)
        refuse_unless_open_on_appeal(instead, matter)
    return AppealDecided(**matter.signature_fields, person=act.person, upheld=act.upheld, outcome=act.outcome, reasons=act.reasons)


def _the_superior_can(matter: Matter[Review]) -> bool:
    """The city chair answers only where no superior below may."""
    standpoint = matter.standpoint
    superior = standpoint.directory.superior(standpoint.authority)
    return bool(superior) and standpoint.directory.head(superior) not in kept_from(Role.APPEAL, matter.stream)


def _the_chair_can(matter: Matter[Review]) -> bool:
    """Above the city chair stands nobody here: where the chair decided, is a party or sat on the panel, deputies answer who took no part."""
    standpoint = matter.standpoint
    chair = standpoint.directory.head(standpoint.city)
    return bool(chair) and chair not in kept_from(Role.APPEAL, matter.stream)


def appeal_decided(fact: AppealDecided, review: Review) -> Review:
    left = tuple(person for person in review.appeals if person != fact.person)
    answered = replace(
        review,
        appeals=left,
        appeals_answered=(*review.appeals_answered, fact.person),
        decided=tuple(_as_answered(each, fact) for each in review.decided),
    )
    if not left:
        answered = replace(answered, stage=ReviewStage.CLOSED, outcome=ReviewOutcome.APPEAL_DECIDED)
    return answered.stopping(ClockKind.APPEAL, fact.person)


def _as_answered(decided: PersonOutcome, fact: AppealDecided) -> PersonOutcome:
    if fact.outcome is None or decided.person != fact.person:
        return decided
    return PersonOutcome(person=fact.person, outcome=fact.outcome, reasons=fact.reasons)


def supersede(act: Supersede, matter: Matter[Review]) -> ReviewSuperseded:
    if matter.by.office is Office.AGENCY_HEAD and matter.stream.appeals_answered:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)  # what was answered above the head is not the head's to take up again
    return ReviewSuperseded(**matter.signature_fields, reason=act.reason, evidence=act.evidence, review=matter.excerpt.next_review)


def review_superseded(fact: ReviewSuperseded, review: Review) -> Review:
    """It stays on record as it was decided; only it decides nothing any more."""
    return replace(review, stage=ReviewStage.CLOSED, outcome=ReviewOutcome.SUPERSEDED, superseded_by=fact.review, clocks=())


CHAPTER = Chapter(
    concludes=(
        conclusion(Appeal, appeal),
        conclusion(DecideAppeal, decide_appeal),
        conclusion(Supersede, supersede),
    ),
    changes=(
        change(ReviewAppealed, review_appealed),
        change(AppealDecided, appeal_decided),
        change(ReviewSuperseded, review_superseded),
    ),
)
