"""What the reading ledger tells: to the door, what somebody had opened of a case."""

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from domain.facts import Opened, Sight
from domain.numbers import family_of
from domain.vocabulary import Part
from store.record.sightings import TELL_NOTHING
from store.tables_sightings import SightingRow

_ROWS = SQLModel.metadata.tables[SightingRow.__tablename__]


def sight_of(person: str, case: str, session: Session) -> Sight:
    """Each part of this stream, and of the initiative it belongs to, as that person last had it."""
    place = (
        func.row_number().over(partition_by=(_ROWS.c.case, _ROWS.c.part), order_by=(_ROWS.c.at.desc(), _ROWS.c.place.desc())).label("nth")
    )
    theirs = (_ROWS.c.case.in_({case, family_of(case)}), _ROWS.c.person == person, _ROWS.c.part.not_in(TELL_NOTHING))
    ranked = select(_ROWS.c.case, _ROWS.c.part, _ROWS.c.at, _ROWS.c.seen, _ROWS.c.texts, place).where(*theirs).subquery()
    last = select(ranked).where(ranked.c.nth == 1).order_by(ranked.c.at, ranked.c.case, ranked.c.part)
    opened = (
        Opened(case=row.case, part=Part(row.part), at=row.at, seen=row.seen, texts=tuple(row.texts.split()))
        for row in session.connection().execute(last)
    )
    return Sight(person=person, opened=tuple(opened))
