"""Which entries are hidden from one person, by stream."""

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, SQLModel

from domain.numbers import family_of
from domain.streams.hiding import Hidden
from store.tables import HiddenRow

_HIDDEN = SQLModel.metadata.tables[HiddenRow.__tablename__]
_FROM_PERSON = select(_HIDDEN.c.case, _HIDDEN.c.hidden).where(
    _HIDDEN.c.person == bindparam("of_person"), or_(_HIDDEN.c.case == bindparam("stream"), _HIDDEN.c.case == bindparam("family"))
)


def of_person(person: str, session: Session) -> dict[str, Hidden]:
    """In every stream that hides anything from them."""
    rows = session.connection().execute(select(_HIDDEN.c.case, _HIDDEN.c.hidden).where(_HIDDEN.c.person == person))
    return {row.case: tuple(row.hidden) for row in rows}


def of_family(number: str, person: str, session: Session) -> dict[str, Hidden]:
    """In this stream, and in the initiative whose entries the facts of this stream may name."""
    rows = session.connection().execute(_FROM_PERSON, {"of_person": person, "stream": number, "family": family_of(number)})
    return {row.case: tuple(row.hidden) for row in rows}
