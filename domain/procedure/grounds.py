"""On what a recorded fact stands: the basis of the rows by which somebody in that office could ask for it."""

from functools import cache

from domain.facts import Fact
from domain.procedure.table import PROCEDURE
from domain.vocabulary import Office, Regime, StreamKind


def basis_of(fact: Fact, kind: StreamKind, regime: Regime) -> str:
    """As the rules write it; "" of what the clock noted, of what followed from another entry, and of what no row of today opens to that office."""
    return _basis(fact.kind, fact.by.office, kind, regime) if fact.by else ""


@cache
def _basis(fact: str, office: Office, kind: StreamKind, regime: Regime) -> str:
    rows = (row for row in PROCEDURE[kind] if row.act.becomes.kind == fact and office in row.offices)
    return next((row.basis[regime] for row in rows if regime in row.basis), "")
