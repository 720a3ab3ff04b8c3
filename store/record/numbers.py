"""The numbers of streams: giving out new ones, and listing those there are. A number is given once, even if the registration behind it is refused."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import col, select

from store.engine import Store
from store.tables import CaseRow, FilingRow, LedgerRow

_HOW_FAR = text(
    "INSERT INTO counters (prefix, last) VALUES (:prefix, :many) "
    "ON CONFLICT (prefix) DO UPDATE SET last = counters.last + :many RETURNING last"
)


def next_number(prefix: str, store: Store) -> str:
    """SK-2026-26743 -> SK-2026-26743-1, -2, ... (one initiative each)."""
    [number] = next_numbers([prefix], store)
    return number


def next_numbers(prefixes: Sequence[str], store: Store) -> list[str]:
    """One under each prefix, in the order given."""
    with store.writing() as session:
        following = {
            prefix: session.connection().execute(_HOW_FAR, {"prefix": prefix, "many": many}).scalar_one() - many
            for prefix, many in sorted(Counter(prefixes).items())
        }
    numbers = []
    for prefix in prefixes:
        following[prefix] += 1
        numbers.append(f"{prefix}-{following[prefix]}")
    return numbers


def known_numbers(store: Store, after: str = "", limit: int | None = None) -> list[str]:
    """Every number under which anything was filed, recorded or derived, in order; or the next few after that one, so that nobody need hold them all."""
    numbers = set[str]()
    with store.reading() as session:
        for column in (col(LedgerRow.case), col(CaseRow.number), col(FilingRow.case)):
            numbers.update(session.exec(select(column).where(column > after).distinct().order_by(column).limit(limit)))
    return sorted(numbers)[:limit]


def recorded_numbers(store: Store) -> list[str]:
    """Only those with a ledger, in order. A registration that waits or was refused has a number and no ledger."""
    with store.reading() as session:
        return list(session.exec(select(LedgerRow.case).distinct().order_by(LedgerRow.case)))
