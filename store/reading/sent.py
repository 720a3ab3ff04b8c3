"""What somebody has sent: what of it now waits for others, and what they did in a span of time."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, SQLModel

from domain.people.directory import Tenure
from store.reading import listing
from store.reading.rights import readable_by
from store.reading.views import Card, DoneHere
from store.record.filings import RECORDED
from store.tables import CaseRow, FilingRow, PartyRow

_CASES, _FILINGS, _PARTIES = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, FilingRow, PartyRow))
MOST = 200  # of one page: the most urgent, or the latest


def waiting_for_others(
    person: str, terms: Sequence[Tenure], day: date, session: Session, but: Collection[str] = ()
) -> list[tuple[Card, tuple[str, ...]]]:
    """Cases the person is in or has filed in, of which something is now others' to do: each with the offices that are asked, as the person may know
    it; the most urgent first. `but`: those that are on the person's own desk.
    """
    seen = listing.seen_by(person, session)
    filed = select(_FILINGS.c.case).where(_FILINGS.c.sender == person, _FILINGS.c.status == RECORDED)
    theirs = or_(_CASES.c.number.in_(select(_PARTIES.c.case).where(_PARTIES.c.person == person)), _CASES.c.number.in_(filed))
    waits = func.trim(seen.waiting_for) != ""
    query = select(*seen.columns, seen.waiting_for.label("asked_now")).select_from(seen.rows)
    query = query.where(theirs, waits, readable_by(person, terms, day, session), _CASES.c.number.not_in(but))
    rows = session.connection().execute(listing.most_urgent_first(query, seen).limit(MOST)).all()
    return [(listing.card(row), tuple(row.asked_now.split())) for row in rows]


def done_between(person: str, terms: Sequence[Tenure], day: date, first: datetime, beyond: datetime, session: Session) -> list[DoneHere]:
    """What the person filed in that time and is on record, the latest first. Of a case they may no longer read, the receipt alone is theirs."""
    mine = and_(_FILINGS.c.sender == person, _FILINGS.c.status == RECORDED)
    query = select(_FILINGS.c.number, _FILINGS.c.case, _FILINGS.c.act, _FILINGS.c.received_at).where(
        mine, _FILINGS.c.received_at >= first, _FILINGS.c.received_at < beyond
    )
    rows = session.connection().execute(query.order_by(_FILINGS.c.received_at.desc(), _FILINGS.c.id.desc()).limit(MOST)).all()
    readable = select(_CASES.c.number, _CASES.c.title).where(
        _CASES.c.number.in_({row.case for row in rows}), readable_by(person, terms, day, session)
    )
    titles = {row.number: row.title for row in session.connection().execute(readable)}
    return [
        DoneHere(
            receipt=row.number,
            act=row.act,
            at=row.received_at,
            number=row.case if row.case in titles else "",
            title=titles.get(row.case, ""),
        )
        for row in rows
    ]
