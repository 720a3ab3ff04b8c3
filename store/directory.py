"""The dated directory: who held which office on a day. Loaded in the slice that one case needs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BindParameter, bindparam, exists, or_
from sqlmodel import Session, SQLModel, col, delete, select

from domain.people.delegation import in_force
from domain.people.directory import Agency, Delegation, Directory, HeadAway, Person, Tenure
from domain.people.standpoint import CITY_WIDE, HELD
from domain.vocabulary import AgencyKind, Office
from domain.zone import CITY_ZONE
from store import directory_loads
from store.clock import now
from store.engine import lock
from store.sealed import Hand
from store.tables_directory import AgencyRow, DelegationRow, HeadAwayRow, PersonRow, TermRow

_AGENCIES, _PEOPLE, _TERMS, _DELEGATIONS, _AWAY = (
    SQLModel.metadata.tables[table.__tablename__] for table in (AgencyRow, PersonRow, TermRow, DelegationRow, HeadAwayRow)
)
NOBODY_SIGNS: Mapping[str, Sequence[Delegation]] = {}
NOBODY_IS_AWAY: Mapping[str, Sequence[HeadAway]] = {}
_CODES: BindParameter[Any] = bindparam("codes", expanding=True)
_DAY: BindParameter[Any] = bindparam("day")
_LATER = _AGENCIES.alias()
# Each agency in the version of the day, or its last. Who took over is said only of an agency that has ended by then.
_HAS_ENDED = sa.case((_AGENCIES.c.valid_to < _DAY, _AGENCIES.c.successor), else_="").label("successor")
_OF_THE_DAY = (
    sa.select(*(column for column in _AGENCIES.c if column.name != "successor"), _HAS_ENDED)
    .where(_AGENCIES.c.valid_from <= _DAY)
    .where(~exists().where(_LATER.c.code == _AGENCIES.c.code, _LATER.c.valid_from <= _DAY, _LATER.c.valid_from > _AGENCIES.c.valid_from))
    .cte("of_the_day")
)
_LINE = sa.select(_OF_THE_DAY).where(_OF_THE_DAY.c.code.in_(_CODES)).cte("line", recursive=True)
_LINE = _LINE.union(
    sa.select(_OF_THE_DAY).join(_LINE, or_(*(_OF_THE_DAY.c.code == _LINE.c[to] for to in ("superior", "successor", "appointed_by"))))
)
_UPWARDS = sa.select(_LINE)
# A ward has many officers, and none of them matters to a case unless they act.
_LEADING = _TERMS.c.agency.in_(bindparam("agencies", expanding=True)) & (_TERMS.c.office != Office.AGENCY_OFFICER)
_THEIRS = _TERMS.c.person.in_(bindparam("persons", expanding=True))
_HELD = sa.and_(_TERMS.c.starts <= _DAY, or_(_TERMS.c.ends.is_(None), _TERMS.c.ends >= _DAY))
_IN_OFFICE = (
    sa.select(_TERMS.c.person, _TERMS.c.office, _TERMS.c.agency, _TERMS.c.starts, _TERMS.c.ends)
    .where(_HELD)
    .where(or_(_LEADING, _THEIRS, _TERMS.c.office.in_(CITY_WIDE)))
    .order_by(_TERMS.c.id)
)
_THEIR_TERMS = sa.select(_TERMS.c.person, _TERMS.c.office, _TERMS.c.agency, _TERMS.c.starts, _TERMS.c.ends).where(
    _TERMS.c.person == bindparam("person")
)
_SIGN = (
    sa.select(_DELEGATIONS)
    .where(
        or_(
            _DELEGATIONS.c.agency.in_(bindparam("agencies", expanding=True)),
            _DELEGATIONS.c.person.in_(bindparam("persons", expanding=True)),
        )
    )
    .order_by(_DELEGATIONS.c.id)
)
_AWAY_THERE = sa.select(_AWAY).where(_AWAY.c.agency.in_(bindparam("agencies", expanding=True))).order_by(_AWAY.c.id)
_NAMED = sa.select(_PEOPLE).where(_PEOPLE.c.id.in_(bindparam("persons", expanding=True)))

_OFFICERS = (
    sa.select(_PEOPLE.c.id, _PEOPLE.c.name, _PEOPLE.c.email, _PEOPLE.c.personnel)
    .join(_TERMS, _TERMS.c.person == _PEOPLE.c.id)
    .where(_TERMS.c.agency == bindparam("agency"), _TERMS.c.office == Office.AGENCY_OFFICER)
    .where(_HELD)
    .order_by(_PEOPLE.c.id)
)


def slice_for(agencies: Iterable[str], persons: Iterable[str], day: date, session: Session, moment: datetime | None = None) -> Directory:
    """These agencies, all above them, who appoints their people and all that took over from any, the offices held there on that day, whoever signs for a
    head there, these persons and theirs, and the focal point. `moment`: what was ended only after it was in force (`in_force`)."""
    connection, persons = session.connection(), set(persons)
    upwards = connection.execute(_UPWARDS, {"codes": sorted({code for code in agencies if code}), "day": day})
    known = {row.code: Agency.model_validate(row._mapping) for row in upwards}
    given = _delegations(known, persons, session)
    persons |= {person for each in given for person in (each.person, each.given_by) if person}
    held = connection.execute(_IN_OFFICE, {"day": day, "agencies": sorted(known), "persons": sorted(persons)})
    terms = tuple(Tenure.model_validate(row._mapping) for row in held)
    everybody = persons | {term.person for term in terms}
    people = connection.execute(_NAMED, {"persons": sorted(everybody)})
    now_signing = tuple(each for each in given if in_force(each, day, moment))
    idle = tuple(each for each in given if each not in now_signing)
    named = {row.id: Person.model_validate(row._mapping) for row in people}
    return Directory(known, named, terms, now_signing, idle, day, away_of(known, session))


def _delegations(agencies: Iterable[str], persons: Iterable[str], session: Session) -> tuple[Delegation, ...]:
    rows = session.connection().execute(_SIGN, {"agencies": sorted(agencies), "persons": sorted(persons)})
    return tuple(Delegation.model_validate(row._mapping) for row in rows)


def away_of(agencies: Iterable[str], session: Session) -> tuple[HeadAway, ...]:
    """When their heads are away, were or will be."""
    rows = session.connection().execute(_AWAY_THERE, {"agencies": sorted(agencies)})
    return tuple(HeadAway.model_validate(row._mapping) for row in rows)


def delegations_of(agency: str, session: Session) -> tuple[Delegation, ...]:
    """All there are or were to sign for its head."""
    return _delegations((agency,), (), session)


def delegations_to(person: str, session: Session) -> tuple[Delegation, ...]:
    """All there are or were by which that person signs for somebody."""
    return _delegations((), (person,), session)


def person(person_id: str, session: Session) -> Person | None:
    row = session.connection().execute(_NAMED, {"persons": [person_id]}).first()
    return Person.model_validate(row._mapping) if row else None


def has_fictional_people(session: Session) -> bool:
    """Whether anybody's address is one that can never be reached, as those of the demo are (RFC 2606, 2)."""
    return bool(session.connection().execute(sa.select(exists().where(_PEOPLE.c.email.like("%.invalid")))).scalar_one())


