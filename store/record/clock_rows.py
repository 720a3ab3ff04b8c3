"""Running clocks and noted silences as rows: derived from the stream with each fact, so that they can be listed across streams (store/reading/due.py)."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from domain.law.policy import Law
from domain.numbers import in_order
from domain.people.standpoint import Standpoint
from domain.time.reminders import desks
from store.record.code_sets import spaced
from store.tables import ClockDeskRow, ClockRow, SilenceRow

Rows = dict[str, list[dict[str, Any]]]  # by their table, in the order the tables are written
_CLOCKS, _DESKS, _SILENCES = (str(table.__tablename__) for table in (ClockRow, ClockDeskRow, SilenceRow))
_WHERE = {"office", "agency", "person"}
# Every fact comes this way, so the statements are prepared once, and no row becomes an object.
_TABLES = {name: SQLModel.metadata.tables[name] for name in (_CLOCKS, _DESKS, _SILENCES)}
_DELETED = {name: table.delete().where(table.c.case == bindparam("of_case")) for name, table in _TABLES.items()}
_WRITTEN = {name: table.insert() for name, table in _TABLES.items()}
_KEPT = {name: select(table).where(table.c.case == bindparam("of_case")) for name, table in _TABLES.items()}


def rows_of(standpoint: Standpoint, law: Law) -> Rows:
    """All that the tables say of one stream."""
    stream = standpoint.stream
    clocks, at_desks = list[dict[str, Any]](), list[dict[str, Any]]()
    for clock in stream.clocks:
        of = {"case": stream.number, "kind": clock.kind, "item": clock.item}
        clocks.append(
            dict(
                **of,
                place=f"{in_order(stream.number)}/{clock.kind}/{clock.item}",
                since=clock.since,
                due=clock.due(law),
                due_day=clock.due_day(law),
                waiting_for=spaced(stream.waited_for(clock)),
                reminded=clock.rungs_spoken > 0,
                escalated=clock.late,
                paused=clock.paused,
                provisional=clock.provisional(law),
                basis=clock.basis(law),
                hidden_from=spaced(stream.hidden_from(clock)),
            )
        )
        at_desks += [{**of, **desk.model_dump(mode="json", include=_WHERE)} for desk in desks(clock, standpoint)]
    running = {(clock.kind, clock.item, clock.opened_by) for clock in stream.clocks}
    silences = [
        dict(
            case=stream.number,
            kind=silence.clock,
            item=silence.item,
            opened_by=silence.opened_by,
            **desk.model_dump(mode="json", include=_WHERE),
            since=silence.since,
            due=silence.due,
            noted_at=silence.noted_at,
            open=(silence.clock, silence.item, silence.opened_by) in running,
            hidden_from=spaced(silence.not_for),
        )
        for silence in stream.silences
        for desk in silence.asked
    ]
    return {_CLOCKS: clocks, _DESKS: at_desks, _SILENCES: silences}


def save(standpoint: Standpoint, law: Law, session: Session, before: Rows | None = None) -> None:
    """`before`: what the tables said, if that is known: it spares work."""
    rows = rows_of(standpoint, law)
    if before is None or _content(before) != _content(rows):
        drop(standpoint.stream.number, session)
        for name, of_table in rows.items():
            if of_table:
                session.connection().execute(_WRITTEN[name], of_table)


def drop(number: str, session: Session) -> None:
    for deleted in _DELETED.values():
        session.connection().execute(deleted, {"of_case": number})


def differ(standpoint: Standpoint, law: Law, session: Session) -> bool:
    """Whether the tables say anything else of the stream than it does."""
    of_case = {"of_case": standpoint.stream.number}
    kept = {name: [dict(row) for row in session.connection().execute(query, of_case).mappings()] for name, query in _KEPT.items()}
    return _content(kept) != _content(rows_of(standpoint, law))


def _content(rows: Rows) -> set[tuple[str, frozenset[tuple[str, Any]]]]:
    """What the rows say, in no order."""
    return {(name, frozenset(row.items())) for name, of_table in rows.items() for row in of_table}
