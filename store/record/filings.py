"""The register of filings: what came in, and what was answered. The door's only way to write."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, and_, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from domain.acts import ACTS, Act
from domain.facts import FACTS
from domain.filing import Filed, Filing
from domain.streams.hiding import as_counted, place_of
from store.engine import Store
from store.record.names import called, titled
from store.record.refusal import StoredRefusal
from store.record.sealing import Sealer
from store.tables import FilingRow, HiddenRow, LedgerRow

WAITING, RECORDED, REFUSED, BROKEN = "waiting", "recorded", "refused", "broken"
_STATED = {"read", "enclosed"}  # by the door, as JSON


class KeyReused(Exception):
    """The sender used this Idempotency-Key before, for something else."""


@dataclass(frozen=True)
class Receipt:
    """A filing and how it stands. `fact` once recorded, `refusal` once refused; both are what the sender was told, for ever.

    `sequence` and `fact` count entries as the sender does, from whom some may be hidden (domain/streams/hiding.py). `names`: of those whom the fact
    or the refusal names by id alone; `titles`: of the work items and risks it names by code.
    """

    number: str
    case: str
    act: str
    sender: str
    received_at: datetime
    status: str
    sequence: int | None = None
    kind: str | None = None
    fact: dict[str, Any] | None = None
    refusal: StoredRefusal | None = None
    answered_at: datetime | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def answered(self) -> bool:
        return self.status != WAITING


def new_number(received_at: datetime, prefix: str = "TN") -> str:
    """Readable by day, not guessable, and no counter to wait for: TN-20261123-9F3A6C21D4."""
    return f"{prefix}-{received_at:%Y%m%d}-{secrets.token_hex(5).upper()}"


def receive(filing: Filing, store: Store) -> Receipt:
    """Write it down before anybody looks at it. The same key with the same content finds the first filing; with another it is KeyReused."""
    try:
        with store.writing() as session:
            write_down([filing], session)
    except IntegrityError:
        earlier = by_key(filing.sender, filing.key, store)
        if earlier is None:
            raise
        return same_or_refused(earlier, filing.content_digest)
    return Receipt(filing.number, filing.case, filing.act, filing.sender, filing.received_at, WAITING)


def write_down(sealed: Sequence[Filing], session: Session) -> None:
    """All in this transaction, waiting. Raises IntegrityError for a key its sender used before."""
    values = [
        {
            **dict.fromkeys(_STATED),
            **filing.model_dump(mode="json", include=_STATED),
            **filing.model_dump(exclude=_STATED),
            "digest": filing.content_digest,
            "status": WAITING,
            "attempts": 0,
        }
        for filing in sealed
    ]
    if values:
        session.connection().execute(_FILINGS.insert(), values)


def same_or_refused(earlier: tuple[Receipt, str], digest: str) -> Receipt:
    receipt, earlier_digest = earlier
    if earlier_digest != digest:
        raise KeyReused(receipt.number)
    return receipt


def by_key(sender: str, key: str, store: Store) -> tuple[Receipt, str] | None:
    """The filing this person sent under this key, with its digest."""
    with store.reading() as session:
        row = session.connection().execute(_BY_KEY, {"sender": sender, "key": key}).first()
        return (_receipt(row, session), row.digest) if row else None


def by_keys(sender: str, keys: Sequence[str], store: Store) -> dict[str, Receipt]:
    """The filings this person sent under these keys, by key; what was not sent is not there."""
    found: dict[str, Receipt] = {}
    with store.reading() as session:
        for first in range(0, len(keys), 500):
            rows = session.connection().execute(_BY_KEYS, {"sender": sender, "keys": keys[first : first + 500]}).all()
            found |= {row.key: _receipt(row, session) for row in rows}
    return found


def under(sender: str, begins: str, store: Store) -> dict[str, tuple[Receipt, dict[str, Any]]]:
    """The filings this person sent under keys that begin so, by key, each with what it says."""
    with store.reading() as session:
        rows = session.connection().execute(_UNDER, {"sender": sender, "begins": begins, "long": len(begins)}).all()
        return {row.key: (_receipt(row, session), row.body) for row in rows}


def by_number(number: str, store: Store) -> Receipt | None:
    with store.reading() as session:
        row = session.connection().execute(_BY_NUMBER, {"number": number}).first()
        return _receipt(row, session) if row else None


def waiting_to_open(case: str, session: Session) -> Filed[Act] | None:
    """The registration or opening of this stream that has no answer yet, if that is what its first filing is."""
    row = session.connection().execute(_FIRST, {"of_case": case}).mappings().first()
    if row is None or row["act"] not in ACTS or not ACTS[row["act"]].opens_stream:
        return None
    return Filing.model_validate(row).opened()


_FILINGS, _LEDGER, _HIDDEN = (SQLModel.metadata.tables[table.__tablename__] for table in (FilingRow, LedgerRow, HiddenRow))
_RECEIPT = (
    select(_FILINGS, _LEDGER.c.kind, _LEDGER.c.fact, _HIDDEN.c.hidden)
    .outerjoin_from(_FILINGS, _LEDGER, _LEDGER.c.filing == _FILINGS.c.number)
    .outerjoin(_HIDDEN, and_(_HIDDEN.c.case == _FILINGS.c.case, _HIDDEN.c.person == _FILINGS.c.sender))
)
_BY_KEY = _RECEIPT.where(_FILINGS.c.sender == bindparam("sender"), _FILINGS.c.key == bindparam("key"))
_BY_KEYS = _RECEIPT.where(_FILINGS.c.sender == bindparam("sender"), _FILINGS.c.key.in_(bindparam("keys", expanding=True)))
_UNDER = _RECEIPT.where(_FILINGS.c.sender == bindparam("sender"), func.substr(_FILINGS.c.key, 1, bindparam("long")) == bindparam("begins"))
_BY_NUMBER = _RECEIPT.where(_FILINGS.c.number == bindparam("number"))


def _receipt(row: Any, session: Session) -> Receipt:
    recorded = FACTS[row.kind].model_validate(row.fact) if row.fact else None
    refusal = StoredRefusal.model_validate(row.refusal) if row.refusal else None
    told, hidden = recorded or (refusal.params if refusal else {}), tuple(row.hidden or ())
    sequence, fact = row.sequence, row.fact
    if recorded and hidden:
        sequence, fact = place_of(sequence, hidden), as_counted(recorded, row.case, {row.case: hidden}).model_dump(mode="json")
    return Receipt(
        number=row.number,
        case=row.case,
        act=row.act,
        sender=row.sender,
        received_at=row.received_at,
        status=row.status,
        sequence=sequence,
        kind=row.kind,
        fact=fact,
        refusal=refusal,
        answered_at=row.answered_at,
        names=called([told], session),
        titles=titled(row.case, told, session),
    )


# The registrar calls what follows, inside its transaction, for every act there is. So the statements are prepared once, and no row becomes an object.

_OF_CASE = _FILINGS.c.case == bindparam("of_case")
_WAITING_AMONG = select(_FILINGS.c.case).where(_FILINGS.c.status == WAITING, _FILINGS.c.case.in_(bindparam("cases", expanding=True)))
_NAMED = _FILINGS.c.number == bindparam("named")
_FIRST = (
    select(*(_FILINGS.c[name] for name in Filing.model_fields))
    .where(_OF_CASE, _FILINGS.c.status == WAITING)
    .order_by(_FILINGS.c.id)
    .limit(1)
)
_UNANSWERED = select(*(_FILINGS.c[name] for name in Filing.model_fields)).where(_OF_CASE, _NAMED, _FILINGS.c.status == WAITING)
_ANSWER = _FILINGS.update().where(_NAMED, _FILINGS.c.status == WAITING).values(attempts=_FILINGS.c.attempts + 1)


@cache
def _answering(columns: tuple[str, ...]) -> Update:
    return _ANSWER.values(**{name: bindparam(f"to_{name}") for name in columns})


def waiting_among(cases: Collection[str], session: Session) -> set[str]:
    """Those of these cases that have something still to answer."""
    return set(session.connection().execute(_WAITING_AMONG, {"cases": [*cases]}).scalars())


def unanswered(number: str, case: str, session: Session) -> Filing | None:
    """The filing, if it belongs to this case and nobody has answered it yet."""
    row = session.connection().execute(_UNANSWERED, {"of_case": case, "named": number}).mappings().first()
    return Filing.model_validate(row) if row else None


def answer(number: str, status: str, at: datetime, session: Session, sealer: Sealer, case: str, **answer: Any) -> None:
    """Write the answer beside the filing, sealed. `sequence` for a recorded one, `refusal` for a refused one, `error` for a broken attempt.

    What a sender was told stands: another attempt's answer, given meanwhile, is not written over.
    """
    values = {"status": status, "answered_at": at, **answer}
    seal = dict(zip(("answer_key", "answer_seal"), sealer.answer(number, values), strict=True))
    written = session.connection().execute(
        _answering((*values, *seal)), {"named": number, **{f"to_{name}": value for name, value in {**values, **seal}.items()}}
    )
    if written.rowcount:
        sealer.answered(case, number, values, session)
