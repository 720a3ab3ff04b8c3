"""What is noted at a desk beside the record: who looks after a case at their agency, and when each has last opened it.

A note gives nobody a right and takes none: whoever may do something may do it, whoever looks after the case. It counts while its person serves at that
desk (store/reading/worklist.py), so that nothing is left with somebody whose term has ended.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlmodel import Session, SQLModel

from store.beside import read_notices
from store.engine import Outage, Store
from store.tables import UTCDateTime
from store.tables_beside import DeskNoteRow, LookRow

_NOTES, _LOOKS = (SQLModel.metadata.tables[table.__tablename__] for table in (DeskNoteRow, LookRow))
# In one statement: of two who take the same case at once, one finds that it is taken.
_NOTE = text(
    'INSERT INTO desk_notes ("case", agency, person, noted_by, noted_at) VALUES (:number, :agency, :person, :by, :at) '
    'ON CONFLICT ("case", agency) DO UPDATE SET person = excluded.person, noted_by = excluded.noted_by, noted_at = excluded.noted_at '
    "WHERE desk_notes.person = :instead_of"
).bindparams(bindparam("at", type_=UTCDateTime))
_LOOK = text(
    'INSERT INTO looks (person, "case", looked_at) VALUES (:person, :number, :at) '
    'ON CONFLICT (person, "case") DO UPDATE SET looked_at = excluded.looked_at'
).bindparams(bindparam("at", type_=UTCDateTime))


def notes(numbers: Collection[str], session: Session) -> dict[tuple[str, str], str]:
    """Who is noted for each of these cases, by case and agency, whether they still serve there or not."""
    rows = session.connection().execute(select(_NOTES.c.case, _NOTES.c.agency, _NOTES.c.person).where(_NOTES.c.case.in_(numbers)))
    return {(row.case, row.agency): row.person for row in rows}


def note(number: str, agency: str, person: str, by: str, at: datetime, store: Store, instead_of: str) -> bool:
    """That this person looks after it from now on, if nobody is noted or `instead_of` is; whether it was written."""
    noted = {"number": number, "agency": agency, "person": person, "by": by, "at": at, "instead_of": instead_of}
    with store.writing() as session:
        return session.connection().execute(_NOTE, noted).rowcount > 0


def give_back(number: str, agency: str, person: str, store: Store) -> None:
    """Only what is theirs. Idempotent."""
    theirs = (_NOTES.c.case == number, _NOTES.c.agency == agency, _NOTES.c.person == person)
    with store.writing() as session:
        session.connection().execute(_NOTES.delete().where(*theirs))


def looks(person: str, numbers: Collection[str], session: Session) -> dict[str, datetime]:
    """When they last opened each of these cases; those they never opened are not there."""
    query = select(_LOOKS.c.case, _LOOKS.c.looked_at).where(_LOOKS.c.person == person, _LOOKS.c.case.in_(numbers))
    return {row.case: row.looked_at for row in session.connection().execute(query)}


def look(person: str, number: str, updated_at: datetime, at: datetime, store: Store) -> None:
    """They have it open as it stood at `updated_at`: what came while the page was drawn is new to them still. A case that has not changed since they looked
    last writes nothing; nor does a database that is away: it is new to them again.
    """
    with suppress(Outage):
        with store.reading() as session:
            before = looks(person, [number], session).get(number)
        if before is None or before < updated_at:
            with store.writing() as session:
                session.connection().execute(_LOOK, {"person": person, "number": number, "at": updated_at})
                read_notices.read_of_case(person, number, updated_at, at, session)
