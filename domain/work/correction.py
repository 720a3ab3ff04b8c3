"""Putting a wrong entry right: by a new fact, with its reason and its approver. What was written stays as it was written."""

from dataclasses import replace

from domain.acts import Act, Correct
from domain.chapter import Chapter, change, conclusion
from domain.facts import Corrected, Fact
from domain.filing import Filed
from domain.matter import Matter, RecordExcerpt
from domain.people.directory import Directory
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Office


def _is_superior_of(entry: Fact, matter: Matter[Initiative]) -> bool:
    """Whoever heads the agency the entry was made in; over a head's own entry, the head of an agency above. Parties answer to the agency
    that has the case; what an office of the whole city wrote is over the head of any ward.
    """
    made = entry.by
    if made is None or made.person == matter.by.person:
        return False
    agency, city = made.agency or matter.standpoint.authority, matter.standpoint.city
    by_a_head = made.office in (Office.AGENCY_HEAD, Office.CITY_CHAIR, Office.SUPERIOR_HEAD)
    above = matter.standpoint.directory.line(agency)[by_a_head:]
    return matter.by.agency in above or (matter.by.agency == city != agency)


def refuse_unless_theirs_to_correct(filed: Filed[Act], approver: str, excerpt: RecordExcerpt, directory: Directory, basis: str) -> None:
    """Whoever made the entry enters its correction, or an officer of the same office or agency. Raises Refused; what is hidden from them or from the
    approver is not there.
    """
    entry, about = excerpt.entry, filed.act.about_entry or 0
    if entry is None or entry.by is None or {approver, filed.sender} & {*entry.hidden_from}:
        raise Refused(Reason.NO_SUCH_ENTRY, basis, entry=about)
    made, enters = entry.by, filed.sender
    same_office = bool(made.agency) and directory.has_office(enters, (made.office, Office.AGENCY_OFFICER), made.agency)
    if enters not in (made.person, entry.recorded_by.person if entry.recorded_by else "") and not same_office:
        raise Refused(Reason.NOT_YOUR_ENTRY, basis, entry=about)


def correct(act: Correct, matter: Matter[Initiative]) -> Corrected:
    entry, enters = matter.excerpt.entry, matter.filed.sender
    if entry is None or entry.by is None or matter.by.person in entry.hidden_from:
        raise Refused(Reason.NO_SUCH_ENTRY, matter.basis, entry=act.entry)
    if not _is_superior_of(entry, matter):
        raise Refused(Reason.NOT_THE_SUPERIOR, matter.basis)
    if act.finished_on:
        if entry.kind != "implementation_finished":
            raise Refused(Reason.NOTHING_TO_PUT_RIGHT, matter.basis, entry=act.entry)
        approved_on = matter.stream.approved_on
        begun = matter.law.calendar.local_day(approved_on) if approved_on else act.finished_on
        matter.refuse_unless_between(begun, act.finished_on, "finished_on")
    signed = matter.signature_fields
    if matter.recorder and enters == entry.by.person:  # they put right what they wrote, in the office in which they wrote it
        signed["recorded_by"] = matter.recorder.model_copy(update={"office": entry.by.office, "agency": entry.by.agency})
    return Corrected(
        **signed,
        entry=matter.excerpt.entry_number or act.entry,
        should_say=act.should_say,
        reason=act.reason,
        finished_on=act.finished_on,
        not_for=entry.hidden_from,
    )


def corrected(fact: Corrected, initiative: Initiative) -> Initiative:
    if fact.finished_on is None or initiative.ending.finished_on is None:
        return initiative
    right = replace(initiative, ending=replace(initiative.ending, finished_on=fact.finished_on))
    running = next((clock for clock in right.clocks if clock.kind is ClockKind.RESULT_REPORT), None)
    return right.starting(ClockKind.RESULT_REPORT, running.since, day=fact.finished_on) if running else right


CHAPTER = Chapter(
    concludes=(conclusion(Correct, correct),),
    changes=(change(Corrected, corrected),),
)
