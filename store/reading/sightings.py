"""What the reading ledger tells: to the door what somebody had opened of a case, to whoever may ask who has read what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import ColumnElement, func, select
from sqlalchemy import case as sa_case
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.facts import Opened, Sight
from domain.known_then import Look
from domain.likeness import folded
from domain.numbers import family_of
from domain.streams.shown import TELL_WHAT_HAPPENED
from domain.values import Asked, Day, OptionalText
from domain.vocabulary import Part
from store.reading import paging
from store.reading.views import Reader
from store.record.code_sets import has_code
from store.record.names import named
from store.record.sightings import TELL_NOTHING, Sighting
from store.tables import PartyRow
from store.tables_directory import PersonRow
from store.tables_sightings import SightingRow

_ROWS, _PARTIES, _PEOPLE = (SQLModel.metadata.tables[table.__tablename__] for table in (SightingRow, PartyRow, PersonRow))
LONGEST_NAME = 200


class ReadersSought(Asked):
    """What is asked of the reading ledger. `person`: who has read, by id or name; `day`: of Vietnam's calendar; `case`: its number."""

    person: OptionalText = Field(default="", max_length=LONGEST_NAME)
    day: Day | None = None
    case: OptionalText = Field(default="", max_length=LONGEST_NAME)
    cursor: str = Field(default="", max_length=500)
    limit: int = Field(default=50, ge=1, le=200)

    @property
    def mark(self) -> str:
        return digest({"of": "readers", **self.model_dump(mode="json", exclude={"cursor", "limit"})})[:16]


@dataclass(frozen=True)
class ReadersPage:
    """The latest first. `following`: the cursor of the next page, or "" on the last; `names`: of agencies, by code."""

    readers: list[Reader]
    following: str
    names: dict[str, str]


def sight_of(person: str, case: str, session: Session) -> Sight:
    """Each part of this stream, and of the initiative it belongs to, as that person last had it."""
    which = sa_case((_ROWS.c.part == Part.EVIDENCE, _ROWS.c.texts), else_="")  # each file by itself
    place = (
        func.row_number()
        .over(partition_by=(_ROWS.c.case, _ROWS.c.part, which), order_by=(_ROWS.c.at.desc(), _ROWS.c.place.desc()))
        .label("nth")
    )
    theirs = (_ROWS.c.case.in_({case, family_of(case)}), _ROWS.c.person == person, _ROWS.c.part.not_in(TELL_NOTHING))
    ranked = select(_ROWS.c.case, _ROWS.c.part, _ROWS.c.at, _ROWS.c.seen, _ROWS.c.texts, place).where(*theirs).subquery()
    last = select(ranked).where(ranked.c.nth == 1).order_by(ranked.c.at, ranked.c.case, ranked.c.part)
    opened = (
        Opened(case=row.case, part=Part(row.part), at=row.at, seen=row.seen, texts=tuple(row.texts.split()))
        for row in session.connection().execute(last)
    )
    return Sight(person=person, opened=tuple(opened), since=began(session))


def began(session: Session) -> datetime | None:
    """The first reading of which it tells."""
    first: datetime | None = session.connection().execute(select(_ROWS.c.at).order_by(_ROWS.c.at, _ROWS.c.hash).limit(1)).scalar()
    return first


def looks(cases: Collection[str], persons: Collection[str], session: Session) -> list[Look]:
    """When these persons had before their eyes what happened in these cases."""
    telling = (_ROWS.c.case.in_(cases), _ROWS.c.person.in_(persons), _ROWS.c.part.in_(TELL_WHAT_HAPPENED))
    found = select(_ROWS.c.person, _ROWS.c.case, _ROWS.c.sequence, _ROWS.c.at).where(*telling)
    return [Look(row.person, row.case, row.sequence, row.at) for row in session.connection().execute(found)]


def as_looks(sightings: Iterable[Sighting]) -> list[Look]:
    """The same of what is not written yet."""
    return [Look(each.person, each.case, each.sequence, each.at) for each in sightings if each.part in TELL_WHAT_HAPPENED]


def page(sought: ReadersSought, session: Session) -> ReadersPage:
    """Of all there is; what was lost stands among it. Raises NotOurCursor."""
    return _page(sought, _asked(sought, session), session)


def page_about(person: str, sought: ReadersSought, session: Session) -> ReadersPage:
    """Who else has read what is about that person: in the cases they may read as a party, and beside cases. Raises NotOurCursor."""
    own = select(_PARTIES.c.case).where(_PARTIES.c.person == person)
    about = ((_ROWS.c.case == "") | _ROWS.c.case.in_(own), has_code(_ROWS.c.about, person), _ROWS.c.person != person)
    return _page(sought, [*_asked(sought, session), *about], session)


def _asked(sought: ReadersSought, session: Session) -> list[ColumnElement[bool]]:
    conditions = list[ColumnElement[bool]]()
    if sought.person:
        conditions.append(_ROWS.c.person.in_(_called(sought.person, session)))
    if sought.day:
        conditions.append(_ROWS.c.day == sought.day)
    if sought.case:
        conditions.append(_ROWS.c.case == sought.case)
    return conditions


def _called(person: str, session: Session) -> list[str]:
    """Whoever has that id or bears that name, with or without diacritics; several may."""
    wanted = folded(person)
    return [
        row.id
        for row in session.connection().execute(select(_PEOPLE.c.id, _PEOPLE.c.name))
        if person == row.id or folded(row.name) == wanted
    ]


def _page(sought: ReadersSought, conditions: Iterable[ColumnElement[bool]], session: Session) -> ReadersPage:
    query = select(_ROWS).where(*conditions)
    if sought.cursor:
        query = query.where(paging.beyond(_ROWS.c.at, _ROWS.c.hash, *paging.opened(sought.cursor, sought.mark, _ROWS.c.at), backwards=True))
    rows = session.connection().execute(query.order_by(_ROWS.c.at.desc(), _ROWS.c.hash.desc()).limit(sought.limit + 1)).all()
    shown = rows[: sought.limit]
    following = paging.cursor(sought.mark, shown[-1].at, shown[-1].hash) if len(rows) > len(shown) else ""
    agencies = {office.partition("/")[2] for row in shown for office in row.offices.split()}
    names = named({*(row.person for row in shown), *agencies}, session)
    return ReadersPage([_reader(row, names) for row in shown], following, names)


def _reader(row: Any, names: dict[str, str]) -> Reader:
    return Reader(
        at=row.at,
        person=row.person,
        name=names.get(row.person, row.person),
        offices=tuple((office, agency) for office, _, agency in (each.partition("/") for each in row.offices.split())),
        case=row.case,
        part=row.part,
        lost=row.sequence if row.part == Part.LOST else 0,
        seen=row.seen,
    )
