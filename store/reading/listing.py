"""Lists of streams: what may be asked for, in what order, page by page, and how a row looks to the one who asks.

A page begins after the last row of the page before, wherever that now stands in the order: what others register meanwhile shifts nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, case, func, literal, null, or_, select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.likeness import folded
from domain.people.directory import Directory
from domain.values import Code, Day, Text
from domain.vocabulary import (
    CampaignStage,
    Flag,
    Office,
    Outcome,
    Regime,
    ReviewOutcome,
    ReviewStage,
    RewardStage,
    SigningStage,
    Stage,
    StreamKind,
)
from store.reading import paging
from store.reading.views import Card, Departures
from store.record.code_sets import has_code
from store.tables import CaseRow, HiddenRow

_CASES, _HIDDEN = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, HiddenRow))
# Of a review: something was decided in it about persons.
_DECIDED = and_(
    _CASES.c.stage.in_((ReviewStage.DECIDED, ReviewStage.APPEALED, ReviewStage.CLOSED)), _CASES.c.outcome != ReviewOutcome.NO_REVIEW
)


class Sort(StrEnum):
    """A minus turns it round. What nothing is due of comes last either way."""

    NUMBER = "number"
    NUMBER_LAST = "-number"
    DUE = "due"
    DUE_LAST = "-due"
    UPDATED = "updated"
    UPDATED_LAST = "-updated"
    REGISTERED = "registered"
    REGISTERED_LAST = "-registered"

    @property
    def by(self) -> str:
        return self.removeprefix("-")

    @property
    def backwards(self) -> bool:
        return self.startswith("-")


LONGEST_FIND, MOST_WORDS = 200, 10  # characters, and words of them that are looked for
_Day = Annotated[Day, Field(ge=date(1900, 1, 1), le=date(9000, 1, 1))]


class Sought(BaseModel):
    """What is asked of a list. Every condition given must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: Code | None = Field(default=None, description="Where it belongs, by its code")
    focus_area: Code | None = Field(default=None, description="That of the initiative it belongs to")
    year: int | None = Field(default=None, ge=1900, le=9000, description="Of its registration, by Vietnam's calendar")
    registered_from: _Day | None = Field(default=None, description="Registered on this day or later")
    registered_before: _Day | None = Field(default=None, description="Registered before this day begins")
    waiting_for: Office | None = Field(default=None, description="The office whose turn it is")
    at_desk: Office | None = Field(default=None, description="Something is due at the desk of this office")
    due_before: _Day | None = Field(default=None, description="Something is due before this day begins")
    flag: tuple[Flag, ...] = Field(default=(), max_length=10, description="May be given more than once: all of them are raised")
    regime: Regime | None = None
    family: Code | None = Field(default=None, description="The number of an initiative: whatever belongs to it")
    find: Text | None = Field(
        default=None,
        max_length=LONGEST_FIND,
        description="Words, each of which stands in its number, its title or purpose, or the name of its agency; or all of them in one file of it. "
        "With or without diacritics",
    )
    sort: Sort = Sort.NUMBER
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = Field(default="", max_length=500, description="From the `Link` header of the page before")

    @property
    def of_this_kind(self) -> dict[str, str]:
        """What only this kind of stream is asked, by column."""
        return {name: value for name in ("stage", "outcome", "campaign") if (value := getattr(self, name, None))}

    @property
    def mark(self) -> str:
        """Tells this list from any other; how much of it is on a page does not matter."""
        return digest({"of": type(self).__name__, **self.model_dump(mode="json", exclude={"cursor", "limit"})})[:16]


class InitiativesSought(Sought):
    stage: Stage | None = None
    outcome: Outcome | None = None
    campaign: Code | None = Field(default=None, description="The number of the campaign it answers")


class ReviewsSought(Sought):
    stage: ReviewStage | None = None
    outcome: ReviewOutcome | None = None
    decided: bool = Field(default=False, description="Only those in which a decision about persons was made")


class RewardFilesSought(Sought):
    stage: RewardStage | None = None


class CampaignsSought(Sought):
    stage: CampaignStage | None = None


class SigningSought(Sought):
    stage: SigningStage | None = None


