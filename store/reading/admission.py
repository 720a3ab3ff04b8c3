"""Whether somebody may file in a stream: whoever may read it may, and to everybody else it is not there."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from domain.acts import Act
from domain.filing import Filed
from domain.people.standpoint import Standpoint
from domain.procedure.decide import as_opened
from domain.refusals import Refused
from domain.streams.kinds import blank
from store import directory
from store.reading.rights import readable_by
from store.record import filings, streams
from store.tables import CaseRow

_CASES = SQLModel.metadata.tables[CaseRow.__tablename__]


def may_file(number: str, person: str, day: date, session: Session) -> bool:
    """Whether the person may read what has begun under this number; or could, once what waits to open it is answered."""
    begun = session.connection().execute(sa.select(_CASES.c.agency).where(_CASES.c.number == number)).first() is not None
    if begun:
        terms = directory.terms_of(person, day, session)
        readable = sa.select(_CASES.c.number).where(_CASES.c.number == number, readable_by(person, terms, day, session))
        return session.connection().execute(readable).first() is not None
    opening = filings.waiting_to_open(number, session)
    return opening is not None and _could_read(person, opening, day, session)


def _could_read(person: str, opening: Filed[Act], day: date, session: Session) -> bool:
    try:
        known = directory.slice_for(opening.act.mentions_agencies(), (person,), day, session)
        stream = as_opened(blank(opening.case), opening.act, opening.sender, known)
    except Refused:
        return False
    return Standpoint(stream, streams.directory_for(stream, (person,), day, session)).may_read(person)
