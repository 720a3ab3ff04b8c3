"""The notices of one person, as they may read them now: of what has become hidden from them, or is theirs no longer, nothing is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.facts import FACTS, Fact
from domain.people.directory import Tenure
from domain.streams.hiding import as_counted, initiative_told_by, tells_of_conduct, without_the_initiative
from store.reading import listing, paging
from store.reading.kept import all_kept
from store.reading.rights import needed_by, readable_by
from store.record import hidden_entries
from store.record.effects import NOTICE
from store.record.names import called
from store.tables import CaseRow, EffectRow, LedgerRow

_EFFECTS, _LEDGER, _CASES = (SQLModel.metadata.tables[table.__tablename__] for table in (EffectRow, LedgerRow, CaseRow))
# Among those of one moment. A cursor is in its reader's hands, so what counts has no place in it; notices owed before 0.5.0 have no token.
_PLACE = func.coalesce(_EFFECTS.c.token, _EFFECTS.c.case)
_MARK = digest({"of": "inbox"})[:16]
ONE_PAGE = 100


@dataclass(frozen=True)
class Notice:
    """What happened in a case. `titles`: of the work items and risks that the fact names by code. The number of the effect is not in it: it counts, and
    would tell of what is hidden from its reader.
    """

    case: str
    title: str
    at: datetime
    read: bool
    fact: Fact
    titles: dict[str, str]


@dataclass(frozen=True)
class InboxPage:
    """`following`: the cursor of the next page, or "" on the last; `names`: of whom the facts name by id."""

    notices: list[Notice]
    following: str
    names: dict[str, str]


def page(
    person: str,
    terms: Sequence[Tenure],
    day: date,
    session: Session,
    cursor: str = "",
    *,
    unread_only: bool = False,
    since: datetime | None = None,
) -> InboxPage:
    """The latest first. A page may be shorter than another, for what is hidden is left out after it was found. Raises NotOurCursor."""
    visible = readable_by(person, terms, day, session)
    place = and_(_LEDGER.c.case == _EFFECTS.c.case, _LEDGER.c.sequence == _EFFECTS.c.sequence)
    query = (
        select(
            _EFFECTS.c.case,
            _EFFECTS.c.owed_since,
            _EFFECTS.c.read_at,
            _LEDGER.c.kind,
            _LEDGER.c.fact,
            _CASES.c.title,
            _PLACE.label("place"),
        )
        .join_from(_EFFECTS, _LEDGER, place)
        .join(_CASES, _CASES.c.number == _EFFECTS.c.case)
        .where(_EFFECTS.c.addressee == person, _EFFECTS.c.kind == NOTICE, visible)
    )
    if unread_only:
        query = query.where(_EFFECTS.c.read_at.is_(None))
    if since:
        query = query.where(_EFFECTS.c.owed_since > since)
    if cursor:
        last = paging.opened(cursor, _MARK, _EFFECTS.c.owed_since)
        query = query.where(paging.beyond(_EFFECTS.c.owed_since, _PLACE, *last, backwards=True))
    ordered = query.order_by(_EFFECTS.c.owed_since.desc(), _PLACE.desc()).limit(ONE_PAGE + 1)
    rows = session.connection().execute(ordered).all()
    shown = rows[:ONE_PAGE]
    numbers = [*dict.fromkeys(row.case for row in shown)]
    known = select(_CASES.c.number).where(_CASES.c.number.in_(numbers), needed_by(person, terms, day, session))
    needed = set(session.connection().execute(known).scalars())
    titles = {stream.number: dict(stream.titles) for stream in all_kept(numbers, session)}
    facts = [FACTS[row.kind].model_validate(row.fact) for row in shown]
    named = {told for fact in facts if (told := initiative_told_by(fact))}
    withheld = named - listing.those_of(named, visible, session) if named else set[str]()
    hidden = hidden_entries.of_person(person, session)
    notices = [
        Notice(
            case=row.case,
            title=row.title,
            at=row.owed_since,
            read=row.read_at is not None,
            fact=without_the_initiative(fact) if initiative_told_by(fact) in withheld else as_counted(fact, row.case, hidden),
            titles=titles[row.case],
        )
        for row, fact in zip(shown, facts, strict=True)
        if person not in fact.hidden_from and (row.case in needed or not tells_of_conduct(fact))
    ]
    following = paging.cursor(_MARK, shown[-1].owed_since, shown[-1].place) if len(rows) > len(shown) else ""
    return InboxPage(notices, following, called([each.fact for each in notices], session))
