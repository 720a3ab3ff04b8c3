"""A complaint against a decision on discipline (Law on Complaints 2011 Art. 48, 49): twice at most, first to whoever issued it, then to the authority above.

What is found irregular or wrong is annulled by whoever issued it. An irregular one is handled anew, and from the complaint to the decision that takes its
place the time of discipline does not count (Decree 234/2026 Art. 5.6 and 22). A court case is put on record, and decides nothing here.
"""

from dataclasses import replace

from domain.acts import AnnounceCorrection, AnnulDiscipline, DecideComplaint, FileComplaint, RecordCourtCase
from domain.chapter import Chapter, change, conclusion, unchanged
from domain.facts import ComplaintDecided, ComplaintFiled, CorrectionAnnounced, CourtCaseRecorded, DisciplineAnnulled
from domain.law.parameter import Period
from domain.liability.proceedings import by_that_law, law_of
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Complaint, Discipline, Review
from domain.vocabulary import ClockKind, ComplaintFinding, DisciplineForm, Office


def somebody_is_disciplined(review: Review) -> Reason | None:
    return None if any(each.in_effect for each in review.disciplines.values()) else Reason.NO_DECISION


def a_complaint_waits(review: Review) -> Reason | None:
    return None if any(each.complaint and not each.complaint.finding for each in review.disciplines.values()) else Reason.NO_COMPLAINT


def something_to_annul(review: Review) -> Reason | None:
    return None if any(each.to_annul for each in review.disciplines.values()) else Reason.NOTHING_TO_ANNUL


def something_to_announce(review: Review) -> Reason | None:
    return None if any(each.to_announce for each in review.disciplines.values()) else Reason.NOTHING_TO_ANNOUNCE


def _decided(matter: Matter[Review], number: str, missing: Reason) -> tuple[Discipline, Matter[Review]]:
    """That proceeding once it was decided, with the act standing on its law. Raises Refused."""
    found = matter.stream.disciplines.get(number)
    if found is None or not found.form:
        raise Refused(missing, matter.basis, discipline=number)
    return found, by_that_law(law_of(found.law, matter), matter)


def file_complaint(act: FileComplaint, matter: Matter[Review]) -> ComplaintFiled:
    decided, matter = _decided(matter, act.discipline, Reason.NO_DECISION)
    if decided.person != matter.by.person or not decided.in_effect or decided.concluded_at is None:
        raise Refused(Reason.NO_DECISION, matter.basis, discipline=act.discipline)
    last, local_day = decided.complaint, matter.law.calendar.local_day
    if last and not last.answered_at:
        raise Refused(Reason.COMPLAINT_WAITS, matter.basis, discipline=act.discipline)
    instances = matter.law.complaints.instances
    if last and last.instance >= instances.value:
        raise Refused(Reason.COMPLAINTS_OVER, instances.basis, discipline=act.discipline)
    matter.refuse_unless_between(local_day((last and last.answered_at) or decided.concluded_at), act.received_on, "received_on")
    within = _within(decided, matter)
    ends = within.last_day(act.received_on, matter.law.calendar)
    if matter.today > ends and not act.hindered_by:
        raise Refused(Reason.COMPLAINT_TOO_LATE, within.basis, day=ends.isoformat())
    to = _above(decided, matter) if last else decided.decided_at
    return ComplaintFiled(
        **matter.signature_fields,
        discipline=act.discipline,
        instance=last.instance + 1 if last else 1,
        to=to,
        received_on=act.received_on,
        grounds=act.grounds,
        evidence=act.evidence,
        hindered_by=act.hindered_by,
        names={code: agency.name for code, agency in matter.directory.agencies.items() if code == to},
    )


def _within(decided: Discipline, matter: Matter[Review]) -> Period:
    """How long the person has, from the day they received what they complain about."""
    rule = matter.law.complaints
    if decided.complaint is None:
        return rule.first_within
    return rule.second_within_if_dismissed if decided.form is DisciplineForm.DISMISSAL else rule.second_within


def _above(decided: Discipline, matter: Matter[Review]) -> str:
    """The next agency above the one that decided whose head is another person, and no party. Raises Refused: nobody here stands above it."""
    directory = matter.standpoint.directory
    barred = matter.standpoint.excluded.union((decided.decided_by, ""))
    line = directory.line(directory.superior(decided.decided_at))
    above = next((agency for agency in line if directory.head(agency) not in barred), "")
    if not above:
        raise Refused(Reason.NOBODY_ABOVE, matter.basis, agency=decided.decided_at)
    return above


def complaint_filed(fact: ComplaintFiled, review: Review) -> Review:
    before = review.disciplines[fact.discipline]
    first = before.complaint.first_at if before.complaint else fact.at
    filed = replace(before, complaint=Complaint(instance=fact.instance, to=fact.to, first_at=first))
    return review.with_discipline(fact.discipline, filed).starting(ClockKind.COMPLAINT, fact.at, item=fact.discipline)


