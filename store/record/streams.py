"""Snapshots of streams, and the rows that are searched: derived from the ledger in the transaction of each fact, and again by `make rebuild`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam, literal
from sqlmodel import Session, SQLModel, col, delete, select

from domain.acts import Act
from domain.filing import Filed
from domain.law.policy import Law
from domain.likeness import folded
from domain.numbers import in_order, kind_of
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.waiting import at_rest, due_and_look_at, waiting_offices, waits
from domain.standing import Standing
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank, dumped, loaded, shape
from domain.streams.stream import Stream
from domain.vocabulary import CampaignStage, StreamKind
from store import directory
from store.record import clock_rows
from store.record.code_sets import spaced
from store.record.ledger import GENESIS, LedgerEntry, entries, recorded_before
from store.tables import CaseRow, EffectRow, FilingRow, HiddenRow, PartyRow, WaitRow

RECENT = 5


@dataclass(frozen=True)
class Snapshot:
    """A stream as its ledger left it: its state, the head of its chain, and its last few facts by name and time."""

    stream: Stream
    head_hash: str = GENESIS
    recent: tuple[str, ...] = ()
    nonsense: int = 0


_CASES, _EFFECTS, _FILINGS = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, EffectRow, FilingRow))
_HIDDEN, _PARTIES, _WAITS = (SQLModel.metadata.tables[table.__tablename__] for table in (HiddenRow, PartyRow, WaitRow))
# Every fact comes this way, so the statements are prepared once, and no row becomes an object.
_DELETED = {table.name: table.delete().where(table.c.case == bindparam("of_case")) for table in (_HIDDEN, _PARTIES, _WAITS)}
_WRITTEN = {table.name: table.insert() for table in (_HIDDEN, _PARTIES, _WAITS)}
_OF_CASE = _CASES.c.number == bindparam("of_case")
_SNAPSHOT = sa.select(_CASES.c.snapshot, _CASES.c.head_hash, _CASES.c.recent, _CASES.c.nonsense).where(_OF_CASE)
_OPEN_CAMPAIGNS = (
    sa.select(_CASES.c.number)
    .where(_CASES.c.kind == StreamKind.CAMPAIGN, _CASES.c.stage != CampaignStage.CLOSED)
    .order_by(_CASES.c.in_order)
)
_NONSENSE = _CASES.update().where(_OF_CASE).values(nonsense=_CASES.c.nonsense + 1)
# What is owed, and whether anything broke: one query answers both.
_LEFT = sa.union_all(
    sa.select(literal("owed"), _EFFECTS.c.id).where(_EFFECTS.c.case == bindparam("of_case"), _EFFECTS.c.status == "owed"),
    sa.select(literal("broken"), _FILINGS.c.number).where(_FILINGS.c.case == bindparam("of_case"), _FILINGS.c.status == "broken"),
    sa.select(literal("broken"), _EFFECTS.c.id).where(_EFFECTS.c.case == bindparam("of_case"), _EFFECTS.c.status == "failed"),
)


class Contradicted(Exception):
    """The kept snapshot is of an earlier release, and the ledger it was kept beside tells another head. One of them is evidence, so neither is used."""


def load(number: str, session: Session) -> Snapshot:
    """The snapshot of a stream. For a number that the ledger does not know, it is a stream to which nothing has happened yet.

    A snapshot whose state had another shape, because an earlier release kept it, is not read: the ledger is replayed. Raises Contradicted.
    """
    row = session.connection().execute(_SNAPSHOT, {"of_case": number}).first()
    if row is None:
        return Snapshot(blank(number))
    if state := loaded(kind_of(number), row.snapshot):
        return Snapshot(state, row.head_hash, tuple(row.recent), row.nonsense)
    snapshot, _ = replayed(number, session)
    if snapshot.head_hash != row.head_hash:
        raise Contradicted(number)
    return replace(snapshot, nonsense=row.nonsense)


def any_of_another_shape(session: Session) -> bool:
    """Whether a snapshot is kept that an earlier release wrote, and that will be replayed whenever its stream is looked at."""
    of_today = {shape(kind) for kind in StreamKind}
    kept = sa.select(_CASES.c.snapshot["shape"].as_string()).distinct()
    return any(each not in of_today for each in session.connection().execute(kept).scalars())


def directory_for(
    stream: Stream, persons: Iterable[str], day: date, session: Session, *agencies: str, moment: datetime | None = None
) -> Directory:
    """The slice of the directory that this stream and these persons need on that day; `moment` as in `slice_for`."""
    everybody = {*persons, *stream.proposers, *stream.implementers, *stream.named}
    return directory.slice_for((stream.agency, stream.addressed_to, *stream.consulted, *agencies), everybody, day, session, moment)


def directory_for_act(filed: Filed[Act], stream: Stream, day: date, moment: datetime, session: Session) -> Directory:
    """What weighing an act needs of the directory of a day, with whoever might sign for another at that moment."""
    kinds = filed.act.mentions_kinds()
    agencies = (*filed.act.mentions_agencies(), *(directory.of_kinds(kinds, day, session) if kinds else ()))
    return directory_for(stream, filed.persons, day, session, *agencies, moment=moment)


def remember(recent: tuple[str, ...], kind: str, at: datetime) -> tuple[str, ...]:
    return (*recent, f"{at.isoformat(timespec='minutes')} {kind}")[-RECENT:]


def save(snapshot: Snapshot, now: Directory, law: Law, at: datetime, session: Session, before: Stream | None = None) -> None:
    """Write the snapshot and every column searched of it.

    `at` is when the newest fact was recorded. `before` is the stream as it was one fact earlier: with it, rows that stay the same are not written.
    """
    stream, connection = snapshot.stream, session.connection()
    columns = {**_columns(snapshot, law), "updated_at": at}
    values = {f"to_{name}": value for name, value in columns.items()}
    if connection.execute(_changed((*columns,)), {"of_case": stream.number, **values}).rowcount == 0:
        connection.execute(_CASES.insert(), {"number": stream.number, "nonsense": snapshot.nonsense, **columns})
    if stream.hidden:
        _replace(_HIDDEN, stream.number, _hidden_rows(stream, law, session), session)
    if before is None or _readers(before) != _readers(stream):
        _replace(_PARTIES, stream.number, _party_rows(stream), session)
    desks = set(waits(Standpoint(stream, now)))
    if before is None or set(waits(Standpoint(before, now))) != desks:
        at_desks = [{"case": stream.number, "office": office, "agency": agency, "person": person} for office, agency, person in desks]
        _replace(_WAITS, stream.number, at_desks, session)
    # By another calendar the same clocks are due on other days.
    same = before is not None and before.calendar == stream.calendar
    clock_rows.save(Standpoint(stream, now), law, session, clock_rows.rows_of(Standpoint(before, now), law) if before and same else None)


@cache
def _changed(columns: tuple[str, ...]) -> sa.Update:
    return _CASES.update().where(_OF_CASE).values({name: bindparam(f"to_{name}") for name in columns})


def _replace(table: sa.Table, number: str, rows: list[dict[str, Any]], session: Session) -> None:
    session.connection().execute(_DELETED[table.name], {"of_case": number})
    if rows:
        session.connection().execute(_WRITTEN[table.name], rows)


def _columns(snapshot: Snapshot, law: Law) -> dict[str, Any]:
    stream = snapshot.stream
    due, look_at = due_and_look_at(stream, law)
    return {
        "snapshot": dumped(stream),
        "sequence": stream.sequence,
        "head_hash": snapshot.head_hash,
        "stage": stream.stage or "",
        "kind": stream.kind,
        "family": stream.family,
        "in_order": in_order(stream.number),
        "outcome": stream.ended,
        "flags": spaced(stream.flags),
        "focus_area": stream.focus_area if isinstance(stream, Initiative) else "",
        "campaign": _campaign_of(stream),
        "regime": stream.regime,
        "agency": stream.agency,
        "addressed_to": stream.addressed_to,
        "consulted": spaced(stream.consulted),
        "asked": spaced(stream.asked),
        "waiting_for": spaced(waiting_offices(stream)),
        "title": stream.title,
        "folded": folded(stream.title, stream.dossier.purpose if isinstance(stream, Initiative) and stream.dossier else ""),
        "due": due,
        "look_at": look_at,
        "recent": list(snapshot.recent),
        "at_rest": at_rest(stream),
        "registered_at": stream.opened_at,
    }


def _campaign_of(stream: Stream) -> str:
    return stream.campaign if isinstance(stream, Initiative) else stream.number if isinstance(stream, Campaign) else ""


def open_campaigns(session: Session) -> tuple[Campaign, ...]:
    """Those that still take registrations."""
    numbers = session.connection().execute(_OPEN_CAMPAIGNS).scalars()
    return tuple(campaign for number in numbers if isinstance(campaign := load(number, session).stream, Campaign))


def _hidden_rows(stream: Stream, law: Law, session: Session) -> list[dict[str, Any]]:
    """How the stream looks to each person from whom entries of it are hidden."""
    return [
        {
            "case": stream.number,
            "person": person,
            "hidden": list(hidden),
            "due": due_and_look_at(shown := stream.as_read_by(person), law)[0],
            "updated_at": recorded_before(stream.number, hidden, session),
            "waiting_for": spaced(waiting_offices(shown)),
        }
        for person, hidden in stream.hidden.items()
    ]


def standing(snapshot: Snapshot, law: Law | None, session: Session) -> Standing:
    """What the workflow is told. A number nobody registered is at rest."""
    stream = snapshot.stream
    if stream.stage is None or law is None:
        return Standing(number=stream.number)
    due, look_at = due_and_look_at(stream, law)
    left = session.connection().execute(_LEFT, {"of_case": stream.number}).all()
    return Standing(
        number=stream.number,
        sequence=stream.sequence,
        stage=stream.stage,
        agency=stream.agency,
        regime=stream.regime,
        outcome=stream.ended,
        waiting_for=waiting_offices(stream),
        due=due,
        due_day=min((clock.due_day(law) for clock in stream.clocks if not clock.paused), default=None),
        look_at=look_at,
        owed=tuple(sorted(name for kind, name in left if kind == "owed")),
        last=tuple(moment.partition(" ")[0] for moment in snapshot.recent),  # not what happened: it would stand in Temporal
        nonsense=snapshot.nonsense,
        needs_operator=any(kind == "broken" for kind, _ in left),
        at_rest=at_rest(stream),
        children=stream.children,
        campaign=_campaign_of(stream),
    )


def count_nonsense(number: str, session: Session) -> None:
    session.connection().execute(_NONSENSE, {"of_case": number})


def replayed(number: str, session: Session) -> tuple[Snapshot, LedgerEntry | None]:
    """The snapshot computed from the stream's ledger alone, and the last entry of that ledger."""
    stream, head, recent, last = blank(number), GENESIS, tuple[str, ...](), None
    for entry in entries(number, session):
        stream, head, recent, last = after(entry.fact, stream), entry.hash, remember(recent, entry.fact.kind, entry.fact.at), entry
    return Snapshot(stream, head, recent), last