SOUGHT: dict[StreamKind, type[Sought]] = {
    StreamKind.INITIATIVE: InitiativesSought,
    StreamKind.REVIEW: ReviewsSought,
    StreamKind.REWARD_FILE: RewardFilesSought,
    StreamKind.CAMPAIGN: CampaignsSought,
    StreamKind.YEARLY: Sought,
    StreamKind.SIGNING: SigningSought,
    StreamKind.DECLARATION: Sought,
}


@dataclass(frozen=True)
class ListPage:
    """`following`: the cursor of the next page, or "" on the last. `in_files`: the numbers of cases in one of whose files all the words stand."""

    cards: list[Card]
    following: str
    in_files: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReaderColumns:
    """The columns as one reader sees them. Where something is hidden from the reader they come from `veils`; otherwise from `cases`, which has indexes."""

    rows: FromClause
    due: ColumnElement[Any]
    updated_at: ColumnElement[Any]
    waiting_for: ColumnElement[Any]
    hidden: ColumnElement[Any]

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """All that a card is made of."""
        own = {"due": self.due, "updated_at": self.updated_at}
        plain = [_CASES.c[name] for name in (*Card.model_fields, "in_order") if name not in own]
        return [*plain, *(column.label(name) for name, column in own.items()), self.hidden.label("hidden")]


def seen_by(person: str, session: Session) -> ReaderColumns:
    if session.connection().execute(select(literal(1)).where(_HIDDEN.c.person == person).limit(1)).first() is None:
        return ReaderColumns(_CASES, _CASES.c.due, _CASES.c.updated_at, _CASES.c.waiting_for, null())
    rows = _CASES.outerjoin(_HIDDEN, and_(_HIDDEN.c.case == _CASES.c.number, _HIDDEN.c.person == person))
    hides = _HIDDEN.c.person.is_not(None)
    due, updated_at, waiting_for = (case((hides, _HIDDEN.c[name]), else_=_CASES.c[name]) for name in ("due", "updated_at", "waiting_for"))
    return ReaderColumns(rows, due, updated_at, waiting_for, _HIDDEN.c.hidden)


def card(row: Row[Any]) -> Card:
    values = dict(row._mapping)
    return Card.model_validate({**values, "sequence": row.sequence - len(row.hidden or ()), "flags": row.flags.split()})


class Found(StrEnum):
    """Where a word that was looked for stands."""

    NUMBER = "number"
    TITLE = "title"
    AGENCY = "agency"
    PURPOSE = "purpose"
    FILE = "file"


def found_in(card: Card, find: str, agency_name: str, in_a_file: bool) -> tuple[Found, ...]:
    """In which fields of a line that was found the words stand; what no card shows stands in a file of the case, or is the purpose."""
    title, agency = folded(card.title), folded(agency_name)

    def place(word: str) -> Found:
        plain = folded(word)
        if word.lower() in card.number.lower():
            return Found.NUMBER
        if plain and plain in title:
            return Found.TITLE
        return Found.AGENCY if plain and plain in agency else Found.FILE if in_a_file else Found.PURPOSE

    return tuple(dict.fromkeys(place(word) for word in find.split()[:MOST_WORDS]))


def _is_found(find: str, city: Directory) -> ColumnElement[bool]:
    """Each of its words stands somewhere in what the list shows or an initiative says of its purpose."""

    def somewhere(word: str) -> ColumnElement[bool]:
        plain = folded(word)
        named = [code for code, agency in city.agencies.items() if plain and plain in folded(agency.name)]
        in_text = [_CASES.c.folded.contains(plain, autoescape=True)] if plain else []
        return or_(func.lower(_CASES.c.number).contains(word.lower(), autoescape=True), _CASES.c.agency.in_(named), *in_text)

    return and_(*(somewhere(word) for word in find.split()[:MOST_WORDS]))


