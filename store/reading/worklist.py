"""What is left for one person to do, page by page: a page is found in SQL, and only what is on it is weighed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import and_, or_, select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.people.away import away_today, taken_by
from domain.people.delegation import may_be_signed_for
from domain.people.directory import Delegation, Tenure
from domain.people.standpoint import Standpoint
from domain.procedure.decide import Opening, openings
from store import directory
from store.beside import desk
from store.reading import listing, paging
from store.reading.kept import all_kept
from store.reading.rights import asked_as, leave_of, readable_by
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
class Moved:
    """Work of a head who is away, to the end of that day. `taken_by`: who has it meanwhile; "" where nobody takes it, and it stays."""

    absent: str
    taken_by: str
    until: date


@dataclass(frozen=True)
class WorkItem:
    """A stream with the awaited acts open to one person. `at`: the agency at whose desk it reaches them, "" where they are asked by name. `colleagues`: who
    could do it there too, by id. `looked_after_by`: which of all these has taken it, or "". `noted`: who is noted as having taken it, though they may serve
    there no more. `new`: it has changed since the person opened it. `moved`: where whoever heads it is away, told to them and to whoever takes it.
    """

    card: Card
    acts: tuple[str, ...]
    at: str = ""
    colleagues: tuple[str, ...] = ()
    looked_after_by: str = ""
    noted: str = ""
    new: bool = False
    moved: Moved | None = None


@dataclass(frozen=True)
class WorkPage:
    """`following`: the cursor of the next page, or "" on the last. `names`: of whoever serves where the person does, by id."""

    items: list[WorkItem]
    following: str
    names: dict[str, str]


def page(
    sought: WorkSought, person: str, terms: Sequence[Tenure], day: date, session: Session, among: Collection[str] | None = None
) -> WorkPage:
    """The most urgent first, of all kinds of stream; `among`: of these numbers alone. Raises NotOurCursor."""
    seen, mark = listing.seen_by(person, session), digest({"of": "worklist"})[:16]
    city = directory.agencies_on(day, session)  # a desk of an agency that has ended is its successor's, also before that was said
    at_desks: tuple[Tenure | Delegation, ...] = (*terms, *leave_of(person, day, session))
    desks = [(desk.office, asked_as({desk.agency}, city) if desk.agency else ()) for desk in at_desks]
    held = [and_(_WAITS.c.office == office, _WAITS.c.agency.in_(agencies)) for office, agencies in desks]
    mine = select(_WAITS.c.case).where(or_(_WAITS.c.person == person, *held))
    query = select(*seen.columns).select_from(seen.rows).where(_CASES.c.number.in_(mine), readable_by(person, terms, day, session))
    if among is not None:
        query = query.where(_CASES.c.number.in_(among))
    if sought.cursor:
        query = query.where(paging.beyond(seen.due, _CASES.c.in_order, *paging.opened(sought.cursor, mark, seen.due)))
    rows = session.connection().execute(listing.most_urgent_first(query, seen).limit(sought.limit + 1)).all()
    shown = rows[: sought.limit]
    numbers = [row.number for row in shown]
    streams, names = all_kept(numbers, session), directory.serving_at({desk.agency for desk in at_desks}, day, session)
    known = directory.slice_for(
        {code for each in streams for code in (each.agency, each.addressed_to, *each.consulted)},
        {person, *names}.union(*((*each.proposers, *each.implementers, *each.named) for each in streams)),
        day,
        session,
    )
    notes, looks = desk.notes(numbers, session), desk.looks(person, numbers, session)
    items: list[WorkItem] = []
    for row, stream in zip(shown, streams, strict=True):
        standpoint, card = Standpoint(stream.as_read_by(person), known), listing.card(row)
        left = [opening for opening in openings(standpoint, person) if opening.open and opening.awaited]
        at, able = _desk(standpoint, person, left)
        taken = notes.get((card.number, at), "")
        items.append(
            WorkItem(
                card=card,
                acts=tuple(opening.act.name for opening in left),
                at=at,
                colleagues=tuple(each for each in able if each != person),
                looked_after_by=taken if taken in able else "",  # whoever no longer serves there looks after nothing
                noted=taken,
                new=card.number not in looks or looks[card.number] < card.updated_at,
                moved=_moved(standpoint, person, at, left),
            )
        )
    names |= {each.id: each.name for each in known.people.values()}
    following = paging.cursor(mark, shown[-1].due, shown[-1].in_order) if len(rows) > len(shown) else ""
    return WorkPage([item for item in items if item.acts], following, names)


def _moved(standpoint: Standpoint, person: str, at: str, left: Sequence[Opening]) -> Moved | None:
    away = away_today(at, standpoint.directory)
    of_the_head = [each for each in left if each.office and may_be_signed_for(each.act)]
    if away is None or not of_the_head:
        return None
    taken = taken_by(away, standpoint)
    signs = any(standpoint.signatory(person, each.office, each.act).on_behalf for each in of_the_head if each.office)
    return Moved(away.person, taken, away.ends) if person == away.person or (signs and person == taken) else None


def _desk(standpoint: Standpoint, person: str, left: Sequence[Opening]) -> tuple[str, tuple[str, ...]]:
    """The agency at whose desk this reaches the person, and everybody at that desk who could do any of it, the person among them; by the rules alone.
    Nobody, where the person owes a part of their own, such as a vote.
    """
    if any(opening.of_each for opening in left):
        return "", ()
    offices = [opening.office for opening in left if opening.office]
    at = next((agency for office in offices if (agency := standpoint.signatory(person, office).agency)), "")
    able = dict.fromkeys(each for office in offices for each in standpoint.holders(office))
    return at, tuple(each for each in able if at and standpoint.directory.has_any_office(each, (at,)))
