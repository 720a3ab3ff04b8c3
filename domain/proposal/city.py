"""The way through the city under its plan of 2022: consulted in one round, appraised, decided by the chair."""

from dataclasses import replace

from domain.acts import (
    AnswerConsultation,
    Appraise,
    Consult,
    ReturnToAgency,
    SubmitToCity,
)
from domain.chapter import Chapter, change, conclusion
from domain.facts import (
    Appraised,
    ConsultationAnswered,
    Consulted,
    ReturnedToAgency,
    SubmittedToCity,
)
from domain.matter import Matter
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.stages import CityRound
from domain.values import unique
from domain.vocabulary import ClockKind, Stage


def not_consulted(initiative: Initiative) -> Reason | None:
    return Reason.CONSULTED_ALREADY if initiative.city.consultations else None


def answers_missing(initiative: Initiative) -> Reason | None:
    """Whoever was asked may answer once, late too, until the proposal is appraised."""
    return None if any(said is None for said in initiative.city.consultations.values()) else Reason.CONSULTED_ALREADY


def appraisal_missing(initiative: Initiative) -> Reason | None:
    return Reason.APPRAISED_ALREADY if initiative.city.appraisal else None


def has_been_appraised(initiative: Initiative) -> Reason | None:
    return None if initiative.city.appraisal else Reason.NOT_APPRAISED


def consultations_settled(initiative: Initiative) -> Reason | None:
    """Every department has answered, or let its day pass: that silence has been noted is enough to go on, and is no consent."""
    waiting = [c for c in initiative.clocks if c.kind is ClockKind.CONSULTATION and not c.late]
    return Reason.CONSULTATION_OPEN if waiting else None


def submit_to_city(act: SubmitToCity, matter: Matter[Initiative]) -> SubmittedToCity:
    return SubmittedToCity(**matter.signature_fields, submission=act.submission)


def submitted_to_city(fact: SubmittedToCity, initiative: Initiative) -> Initiative:
    submitted = replace(initiative, stage=Stage.CITY_APPRAISAL, city=CityRound()).stopping(ClockKind.DECISION)
    return submitted.starting(ClockKind.APPRAISAL, fact.at)


def consult(act: Consult, matter: Matter[Initiative]) -> Consulted:
    departments = unique(*act.departments)
    names = {code: matter.agency(code).name for code in departments}
    return Consulted(**matter.signature_fields, departments=departments, question=act.question, names=names)


def consulted(fact: Consulted, initiative: Initiative) -> Initiative:
    initiative = replace(initiative, city=replace(initiative.city, consultations=dict.fromkeys(fact.departments)))
    for department in fact.departments:
        initiative = initiative.starting(ClockKind.CONSULTATION, fact.at, item=department)
    return initiative


def answer_consultation(act: AnswerConsultation, matter: Matter[Initiative]) -> ConsultationAnswered:
    department = matter.by.agency
    known = matter.directory.agencies.get(department)
    names = {department: known.name} if known else {}
    return ConsultationAnswered(**matter.signature_fields, department=department, position=act.position, answer=act.answer, names=names)


def consultation_answered(fact: ConsultationAnswered, initiative: Initiative) -> Initiative:
    said = {**initiative.city.consultations, fact.department: fact.position}
    answered = replace(initiative, city=replace(initiative.city, consultations=said))
    return answered.stopping(ClockKind.CONSULTATION, fact.department)


def appraise(act: Appraise, matter: Matter[Initiative]) -> Appraised:
    return Appraised(**matter.signature_fields, recommendation=act.recommendation, report=act.report)


def appraised(fact: Appraised, initiative: Initiative) -> Initiative:
    kept = tuple(clock for clock in initiative.clocks if clock.kind is not ClockKind.CONSULTATION)
    return (
        replace(initiative, city=replace(initiative.city, appraisal=fact.recommendation), clocks=kept)
        .stopping(ClockKind.APPRAISAL)
        .starting(ClockKind.CITY_DECISION, fact.at)
    )


def return_to_agency(act: ReturnToAgency, matter: Matter[Initiative]) -> ReturnedToAgency:
    return ReturnedToAgency(**matter.signature_fields, reasons=act.reasons)


def returned_to_agency(fact: ReturnedToAgency, initiative: Initiative) -> Initiative:
    """The agency still stands behind it: it mends what was found wanting and submits again, within a term of its own."""
    returned = replace(initiative, stage=Stage.AGENCY_REVIEW).stopping(ClockKind.CITY_DECISION)
    return returned.starting(ClockKind.DECISION, fact.at)


CHAPTER = Chapter(
    concludes=(
        conclusion(SubmitToCity, submit_to_city),
        conclusion(Consult, consult),
        conclusion(AnswerConsultation, answer_consultation),
        conclusion(Appraise, appraise),
        conclusion(ReturnToAgency, return_to_agency),
    ),
    changes=(
        change(SubmittedToCity, submitted_to_city),
        change(Consulted, consulted),
        change(ConsultationAnswered, consultation_answered),
        change(Appraised, appraised),
        change(ReturnedToAgency, returned_to_agency),
    ),
)
