"""Earlier initiatives with a similar title and purpose, found by the database's text index over one folded column (SQLite's FTS5, PostgreSQL's GIN)."""

from sqlalchemy import ColumnElement, select, text
from sqlmodel import Session, SQLModel

from domain.likeness import ALIKE, alike, folded
from domain.vocabulary import StreamKind
from store.reading.views import Similar

_CASES = SQLModel.metadata.tables["cases"]
MOST_WORDS, CANDIDATES, MOST = 40, 30, 5
_BY_INDEX = {
    "sqlite": text("cases.rowid IN (SELECT rowid FROM similar_titles WHERE similar_titles MATCH :words ORDER BY rank LIMIT :most)"),
    "postgresql": text(
        "cases.number IN (SELECT number FROM cases WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', :words) "
        "ORDER BY ts_rank(to_tsvector('simple', folded), to_tsquery('simple', :words), 1) DESC LIMIT :most)"
    ),
}


def similar(title: str, purpose: str, visible: ColumnElement[bool], session: Session) -> list[Similar]:
    """The most alike first; only those the reader may read."""
    wanted = folded(title, purpose)
    words = list(dict.fromkeys(wanted.split()))[:MOST_WORDS]
    if not folded(title):
        return []
    dialect = session.get_bind().dialect.name
    asked = " OR ".join(words) if dialect == "sqlite" else " | ".join(words)
    query = select(_CASES.c.number, _CASES.c.title, _CASES.c.agency, _CASES.c.stage, _CASES.c.folded).where(
        _BY_INDEX[dialect], _CASES.c.kind == StreamKind.INITIATIVE, visible
    )
    rows = session.connection().execute(query, {"words": asked, "most": CANDIDATES}).all()
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
