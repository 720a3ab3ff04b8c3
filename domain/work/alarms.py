"""When something goes wrong: what is reported, what is suspected, and what an outside organ has in hand. Nothing here finds anybody guilty."""

from dataclasses import replace

from domain.acts import (
    AnswerObstruction,
    ClearIntegrityFlag,
    RaiseIntegrityFlag,
    RecordReferralOutcome,
    Refer,
    ReportIncident,
    ReportObstruction,
)
from domain.chapter import Chapter, change, conclusion
from domain.facts import (
    IncidentReported,
    IntegrityFlagCleared,
    IntegrityFlagRaised,
    ObstructionAnswered,
    ObstructionReported,
    ReferralOutcomeRecorded,
    Referred,
)
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.hanging import IntegrityFlag, Obstruction
from domain.streams.initiative import Initiative
from domain.values import unique
from domain.vocabulary import ClockKind, Office
from domain.work.event_day import event_day


def obstruction_waits(initiative: Initiative) -> Reason | None:
    return None if any(not each.answered for each in initiative.obstructions) else Reason.NO_OBSTRUCTION


def flag_stands(initiative: Initiative) -> Reason | None:
    return None if initiative.integrity else Reason.NO_FLAG


def something_referred(initiative: Initiative) -> Reason | None:
    return None if initiative.referred else Reason.NOTHING_REFERRED


def report_incident(act: ReportIncident, matter: Matter[Initiative]) -> IncidentReported:
    initiative = matter.stream
    matter.refuse_unless_between(None, act.happened_on, "happened_on")
    if initiative.approved_on is None or act.happened_on < matter.law.calendar.local_day(initiative.approved_on):
        raise Refused(Reason.INCIDENT_BEFORE_APPROVAL, matter.basis, day=act.happened_on.isoformat())
    items = [item.code for item in initiative.plan_in_force.items] if initiative.plan_in_force else []
    if act.item and act.item not in items:
        raise Refused(Reason.UNKNOWN_ITEM, matter.basis, item=act.item, items=", ".join(items))
    return IncidentReported(
        **matter.signature_fields,
        happened_on=act.happened_on,
        what=act.what,
        item=act.item or "",
        damage_dong=act.damage_dong,
        evidence=act.evidence,
        review=initiative.next_review,
    )


def incident_reported(fact: IncidentReported, initiative: Initiative) -> Initiative:
    return initiative.with_review(fact.review, fact.item)


def report_obstruction(act: ReportObstruction, matter: Matter[Initiative]) -> ObstructionReported:
    names = matter.names_of(act.about)
    if act.about == matter.by.person:
        raise Refused(Reason.NOT_ABOUT_ONESELF, matter.basis)
    asked = matter.law.tells_reports_apart
    if asked and asked.value and act.reported_as is None:
        raise Refused(Reason.KIND_OF_REPORT_NEEDED, asked.basis)
    return ObstructionReported(
        **matter.signature_fields,
        report=matter.filed.number,  # given once and by chance: no number that counts, for a count would tell of the hidden ones
        about=act.about,
        what=act.what,
        reported_as=act.reported_as,
        evidence=act.evidence,
        names=names,
    )


def obstruction_reported(fact: ObstructionReported, initiative: Initiative) -> Initiative:
    noted = replace(initiative, obstructions=(*initiative.obstructions, Obstruction(report=fact.report, about=fact.about)))
    return noted.starting(ClockKind.OBSTRUCTION, fact.at, item=fact.report)


def answer_obstruction(act: AnswerObstruction, matter: Matter[Initiative]) -> ObstructionAnswered:
    found = next((each for each in matter.stream.obstructions if each.report == act.report and not each.answered), None)
    if found is None:
        raise Refused(Reason.NO_OBSTRUCTION, matter.basis)
    return ObstructionAnswered(
        **matter.signature_fields, report=act.report, about=found.about, answer=act.answer, denunciation=act.denunciation
    )


def obstruction_answered(fact: ObstructionAnswered, initiative: Initiative) -> Initiative:
    answered = (replace(each, answered=True) if each.report == fact.report else each for each in initiative.obstructions)
    return replace(initiative, obstructions=tuple(answered)).stopping(ClockKind.OBSTRUCTION, fact.report)


