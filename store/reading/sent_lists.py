"""Which lists of registrations came in for a campaign, for whoever may see them."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import SQLModel

from domain.people.rights import may_see_list
from store.engine import Store
from store.reading.caller import Caller
from store.reading.views import View
from store.tables import ImportRow
from store.tables_directory import PersonRow

_IMPORTS, _PEOPLE = (SQLModel.metadata.tables[table.__tablename__] for table in (ImportRow, PersonRow))
MOST = 200


class SentList(View):
    """`taken`: whether its rows were received; one that is wrong in some row is kept with its faults, and nothing of it is received."""

    number: str
    sender: str
    sender_name: str
    received_at: datetime
    taken: bool


def sent_in(campaign: str, caller: Caller, store: Store) -> tuple[SentList, ...]:
    """The last ones first."""
    query = (
        select(_IMPORTS.c.number, _IMPORTS.c.sender, _PEOPLE.c.name, _IMPORTS.c.received_at, _IMPORTS.c.row_keys)
        .outerjoin(_PEOPLE, _PEOPLE.c.id == _IMPORTS.c.sender)
        .where(_IMPORTS.c.campaign == campaign)
        .order_by(_IMPORTS.c.received_at.desc(), _IMPORTS.c.number)
        .limit(MOST)
    )
    with store.reading() as session:
        rows = session.connection().execute(query).all()
    return tuple(
        SentList(
            number=row.number,
            sender=row.sender,
            sender_name=row.name or row.sender,
            received_at=row.received_at,
            taken=bool(row.row_keys),
        )
        for row in rows
        if may_see_list(caller.id, row.sender, caller.terms)
    )
