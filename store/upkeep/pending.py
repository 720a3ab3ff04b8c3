"""What is still pending, and when the clock must next look: a rehearsal asks it before it moves time on."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col, func, select

from store.engine import Store
from store.record.code_sets import has_code
from store.record.effects import OWED
from store.record.filings import WAITING
from store.tables import CaseRow, EffectRow, FilingRow
from store.tables_directory import AgencyRow

# Few cases have anything asked of another agency: only of those is the list of codes looked through.
_ASKED_THERE = and_(col(CaseRow.asked) != " ", has_code(col(CaseRow.asked), col(AgencyRow.code)))


def under_way(at: datetime, store: Store) -> list[str]:
    """Filings that wait, effects that are owed and cases the clock must look at now: each in a few words, none when all is settled."""
    with store.reading() as session:
        filings = session.exec(select(FilingRow).where(FilingRow.status == WAITING)).all()
        effects = session.exec(select(EffectRow).where(EffectRow.status == OWED)).all()
        return [
            *(f"{row.case}: {row.act} waits for its answer" for row in filings),
            *(f"{row.case}: {row.kind} {row.id} is owed" + (f" ({row.error})" if row.error else "") for row in effects),
            *(f"{number}: the clock has not looked at it" for number in due(at, store)),
        ]


def left_behind(by: datetime) -> ColumnElement[bool]:
    """The stream runs, and something of it lies with an agency that has ended, of which the successor does not know yet."""
    ended = select(AgencyRow.code).where(col(AgencyRow.left_at) <= by)
    asked_there = exists().where(col(AgencyRow.left_at) <= by, _ASKED_THERE)
    return and_(col(CaseRow.at_rest).is_(False), or_(col(CaseRow.agency).in_(ended), col(CaseRow.addressed_to).in_(ended), asked_there))


def due(at: datetime, store: Store) -> list[str]:
    """The cases the clock must look at by now."""
    looked_at = or_(col(CaseRow.look_at) <= at, left_behind(at))
    with store.reading() as session:
        return list(session.exec(select(CaseRow.number).where(looked_at).order_by(CaseRow.number)))


def at_ended_agencies(at: datetime, store: Store) -> list[str]:
    """The cases whose agency has ended by now: no timer of theirs knows of it, so the sweep wakes them."""
    with store.reading() as session:
        return list(session.exec(select(CaseRow.number).where(left_behind(at)).order_by(CaseRow.number)))


def next_look(store: Store) -> datetime | None:
    """The first moment at which the clock must look at any case."""
    here = or_(col(AgencyRow.code) == CaseRow.agency, col(AgencyRow.code) == CaseRow.addressed_to, _ASKED_THERE)
    ends = select(func.min(AgencyRow.left_at)).where(exists().where(col(CaseRow.at_rest).is_(False), here))
    with store.reading() as session:
        moments = (session.exec(select(func.min(CaseRow.look_at))).one(), session.exec(ends).one())
        return min((moment for moment in moments if moment), default=None)


def titles(store: Store) -> set[str]:
    """The titles of all streams: the demo plays no story twice."""
    with store.reading() as session:
        return set(session.exec(select(CaseRow.title)))
