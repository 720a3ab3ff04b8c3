"""The register of filings: what came in, and what was answered. The door's only way to write."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from domain.filing import Filing
from store.engine import Store
from store.tables import FilingRow, LedgerRow

WAITING, RECORDED, REFUSED, BROKEN = "waiting", "recorded", "refused", "broken"


class KeyReused(Exception):
    """The sender used this Idempotency-Key before, for something else."""


@dataclass(frozen=True)
class Receipt:
    """A filing and how it stands. `fact` once recorded, `refusal` once refused; both are what the sender was told, for ever."""

    number: str
    case: str
    act: str
    sender: str
    received_at: datetime
    status: str
    sequence: int | None = None
    kind: str | None = None
    fact: dict[str, Any] | None = None
    refusal: dict[str, Any] | None = None
    answered_at: datetime | None = None

    @property
    def answered(self) -> bool:
        return self.status != WAITING


def new_number(received_at: datetime) -> str:
    """Readable by day, not guessable, and no counter to wait for: TN-20261123-9F3A6C21D4."""
    return f"TN-{received_at:%Y%m%d}-{secrets.token_hex(5).upper()}"


def receive(filing: Filing, store: Store) -> Receipt:
    """Write it down before anybody looks at it. The same key with the same content finds the first filing; with another it is KeyReused."""
    row = FilingRow(**filing.model_dump(), digest=filing.content_digest)
    try:
        with store.writing() as session:
            session.add(row)
    except IntegrityError:
        earlier = by_key(filing.sender, filing.key, store)
        if earlier is None:
            raise
        return same_or_refused(earlier, filing.content_digest)
    return _receipt(row, None)


def same_or_refused(earlier: tuple[Receipt, str], digest: str) -> Receipt:
    receipt, earlier_digest = earlier
    if earlier_digest != digest:
        raise KeyReused(receipt.number)
    return receipt


def by_key(sender: str, key: str, store: Store) -> tuple[Receipt, str] | None:
    """The filing this person sent under this key, with its digest."""
    with store.reading() as session:
        row = session.exec(select(FilingRow).where(FilingRow.sender == sender, FilingRow.key == key)).first()
        return (_receipt(row, session), row.digest) if row else None


def by_number(number: str, store: Store) -> Receipt | None:
    with store.reading() as session:
        row = session.exec(select(FilingRow).where(FilingRow.number == number)).first()
        return _receipt(row, session) if row else None


def _receipt(row: FilingRow, session: Session | None) -> Receipt:
    recorded = session.exec(select(LedgerRow).where(LedgerRow.filing == row.number)).one() if session and row.status == RECORDED else None
    return Receipt(
        number=row.number,
        case=row.case,
        act=row.act,
        sender=row.sender,
        received_at=row.received_at,
        status=row.status,
        sequence=row.sequence,
        kind=recorded.kind if recorded else None,
        fact=recorded.fact if recorded else None,
        refusal=row.refusal,
        answered_at=row.answered_at,
    )


# What follows is the registrar's, inside his transaction.


def waiting(case: str, session: Session) -> list[str]:
    """The numbers of what the case has still to answer, in the order received."""
    query = select(FilingRow.number).where(FilingRow.case == case, FilingRow.status == WAITING).order_by(col(FilingRow.id))
    return list(session.exec(query))


def waiting_up_to(number: str, act: str, case: str, session: Session) -> list[str] | None:
    """What the case has still to answer up to and with this filing; None if filing, case and act do not belong together."""
    here = or_(FilingRow.status == WAITING, FilingRow.number == number)
    query = select(FilingRow.number, FilingRow.act, FilingRow.status).where(FilingRow.case == case, here).order_by(col(FilingRow.id))
    found: list[str] = []
    for each, its_act, status in session.exec(query):
        found += [each] if status == WAITING else []
        if each == number:
            return found if its_act == act else None
    return None


def unanswered(number: str, case: str, session: Session) -> Filing | None:
    """The filing, if it belongs to this case and nobody has answered it yet."""
    row = session.exec(select(FilingRow).where(FilingRow.number == number, FilingRow.case == case, FilingRow.status == WAITING)).first()
    return Filing.model_validate(row.model_dump()) if row else None


def answer(number: str, status: str, at: datetime, session: Session, **answer: Any) -> None:
    """Write the answer beside the filing. `sequence` for a recorded one, `refusal` for a refused one, `error` for a broken attempt.

    What a sender was told stands: another attempt's answer, given meanwhile, is not written over.
    """
    row = session.exec(select(FilingRow).where(FilingRow.number == number)).one()
    if row.status != WAITING:
        return
    row.status, row.answered_at, row.attempts = status, at, row.attempts + 1
    for name, value in answer.items():
        setattr(row, name, value)
    session.add(row)
