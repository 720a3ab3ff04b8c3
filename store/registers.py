"""Reading: the lists and files people ask for, and who may see them. Everybody not named here is denied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, true

from domain.clocks import WAITING_FOR
from domain.deciding import Opening, openings
from domain.people import SEES_EVERYTHING, Person, Standpoint, Term
from domain.policy import Law
from domain.standing import waiting_offices
from store import cases, directory, filings, ledger
from store.engine import Store
from store.ledger import Entry
from store.policies import Documents, Lawbook
from store.tables import CaseRow, PartyRow, WaitRow
from store.views import Deadline, InitiativeCard, InitiativeFile


@dataclass(frozen=True)
class Caller:
    """Somebody signed in: the token said who, the directory says what he is today."""

    person: Person
    terms: tuple[Term, ...]

    @property
    def id(self) -> str:
        return self.person.id


@dataclass(frozen=True)
class OpenFile:
    """A case in front of somebody who may read it."""

    file: InitiativeFile
    standpoint: Standpoint
    law: Law
    reader: str

    @property
    def openings(self) -> tuple[Opening, ...]:
        return openings(self.standpoint, self.reader)


class Registers:
    """Every read of the front door."""

    def __init__(self, store: Store, lawbook: Lawbook) -> None:
        self._store, self._lawbook = store, lawbook

    def today(self, moment: datetime) -> date:
        return self._lawbook.calendar.local_day(moment)

    def caller(self, person_id: str, moment: datetime) -> Caller | None:
        with self._store.reading() as session:
            person = directory.person(person_id, session)
            return Caller(person, tuple(directory.terms_of(person_id, self.today(moment), session))) if person else None

    def documents(self) -> Documents:
        with self._store.reading() as session:
            return self._lawbook.documents(session)

    def agency_exists(self, code: str) -> bool:
        with self._store.reading() as session:
            return directory.agency_exists(code, session)

    def is_known(self, number: str) -> bool:
        return filings.is_known(number, self._store)

    def open(self, number: str, caller: Caller, moment: datetime) -> OpenFile | None:
        """The case, or None if there is none or the caller may not read it: to him it is the same."""
        with self._store.reading() as session:
            row = session.get(CaseRow, number)
            if row is None:
                return None
            case = cases.load(number, session).case
            who = cases.directory_for(case, (caller.id,), self.today(moment), session)
            standpoint = Standpoint(case, who)
            if not standpoint.may_read(caller.id):
                return None
            file = InitiativeFile(card=_card(row), waiting_for=waiting_offices(case), case=case)
            return OpenFile(file, standpoint, self._lawbook.of(case.policy, session), caller.id)

    def timeline(self, number: str) -> list[Entry]:
        with self._store.reading() as session:
            return list(ledger.entries(number, session))

    def cards(self, caller: Caller, *, stage: str | None, agency: str | None, after: str | None, limit: int) -> list[InitiativeCard]:
        """The cases this person may read, by number."""
        with self._store.reading() as session:
            query = select(CaseRow).where(_visible(caller, session)).order_by(CaseRow.number).limit(limit)
            for column, value in ((CaseRow.stage, stage), (CaseRow.agency, agency)):
                query = query.where(column == value) if value else query
            query = query.where(CaseRow.number > after) if after else query
            return [_card(row) for row in session.exec(query)]

    def on_the_desk(self, caller: Caller, moment: datetime) -> Iterator[tuple[InitiativeCard, tuple[str, ...]]]:
        """What is left for this person to do: the awaited acts open to him, the most urgent case first."""
        with self._store.reading() as session:
            held = [and_(WaitRow.office == t.office, WaitRow.agency == t.agency) for t in caller.terms]
            mine = select(WaitRow.case).where(or_(WaitRow.person == caller.id, *held))
            urgent = select(CaseRow).order_by(col(CaseRow.due).is_(None), col(CaseRow.due), CaseRow.number)
            for row in session.exec(urgent.where(col(CaseRow.number).in_(mine))):
                case = cases.load(row.number, session).case
                who = cases.directory_for(case, (caller.id,), self.today(moment), session)
                left = tuple(o.act.name for o in openings(Standpoint(case, who), caller.id) if o.open and o.awaited)
                if left:
                    yield _card(row), left


def deadlines(file: OpenFile, moment: datetime) -> list[Deadline]:
    """The clocks of a case, the earliest first. Labels and citations are the door's."""
    law, case = file.law, file.standpoint.case
    found = [
        Deadline(
            number=case.number,
            clock=clock.kind,
            label="",
            item=clock.item,
            since=clock.since,
            due_day=clock.due_day(law),
            due=clock.due(law),
            overdue=clock.due(law) <= moment,
            waiting_for=WAITING_FOR[clock.kind],
            reminded=clock.rungs > 0,
            escalated=clock.rungs > 1,
            basis=clock.basis(law),
            citation="",
            provisional=clock.provisional(law),
        )
        for clock in case.clocks
    ]
    return sorted(found, key=lambda deadline: deadline.due)


def _card(row: CaseRow) -> InitiativeCard:
    return InitiativeCard.model_validate(row)


def _visible(caller: Caller, session: Session) -> ColumnElement[bool]:
    """Own matters and what one is named for; those of one's agency and of the agencies below it; everything for the focal point and the auditor."""
    if any(term.office in SEES_EVERYTHING for term in caller.terms):
        return true()
    agencies = directory.below({term.agency for term in caller.terms}, session)
    own = col(CaseRow.number).in_(select(PartyRow.case).where(PartyRow.person == caller.id))
    return or_(own, col(CaseRow.agency).in_(agencies), col(CaseRow.addressed_to).in_(agencies))
