"""What is left for one person to do, page by page: a page is found in SQL, and only what is on it is weighed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import and_, or_, select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.people.directory import Tenure
from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from store import directory
from store.reading import listing, paging
from store.reading.kept import all_kept
from store.reading.rights import asked_as, readable_by
from store.reading.views import Card
from store.tables import CaseRow, WaitRow

_CASES, _WAITS = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, WaitRow))


class WorkSought(BaseModel):
    """How much of it is asked for, and from where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: int = Field(
        default=50, ge=1, le=200, description="How many that wait at my desks are looked at: those with nothing left for me are not shown"
    )
    cursor: str = Field(default="", max_length=500, description="From the `Link` header of the page before")


@dataclass(frozen=True)
class WorkPage:
    """Each with the awaited acts open to this person. `following`: the cursor of the next page, or "" on the last."""

    items: list[tuple[Card, tuple[str, ...]]]
    following: str


def page(sought: WorkSought, person: str, terms: Sequence[Tenure], day: date, session: Session) -> WorkPage:
    """The most urgent first, of all kinds of stream. Raises NotOurCursor."""
    seen, mark = listing.seen_by(person, session), digest({"of": "worklist"})[:16]
    city = directory.agencies_on(day, session)  # a desk of an agency that has ended is its successor's, also before that was said
    desks = [(term.office, asked_as({term.agency}, city) if term.agency else ()) for term in terms]
    held = [and_(_WAITS.c.office == office, _WAITS.c.agency.in_(agencies)) for office, agencies in desks]
    mine = select(_WAITS.c.case).where(or_(_WAITS.c.person == person, *held))
    query = select(*seen.columns).select_from(seen.rows).where(_CASES.c.number.in_(mine), readable_by(person, terms, day, session))
    if sought.cursor:
        query = query.where(paging.beyond(seen.due, _CASES.c.in_order, *paging.opened(sought.cursor, mark, seen.due)))
    rows = session.connection().execute(listing.most_urgent_first(query, seen).limit(sought.limit + 1)).all()
    shown = rows[: sought.limit]
    streams = all_kept([row.number for row in shown], session)
    known = directory.slice_for(
        {code for each in streams for code in (each.agency, each.addressed_to, *each.consulted)},
        {person}.union(*((*each.proposers, *each.implementers, *each.named) for each in streams)),
        day,
        session,
    )
    standpoints = (Standpoint(each.as_read_by(person), known) for each in streams)
    left = [tuple(o.act.name for o in openings(each, person) if o.open and o.awaited) for each in standpoints]
    items = [(listing.card(row), acts) for row, acts in zip(shown, left, strict=True) if acts]
    return WorkPage(items, paging.cursor(mark, shown[-1].due, shown[-1].in_order) if len(rows) > len(shown) else "")
