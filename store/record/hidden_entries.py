"""What is hidden from one person, by stream."""

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, SQLModel

from domain.hiding import Hidden
from domain.numbers import family_of
from store.tables import VeilRow

_VEILS = SQLModel.metadata.tables[VeilRow.__tablename__]
_HIS = select(_VEILS.c.case, _VEILS.c.hidden).where(
    _VEILS.c.person == bindparam("of_person"), or_(_VEILS.c.case == bindparam("stream"), _VEILS.c.case == bindparam("family"))
)


def of_family(number: str, person: str, session: Session) -> dict[str, Hidden]:
    """In this stream, and in the initiative whose entries its facts may name."""
    rows = session.connection().execute(_HIS, {"of_person": person, "stream": number, "family": family_of(number)})
    return {row.case: tuple(row.hidden) for row in rows}