def differences(snapshot: Snapshot, at: datetime, now: Directory, law: Law, session: Session) -> list[str]:
    """What the rows of a stream say otherwise than this replayed snapshot; nothing when all that is derived agrees with the ledger."""
    stream = snapshot.stream
    row = session.get(CaseRow, stream.number)
    if row is None:
        return ["has no snapshot"]
    columns = {**_columns(snapshot, law), "updated_at": at}
    differing = [name for name, value in columns.items() if name != "snapshot" and getattr(row, name) != value]
    fields = columns["snapshot"]
    differing += [f"snapshot.{name}" for name in sorted({*fields, *row.snapshot}) if fields.get(name) != row.snapshot.get(name)]
    desks = {(w.office, w.agency, w.person) for w in session.exec(select(WaitRow).where(WaitRow.case == stream.number))}
    if desks != set(waits(Standpoint(stream, now))):
        differing.append("whose desk it is on")
    if {row.person: row.until for row in session.exec(select(PartyRow).where(PartyRow.case == stream.number))} != _readers(stream):
        differing.append("whom it names")
    if clock_rows.differ(Standpoint(stream, now), law, session):
        differing.append("what is due, and whose silence was noted")
    hidden = [row.model_dump() for row in session.exec(select(HiddenRow).where(HiddenRow.case == stream.number))]
    if _by_person(hidden) != _by_person(_hidden_rows(stream, law, session)):
        differing.append("from whom something is hidden")
    return [f"{name} differs" for name in differing]


