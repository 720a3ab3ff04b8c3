"""The dated directory: who held which office on a day. Loaded in the slice that one case needs."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, delete, or_, select

from domain.people import HELD, Agency, Directory, Person, Term
from domain.vocabulary import Office
from store.tables import AgencyRow, PersonRow, TermRow


def slice_for(agencies: Iterable[str], persons: Iterable[str], day: date, session: Session) -> Directory:
    """These agencies and all above them, the offices held there on that day, these persons and theirs, and the focal point."""
    known: dict[str, Agency] = {}
    wanted = {code for code in agencies if code}
    while wanted:
        found = session.exec(select(AgencyRow).where(col(AgencyRow.code).in_(wanted))).all()
        known |= {row.code: Agency(code=row.code, name=row.name, superior=row.superior) for row in found}
        wanted = {row.superior for row in found if row.superior} - known.keys()
    persons = set(persons)
    # A ward has many officers and none of them matters here unless he acts.
    leading = col(TermRow.agency).in_(known) & (col(TermRow.office) != Office.AGENCY_OFFICER)
    in_office = (col(TermRow.starts) <= day) & (col(TermRow.ends).is_(None) | (col(TermRow.ends) >= day))
    rows = session.exec(
        select(TermRow)
        .where(in_office, or_(leading, col(TermRow.person).in_(persons), col(TermRow.office) == Office.HOME_AFFAIRS))
        .order_by(col(TermRow.id))
    ).all()
    terms = tuple(Term(person=r.person, office=Office(r.office), agency=r.agency, starts=r.starts, ends=r.ends) for r in rows)
    everybody = persons | {term.person for term in terms}
    people = session.exec(select(PersonRow).where(col(PersonRow.id).in_(everybody))).all()
    return Directory(known, {row.id: Person(id=row.id, name=row.name, email=row.email) for row in people}, terms)


def person(person_id: str, session: Session) -> Person | None:
    row = session.get(PersonRow, person_id)
    return Person(id=row.id, name=row.name, email=row.email) if row else None


def terms_of(person_id: str, day: date, session: Session) -> list[Term]:
    rows = session.exec(select(TermRow).where(TermRow.person == person_id)).all()
    terms = (Term(person=r.person, office=Office(r.office), agency=r.agency, starts=r.starts, ends=r.ends) for r in rows)
    return [term for term in terms if term.covers(day)]


def agency_exists(code: str, session: Session) -> bool:
    return session.get(AgencyRow, code) is not None


def below(codes: Iterable[str], session: Session) -> set[str]:
    """These agencies and all that are under them."""
    reached, edge = set[str](), set(codes)
    while edge:
        reached |= edge
        edge = set(session.exec(select(AgencyRow.code).where(col(AgencyRow.superior).in_(edge)))) - reached
    return reached


def load(agencies: Iterable[Agency], people: Iterable[Person], terms: Iterable[Term], session: Session) -> None:
    """Add or replace agencies and people by their codes, and the terms of the people named. Raises ValueError for an office nobody can hold."""
    for agency in agencies:
        session.merge(AgencyRow(**agency.model_dump()))
    for someone in people:
        session.merge(PersonRow(**someone.model_dump()))
    terms = list(terms)
    for term in terms:
        if term.office not in HELD:
            raise ValueError(f"{term.person}: {term.office} follows from a case and is not held in the directory")
    session.exec(delete(TermRow).where(col(TermRow.person).in_({term.person for term in terms})))
    session.add_all(TermRow(**term.model_dump()) for term in terms)
