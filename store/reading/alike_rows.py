"""Rows of a list of registrations that are like earlier initiatives, or like each other: told to whoever reads the list, and no reason to refuse one."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, SQLModel

from domain.likeness import ALIKE, alike, folded
from store.reading.similar import similar, telling
from store.reading.views import AlikeRow
from store.record import imports
from store.tables import CaseRow, FilingRow, ImportRow

LOOKED_AT, AT_A_GLANCE, MOST = 500, 100, 100  # rows that are compared, those beside a page, and rows that are told: somebody waits for it
_FILINGS, _CASES = (SQLModel.metadata.tables[table.__tablename__] for table in (FilingRow, CaseRow))


def alike_rows(number: str, visible: ColumnElement[bool], session: Session, looked_at: int = LOOKED_AT) -> list[AlikeRow]:
    """Each of the first rows is compared with the initiatives the reader may read, but for those of this list, and with the other rows of it."""
    listed = session.get(ImportRow, number)
    if listed is None:
        return []
    keys = {listed.row_keys[row]: int(row) for row in sorted(listed.row_keys, key=int)[:looked_at]}
    sent = select(_FILINGS.c.key, _FILINGS.c.case, _FILINGS.c.body).where(_FILINGS.c.sender == listed.sender, _FILINGS.c.key.in_(keys))
    found = sorted(session.connection().execute(sent).all(), key=lambda filing: keys[filing.key])
    ideas = {keys[filing.key]: (filing.body["title"], filing.body.get("purpose", "")) for filing in found}
    earlier = and_(visible, _CASES.c.number.not_in([filing.case for filing in found]))
    beside = like_each_other({row: folded(*idea) for row, idea in ideas.items()})
    own = {
        case for case, *_ in imports.answers([*listed.row_keys.values()], listed.sender, session).values()
    }  # those that were not looked at, too
    told = (
        AlikeRow(
            row=row,
            title=title,
            similar=tuple(each for each in similar(title, purpose, earlier, session) if each.number not in own),
            rows=beside[row],
        )
        for row, (title, purpose) in ideas.items()
    )
    return [each for each in told if each.similar or each.rows][:MOST]


def like_each_other(texts: Mapping[int, str]) -> dict[int, tuple[int, ...]]:
    """Of each folded text the others that are like it. Only those are compared that have one of its telling words."""
    having = defaultdict[str, set[int]](set)
    for row, text in texts.items():
        for word in text.split():
            having[word].add(row)
    near = {row: set[int]().union(*(having[word] for word in telling(text))) - {row} for row, text in texts.items()}
    return {row: tuple(sorted(each for each in near[row] if alike(text, texts[each]) >= ALIKE)) for row, text in texts.items()}
