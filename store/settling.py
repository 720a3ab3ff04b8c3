"""Whether anything is still under way, and when the clock must next look: what a rehearsal asks before it moves time on."""

from datetime import datetime

from sqlmodel import col, func, select

from store.effects import OWED
from store.engine import Store
from store.filings import WAITING
from store.tables import CaseRow, EffectRow, FilingRow


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


def due(at: datetime, store: Store) -> list[str]:
    """The cases the clock must look at by now."""
    with store.reading() as session:
        return list(session.exec(select(CaseRow.number).where(col(CaseRow.look_at) <= at).order_by(CaseRow.number)))


def next_look(store: Store) -> datetime | None:
    """The first moment at which the clock must look at any case."""
    with store.reading() as session:
        return session.exec(select(func.min(CaseRow.look_at))).one()


def titles(store: Store) -> set[str]:
    """Of every case there is."""
    with store.reading() as session:
        return set(session.exec(select(CaseRow.title)))


def numbers(store: Store) -> list[str]:
    """Of every case there is."""
    with store.reading() as session:
        return list(session.exec(select(CaseRow.number).order_by(CaseRow.number)))
