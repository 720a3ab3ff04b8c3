"""Which of the notices they were sent a person has read. What a notice says, and to whom it is shown still, is store/reading/inbox.py."""

from datetime import datetime

from sqlmodel import Session, SQLModel

from store.engine import Store
from store.record.effects import NOTICE
from store.tables import EffectRow

_EFFECTS = SQLModel.metadata.tables[EffectRow.__tablename__]


def read(person: str, told_until: datetime, at: datetime, store: Store) -> None:
    """All of theirs until then. Idempotent: the first reading stands."""
    theirs = (_EFFECTS.c.addressee == person, _EFFECTS.c.owed_since <= told_until, _EFFECTS.c.read_at.is_(None))
    with store.writing() as session:
        session.connection().execute(_EFFECTS.update().where(*theirs).values(read_at=at))


def read_of_case(person: str, number: str, told_until: datetime, at: datetime, session: Session) -> None:
    """Whoever has the case open has read what was told them of it until then."""
    of_case = (_EFFECTS.c.case == number, _EFFECTS.c.kind == NOTICE, _EFFECTS.c.owed_since <= told_until)
    theirs = (_EFFECTS.c.addressee == person, *of_case, _EFFECTS.c.read_at.is_(None))
    session.connection().execute(_EFFECTS.update().where(*theirs).values(read_at=at))