def terms_of(person_id: str, day: date, session: Session) -> list[Tenure]:
    """The offices this person holds on that day."""
    rows = session.connection().execute(_THEIR_TERMS, {"person": person_id})
    return [term for row in rows if (term := Tenure.model_validate(row._mapping)).covers(day)]


def serving_at(agencies: Collection[str], day: date, session: Session) -> dict[str, str]:
    """The names of whoever holds an office there on that day, by id."""
    held = sa.select(_PEOPLE.c.id, _PEOPLE.c.name).join(_TERMS, _TERMS.c.person == _PEOPLE.c.id).where(_TERMS.c.agency.in_(agencies))
    of_the_day = held.where(_HELD).order_by(_PEOPLE.c.name, _PEOPLE.c.id)
    return {row.id: row.name for row in session.connection().execute(of_the_day, {"day": day})}


def officers_of(agency: str, day: date, session: Session) -> list[Person]:
    """The officers of an agency on that day."""
    return [Person.model_validate(row._mapping) for row in session.connection().execute(_OFFICERS, {"agency": agency, "day": day})]


def agency_exists(code: str, session: Session) -> bool:
    """Whether there is or was one by that code."""
    return session.exec(select(AgencyRow.code).where(AgencyRow.code == code).limit(1)).first() is not None


def all_agencies(session: Session) -> list[Agency]:
    """Every version of every agency there is or was."""
    rows = session.exec(select(AgencyRow).order_by(AgencyRow.code, col(AgencyRow.valid_from)))
    return [Agency.model_validate(row.model_dump()) for row in rows]


def all_terms(session: Session) -> list[Tenure]:
    """Every office anybody holds, held or will hold."""
    return [Tenure.model_validate(row._mapping) for row in session.connection().execute(sa.select(_TERMS).order_by(_TERMS.c.id))]


