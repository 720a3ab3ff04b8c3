"""The council for wide proposals, and under the city's plan of 2022 the way through the city: consulted in one round, appraised, decided by the chair."""

from domain.acts import (
    AnswerConsultation,
    Appraise,
    Consult,
    ConveneCouncil,
    RecordCouncilConclusion,
    ReturnToAgency,
    SubmitToCity,
)
from domain.case import Case, after
from domain.facts import (
    Appraised,
    ConsultationAnswered,
    Consulted,
    CouncilConcluded,
    CouncilConvened,
    ReturnedToAgency,
    SubmittedToCity,
)
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Stage
from domain.voting import carried_or_overridden


def council_missing(case: Case) -> Reason | None:
    return Reason.COUNCIL_ALREADY_CONVENED if case.council else None


def council_sits(case: Case) -> Reason | None:
    if not case.council:
        return Reason.NO_COUNCIL
    return None if case.council_favourable is None else Reason.COUNCIL_HAS_CONCLUDED


def council_concluded(case: Case) -> Reason | None:
    """Where a council was convened the leadership hears it before it concludes."""
    return Reason.COUNCIL_NOT_CONCLUDED if case.council and case.council_favourable is None else None


def agency_stands_behind_it(case: Case) -> Reason | None:
    return carried_or_overridden(case)


def not_consulted(case: Case) -> Reason | None:
    return Reason.CONSULTED_ALREADY if case.consultations else None


def answers_missing(case: Case) -> Reason | None:
    """Whoever was asked may answer once, late too, until the proposal is appraised."""
    return None if any(said is None for said in case.consultations.values()) else Reason.CONSULTED_ALREADY


def appraisal_missing(case: Case) -> Reason | None:
    return Reason.APPRAISED_ALREADY if case.appraisal else None


def appraised(case: Case) -> Reason | None:
    return None if case.appraisal else Reason.NOT_APPRAISED


def consultations_settled(case: Case) -> Reason | None:
    """Every department has answered, or let its day pass: that silence has been noted is enough to go on, and is no consent."""
    waiting = [c for c in case.clocks if c.kind is ClockKind.CONSULTATION and not c.late]
    return Reason.CONSULTATION_OPEN if waiting else None


@conclude.register
def _(act: ConveneCouncil, matter: Matter) -> CouncilConvened:
    names = {}
    for person in act.members:
        if person not in matter.directory.people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=person)
        if person in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis, person=person)
        names[person] = matter.directory.people[person].name
    return CouncilConvened(**matter.signed, members=tuple(names), reasons=act.reasons, names=names)


@after.register
def _(fact: CouncilConvened, case: Case) -> Case:
    return case.then(council=fact.members)


@conclude.register
def _(act: RecordCouncilConclusion, matter: Matter) -> CouncilConcluded:
    return CouncilConcluded(**matter.signed, favourable=act.favourable, conclusion=act.conclusion, minutes=act.minutes)


@after.register
def _(fact: CouncilConcluded, case: Case) -> Case:
    return case.then(council_favourable=fact.favourable)


@conclude.register
def _(act: SubmitToCity, matter: Matter) -> SubmittedToCity:
    return SubmittedToCity(**matter.signed, submission=act.submission)


@after.register
def _(fact: SubmittedToCity, case: Case) -> Case:
    submitted = case.entering(Stage.CITY_APPRAISAL, consultations={}, appraisal=None).answering(ClockKind.DECISION)
    return submitted.starting(ClockKind.APPRAISAL, fact.at)


@conclude.register
def _(act: Consult, matter: Matter) -> Consulted:
    departments = tuple(dict.fromkeys(act.departments))
    names = {code: matter.agency(code).name for code in departments}
    return Consulted(**matter.signed, departments=departments, question=act.question, names=names)


@after.register
def _(fact: Consulted, case: Case) -> Case:
    case = case.then(consultations=dict.fromkeys(fact.departments))
    for department in fact.departments:
        case = case.starting(ClockKind.CONSULTATION, fact.at, item=department)
    return case


@conclude.register
def _(act: AnswerConsultation, matter: Matter) -> ConsultationAnswered:
    department = matter.by.agency
    known = matter.directory.agencies.get(department)
    names = {department: known.name} if known else {}
    return ConsultationAnswered(**matter.signed, department=department, position=act.position, answer=act.answer, names=names)


@after.register
def _(fact: ConsultationAnswered, case: Case) -> Case:
    answered = case.then(consultations={**case.consultations, fact.department: fact.position})
    return answered.answering(ClockKind.CONSULTATION, fact.department)


@conclude.register
def _(act: Appraise, matter: Matter) -> Appraised:
    return Appraised(**matter.signed, recommendation=act.recommendation, report=act.report)


@after.register
def _(fact: Appraised, case: Case) -> Case:
    kept = tuple(clock for clock in case.clocks if clock.kind is not ClockKind.CONSULTATION)
    return case.then(appraisal=fact.recommendation, clocks=kept).answering(ClockKind.APPRAISAL).starting(ClockKind.CITY_DECISION, fact.at)


@conclude.register
def _(act: ReturnToAgency, matter: Matter) -> ReturnedToAgency:
    return ReturnedToAgency(**matter.signed, reasons=act.reasons)


@after.register
def _(fact: ReturnedToAgency, case: Case) -> Case:
    """The agency still stands behind it: it mends what was found wanting and submits again, within a term of its own."""
    returned = case.entering(Stage.AGENCY_REVIEW).answering(ClockKind.CITY_DECISION)
    return returned.starting(ClockKind.DECISION, fact.at)
