"""What is due across all cases, and whose silence was noted, as one reader may see it: never what is hidden from that reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, FromClause, Row, and_, case, exists, func, or_, select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.people.directory import Delegation, Tenure
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.values import Code, Day
from domain.vocabulary import ClockKind, Office
from store.reading import paging
from store.reading.views import DeadlineLine, SilenceAt, SilenceLine
from store.record.code_sets import has_code
from store.record.names import named
from store.tables import CaseRow, ClockDeskRow, ClockRow, SilenceRow, UTCDateTime
from store.tables_directory import AgencyRow

_CLOCKS, _DESKS, _SILENCES, _CASES, _AGENCIES = (
    SQLModel.metadata.tables[table.__tablename__] for table in (ClockRow, ClockDeskRow, SilenceRow, CaseRow, AgencyRow)
)
_AT_DESK = case((_SILENCES.c.agency == "", _CASES.c.agency), else_=_SILENCES.c.agency)
_ON_DESK = and_(*(_DESKS.c[name] == _CLOCKS.c[name] for name in ("case", "kind", "item")))


class DueSought(BaseModel):
    """What is asked of the list of deadlines. Every condition given must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: Code | None = Field(default=None, description="Where the case belongs, by its code")
    clock: ClockKind | None = None
    office: Office | None = Field(default=None, description="The office at whose desk it lies")
    desk: Code | None = Field(default=None, description="The agency at whose desk it lies, by its code")
    before: Annotated[Day, Field(ge=date(1900, 1, 1), le=date(9000, 1, 1))] | None = Field(
        default=None, description="Due before this day begins"
    )
    overdue: bool | None = Field(default=None, description="Whether its day is over; what stands still is not overdue")
    escalated: bool | None = Field(default=None, description="Whether the clock has told the superior, or noted the silence")
    mine: bool = Field(default=False, description="Only what lies at a desk of mine")
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = Field(default="", max_length=500, description="From the `Link` header of the page before")

    @property
    def mark(self) -> str:
        return digest({"of": "deadlines", **self.model_dump(mode="json", exclude={"cursor", "limit"})})[:16]


class SilencesSought(BaseModel):
    """Which days that passed in silence are asked for. Every condition given must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    office: Office | None = Field(default=None, description="The office that let the day pass")
    desk: Code | None = Field(default=None, description="The agency at whose desk it lay, by its code")
    campaign: Code | None = Field(default=None, description="The number of the campaign that the case answers")
    unanswered: bool = Field(default=False, description="Only what is unanswered still")
    limit: int = Field(default=200, ge=1, le=200)


@dataclass(frozen=True)
class DuePage:
    """`following`: the cursor of the next page, or "" on the last."""

    lines: list[DeadlineLine]
    following: str


@dataclass(frozen=True)
class Reader:
    """Who asks: the person, the offices they hold today, which streams they may read, and of which they read what tells of somebody's conduct. `leave`:
    by which they sign for others, whose desks are theirs too.
    """

    person: str
    terms: tuple[Tenure, ...]
    visible: ColumnElement[bool]
    needed: ColumnElement[bool]
    leave: tuple[Delegation, ...] = ()

    def sees(self, clock: FromClause) -> ColumnElement[bool]:
        """A row of `clocks` or `silences`: not what is hidden from the reader, and what tells of somebody's conduct where they need to know (ADR 35)."""
        of_conduct = or_(clock.c.kind.not_in(CLOCKS_OF_CONDUCT), self.needed)
        return and_(self.visible, ~has_code(clock.c.hidden_from, self.person), of_conduct)

    @property
    def desks(self) -> ColumnElement[bool]:
        desks: tuple[Tenure | Delegation, ...] = (*self.terms, *self.leave)
        held = (and_(_DESKS.c.office == term.office, _DESKS.c.agency == term.agency) for term in desks)
        return or_(_DESKS.c.person == self.person, *held)


def at_desk(office: Office, reader: Reader) -> ColumnElement[bool]:
    """Of a case: the reader sees something due in it that lies at a desk of this office."""
    there = (_CLOCKS.c.case == _DESKS.c.case) & (_CLOCKS.c.kind == _DESKS.c.kind) & (_CLOCKS.c.item == _DESKS.c.item)
    return exists().where(_DESKS.c.case == _CASES.c.number, _DESKS.c.office == office, there, reader.sees(_CLOCKS))


def page(sought: DueSought, reader: Reader, moment: datetime, zone: ZoneInfo, session: Session) -> DuePage:
    """The earliest first. Raises NotOurCursor."""
    of_case = (_CASES.c.title, _CASES.c.agency, _CASES.c.kind.label("stream"))
    query = select(_CLOCKS, *of_case).join(_CASES, _CASES.c.number == _CLOCKS.c.case).where(reader.sees(_CLOCKS))
    query = query.where(*_conditions(sought, reader, moment, zone))
    if sought.cursor:
        query = query.where(paging.beyond(_CLOCKS.c.due, _CLOCKS.c.place, *paging.opened(sought.cursor, sought.mark, _CLOCKS.c.due)))
    rows = session.connection().execute(query.order_by(_CLOCKS.c.due, _CLOCKS.c.place).limit(sought.limit + 1)).all()
    shown = rows[: sought.limit]
    following = paging.cursor(sought.mark, shown[-1].due, shown[-1].place) if len(rows) > len(shown) else ""
    agencies = named({row.agency for row in shown}, session)
    return DuePage([_line(row, moment, agencies) for row in shown], following)


