"""Running clocks and noted silences as rows: derived from the stream with each fact, so that they can be listed across streams (store/reading/due.py)."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, delete, select

from domain.law.policy import Law
from domain.numbers import in_order
from domain.people.standpoint import Standpoint
from domain.streams.clocks import WAITING_FOR
from domain.time.reminders import desks
from store.record.code_sets import spaced
from store.tables import ClockDeskRow, ClockRow, SilenceRow

Row = ClockRow | ClockDeskRow | SilenceRow
_TABLES: tuple[type[Row], ...] = (ClockRow, ClockDeskRow, SilenceRow)


def rows_of(standpoint: Standpoint, law: Law) -> list[Row]:
    """All that the tables say of one stream."""
    stream = standpoint.stream
    rows: list[Row] = []
    for clock in stream.clocks:
        of = {"case": stream.number, "kind": clock.kind, "item": clock.item}
        rows.append(
            ClockRow(
                **of,
                place=f"{in_order(stream.number)}/{clock.kind}/{clock.item}",
                since=clock.since,
                due=clock.due(law),
                due_day=clock.due_day(law),
                waiting_for=spaced(WAITING_FOR[clock.kind]),
                reminded=clock.rungs_spoken > 0,
                escalated=clock.late,
                paused=clock.paused,
                provisional=clock.provisional(law),
                basis=clock.basis(law),
                hidden_from=spaced(stream.hidden_from(clock)),
            )
        )
        rows += [ClockDeskRow(**of, **desk.model_dump(mode="json")) for desk in desks(clock, standpoint)]
    running = {(clock.kind, clock.item, clock.opened_by) for clock in stream.clocks}
    rows += [
        SilenceRow(
            case=stream.number,
            kind=silence.clock,
            item=silence.item,
            opened_by=silence.opened_by,
            **desk.model_dump(mode="json"),
            since=silence.since,
            due=silence.due,
            noted_at=silence.noted_at,
            open=(silence.clock, silence.item, silence.opened_by) in running,
            hidden_from=spaced(silence.not_for),
        )
        for silence in stream.silences
        for desk in silence.asked
    ]
    return rows


def save(standpoint: Standpoint, law: Law, session: Session, before: list[Row] | None = None) -> None:
    """`before`: what the tables said, if that is known: it spares work."""
    rows = rows_of(standpoint, law)
    if before is None or _content(before) != _content(rows):
        drop(standpoint.stream.number, session)
        session.add_all(rows)


def drop(number: str, session: Session) -> None:
    for table in _TABLES:
        session.exec(delete(table).where(col(table.case) == number))


def differ(standpoint: Standpoint, law: Law, session: Session) -> bool:
    """Whether the tables say anything else of the stream than it does."""
    kept = [row for table in _TABLES for row in session.exec(select(table).where(table.case == standpoint.stream.number))]
    return _content(kept) != _content(rows_of(standpoint, law))


def _content(rows: Iterable[Any]) -> set[tuple[str, tuple[tuple[str, Any], ...]]]:
    """What the rows say, in no order."""
    return {(type(row).__name__, tuple(sorted(row.model_dump(mode="json").items()))) for row in rows}