def page(
    kind: StreamKind,
    sought: Sought,
    visible: ColumnElement[bool],
    seen: ReaderColumns,
    zone: ZoneInfo,
    session: Session,
    city: Callable[[], Directory],
    in_files: frozenset[str],
) -> ListPage:
    """`city`: the agencies of the day, asked for only where their names are looked through. `in_files`: the cases in whose files what is looked for
    stands. Raises NotOurCursor.
    """
    key = {"number": _CASES.c.in_order, "due": seen.due, "updated": seen.updated_at, "registered": _CASES.c.registered_at}[sought.sort.by]
    query = select(*seen.columns, key.label("key")).select_from(seen.rows).where(_CASES.c.kind == kind, visible)
    query = query.where(
        *_conditions(sought, seen, zone), *([or_(_is_found(sought.find, city()), _CASES.c.number.in_(in_files))] if sought.find else [])
    )
    if sought.cursor:
        query = query.where(
            paging.beyond(key, _CASES.c.in_order, *paging.opened(sought.cursor, sought.mark, key), backwards=sought.sort.backwards)
        )
    rows = session.connection().execute(_sorted(query, key, sought.sort.backwards).limit(sought.limit + 1)).all()
    shown = rows[: sought.limit]
    return ListPage(
        [card(row) for row in shown],
        paging.cursor(sought.mark, shown[-1].key, shown[-1].in_order) if len(rows) > len(shown) else "",
        in_files,
    )


def by_stage(
    kind: StreamKind, sought: Sought, visible: ColumnElement[bool], seen: ReaderColumns, zone: ZoneInfo, session: Session
) -> dict[str, int]:
    """How many of those that this list has, on all its pages, stand at each stage; none where none does."""
    query = select(_CASES.c.stage, func.count()).select_from(seen.rows).where(_CASES.c.kind == kind, visible)
    query = query.where(*_conditions(sought, seen, zone)).group_by(_CASES.c.stage)
    return {row[0]: row[1] for row in session.connection().execute(query)}


def those_of(numbers: Collection[str], visible: ColumnElement[bool], session: Session) -> set[str]:
    """Which of these the reader may read."""
    return set(session.connection().execute(select(_CASES.c.number).where(_CASES.c.number.in_(numbers), visible)).scalars())


def most_urgent_first(query: Select[Any], seen: ReaderColumns) -> Select[Any]:
    return _sorted(query, seen.due, backwards=False)


def _conditions(sought: Sought, seen: ReaderColumns, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    plain = {"agency": sought.agency, "regime": sought.regime, "family": sought.family, **sought.of_this_kind}
    conditions: list[ColumnElement[bool]] = [_CASES.c[name] == value for name, value in plain.items() if value]
    conditions += [has_code(_CASES.c.flags, flag) for flag in sought.flag]
    if getattr(sought, "decided", False):
        conditions.append(_DECIDED)
    if sought.focus_area:
        theirs = _CASES.alias()
        conditions.append(_CASES.c.family.in_(select(theirs.c.number).where(theirs.c.focus_area == sought.focus_area)))
    if sought.waiting_for:
        conditions.append(has_code(seen.waiting_for, sought.waiting_for))
    if sought.year:
        first, beyond = (datetime.combine(date(year, 1, 1), time.min, zone) for year in (sought.year, sought.year + 1))
        conditions += [_CASES.c.registered_at >= first, _CASES.c.registered_at < beyond]
    if sought.registered_from:
        conditions.append(_CASES.c.registered_at >= datetime.combine(sought.registered_from, time.min, zone))
    if sought.registered_before:
        conditions.append(_CASES.c.registered_at < datetime.combine(sought.registered_before, time.min, zone))
    if sought.due_before:  # the day before ends at the very moment this one begins
        conditions.append(seen.due <= datetime.combine(sought.due_before, time.min, zone))
    return conditions


def _sorted(query: Select[Any], key: ColumnElement[Any], backwards: bool) -> Select[Any]:
    order = (key.desc().nulls_last(), _CASES.c.in_order.desc()) if backwards else (key.asc().nulls_last(), _CASES.c.in_order.asc())
    return query.order_by(*order)


def departures(visible: ColumnElement[bool], session: Session) -> list[Departures]:
    """Agency by agency, of the reviews that were decided."""
    flagged = {
        name: func.sum(case((has_code(_CASES.c.flags, flag), 1), else_=0)).label(name)
        for name, flag in (("from_panel", Flag.DEPARTS_FROM_PANEL), ("from_tables", Flag.DEPARTS_FROM_TABLES))
    }
    query = select(_CASES.c.agency, func.count().label("decided"), *flagged.values())
    query = query.where(visible, _CASES.c.kind == StreamKind.REVIEW, _DECIDED)
    rows = session.connection().execute(query.group_by(_CASES.c.agency).order_by(_CASES.c.agency)).all()
    return [Departures.model_validate(row) for row in rows]