def raise_integrity_flag(act: RaiseIntegrityFlag, matter: Matter[Initiative]) -> IntegrityFlagRaised:
    names = matter.names_of(*act.persons)
    if matter.standpoint.leaves_nobody(*act.persons):  # then nobody here could review it: it is for an organ outside (refer)
        raise Refused(Reason.LEAVES_NOBODY, matter.basis)
    return IntegrityFlagRaised(
        **matter.signature_fields,
        grounds=act.grounds,
        persons=unique(*act.persons),
        what=act.what,
        happened_on=event_day(act.happened_on, matter),
        evidence=act.evidence,
        review=matter.stream.next_review,
        names=names,
    )


def integrity_flag_raised(fact: IntegrityFlagRaised, initiative: Initiative) -> Initiative:
    known = initiative.integrity or IntegrityFlag()
    by_inspectorate = known.by_inspectorate or (fact.by is not None and fact.by.office is Office.INSPECTORATE)
    flag = IntegrityFlag(persons=unique(*known.persons, *fact.persons), by_inspectorate=by_inspectorate)
    return replace(initiative, integrity=flag).with_review(fact.review, persons=fact.persons)


def _refuse_if_flagged(matter: Matter[Initiative]) -> None:
    if matter.by.person in matter.stream.flagged:
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis)


def clear_integrity_flag(act: ClearIntegrityFlag, matter: Matter[Initiative]) -> IntegrityFlagCleared:
    _refuse_if_flagged(matter)
    if matter.stream.integrity and matter.stream.integrity.by_inspectorate and matter.by.office is not Office.INSPECTORATE:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)  # what a watchdog froze, only a watchdog thaws
    return IntegrityFlagCleared(**matter.signature_fields, reasons=act.reasons, evidence=act.evidence)


def integrity_flag_cleared(fact: IntegrityFlagCleared, initiative: Initiative) -> Initiative:
    return replace(initiative, integrity=None)


def refer(act: Refer, matter: Matter[Initiative]) -> Referred:
    if act.to in matter.stream.referred:
        raise Refused(Reason.REFERRED_ALREADY, matter.basis)
    names, persons = matter.names_of(*act.persons), unique(*act.persons)
    return Referred(**matter.signature_fields, to=act.to, what=act.what, handover=act.handover, persons=persons, names=names)


def referred(fact: Referred, initiative: Initiative) -> Initiative:
    return replace(initiative, referred=(*initiative.referred, fact.to), referred_of={**initiative.referred_of, fact.to: fact.persons})


def record_referral_outcome(act: RecordReferralOutcome, matter: Matter[Initiative]) -> ReferralOutcomeRecorded:
    _refuse_if_flagged(matter)
    if act.to not in matter.stream.referred:
        raise Refused(Reason.NOTHING_REFERRED, matter.basis)
    if matter.by.person in matter.stream.referred_of.get(act.to, ()):
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis)
    return ReferralOutcomeRecorded(**matter.signature_fields, to=act.to, outcome=act.outcome)


def referral_outcome_recorded(fact: ReferralOutcomeRecorded, initiative: Initiative) -> Initiative:
    persons = {organ: named for organ, named in initiative.referred_of.items() if organ != fact.to}
    return replace(initiative, referred=tuple(organ for organ in initiative.referred if organ != fact.to), referred_of=persons)


CHAPTER = Chapter(
    concludes=(
        conclusion(ReportIncident, report_incident),
        conclusion(ReportObstruction, report_obstruction),
        conclusion(AnswerObstruction, answer_obstruction),
        conclusion(RaiseIntegrityFlag, raise_integrity_flag),
        conclusion(ClearIntegrityFlag, clear_integrity_flag),
        conclusion(Refer, refer),
        conclusion(RecordReferralOutcome, record_referral_outcome),
    ),
    changes=(
        change(IncidentReported, incident_reported),
        change(ObstructionReported, obstruction_reported),
        change(ObstructionAnswered, obstruction_answered),
        change(IntegrityFlagRaised, integrity_flag_raised),
        change(IntegrityFlagCleared, integrity_flag_cleared),
        change(Referred, referred),
        change(ReferralOutcomeRecorded, referral_outcome_recorded),
    ),
)