def decide_complaint(act: DecideComplaint, matter: Matter[Review]) -> ComplaintDecided:
    decided, matter = _decided(matter, act.discipline, Reason.NO_COMPLAINT)
    complaint, law = decided.complaint, law_of(decided.law, matter)
    if complaint is None or complaint.answered_at:
        raise Refused(Reason.NO_COMPLAINT, matter.basis, discipline=act.discipline)
    _refuse_unless_head_of(complaint.to, matter)
    return ComplaintDecided(
        **matter.signature_fields,
        discipline=act.discipline,
        instance=complaint.instance,
        finding=act.finding,
        reasons=act.reasons,
        under=decided.law if law and ClockKind.ANNOUNCEMENT in law.terms else "",
    )


def _refuse_unless_head_of(agency: str, matter: Matter[Review]) -> None:
    if not matter.is_theirs_at((Office.AGENCY_HEAD,), agency):
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)


def complaint_decided(fact: ComplaintDecided, review: Review) -> Review:
    before = review.disciplines[fact.discipline]
    assert before.complaint is not None
    answered = replace(before, complaint=replace(before.complaint, finding=fact.finding, answered_at=fact.at))
    after = review.with_discipline(fact.discipline, answered).stopping(ClockKind.COMPLAINT, fact.discipline)
    if fact.finding is not ComplaintFinding.WRONG:
        return after
    return after.starting_under(fact.under, ClockKind.ANNOUNCEMENT, fact.at, item=fact.discipline)


def annul_discipline(act: AnnulDiscipline, matter: Matter[Review]) -> DisciplineAnnulled:
    decided, matter = _decided(matter, act.discipline, Reason.NOTHING_TO_ANNUL)
    if not decided.to_annul or decided.complaint is None:
        raise Refused(Reason.NOTHING_TO_ANNUL, matter.basis, discipline=act.discipline)
    _refuse_unless_head_of(decided.decided_at, matter)
    anew = decided.complaint.finding is ComplaintFinding.IRREGULAR
    return DisciplineAnnulled(**matter.signature_fields, discipline=act.discipline, reasons=act.reasons, anew=anew)


def discipline_annulled(fact: DisciplineAnnulled, review: Review) -> Review:
    """Handled anew it begins at the first step, and its term stands still since the complaint: a day of it counts only after the new decision."""
    before = review.disciplines[fact.discipline]
    if not fact.anew or before.complaint is None:
        return review.with_discipline(fact.discipline, replace(before, annulled=True))
    begun = Discipline(
        person=before.person,
        discovered_on=before.discovered_on,
        personnel=before.personnel,
        law=before.law,
        inner_steps=before.inner_steps,
        lapses=before.lapses,
        extended=before.extended,
        handled_by=before.handled_by,
        anew=True,
    )
    kind, since = ClockKind.DISCIPLINE_EXTENDED if before.extended else ClockKind.DISCIPLINE, before.complaint.first_at
    again = review.with_discipline(fact.discipline, begun)
    again = again.starting_under(before.law, kind, since, item=fact.discipline, day=before.discovered_on)
    return again.with_clocks_of(fact.discipline, frozenset({kind}), lambda clock: clock.pausing(since))


def announce_correction(act: AnnounceCorrection, matter: Matter[Review]) -> CorrectionAnnounced:
    decided, matter = _decided(matter, act.discipline, Reason.NOTHING_TO_ANNOUNCE)
    if not decided.to_announce or decided.complaint is None or decided.complaint.answered_at is None:
        raise Refused(Reason.NOTHING_TO_ANNOUNCE, matter.basis, discipline=act.discipline)
    _refuse_unless_head_of(decided.decided_at, matter)
    matter.refuse_unless_between(matter.law.calendar.local_day(decided.complaint.answered_at), act.announced_on, "announced_on")
    return CorrectionAnnounced(**matter.signature_fields, discipline=act.discipline, announced_on=act.announced_on, where=act.where)


def correction_announced(fact: CorrectionAnnounced, review: Review) -> Review:
    announced = replace(review.disciplines[fact.discipline], announced=True)
    return review.with_discipline(fact.discipline, announced).stopping(ClockKind.ANNOUNCEMENT, fact.discipline)


def record_court_case(act: RecordCourtCase, matter: Matter[Review]) -> CourtCaseRecorded:
    decided, matter = _decided(matter, act.discipline, Reason.NO_DECISION)
    if matter.by.office is Office.PERSON_REVIEWED and decided.person != matter.by.person:
        raise Refused(Reason.NO_DECISION, matter.basis, discipline=act.discipline)
    first = matter.law.calendar.local_day(decided.concluded_at) if decided.concluded_at else None
    matter.refuse_unless_between(first, act.filed_on, "filed_on")
    return CourtCaseRecorded(
        **matter.signature_fields, discipline=act.discipline, court=act.court, filed_on=act.filed_on, ruling=act.ruling
    )


CHAPTER = Chapter(
    concludes=(
        conclusion(FileComplaint, file_complaint),
        conclusion(DecideComplaint, decide_complaint),
        conclusion(AnnulDiscipline, annul_discipline),
        conclusion(AnnounceCorrection, announce_correction),
        conclusion(RecordCourtCase, record_court_case),
    ),
    changes=(
        change(ComplaintFiled, complaint_filed),
        change(ComplaintDecided, complaint_decided),
        change(DisciplineAnnulled, discipline_annulled),
        change(CorrectionAnnounced, correction_announced),
        change(CourtCaseRecorded, unchanged),
    ),
)
