"""Checking the record against itself: hash chains, snapshots, answers, seals and law. It only reads, and says each fault in one sentence."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.canonical import digest
from domain.filing import Filing
from store.engine import Store
from store.record.filings import RECORDED
from store.record.keyring import Ring
from store.record.ledger import broken_links
from store.tables import CaseRow, FilingRow, LedgerRow, PolicyRow


def faults_of(case: str, ring: Ring, store: Store) -> list[str]:
    """What is wrong with one case, all of it seen at one moment: a worker may be writing."""
    with store.reading() as session:
        return [*contradictions(case, ring, session), *_left_behind(case, session)]


def contradictions(case: str, ring: Ring, session: Session) -> list[str]:
    """What no ledger can put right, because it is the ledger or its witnesses that are in doubt. None of it may be written over."""
    entries = _entries(case, session)
    filings = list(session.exec(select(FilingRow).where(FilingRow.case == case)))
    published = {row.id: row.hash for row in session.exec(select(PolicyRow))}
    return [
        *broken_links(case, session),
        *_head(case, entries, session),
        *_answers(entries, filings),
        *_seals(filings, ring),
        *_law(entries, published),
    ]


def _entries(case: str, session: Session) -> list[LedgerRow]:
    return list(session.exec(select(LedgerRow).where(LedgerRow.case == case).order_by(col(LedgerRow.sequence))))


def faults_of_the_law(store: Store) -> list[str]:
    """Published sets whose content is no longer what was published."""
    with store.reading() as session:
        return [f"{row.id}: the published set was altered" for row in session.exec(select(PolicyRow)) if digest(row.content) != row.hash]


def _head(case: str, entries: list[LedgerRow], session: Session) -> Iterator[str]:
    """A ledger whose tail was cut off or written anew still links up; the snapshot remembers how far it went, and how it ended."""
    kept = session.get(CaseRow, case)
    if kept is None:
        return
    last = entries[-1].sequence if entries else 0
    if kept.sequence > last:
        yield f"{case}: the ledger ends at entry {last}, but the snapshot knows of {kept.sequence}"
    elif kept.head_hash not in {entry.hash for entry in entries if entry.sequence == kept.sequence}:
        yield f"{case}: the snapshot's head is not the ledger's last entry"


def _left_behind(case: str, session: Session) -> Iterator[str]:
    """A snapshot that is not there, or stayed behind while the ledger went on from where it stands: a replay writes it (store/record/replay.py)."""
    entries, kept = _entries(case, session), session.get(CaseRow, case)
    if entries and kept is None:
        yield f"{case}: has {len(entries)} entries and no snapshot"
    elif entries and kept and kept.sequence < entries[-1].sequence:
        yield f"{case}: the snapshot ends at entry {kept.sequence}, but the ledger at {entries[-1].sequence}"


def _answers(entries: list[LedgerRow], filings: list[FilingRow]) -> Iterator[str]:
    """What the senders were told, and what was recorded, are the same."""
    received = {filing.number: filing for filing in filings}
    recorded = {entry.filing: entry for entry in entries}
    for entry in entries:
        filing = received.get(entry.filing)
        if filing is None:
            if not _is_the_clocks(entry):
                yield f"{entry.case}: entry {entry.sequence} names the filing {entry.filing}, which is not in the register of this case"
        elif filing.status != RECORDED:
            yield f"{entry.case}: entry {entry.sequence} records the filing {filing.number}, whose answer is {filing.status!r}"
    for filing in filings:
        if filing.status == RECORDED:
            its_entry = recorded.get(filing.number)
            if its_entry is None:
                yield f"{filing.case}: the filing {filing.number} was answered as recorded, but has no entry"
            elif its_entry.sequence != filing.sequence:
                yield f"{filing.case}: the filing {filing.number} was told entry {filing.sequence}, but is entry {its_entry.sequence}"


def _is_the_clocks(entry: LedgerRow) -> bool:
    """Nobody's hand, under a name made from what it follows: a rung (domain/time/reminders.py) or a fact of the family. No filing stands behind it."""
    return entry.fact.get("by") is None and entry.filing.startswith(f"{entry.case}/")


def _seals(filings: list[FilingRow], ring: Ring) -> Iterator[str]:
    for filing in filings:
        if not ring.verifies(Filing.model_validate(filing.model_dump())):
            yield f"{filing.case}: the seal of the filing {filing.number} does not verify"


def _law(entries: list[LedgerRow], published: dict[str, str]) -> Iterator[str]:
    for entry in entries:
        if entry.policy not in published:
            yield f"{entry.case}: entry {entry.sequence} stands on {entry.policy}, which was never published"
        elif entry.policy_hash != published[entry.policy]:
            yield f"{entry.case}: entry {entry.sequence} stands on another {entry.policy} than the published one"
