"""The dated directory: who held which office on a day. Loaded in the slice that one case needs."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam, or_
from sqlmodel import Session, SQLModel, col, delete, select

from domain.people import CITY_WIDE, HELD, Agency, Directory, Person, Term
from domain.vocabulary import Office
from store.tables import AgencyRow, PersonRow, TermRow

_AGENCIES, _PEOPLE, _TERMS = (SQLModel.metadata.tables[table.__tablename__] for table in (AgencyRow, PersonRow, TermRow))
_AGENCY_COLUMNS = (_AGENCIES.c.code, _AGENCIES.c.name, _AGENCIES.c.superior)
_LINE = sa.select(*_AGENCY_COLUMNS).where(_AGENCIES.c.code.in_(bindparam("codes", expanding=True))).cte("line", recursive=True)
_LINE = _LINE.union(sa.select(*_AGENCY_COLUMNS).join(_LINE, _AGENCIES.c.code == _LINE.c.superior))
_UPWARDS = sa.select(_LINE)
# A ward has many officers, and none of them matters to a case unless he acts.
_LEADING = _TERMS.c.agency.in_(bindparam("agencies", expanding=True)) & (_TERMS.c.office != Office.AGENCY_OFFICER)
_THEIRS = _TERMS.c.person.in_(bindparam("persons", expanding=True))
_IN_OFFICE = (
    sa.select(_TERMS.c.person, _TERMS.c.office, _TERMS.c.agency, _TERMS.c.starts, _TERMS.c.ends)
    .where(_TERMS.c.starts <= bindparam("day"), or_(_TERMS.c.ends.is_(None), _TERMS.c.ends >= bindparam("day")))
    .where(or_(_LEADING, _THEIRS, _TERMS.c.office.in_(CITY_WIDE)))
    .order_by(_TERMS.c.id)
)
_THEIR_TERMS = sa.select(_TERMS.c.person, _TERMS.c.office, _TERMS.c.agency, _TERMS.c.starts, _TERMS.c.ends).where(
    _TERMS.c.person == bindparam("person")
)
_NAMED = sa.select(_PEOPLE.c.id, _PEOPLE.c.name, _PEOPLE.c.email, _PEOPLE.c.personnel).where(
    _PEOPLE.c.id.in_(bindparam("persons", expanding=True))
)


def slice_for(agencies: Iterable[str], persons: Iterable[str], day: date, session: Session) -> Directory:
    """These agencies and all above them, the offices held there on that day, these persons and theirs, and the focal point."""
    connection, persons = session.connection(), set(persons)
    upwards = connection.execute(_UPWARDS, {"codes": sorted({code for code in agencies if code})})
    known = {row.code: Agency.model_validate(row._mapping) for row in upwards}
    held = connection.execute(_IN_OFFICE, {"day": day, "agencies": sorted(known), "persons": sorted(persons)})
    terms = tuple(Term.model_validate(row._mapping) for row in held)
    everybody = persons | {term.person for term in terms}
    people = connection.execute(_NAMED, {"persons": sorted(everybody)})
    return Directory(known, {row.id: Person.model_validate(row._mapping) for row in people}, terms)


def person(person_id: str, session: Session) -> Person | None:
    row = session.connection().execute(_NAMED, {"persons": [person_id]}).first()
    return Person.model_validate(row._mapping) if row else None


def terms_of(person_id: str, day: date, session: Session) -> list[Term]:
    """The offices this person holds on that day."""
    rows = session.connection().execute(_THEIR_TERMS, {"person": person_id})
    return [term for row in rows if (term := Term.model_validate(row._mapping)).covers(day)]


def agency_exists(code: str, session: Session) -> bool:
    return session.get(AgencyRow, code) is not None


def superiors(session: Session) -> dict[str, str]:
    """Of every agency there is, by code; "" for one that nothing is above."""
    return {row.code: row.superior for row in session.exec(select(AgencyRow))}


def below(codes: Iterable[str], session: Session) -> set[str]:
    """These agencies and all that are under them."""
    reached, edge = set[str](), set(codes)
    while edge:
        reached |= edge
        edge = set(session.exec(select(AgencyRow.code).where(col(AgencyRow.superior).in_(edge)))) - reached
    return reached


def load(agencies: Iterable[Agency], people: Iterable[Person], terms: Iterable[Term], session: Session) -> None:
    """Add or replace agencies and people by their codes, and the terms of the people named. Raises ValueError for an office nobody can hold."""
    people, terms = list(people), list(terms)
    known = {*session.exec(select(PersonRow.id)), *(someone.id for someone in people)}
    for agency in agencies:
        session.merge(AgencyRow(**agency.model_dump()))
    for someone in people:
        session.merge(PersonRow(**someone.model_dump(mode="json")))
    for term in terms:
        if term.person not in known:
            raise ValueError(f"{term.person}: holds an office and is not among the people")
        if term.office not in HELD:
            raise ValueError(f"{term.person}: {term.office} follows from a case and is not held in the directory")
    session.exec(delete(TermRow).where(col(TermRow.person).in_({someone.id for someone in people} | {term.person for term in terms})))
    session.add_all(TermRow(**term.model_dump()) for term in terms)
