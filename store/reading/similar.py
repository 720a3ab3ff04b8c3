"""Earlier initiatives with a similar title and purpose, found by the database's text index over one folded column (SQLite's FTS5, PostgreSQL's GIN)."""

from math import ceil

from sqlalchemy import ColumnElement, bindparam, column, func, literal_column, select, table, text
from sqlmodel import Session, SQLModel

from domain.likeness import ALIKE, alike, folded
from domain.vocabulary import StreamKind
from store.reading.views import Similar

_CASES = SQLModel.metadata.tables["cases"]
MOST_WORDS, CANDIDATES, MOST = 40, 30, 5
_TITLES = table("similar_titles", column("rowid"), column("rank"))  # SQLite's index beside the table; the better the lower its rank
_TEXT, _WORDS = (
    func.to_tsvector(literal_column("'simple'"), _CASES.c.folded),
    func.to_tsquery(literal_column("'simple'"), bindparam("words")),
)
_FOUND = select(_CASES.c.number, _CASES.c.title, _CASES.c.agency, _CASES.c.stage, _CASES.c.folded)
# Whoever may not read it is left out before the best are taken.
_BY_INDEX = {
    "sqlite": _FOUND.join_from(_CASES, _TITLES, _TITLES.c.rowid == literal_column("cases.rowid"))
    .where(text("similar_titles MATCH :words"))
    .order_by(_TITLES.c.rank, _CASES.c.number),
    "postgresql": _FOUND.where(_TEXT.op("@@")(_WORDS)).order_by(func.ts_rank(_TEXT, _WORDS, 1).desc(), _CASES.c.number),
}


def similar(title: str, purpose: str, visible: ColumnElement[bool], session: Session) -> list[Similar]:
    """The most alike first; only those the reader may read."""
    wanted = folded(title, purpose)
    if not folded(title):
        return []
    dialect = session.get_bind().dialect.name
    query = _BY_INDEX[dialect].where(_CASES.c.kind == StreamKind.INITIATIVE, visible).limit(CANDIDATES)
    rows = session.connection().execute(query, {"words": (" OR " if dialect == "sqlite" else " | ").join(telling(wanted))}).all()
    candidates = [
        Similar(
            number=row.number,
            title=row.title,
            agency=row.agency,
            stage=row.stage,
            likeness=round(alike(wanted, row.folded if purpose else folded(row.title)), 2),  # like is compared with like
        )
        for row in rows
    ]
    return sorted((c for c in candidates if c.likeness >= ALIKE), key=lambda c: (-c.likeness, c.number))[:MOST]


def telling(wanted: str) -> list[str]:
    """Words of which whatever is alike has one at least, the longest for they are the rarest: whoever has none of them shares too few of the others.

    (Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins, 2006: prefix filtering.)
    """
    words = sorted(set(wanted.split()), key=lambda word: (-len(word), word))
    return words[: min(len(words) - ceil(ALIKE * len(words)) + 1, MOST_WORDS)]
