"""When something goes wrong: what is reported, what is suspected, and what an outside organ has in hand. Nothing here finds anybody guilty."""

from domain.acts import (
    AnswerObstruction,
    ClearIntegrityFlag,
    RaiseIntegrityFlag,
    RecordReferralOutcome,
    Refer,
    ReportIncident,
    ReportObstruction,
)
from domain.case import Case, Obstruction, ReviewSummary, after
from domain.facts import (
    IncidentReported,
    IntegrityFlagCleared,
    IntegrityFlagRaised,
    ObstructionAnswered,
    ObstructionReported,
    ReferralOutcomeRecorded,
    Referred,
    ReviewNoted,
    RewardsNoted,
)
from domain.matter import Matter, conclude
from domain.numbers import review_number
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Office


def no_obstruction(case: Case) -> Reason | None:
    return None if any(not each.answered for each in case.obstructions) else Reason.NO_OBSTRUCTION


def no_flag(case: Case) -> Reason | None:
    return None if case.integrity else Reason.NO_FLAG


def nothing_referred(case: Case) -> Reason | None:
    return None if case.referred else Reason.NOTHING_REFERRED


def next_review(case: Case) -> str:
    return review_number(case.number, len(case.reviews) + 1)


def with_review(case: Case, review: str, item: str = "") -> Case:
    """With a review of its own beside it; its first fact is recorded in the same moment (domain/family.py)."""
    return case.model_copy(update={"reviews": {**case.reviews, review: ReviewSummary(item=item)}}) if review else case


@conclude.register
def _(act: ReportIncident, matter: Matter) -> IncidentReported:
    case = matter.case
    if act.happened_on > matter.today:
        raise Refused(Reason.DATE_OUT_OF_RANGE, matter.basis, day=act.happened_on.isoformat())
    if case.approved_on is None or act.happened_on < matter.law.calendar.local_day(case.approved_on):
        raise Refused(Reason.INCIDENT_BEFORE_APPROVAL, matter.basis, day=act.happened_on.isoformat())
    items = [item.code for item in case.plan_in_force.items] if case.plan_in_force else []
    if act.item and act.item not in items:
        raise Refused(Reason.UNKNOWN_ITEM, matter.basis, item=act.item, items=", ".join(items))
    return IncidentReported(
        **matter.signed,
        happened_on=act.happened_on,
        what=act.what,
        item=act.item or "",
        damage_dong=act.damage_dong,
        evidence=act.evidence,
        review=next_review(case),
    )


@after.register
def _(fact: IncidentReported, case: Case) -> Case:
    return with_review(case.then(), fact.review, fact.item)


@conclude.register
def _(act: ReportObstruction, matter: Matter) -> ObstructionReported:
    if act.about not in matter.directory.people:
        raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=act.about)
    if act.about == matter.by.person:
        raise Refused(Reason.NOT_ABOUT_ONESELF, matter.basis)
    return ObstructionReported(
        **matter.signed,
        report=f"O{matter.obstructions_so_far + 1}",
        about=act.about,
        what=act.what,
        evidence=act.evidence,
        names={act.about: matter.directory.people[act.about].name},
    )


@after.register
def _(fact: ObstructionReported, case: Case) -> Case:
    noted = case.then(obstructions=(*case.obstructions, Obstruction(report=fact.report, about=fact.about)))
    return noted.starting(ClockKind.OBSTRUCTION, fact.at, item=fact.report).hiding(fact)


@conclude.register
def _(act: AnswerObstruction, matter: Matter) -> ObstructionAnswered:
    found = next((each for each in matter.case.obstructions if each.report == act.report and not each.answered), None)
    if found is None:
        raise Refused(Reason.NO_OBSTRUCTION, matter.basis)
    return ObstructionAnswered(**matter.signed, report=act.report, about=found.about, answer=act.answer)


@after.register
def _(fact: ObstructionAnswered, case: Case) -> Case:
    answered = (each.model_copy(update={"answered": True}) if each.report == fact.report else each for each in case.obstructions)
    return case.then(obstructions=tuple(answered)).answering(ClockKind.OBSTRUCTION, fact.report).hiding(fact)


@conclude.register
def _(act: RaiseIntegrityFlag, matter: Matter) -> IntegrityFlagRaised:
    for person in act.persons:
        if person not in matter.directory.people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=person)
    if matter.standpoint.leaves_nobody(*act.persons):  # then nobody here could review it: it is for an organ outside (refer)
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, matter.basis, agency=matter.case.agency)
    return IntegrityFlagRaised(
        **matter.signed,
        grounds=act.grounds,
        persons=tuple(dict.fromkeys(act.persons)),
        what=act.what,
        evidence=act.evidence,
        review=next_review(matter.case),
        names={person: matter.directory.people[person].name for person in act.persons},
    )


@after.register
def _(fact: IntegrityFlagRaised, case: Case) -> Case:
    by_inspectorate = case.raised_by_inspectorate or (fact.by is not None and fact.by.office is Office.INSPECTORATE)
    flagged = tuple(dict.fromkeys((*case.flagged, *fact.persons)))
    return with_review(case.then(integrity=True, flagged=flagged, raised_by_inspectorate=by_inspectorate), fact.review)


def _refuse_if_flagged(matter: Matter) -> None:
    if matter.by.person in matter.case.flagged:
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis)


@conclude.register
def _(act: ClearIntegrityFlag, matter: Matter) -> IntegrityFlagCleared:
    _refuse_if_flagged(matter)
    if matter.case.raised_by_inspectorate and matter.by.office is not Office.INSPECTORATE:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)  # what a watchdog froze, only a watchdog thaws
    return IntegrityFlagCleared(**matter.signed, reasons=act.reasons, evidence=act.evidence)


@after.register
def _(fact: IntegrityFlagCleared, case: Case) -> Case:
    return case.then(integrity=False, flagged=(), raised_by_inspectorate=False)


@conclude.register
def _(act: Refer, matter: Matter) -> Referred:
    if act.to in matter.case.referred:
        raise Refused(Reason.REFERRED_ALREADY, matter.basis)
    return Referred(**matter.signed, to=act.to, what=act.what, handover=act.handover)


@after.register
def _(fact: Referred, case: Case) -> Case:
    return case.then(referred=(*case.referred, fact.to))


@conclude.register
def _(act: RecordReferralOutcome, matter: Matter) -> ReferralOutcomeRecorded:
    _refuse_if_flagged(matter)
    if act.to not in matter.case.referred:
        raise Refused(Reason.NOTHING_REFERRED, matter.basis)
    return ReferralOutcomeRecorded(**matter.signed, to=act.to, outcome=act.outcome)


@after.register
def _(fact: ReferralOutcomeRecorded, case: Case) -> Case:
    return case.then(referred=tuple(organ for organ in case.referred if organ != fact.to))


@after.register
def _(fact: ReviewNoted, case: Case) -> Case:
    known = case.reviews.get(fact.review, ReviewSummary())
    item = fact.item or known.item
    told = {"stage": fact.stage, "panel": fact.panel, "persons": fact.persons, "barred": fact.barred}
    summary = known.model_copy(update={**told, "item": item})
    return case.then(reviews={**case.reviews, fact.review: summary})


@after.register
def _(fact: RewardsNoted, case: Case) -> Case:
    known = case.rewards
    return case.then(rewards=known.model_copy(update={"stage": fact.stage, "pending": fact.pending}) if known else None)
