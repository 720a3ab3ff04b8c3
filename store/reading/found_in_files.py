"""Cases in whose files words stand: of those the reader may read, and of files that were found clean or released. Which of these files the reader finds
named there, their own timeline says (store/reading/readings.py).
"""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, SQLModel

from domain.likeness import folded
from domain.vocabulary import StreamKind
from store.files.register import STANDS
from store.tables import CaseRow
from store.tables_files import EnclosedRow, FileStateRow, FileTextRow

LOOKED_AT = 50  # cases, the last changed first
_CASES, _ENCLOSED, _STATES, _TEXTS = (
    SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, EnclosedRow, FileStateRow, FileTextRow)
)
_LAST = select(func.max(_STATES.c.place)).where(_STATES.c.sha256 == _TEXTS.c.sha256).correlate(_TEXTS).scalar_subquery()


def naming(find: str, kind: StreamKind, visible: ColumnElement[bool], session: Session) -> Mapping[str, set[str]]:
    """By their numbers, with the hashes of the files in each of which all these words stand."""
    words = folded(find).split()
    if not words:
        return {}
    stands = select(_STATES.c.sha256).where(_STATES.c.sha256 == _TEXTS.c.sha256, _STATES.c.place == _LAST, _STATES.c.state.in_(STANDS))
    said = [_TEXTS.c.folded.contains(word, autoescape=True) for word in words]
    found = (
        select(_CASES.c.number, _TEXTS.c.sha256)
        .join(_ENCLOSED, _ENCLOSED.c.case == _CASES.c.number)
        .join(_TEXTS, _TEXTS.c.sha256 == _ENCLOSED.c.sha256)
        .where(_CASES.c.kind == kind, visible, stands.exists(), *said)
        .order_by(_CASES.c.updated_at.desc(), _CASES.c.number)
    )
    hits: defaultdict[str, set[str]] = defaultdict(set)
    for row in session.connection().execute(found):
        if row.number not in hits and len(hits) == LOOKED_AT:
            break
        hits[row.number].add(row.sha256)
    return hits
