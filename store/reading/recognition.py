"""The recognised initiatives, and what the heads of an agency have answered, as they were on record at a moment (ADR 25)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, SQLModel

from domain.heads import TermOfOffice, by_term, deeds
from domain.people.directory import Tenure
from domain.recognition import Recognised, recognised
from domain.vocabulary import StreamKind
from store.reading import listing
from store.reading.reports import families
from store.reading.views import HeadsFigure, HeadsTerm, RecognisedCase, Talent
from store.record import ledger, names
from store.tables import CaseRow

_CASES = SQLModel.metadata.tables[CaseRow.__tablename__]
# A result that was completed has opened a reward file.
_WITH_REWARDS = select(_CASES.c.family).where(_CASES.c.kind == StreamKind.REWARD_FILE)


def recognised_by(as_of: datetime, session: Session) -> list[Recognised]:
    """By year, then number."""
    found = (recognised(family) for family in families(_WITH_REWARDS, as_of, session))
    return sorted((each for each in found if each), key=lambda each: (each.year, each.number))


def by_person(found: Iterable[Recognised], session: Session) -> list[Talent]:
    """Each person once, by name, with the cases behind them."""
    cases = list(found)
    called = names.named({code for case in cases for code in (case.agency, *(each.person for each in case.people))}, session)
    theirs: dict[str, list[RecognisedCase]] = {}
    for case in cases:
        told = {"number": case.number, "title": case.title, "agency": case.agency, "tier": case.tier, "year": case.year}
        for each in case.people:
            as_theirs = RecognisedCase(
                **told, agency_name=called.get(case.agency, case.agency), as_office=each.as_office, rewards=each.rewards
            )
            theirs.setdefault(each.person, []).append(as_theirs)
    people = (Talent(person=person, name=called.get(person, person), cases=tuple(each)) for person, each in theirs.items())
    return sorted(people, key=lambda each: (each.name, each.person))


def in_terms(terms: Iterable[TermOfOffice], readable: ColumnElement[bool], session: Session) -> list[HeadsTerm]:
    """With names, and of the cases only those that may be read."""
    terms = list(terms)
    called = names.named((term.person for term in terms), session)
    shown = listing.those_of({case for term in terms for of in term.of.values() for case in of}, readable, session)
    return [
        HeadsTerm(
            person=term.person,
            name=called.get(term.person, term.person),
            starts=term.starts,
            ends=term.ends,
            figures=tuple(
                HeadsFigure(what=what, count=len(of), of=tuple(case for case in of if case in shown)) for what, of in term.of.items()
            ),
        )
        for term in terms
    ]


def of_heads(agency: str, tenures: Iterable[Tenure], as_of: datetime, session: Session) -> tuple[TermOfOffice, ...]:
    """What the initiatives of that agency tell of these terms."""
    theirs = or_(_CASES.c.agency == agency, _CASES.c.addressed_to == agency)
    numbers = session.connection().execute(
        select(_CASES.c.number).where(_CASES.c.kind == StreamKind.INITIATIVE, theirs).order_by(_CASES.c.number)
    )
    counted = [deed for number in numbers.scalars().all() for deed in deeds(agency, number, ledger.facts_by(as_of, number, session))]
    return by_term(tenures, counted)
