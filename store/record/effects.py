"""Work that leaves the building: owed by a fact, claimed with a lease, done at least once under an id that stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, SQLModel, select

from domain.facts import FACTS, Fact
from domain.streams.hiding import as_counted
from store.engine import Store
from store.record import hidden_entries
from store.record.names import called
from store.tables import EffectRow, LedgerRow

OWED, DONE, FAILED = "owed", "done", "failed"
NOTICE, NUDGE = "notice", "nudge"
_EFFECTS = SQLModel.metadata.tables[str(EffectRow.__tablename__)]
LEASE = timedelta(minutes=2)  # longer than one attempt to send is given (activities/notices.py)


class InOtherHands(Exception):
    """Somebody has claimed it and may still be at it: try again when the lease has run out."""


@dataclass(frozen=True)
class Claimed:
    """An effect in hand: what it is about and for whom."""

    id: str
    token: str
    case: str
    kind: str
    addressee: str
    fact: Fact
    names: Mapping[str, str]


def owe(fact: Fact, case: str, sequence: int, persons: Iterable[str], session: Session) -> None:
    """A notice to each of them, in the fact's own transaction. The id is seen in Temporal: it counts, and names nobody. The token is seen in mail, where
    a number that counts would tell of what is hidden from the addressee.
    """
    _owe(NOTICE, fact, case, sequence, persons, session)


def owe_nudges(fact: Fact, case: str, sequence: int, streams: Iterable[str], session: Session) -> None:
    """Something happened in these streams of the family: their workflows must look."""
    _owe(NUDGE, fact, case, sequence, streams, session)


def _owe(kind: str, fact: Fact, case: str, sequence: int, addressees: Iterable[str], session: Session) -> None:
    rows = [
        EffectRow(
            id=f"{case}-{sequence}-{kind}-{n}", case=case, sequence=sequence, kind=kind, addressee=addressee, owed_since=fact.at
        ).model_dump()
        for n, addressee in enumerate(addressees, start=1)
    ]
    if rows:
        session.connection().execute(_EFFECTS.insert(), rows)


def claim(effect_id: str, at: datetime, store: Store) -> Claimed | None:
    """Take it in hand for the length of a lease, or None if it is no longer owed. Raises InOtherHands."""
    with store.writing() as session:
        row = session.exec(select(EffectRow).where(EffectRow.id == effect_id).with_for_update()).first()
        if row is None or row.status != OWED:
            return None
        if row.lease_until and row.lease_until > at:
            raise InOtherHands(effect_id)
        row.lease_until, row.tried_at, row.attempts = at + LEASE, at, row.attempts + 1
        session.add(row)
        ledger = session.exec(select(LedgerRow).where(LedgerRow.case == row.case, LedgerRow.sequence == row.sequence)).one()
        fact = as_counted(
            FACTS[ledger.kind].model_validate(ledger.fact), row.case, hidden_entries.of_family(row.case, row.addressee, session)
        )
        return Claimed(row.id, row.token or row.id, row.case, row.kind, row.addressee, fact, called([fact], session))


def settle(effect_id: str, status: str, at: datetime, store: Store, error: str | None = None) -> None:
    """Done, failed for good, or owed again (the lease is given back)."""
    with store.writing() as session:
        row = session.get_one(EffectRow, effect_id, with_for_update=True)
        if row.status != OWED:  # a later attempt has done it meanwhile
            return
        row.status, row.lease_until, row.error = status, None, error
        row.done_at = at if status == DONE else None
        session.add(row)
