"""What was owed to people because of a case, and what became of it: read past every room of the house."""

from sqlmodel import col, select

from domain.numbers import family_of
from store.engine import Store
from store.tables import EffectRow


def tokens(family: str, store: Store) -> set[str | None]:
    """What the notices about an initiative and whatever belongs to it are known by in mail."""
    with store.reading() as session:
        rows = session.exec(select(EffectRow).where(EffectRow.kind == "notice"))
        return {row.token for row in rows if family_of(row.case) == family}


def owed(case: str, store: Store) -> list[tuple[str, str]]:
    """(id, status) of every effect of a case, oldest first."""
    with store.reading() as session:
        rows = session.exec(select(EffectRow).where(EffectRow.case == case).order_by(col(EffectRow.sequence), col(EffectRow.id)))
        return [(row.id, row.status) for row in rows]
