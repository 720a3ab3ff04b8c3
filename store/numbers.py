"""Giving out case numbers. A number is given once, even if the registration behind it is refused."""

from sqlalchemy import text

from store.engine import Store

_NEXT = text(
    "INSERT INTO counters (prefix, last) VALUES (:prefix, 1) ON CONFLICT (prefix) DO UPDATE SET last = counters.last + 1 RETURNING last"
)


def next_number(prefix: str, store: Store) -> str:
    """SK-2026-26743 -> SK-2026-26743-1, -2, ... (one initiative each)."""
    with store.writing() as session:
        last = session.connection().execute(_NEXT, {"prefix": prefix}).scalar_one()
    return f"{prefix}-{last}"