def _conditions(sought: DueSought, reader: Reader, moment: datetime, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.agency:
        conditions.append(_CASES.c.agency == sought.agency)
    if sought.clock:
        conditions.append(_CLOCKS.c.kind == sought.clock)
    at_desk = [_DESKS.c.office == sought.office] if sought.office else []
    at_desk += [_DESKS.c.agency == sought.desk] if sought.desk else []
    at_desk += [reader.desks] if sought.mine else []
    if at_desk:
        # The first is there for its index: of all the clocks in the city few lie at one desk.
        conditions += [_CLOCKS.c.case.in_(select(_DESKS.c.case).where(*at_desk)), exists(select(1).where(_ON_DESK, *at_desk))]
    if sought.before:  # the day before ends at the very moment this one begins
        conditions.append(_CLOCKS.c.due <= datetime.combine(sought.before, time.min, zone))
    if sought.overdue is not None:
        over = and_(_CLOCKS.c.due <= moment, _CLOCKS.c.paused.is_(False))
        conditions.append(over if sought.overdue else ~over)
    if sought.escalated is not None:
        conditions.append(_CLOCKS.c.escalated.is_(sought.escalated))
    return conditions


def _line(row: Row[Any], moment: datetime, agencies: Mapping[str, str]) -> DeadlineLine:
    return DeadlineLine(
        number=row.case,
        stream=row.stream,
        title=row.title,
        agency=row.agency,
        agency_name=agencies.get(row.agency, row.agency),
        clock=row.kind,
        item=row.item,
        since=row.since,
        due_day=row.due_day,
        due=row.due,
        overdue=row.due <= moment and not row.paused,
        paused=row.paused,
        waiting_for=tuple(row.waiting_for.split()),
        reminded=row.reminded,
        escalated=row.escalated,
        basis=row.basis,
        provisional=row.provisional,
    )


def silences(reader: Reader, session: Session, campaign: str = "") -> list[SilenceAt]:
    """The silences of all streams, or of those that answer a campaign, desk by desk, the most unanswered first.

    What lay with a person is counted where the stream belongs: a silence is an office's, not a name's.
    """
    where = _AT_DESK.label("at")
    unanswered = func.sum(case((_SILENCES.c.open.is_(True), 1), else_=0)).label("unanswered")
    oldest = func.min(case((_SILENCES.c.open.is_(True), _SILENCES.c.due)), type_=UTCDateTime()).label("oldest")
    query = (
        select(_SILENCES.c.office, where, func.count().label("noted"), unanswered, oldest)
        .join(_CASES, _CASES.c.number == _SILENCES.c.case)
        .where(reader.sees(_SILENCES))
        .group_by(_SILENCES.c.office, where)
    )
    if campaign:
        query = query.where(_CASES.c.campaign == campaign)
    rows = session.connection().execute(query).all()
    named = (
        select(_AGENCIES.c.code, _AGENCIES.c.name).order_by(_AGENCIES.c.valid_from).where(_AGENCIES.c.code.in_({row.at for row in rows}))
    )
    names = {row.code: row.name for row in session.connection().execute(named)}
    desks = [
        SilenceAt(
            office=row.office,
            agency=row.at,
            agency_name=names.get(row.at, row.at),
            unanswered=row.unanswered,
            noted=row.noted,
            oldest_due=row.oldest,
        )
        for row in rows
    ]
    return sorted(desks, key=lambda desk: (-desk.unanswered, -desk.noted, desk.office, desk.agency))


def silent(sought: SilencesSought, reader: Reader, session: Session) -> list[SilenceLine]:
    """Each of those that `silences` counts, the oldest first."""
    query = (
        select(_SILENCES, _CASES.c.title, _CASES.c.agency.label("of_agency"), _CASES.c.kind.label("stream"), _AT_DESK.label("at"))
        .join(_CASES, _CASES.c.number == _SILENCES.c.case)
        .where(reader.sees(_SILENCES))
        .order_by(_SILENCES.c.due, _CASES.c.in_order, _SILENCES.c.kind, _SILENCES.c.item)
        .limit(sought.limit)
    )
    asked = ((_SILENCES.c.office, sought.office), (_AT_DESK, sought.desk), (_CASES.c.campaign, sought.campaign))
    query = query.where(*(column == value for column, value in asked if value))
    if sought.unanswered:
        query = query.where(_SILENCES.c.open.is_(True))
    rows = session.connection().execute(query).all()
    agencies = named({row.of_agency for row in rows}, session)
    return [
        SilenceLine(
            office=row.office,
            desk=row.at,
            number=row.case,
            stream=row.stream,
            title=row.title,
            agency=row.of_agency,
            agency_name=agencies.get(row.of_agency, row.of_agency),
            clock=row.kind,
            item=row.item,
            due=row.due,
            answered=not row.open,
        )
        for row in rows
    ]