def on(day: date, session: Session) -> list[Agency]:
    """Every agency that stands on that day or has ended before, in its last version, by code."""
    rows = session.connection().execute(sa.select(_OF_THE_DAY).order_by(_OF_THE_DAY.c.code), {"day": day})
    return [Agency.model_validate(row._mapping) for row in rows]


def of_kinds(kinds: Collection[AgencyKind], day: date, session: Session) -> tuple[str, ...]:
    """The codes of all agencies of these kinds that stand on that day."""
    return tuple(agency.code for agency in on(day, session) if agency.kind in kinds and not (agency.valid_to and agency.valid_to < day))


def agencies_on(day: date, session: Session) -> Directory:
    """Every agency of the directory of that day, without people and their offices."""
    return Directory({agency.code: agency for agency in on(day, session)}, {}, ())


def load(
    agencies: Iterable[Agency],
    people: Iterable[Person],
    terms: Iterable[Tenure],
    session: Session,
    at: datetime | None = None,
    hand: Hand | None = None,
    delegations: Mapping[str, Sequence[Delegation]] = NOBODY_SIGNS,
    away: Mapping[str, Sequence[HeadAway]] = NOBODY_IS_AWAY,
) -> None:
    """Add or replace agencies and people by their codes, the terms of the people named, and all `delegations` and absences of the agencies named there.
    Raises ValueError for an office nobody can hold.

    `at`: when an end that is new here became known, or None where it always was. `hand`: who seals the load; without one `make verify` names it.
    """
    lock("directory", session)
    agencies, people, terms = list(agencies), list(people), list(terms)
    known = {*session.exec(select(PersonRow.id)), *(someone.id for someone in people)}
    replaced = {agency.code for agency in agencies}
    known_since = {(each.code, each.valid_to, each.successor): each.left_at for each in all_agencies(session) if each.code in replaced}
    session.exec(delete(AgencyRow).where(col(AgencyRow.code).in_(replaced)))
    for agency in agencies:
        before = known_since.get((agency.code, agency.valid_to, agency.successor))
        session.add(AgencyRow(**agency.model_dump(exclude={"left_at"}), left_at=before or _left_at(agency, at)))
    for someone in people:
        session.merge(PersonRow(**someone.model_dump(mode="json")))
    for term in terms:
        if term.person not in known:
            raise ValueError(f"{term.person}: holds an office and is not among the people")
        if term.office not in HELD:
            raise ValueError(f"{term.person}: {term.office} follows from a case and is not held in the directory")
    holders = {someone.id for someone in people} | {term.person for term in terms}
    session.exec(delete(TermRow).where(col(TermRow.person).in_(holders)))
    session.add_all(TermRow(**term.model_dump()) for term in terms)
    session.exec(delete(DelegationRow).where(col(DelegationRow.agency).in_(delegations)))
    session.add_all(DelegationRow(**_columns(each)) for of_agency in delegations.values() for each in of_agency)
    session.exec(delete(HeadAwayRow).where(col(HeadAwayRow.agency).in_(away)))
    session.add_all(HeadAwayRow(**each.model_dump()) for of_agency in away.values() for each in of_agency)
    directory_loads.keep(replaced, {someone.id for someone in people}, holders, at or now(), hand, session, delegations, away)


def sign_for(leave: Delegation | None, away: HeadAway | None, at: datetime, hand: Hand, session: Session) -> None:
    """The leave to sign and the absence that a stream has given, announced or ended, as they now are: a load of their agency's like any other, so that the
    directory is told again by loads alone."""
    given = (
        {leave.agency: [*(each for each in delegations_of(leave.agency, session) if each.source != leave.source), leave]} if leave else {}
    )
    gone = {away.agency: [*(each for each in away_of((away.agency,), session) if each.source != away.source), away]} if away else {}
    load((), (), (), session, at, hand, given, gone)


def _columns(delegation: Delegation) -> dict[str, Any]:
    listed = {name: list(getattr(delegation, name)) for name in ("acts", "cases", "fields")}
    return {**delegation.model_dump(), **listed}


def _left_at(agency: Agency, loaded_at: datetime | None) -> datetime | None:
    """What was loaded late could not be known sooner. One that goes on under its code as another version is not left."""
    if agency.valid_to is None or not agency.successor:
        return None
    ends = datetime.combine(agency.valid_to + timedelta(days=1), time(), CITY_ZONE)
    return max(ends, loaded_at or ends)
