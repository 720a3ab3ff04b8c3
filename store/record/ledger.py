"""The ledger: facts, one after the other, each carrying the hash of the one before it in its case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from domain.canonical import digest
from domain.facts import FACTS, Fact
from store.record.sealing import Sealer
from store.sealed import MALFORMED
from store.tables import LedgerRow, columns_of

GENESIS = "0" * 64
_HASHED = ("case", "sequence", "filing", "kind", "fact", "policy", "policy_hash", "release", "previous_hash")


@dataclass(frozen=True)
class LedgerEntry:
    """One line of the ledger, as read back."""

    case: str
    sequence: int
    filing: str
    fact: Fact
    policy: str
    release: str
    recorded_at: datetime
    hash: str


@dataclass(frozen=True)
class Under:
    """Under which law and by which release a fact is recorded: none of these can be added honestly later."""

    policy: str
    policy_hash: str
    release: str
    recorded_at: datetime


_LEDGER = SQLModel.metadata.tables["ledger"]


def _hash(row: Mapping[str, Any]) -> str:
    content = {name: row[name] for name in _HASHED}
    return digest({**content, "legal_time": row["legal_time"].isoformat(), "recorded_at": row["recorded_at"].isoformat()})


def append(fact: Fact, case: str, sequence: int, filing: str, previous_hash: str, under: Under, session: Session, sealer: Sealer) -> str:
    """Append once, sealed: case and sequence are unique, and so is the filing. Gives back the new head of the chain."""
    row = {
        "case": case,
        "sequence": sequence,
        "filing": filing,
        "kind": fact.kind,
        "fact": fact.model_dump(mode="json"),
        "policy": under.policy,
        "policy_hash": under.policy_hash,
        "release": under.release,
        "legal_time": fact.at.astimezone(UTC),
        "recorded_at": under.recorded_at.astimezone(UTC),
        "previous_hash": previous_hash,
    }
    head = _hash(row)
    key, seal = sealer.entry(case, sequence, head)
    written = session.connection().execute(_LEDGER.insert(), {**row, "hash": head, "seal_key": key, "seal": seal})
    key_of = written.inserted_primary_key
    sealer.recorded(case, sequence, head, key_of[0] if key_of else 0, session)
    return head


def _entry(row: LedgerRow) -> LedgerEntry:
    return LedgerEntry(
        case=row.case,
        sequence=row.sequence,
        filing=row.filing,
        fact=FACTS[row.kind].model_validate(row.fact),
        policy=row.policy,
        release=row.release,
        recorded_at=row.recorded_at,
        hash=row.hash,
    )


def entry(case: str, sequence: int, session: Session) -> Fact | None:
    """One fact of one stream, or None if its ledger does not go so far."""
    row = session.exec(select(LedgerRow).where(LedgerRow.case == case, LedgerRow.sequence == sequence)).first()
    return _entry(row).fact if row else None


def entries(case: str, session: Session) -> Iterator[LedgerEntry]:
    for row in session.exec(select(LedgerRow).where(LedgerRow.case == case).order_by(col(LedgerRow.sequence))):
        yield _entry(row)


def facts_by(moment: datetime, case: str, session: Session) -> Iterator[Fact]:
    """Those that were on record then: up to the first stamped later. (Of two workers' clocks one may be ahead.)"""
    known = select(LedgerRow).where(LedgerRow.case == case).order_by(col(LedgerRow.sequence))
    for row in takewhile(lambda row: row.recorded_at <= moment, session.exec(known)):
        yield _entry(row).fact


def recorded_before(case: str, hidden: Iterable[int], session: Session) -> datetime:
    """When the newest entry that is not hidden was recorded."""
    shown = select(LedgerRow.recorded_at).where(LedgerRow.case == case, col(LedgerRow.sequence).not_in(hidden))
    return session.exec(shown.order_by(col(LedgerRow.sequence).desc()).limit(1)).one()


def broken_links(case: str, rows: Iterable[LedgerRow]) -> Iterator[str]:
    """What is wrong with one case's chain, in words for an operator; nothing when every hash and every link holds. `rows`: by sequence."""
    previous, expected = GENESIS, 1
    for row in rows:
        if row.sequence != expected:
            yield f"{case}: entry {expected} is missing"
        if row.previous_hash != previous:
            yield f"{case}: entry {row.sequence} does not follow the one before it"
        if row.hash != _hash_if_any(row):
            yield f"{case}: entry {row.sequence} was altered"
        previous, expected = row.hash, row.sequence + 1


def _hash_if_any(row: LedgerRow) -> str:
    """Empty for what can have no hash: somebody wrote what is no JSON of ours."""
    try:
        return _hash(columns_of(row))
    except MALFORMED:
        return ""
