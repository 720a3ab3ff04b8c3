"""Which streams a person may read, as a condition of SQL.

It is the rule of `Standpoint.may_read` (domain/people/standpoint.py), asked of all streams at once. Both walk the directory with the same methods, and
tests/record/test_reading_rights.py compares their answers.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlmodel import Session, SQLModel

from domain.people.delegation import stands
from domain.people.directory import Delegation, Directory, Tenure
from domain.people.rights import READ_EVERY_STREAM
from domain.people.standpoint import READS_OF_KIND, SEES_OF_KIND, needs_to_know
from domain.vocabulary import StreamKind
from store import directory
from store.record.code_sets import has_code
from store.tables import CaseRow, PartyRow

_CASES, _PARTIES = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, PartyRow))


def readable_by(person: str, terms: Iterable[Tenure], day: date, session: Session) -> ColumnElement[bool]:
    """Own matters and what one is named for; those of one's agency and of the agencies below it, and those in which it was asked; everything for
    the focal point, the inspectorate and the auditor; what an office of the whole city acts in. Of reviews, by an agency, those alone who need to know.
    `terms` are the offices held on that day.
    """
    terms = tuple(terms)
    if READ_EVERY_STREAM.is_held(terms):
        return _all_but_withheld(person, terms, day)
    offices, city = {term.office for term in terms}, directory.agencies_on(day, session)
    served = [kind for kind, serve in READS_OF_KIND.items() if offices.intersection(serve)]
    there = _at({term.agency for term in terms}, city)
    by_need = _by_need(person, terms, day, city, leave_of(person, day, session))
    return or_(by_need, and_(_CASES.c.kind.not_in((StreamKind.REVIEW, *SEES_OF_KIND)), there), _CASES.c.kind.in_(served))


def needed_by(person: str, terms: Iterable[Tenure], day: date, session: Session) -> ColumnElement[bool]:
    """The streams of which that person reads what tells of somebody's conduct (`Standpoint.needs_to_know`)."""
    terms = tuple(terms)
    if READ_EVERY_STREAM.is_held(terms):
        return _all_but_withheld(person, terms, day)
    return _by_need(person, terms, day, directory.agencies_on(day, session), leave_of(person, day, session))


def _all_but_withheld(person: str, terms: Iterable[Tenure], day: date) -> ColumnElement[bool]:
    """What is read by whoever sees everything: all but the kinds that are shown to others among them alone, and of those their own."""
    offices = {term.office for term in terms}
    withheld = [kind for kind, sees in SEES_OF_KIND.items() if not offices.intersection(sees)]
    return or_(_CASES.c.kind.not_in(withheld), _own(person, day)) if withheld else true()


def leave_of(person: str, day: date, session: Session) -> tuple[Delegation, ...]:
    """By which that person signs for somebody today, as far as it stands."""
    given = directory.delegations_to(person, session)
    if not given:
        return ()
    known = directory.slice_for({each.agency for each in given}, (person,), day, session)
    return tuple(each for each in known.delegations if each.person == person and stands(each, known))


def _by_need(person: str, terms: Iterable[Tenure], day: date, city: Directory, leave: Iterable[Delegation]) -> ColumnElement[bool]:
    signed = (_signed_by(each, city) for each in leave)
    there = or_(_at({term.agency for term in terms if needs_to_know(term, city)}, city), *signed)
    return or_(_own(person, day), and_(_CASES.c.kind.not_in((*SEES_OF_KIND,)), there))


def _own(person: str, day: date) -> ColumnElement[bool]:
    """What names that person, for good or to a day that has not passed."""
    still = or_(_PARTIES.c.until.is_(None), _PARTIES.c.until >= day)
    return _CASES.c.number.in_(select(_PARTIES.c.case).where(_PARTIES.c.person == person, still))


def _signed_by(leave: Delegation, city: Directory) -> ColumnElement[bool]:
    """What is read by whoever signs for the head of an agency, as far as their leave goes (`covers`)."""
    scope = [or_(_CASES.c.number.in_(leave.cases), _CASES.c.family.in_(leave.cases))] if leave.cases else []
    scope += [_CASES.c.focus_area.in_(leave.fields)] if leave.fields else []
    return and_(_at({leave.agency}, city), *scope)


def _at(held: set[str], city: Directory) -> ColumnElement[bool]:
    """What is read at one of these agencies: what is theirs or below them, and in which one of them was asked."""
    theirs = below(held, city)
    asked = (has_code(_CASES.c.consulted, code) for code in sorted(asked_as(held, city)))
    return or_(_CASES.c.agency.in_(theirs), _CASES.c.addressed_to.in_(theirs), *asked)


def below(held: set[str], city: Directory) -> set[str]:
    """The agencies whose line leads to one of these: those agencies while they stand, what is under them, and what they took over."""
    return {code for code in held.union(city.agencies) if held.intersection(city.line(code))}


def asked_as(held: set[str], city: Directory) -> set[str]:
    """The codes under which one of these agencies has been asked: its own, and those of the agencies it took over from."""
    return held.union(code for code in city.agencies if city.heir(code) in held)
