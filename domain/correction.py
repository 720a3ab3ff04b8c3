"""Putting a wrong entry right: by a new fact, with its reason and its approver. What was written stays as it was written."""

from domain.acts import Correct
from domain.case import Case, after
from domain.facts import Corrected, Fact
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.stream import Stream
from domain.vocabulary import ClockKind, Office


def _is_superior_of(entry: Fact, matter: Matter) -> bool:
    """Whoever heads the agency the entry was made in; over a head's own entry, the head of an agency above. Parties answer to the agency
    that has the case; what an office of the whole city wrote is over the head of any ward.
    """
    made = entry.by
    if made is None or made.person == matter.by.person:
        return False
    agency, city = made.agency or matter.standpoint.authority, matter.standpoint.city
    by_a_head = made.office in (Office.AGENCY_HEAD, Office.CITY_CHAIR, Office.SUPERIOR_HEAD)
    above = matter.directory.line(agency)[by_a_head:]
    return matter.by.agency in above or (matter.by.agency == city != agency)


@conclude.register
def _(act: Correct, matter: Matter) -> Corrected:
    entry = matter.beside.entry
    asking = {matter.by.person, matter.filed.sender}
    if entry is None or entry.by is None or asking & {*entry.hidden_from}:
        raise Refused(Reason.NO_SUCH_ENTRY, matter.basis, entry=act.entry)
    if not _is_superior_of(entry, matter):
        raise Refused(Reason.NOT_THE_SUPERIOR, matter.basis)
    enters = matter.filed.sender
    if enters != matter.by.person:
        same_office = (
            matter.directory.holds(enters, (entry.by.office, Office.AGENCY_OFFICER), entry.by.agency) if entry.by.agency else False
        )
        if enters not in (entry.by.person, entry.recorded_by.person if entry.recorded_by else "") and not same_office:
            raise Refused(Reason.NOT_YOUR_ENTRY, matter.basis, entry=act.entry)
    if act.finished_on:
        if entry.kind != "implementation_finished":
            raise Refused(Reason.NOTHING_TO_PUT_RIGHT, matter.basis, entry=act.entry)
        approved_on = matter.case.approved_on
        begun = matter.law.calendar.local_day(approved_on) if approved_on else act.finished_on
        if not begun <= act.finished_on <= matter.today:
            raise Refused(Reason.DATE_OUT_OF_RANGE, matter.basis, day=act.finished_on.isoformat())
    signed = matter.signed
    if matter.recorder and enters == entry.by.person:  # he puts right what he wrote, in the office in which he wrote it
        signed["recorded_by"] = matter.recorder.model_copy(update={"office": entry.by.office, "agency": entry.by.agency})
    return Corrected(
        **signed,
        entry=matter.beside.entry_number or act.entry,
        should_say=act.should_say,
        reason=act.reason,
        finished_on=act.finished_on,
        not_for=entry.hidden_from,
    )


@after.register
def _(fact: Corrected, stream: Stream) -> Stream:
    if fact.finished_on is None or not isinstance(stream, Case) or stream.finished_on is None:
        return stream.then().hiding(fact)
    right = stream.then(finished_on=fact.finished_on).hiding(fact)
    running = next((clock for clock in right.clocks if clock.kind is ClockKind.RESULT_REPORT), None)
    return right.starting(ClockKind.RESULT_REPORT, running.since, day=fact.finished_on) if running else right
