"""What streams are called, of those that somebody may read."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import SQLModel

from store.engine import Store
from store.reading.caller import Caller
from store.reading.rights import readable_by
from store.tables import CaseRow

_CASES = SQLModel.metadata.tables[CaseRow.__tablename__]


def titles_of(numbers: Collection[str], caller: Caller, store: Store) -> dict[str, str]:
    """By number; what they may not read, and what there is not, is left out alike."""
    if not numbers:
        return {}
    with store.reading() as session:
        visible = readable_by(caller.id, caller.terms, caller.today, session)
        rows = session.connection().execute(select(_CASES.c.number, _CASES.c.title).where(_CASES.c.number.in_(numbers), visible))
        return {row.number: row.title for row in rows}
