"""A disciplinary proceeding: by which law it goes, whose it is, and whether it goes on."""

from dataclasses import replace

from domain.law.discipline_law import DisciplineLaw
from domain.matter import Matter
from domain.people.directory import LEADERS
from domain.refusals import Reason, Refused
from domain.streams.review import Discipline, Review
from domain.vocabulary import Office, PersonnelKind


def law_for(person: str, personnel: PersonnelKind | None, matter: Matter[Review]) -> str:
    """The name of the law that person is disciplined by; "" under the sets that name none. Raises Refused."""
    rule = matter.law.discipline
    if not rule.laws:
        return ""
    if personnel is None:
        raise Refused(Reason.PERSONNEL_UNKNOWN, matter.basis, person=person)
    name = next((name for name, law in rule.laws.items() if personnel in law.forms), "")
    if not name:
        basis = rule.other_laws.basis if rule.other_laws else matter.basis
        raise Refused(Reason.ANOTHER_LAW, basis, person=person, personnel=personnel)
    return name


def law_of(name: str, matter: Matter[Review]) -> DisciplineLaw | None:
    return matter.law.discipline.laws[name] if name else None


def by_that_law(law: DisciplineLaw | None, matter: Matter[Review]) -> Matter[Review]:
    """The matter with the act standing on the person's own law."""
    return replace(matter, basis=law.acts[matter.filed.act.name].basis) if law else matter


def competent(person: str, personnel: PersonnelKind, employed_at: str, law: DisciplineLaw, matter: Matter[Review]) -> str:
    """The agency whose head handles it: the one that employs the person or, for whom the law says so, the one that appoints them; above it, where
    its head is a party or has sat on the panel. "" where that is the authority of the review. Raises Refused.
    """
    standpoint, directory = matter.standpoint, matter.standpoint.directory
    unit = matter.agency(employed_at or directory.heir(matter.stream.agency))
    by = unit.code
    if personnel in law.appointing_authority.value:
        leads = directory.has_office(person, LEADERS, unit.code)
        by = unit.appointed_by or (leads and directory.superior(unit.code)) or unit.code
    barred = standpoint.excluded.union(matter.stream.have_sat, ("",))
    whose = next((agency for agency in directory.line(by) if directory.head(agency) not in barred), None)
    if whose is None:
        raise Refused(Reason.NO_HEAD_TO_TAKE_OVER, law.appointing_authority.basis, agency=unit.code)
    return "" if whose == standpoint.authority else whose


def running(matter: Matter[Review], number: str, *, stayed: bool = False) -> tuple[Discipline, Matter[Review]]:
    """That proceeding, if it goes on and is theirs, with the act standing on its law; if nothing stays it, or if something does. Raises Refused."""
    found = matter.stream.disciplines.get(number)
    if found is None or found.form:
        raise Refused(Reason.NO_DISCIPLINE, matter.basis, discipline=number)
    matter = by_that_law(law_of(found.law, matter), matter)
    whose = (Office.AGENCY_HEAD, Office.AGENCY_OFFICER)
    if found.handled_by and not matter.is_theirs_at(whose, found.handled_by):
        raise Refused(Reason.HANDED_OVER, matter.basis, discipline=number, agency=found.handled_by)
    if not found.handled_by and matter.by.office in (Office.HANDLING_HEAD, Office.HANDLING_OFFICER):
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    if bool(found.stayed) is not stayed:
        raise Refused(Reason.DISCIPLINE_IS_STAYED if found.stayed else Reason.DISCIPLINE_NOT_STAYED, matter.basis, discipline=number)
    return found, matter
