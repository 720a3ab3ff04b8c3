"""Case snapshots and the read model: derived from the ledger in the same transaction, and again by `make rebuild`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from domain.case import Case, after
from domain.people import Directory, Standpoint
from domain.policy import Law
from domain.standing import Standing, at_rest, due_and_look_at, waiting_offices, waits
from store import directory
from store.ledger import GENESIS, Entry, entries
from store.tables import CaseRow, EffectRow, FilingRow, PartyRow, WaitRow

RECENT = 5


@dataclass(frozen=True)
class Kept:
    """A case as kept: its snapshot, the head of its chain, and its last few facts by name and time."""

    case: Case
    head_hash: str = GENESIS
    recent: tuple[str, ...] = ()
    nonsense: int = 0


def load(number: str, session: Session) -> Kept:
    """The snapshot; for a number the ledger does not know, a case to which nothing has happened yet."""
    row = session.get(CaseRow, number)
    if row is None:
        return Kept(Case(number=number))
    return Kept(Case.model_validate(row.snapshot), row.head_hash, tuple(row.recent), row.nonsense)


def directory_for(case: Case, persons: Iterable[str], day: date, session: Session, *agencies: str) -> Directory:
    """The slice of the directory that this case and these persons need on that day."""
    planned = [p for item in case.plan.items for p in (item.implementer, item.evaluator) if p] if case.plan else []
    everybody = {*persons, *case.proposers, *case.implementers, *planned}
    return directory.slice_for((case.agency, case.addressed_to, *agencies), everybody, day, session)


def remember(recent: tuple[str, ...], kind: str, at: datetime) -> tuple[str, ...]:
    return (*recent, f"{at.isoformat(timespec='minutes')} {kind}")[-RECENT:]


def save(kept: Kept, now: Directory, law: Law, at: datetime, session: Session) -> None:
    """The snapshot and every column searched of it. `at` is when the newest fact was recorded."""
    case = kept.case
    columns = _columns(kept, law)
    row = session.get(CaseRow, case.number)
    if row is None:
        session.add(CaseRow(number=case.number, updated_at=at, nonsense=kept.nonsense, **columns))
    else:
        for name, value in columns.items():
            setattr(row, name, value)
        row.updated_at = at
        session.add(row)
    readers, known = _readers(case), {p.person: p for p in session.exec(select(PartyRow).where(PartyRow.case == case.number))}
    for person in known.keys() - readers:
        session.delete(known[person])
    session.add_all(PartyRow(case=case.number, person=person) for person in readers - known.keys())
    wanted = set(waits(Standpoint(case, now)))
    there = {(w.office, w.agency, w.person): w for w in session.exec(select(WaitRow).where(WaitRow.case == case.number))}
    for key, gone in there.items():
        if key not in wanted:
            session.delete(gone)
    session.add_all(WaitRow(case=case.number, office=o, agency=a, person=p) for o, a, p in wanted - there.keys())


def _columns(kept: Kept, law: Law) -> dict[str, Any]:
    case = kept.case
    due, look_at = due_and_look_at(case, law)
    return {
        "snapshot": case.model_dump(mode="json"),
        "sequence": case.sequence,
        "head_hash": kept.head_hash,
        "stage": case.stage or "",
        "outcome": case.outcome or "",
        "regime": case.regime,
        "agency": case.agency,
        "addressed_to": case.addressed_to,
        "title": case.dossier.title if case.dossier else "",
        "due": due,
        "look_at": look_at,
        "recent": list(kept.recent),
        "registered_at": case.registered_at,
    }


def standing(kept: Kept, law: Law | None, session: Session) -> Standing:
    """What the workflow is told. A number nobody registered is at rest."""
    case = kept.case
    if case.stage is None or law is None:
        return Standing(number=case.number)
    due, look_at = due_and_look_at(case, law)
    owed = session.exec(select(EffectRow.id).where(EffectRow.case == case.number, EffectRow.status == "owed").order_by(EffectRow.id))
    broken = select(FilingRow.id).where(FilingRow.case == case.number, FilingRow.status == "broken")
    return Standing(
        number=case.number,
        sequence=case.sequence,
        stage=case.stage,
        agency=case.agency,
        regime=case.regime,
        outcome=case.outcome or "",
        waiting_for=waiting_offices(case),
        due=due,
        look_at=look_at,
        owed=tuple(owed),
        last=kept.recent,
        nonsense=kept.nonsense,
        needs_operator=session.exec(broken).first() is not None,
        at_rest=at_rest(case),
    )


def count_nonsense(number: str, session: Session) -> None:
    row = session.get(CaseRow, number)
    if row:
        row.nonsense += 1
        session.add(row)


def retold(case_number: str, session: Session) -> tuple[Kept, Entry | None]:
    """The case told again from its ledger alone."""
    case, head, recent, last = Case(number=case_number), GENESIS, tuple[str, ...](), None
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
    for table in (WaitRow, PartyRow):
        session.exec(delete(table).where(col(table.case) == number))
    session.exec(delete(CaseRow).where(col(CaseRow.number) == number))
    save(replace(told, nonsense=nonsense), now, law, at, session)


def _readers(case: Case) -> set[str]:
    """Whoever it names, party or evaluator, and who may therefore always read it (domain/people.py, may_read)."""
    evaluators = [item.evaluator for item in case.plan.items if item.evaluator] if case.plan else []
    return {*case.proposers, *case.implementers, *evaluators}