def _by_person(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["person"]))


def ends_before_its_snapshot(stream: Stream, session: Session) -> bool:
    """Whether the ledger lost entries that the snapshot knows of: then the snapshot is evidence, and must not be written over."""
    row = session.get(CaseRow, stream.number)
    return row is not None and row.sequence > stream.sequence


def rewrite(snapshot: Snapshot, at: datetime, now: Directory, law: Law, session: Session) -> None:
    """Drop what is derived of a stream and write it afresh. The count of nonsense is kept, because no ledger knows it."""
    number = snapshot.stream.number
    row = session.get(CaseRow, number)
    nonsense = row.nonsense if row else 0
    for table in (WaitRow, PartyRow, HiddenRow):
        session.exec(delete(table).where(col(table.case) == number))
    clock_rows.drop(number, session)
    session.exec(delete(CaseRow).where(col(CaseRow.number) == number))
    save(replace(snapshot, nonsense=nonsense), now, law, at, session)


def _readers(stream: Stream) -> dict[str, date | None]:
    """Whoever it names, party or not, and who may therefore read it (`Standpoint.may_read`): always, or to their last day."""
    return {**stream.reads_until, **dict.fromkeys((*stream.proposers, *stream.implementers, *stream.named))}


def _party_rows(stream: Stream) -> list[dict[str, Any]]:
    return [{"case": stream.number, "person": person, "until": until} for person, until in _readers(stream).items()]
