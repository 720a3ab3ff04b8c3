"""Which streams a person may read, as a condition of SQL.

It is the rule of `Standpoint.may_read` (domain/people/standpoint.py), asked of all streams at once. Both walk the directory with the same methods, and
tests/record/test_reading_rights.py compares their answers.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, or_, select, true
from sqlmodel import Session, SQLModel

from domain.people.directory import Directory, Tenure
from domain.people.rights import READ_EVERY_STREAM
from domain.people.standpoint import READS_OF_KIND
from store import directory
from store.record.code_sets import has_code
from store.tables import CaseRow, PartyRow

_CASES, _PARTIES = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, PartyRow))


def readable_by(person: str, terms: Iterable[Tenure], day: date, session: Session) -> ColumnElement[bool]:
    """Own matters and what one is named for; those of one's agency and of the agencies below it, and those in which it was asked; everything for
    the focal point, the inspectorate and the auditor; what an office of the whole city acts in. `terms` are the offices held on that day.
    """
    terms = tuple(terms)
    if READ_EVERY_STREAM.is_held(terms):
        return true()
    held, city = {term.agency for term in terms}, directory.agencies_on(day, session)
    own = _CASES.c.number.in_(select(_PARTIES.c.case).where(_PARTIES.c.person == person))
    theirs = below(held, city)
    asked = (has_code(_CASES.c.consulted, code) for code in sorted(asked_as(held, city)))
    offices = {term.office for term in terms}
    served = [kind for kind, serve in READS_OF_KIND.items() if offices.intersection(serve)]
    return or_(own, _CASES.c.agency.in_(theirs), _CASES.c.addressed_to.in_(theirs), *asked, _CASES.c.kind.in_(served))


def below(held: set[str], city: Directory) -> set[str]:
    """The agencies whose line leads to one of these: those agencies while they stand, what is under them, and what they took over."""
    return {code for code in held.union(city.agencies) if held.intersection(city.line(code))}


def asked_as(held: set[str], city: Directory) -> set[str]:
    """The codes under which one of these agencies has been asked: its own, and those of the agencies it took over from."""
    return held.union(code for code in city.agencies if city.heir(code) in held)
