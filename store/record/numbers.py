"""Giving out case numbers. A number is given once, even if the registration behind it is refused."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import text

from store.engine import Store

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
