"""Case snapshots and the read model: derived from the ledger in the same transaction, and again by `make rebuild`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam, literal
from sqlmodel import Session, SQLModel, col, delete, select

from domain.campaign import Campaign
from domain.case import Case
from domain.likeness import folded
from domain.numbers import in_order, kind_of
from domain.people import Directory, Standpoint
from domain.policy import Law
from domain.review import Review
from domain.reward_file import RewardFile
from domain.standing import Standing, at_rest, children, due_and_look_at, waiting_offices, waits
from domain.stream import Stream, after
from domain.vocabulary import CampaignStage, StreamKind
from store import directory
from store.record import clock_rows
from store.record.clock_rows import spaced
from store.record.ledger import GENESIS, Entry, entries, recorded_before
from store.tables import CaseRow, EffectRow, FilingRow, PartyRow, VeilRow, WaitRow

RECENT = 5
STATES: dict[StreamKind, type[Stream]] = {
    StreamKind.INITIATIVE: Case,
    StreamKind.REVIEW: Review,
    StreamKind.REWARD_FILE: RewardFile,
    StreamKind.CAMPAIGN: Campaign,
}


@dataclass(frozen=True)
class Kept:
    """A stream as kept: its snapshot, the head of its chain, and its last few facts by name and time."""

    case: Stream
    head_hash: str = GENESIS
    recent: tuple[str, ...] = ()
    nonsense: int = 0


_CASES, _EFFECTS, _FILINGS = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, EffectRow, FilingRow))
_OF_CASE = _CASES.c.number == bindparam("of_case")
_KEPT = sa.select(_CASES.c.snapshot, _CASES.c.head_hash, _CASES.c.recent, _CASES.c.nonsense).where(_OF_CASE)
_OPEN_CAMPAIGNS = (
    sa.select(_CASES.c.number)
    .where(_CASES.c.kind == StreamKind.CAMPAIGN, _CASES.c.stage != CampaignStage.CLOSED)
    .order_by(_CASES.c.in_order)
)
_NONSENSE = _CASES.update().where(_OF_CASE).values(nonsense=_CASES.c.nonsense + 1)
# What is owed, and whether anything broke: one look for both.
_LEFT = sa.union_all(
    sa.select(literal("owed"), _EFFECTS.c.id).where(_EFFECTS.c.case == bindparam("of_case"), _EFFECTS.c.status == "owed"),
    sa.select(literal("broken"), _FILINGS.c.number).where(_FILINGS.c.case == bindparam("of_case"), _FILINGS.c.status == "broken"),
    sa.select(literal("broken"), _EFFECTS.c.id).where(_EFFECTS.c.case == bindparam("of_case"), _EFFECTS.c.status == "failed"),
)


def load(number: str, session: Session) -> Kept:
    """The snapshot; for a number the ledger does not know, a case to which nothing has happened yet.

    A snapshot kept by an earlier release lacks what that release did not know of. Then the ledger tells, which always did.
    """
    row = session.connection().execute(_KEPT, {"of_case": number}).first()
    if row is None:
        return Kept(blank(number))
    state = STATES[kind_of(number)]
    if state.model_fields.keys() - row.snapshot.keys():
        told, _ = retold(number, session)
        if told.head_hash == row.head_hash:  # else one of them is evidence, and the snapshot stands as it was kept
            return replace(told, nonsense=row.nonsense)
    return Kept(state.model_validate(row.snapshot), row.head_hash, tuple(row.recent), row.nonsense)


def blank(number: str) -> Stream:
    """A stream to which nothing has happened yet."""
    return STATES[kind_of(number)](number=number)


def directory_for(case: Stream, persons: Iterable[str], day: date, session: Session, *agencies: str) -> Directory:
    """The slice of the directory that this case and these persons need on that day."""
    everybody = {*persons, *case.proposers, *case.implementers, *case.named}
    return directory.slice_for((case.agency, case.addressed_to, *case.consulted, *agencies), everybody, day, session)


def remember(recent: tuple[str, ...], kind: str, at: datetime) -> tuple[str, ...]:
    return (*recent, f"{at.isoformat(timespec='minutes')} {kind}")[-RECENT:]


def save(kept: Kept, now: Directory, law: Law, at: datetime, session: Session, before: Stream | None = None) -> None:
    """The snapshot and every column searched of it. `at` is when the newest fact was recorded; `before`, the case as it was, spares work."""
    case, connection = kept.case, session.connection()
    columns = {**_columns(kept, law), "updated_at": at}
    changed = _CASES.update().where(_OF_CASE).values({name: bindparam(f"to_{name}") for name in columns})
    values = {f"to_{name}": value for name, value in columns.items()}
    if connection.execute(changed, {"of_case": case.number, **values}).rowcount == 0:
        connection.execute(_CASES.insert(), {"number": case.number, "nonsense": kept.nonsense, **columns})
    if case.hidden:
        session.exec(delete(VeilRow).where(col(VeilRow.case) == case.number))
        session.add_all(VeilRow(**values) for values in _veils(case, law, session))
    if before is None or _readers(before) != _readers(case):
        session.exec(delete(PartyRow).where(col(PartyRow.case) == case.number))
        session.add_all(PartyRow(case=case.number, person=person) for person in _readers(case))
    desks = set(waits(Standpoint(case, now)))
    if before is None or set(waits(Standpoint(before, now))) != desks:
        session.exec(delete(WaitRow).where(col(WaitRow.case) == case.number))
        session.add_all(WaitRow(case=case.number, office=o, agency=a, person=p) for o, a, p in desks)
    # By another calendar the same clocks are due on other days.
    same = before is not None and before.calendar == case.calendar
    clock_rows.save(Standpoint(case, now), law, session, clock_rows.rows_of(Standpoint(before, now), law) if before and same else None)


def _columns(kept: Kept, law: Law) -> dict[str, Any]:
    case = kept.case
    due, look_at = due_and_look_at(case, law)
    return {
        "snapshot": case.model_dump(mode="json"),
        "sequence": case.sequence,
        "head_hash": kept.head_hash,
        "stage": case.stage or "",
        "kind": case.kind,
        "family": case.family,
        "in_order": in_order(case.number),
        "outcome": case.ended,
        "flags": spaced(case.flags),
        "focus_area": case.focus_area if isinstance(case, Case) else "",
        "campaign": _campaign_of(case),
        "regime": case.regime,
        "agency": case.agency,
        "addressed_to": case.addressed_to,
        "consulted": spaced(case.consulted),
        "asked": spaced(case.asked),
        "waiting_for": spaced(waiting_offices(case)),
        "title": case.title,
        "folded": folded(case.title, case.dossier.purpose) if isinstance(case, Case) and case.dossier else "",
        "due": due,
        "look_at": look_at,
        "recent": list(kept.recent),
        "at_rest": at_rest(case),
        "registered_at": case.opened_at,
    }


def _campaign_of(case: Stream) -> str:
    return case.campaign if isinstance(case, Case) else case.number if isinstance(case, Campaign) else ""


def open_campaigns(session: Session) -> tuple[Campaign, ...]:
    """Those that still take registrations."""
    rows = session.connection().execute(_OPEN_CAMPAIGNS).scalars()
    return tuple(campaign for number in rows if isinstance(campaign := load(number, session).case, Campaign))


def _veils(case: Stream, law: Law, session: Session) -> list[dict[str, Any]]:
    """How it looks to each from whom something of it is hidden."""
    return [
        {
            "case": case.number,
            "person": person,
            "hidden": list(hidden),
            "due": due_and_look_at(shown := case.as_read_by(person), law)[0],
            "updated_at": recorded_before(case.number, hidden, session),
            "waiting_for": spaced(waiting_offices(shown)),
        }
        for person, hidden in case.hidden.items()
    ]


def standing(kept: Kept, law: Law | None, session: Session) -> Standing:
    """What the workflow is told. A number nobody registered is at rest."""
    case = kept.case
    if case.stage is None or law is None:
        return Standing(number=case.number)
    session.flush()  # effects just owed are rows still, and what is left is asked of the database
    due, look_at = due_and_look_at(case, law)
    left = session.connection().execute(_LEFT, {"of_case": case.number}).all()
    return Standing(
        number=case.number,
        sequence=case.sequence,
        stage=case.stage,
        agency=case.agency,
        regime=case.regime,
        outcome=case.ended,
        waiting_for=waiting_offices(case),
        due=due,
        due_day=min((clock.due_day(law) for clock in case.clocks if not clock.paused), default=None),
        look_at=look_at,
        owed=tuple(sorted(name for kind, name in left if kind == "owed")),
        last=kept.recent,
        nonsense=kept.nonsense,
        needs_operator=any(kind == "broken" for kind, _ in left),
        at_rest=at_rest(case),
        children=children(case),
        campaign=_campaign_of(case),
    )


def count_nonsense(number: str, session: Session) -> None:
    session.connection().execute(_NONSENSE, {"of_case": number})


def retold(case_number: str, session: Session) -> tuple[Kept, Entry | None]:
    """The case told again from its ledger alone."""
    case, head, recent, last = blank(case_number), GENESIS, tuple[str, ...](), None
    for entry in entries(case_number, session):
        case, head, recent, last = after(entry.fact, case), entry.hash, remember(recent, entry.fact.kind, entry.fact.at), entry
    return Kept(case, head, recent), last


def difference(told: Kept, at: datetime, now: Directory, law: Law, session: Session) -> list[str]:
    """What the kept rows of a case say otherwise than the case told again; nothing when all that is derived is what the ledger says."""
    case = told.case
    row = session.get(CaseRow, case.number)
    if row is None:
        return ["has no snapshot"]
    wanted = {**_columns(told, law), "updated_at": at}
    found = [name for name, value in wanted.items() if name != "snapshot" and getattr(row, name) != value]
    snapshot = wanted["snapshot"]
    found += [f"snapshot.{name}" for name in sorted({*snapshot, *row.snapshot}) if snapshot.get(name) != row.snapshot.get(name)]
    desks = {(w.office, w.agency, w.person) for w in session.exec(select(WaitRow).where(WaitRow.case == case.number))}
    if desks != set(waits(Standpoint(case, now))):
        found.append("whose desk it is on")
    if set(session.exec(select(PartyRow.person).where(PartyRow.case == case.number))) != _readers(case):
        found.append("whom it names")
    if clock_rows.differ(Standpoint(case, now), law, session):
        found.append("what is due, and whose silence was noted")
    veils = sorted(
        (v.model_dump() for v in session.exec(select(VeilRow).where(VeilRow.case == case.number))), key=lambda v: str(v["person"])
    )
    if veils != sorted(_veils(case, law, session), key=lambda v: str(v["person"])):
        found.append("from whom something is hidden")
    return [f"{name} differs" for name in found]


def ends_before_its_snapshot(told: Kept, session: Session) -> bool:
    """Whether the ledger lost entries that the snapshot knows of: then the snapshot is evidence, and must not be written over."""
    row = session.get(CaseRow, told.case.number)
    return row is not None and row.sequence > told.case.sequence


def rewrite(told: Kept, at: datetime, now: Directory, law: Law, session: Session) -> None:
    """Drop what is derived of a case and write it afresh; what no ledger knows, the count of nonsense, is kept."""
    number = told.case.number
    row = session.get(CaseRow, number)
    nonsense = row.nonsense if row else 0
    for table in (WaitRow, PartyRow, VeilRow):
        session.exec(delete(table).where(col(table.case) == number))
    clock_rows.drop(number, session)
    session.exec(delete(CaseRow).where(col(CaseRow.number) == number))
    save(replace(told, nonsense=nonsense), now, law, at, session)


def _readers(case: Stream) -> set[str]:
    """Whoever it names, party or not, and who may therefore always read it (domain/people.py, may_read)."""
    return {*case.proposers, *case.implementers, *case.named}
