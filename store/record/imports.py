"""Lists of registrations: checked whole before anything is received, received whole or not at all, and answered row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from domain.acts import Register
from domain.canonical import digest
from domain.filing import Filed, Filing
from domain.matter import RecordExcerpt
from domain.procedure.decide import decide
from domain.refusals import Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import Regime
from store import directory
from store.engine import lock
from store.policies import Lawbook
from store.record import filings, streams
from store.record.filings import WAITING
from store.record.refusal import StoredRefusal
from store.tables import FilingRow, ImportRow

_FILINGS = SQLModel.metadata.tables[FilingRow.__tablename__]


@dataclass(frozen=True)
class Wrong:
    """Why a row cannot be taken: a refusal of the rules (`reason`, `basis`, `params`), or a field that is not filled in as it must be."""

    row: int
    reason: str
    basis: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Checked:
    """A whole list. `keys`: of each row, under which its registration is filed: the same row is the same registration, whoever sends it again."""

    acts: Mapping[int, Register]
    keys: Mapping[int, str]
    wrong: Sequence[Wrong]


def check(rows: Sequence[tuple[int, dict[str, Any]]], campaign: str, sender: str, at: datetime, laws: Lawbook, session: Session) -> Checked:
    """What the rules would say of each row, asked now, one after the other; nothing is written."""
    acts, keys, wrong = dict[int, Register](), dict[int, str](), list[Wrong]()
    seen = dict[str, int]()
    for number, body in rows:
        try:
            act = Register.model_validate({**body, "regime": body.get("regime", Regime.HCMC2022), "campaign": campaign})
        except ValidationError as error:
            wrong += [
                Wrong(number, "malformed", place=".".join(map(str, each["loc"][:1])), params={"said": each["msg"]})
                for each in error.errors()
            ]
            continue
        key = f"{campaign}/{digest(act.model_dump(mode='json'))}"
        if key in seen:
            wrong.append(Wrong(number, "row_twice", params={"row": seen[key]}))
        seen.setdefault(key, number)
        acts[number], keys[number] = act, key
    wrong += _refused(acts, sender, at, laws, session)
    return Checked(acts, keys, sorted(wrong, key=lambda each: each.row))


def _refused(acts: Mapping[int, Register], sender: str, at: datetime, laws: Lawbook, session: Session) -> Iterator[Wrong]:
    day = laws.calendar.local_day(at)
    persons = {sender, *(person for act in acts.values() for person in act.mentions())}
    known = directory.slice_for({act.agency for act in acts.values()}, persons, day, session)
    law = {regime: laws.in_force(regime, day, session) for regime in {act.regime for act in acts.values()}}
    beside = RecordExcerpt(campaigns=streams.open_campaigns(session))
    for number, act in acts.items():
        try:
            decide(Filed("", "SK-0-0", act, sender, at), Initiative(number="SK-0-0"), law[act.regime], known, beside)
        except Refused as refused:
            yield Wrong(number, refused.reason, refused.basis, dict(refused.params))


def known(keys: Sequence[str], session: Session) -> set[str]:
    """Those under which something was filed before, by anybody."""
    filed: set[str] = set()
    for first in range(0, len(keys), 500):
        filed |= set(session.connection().execute(_KEYS, {"keys": keys[first : first + 500]}).scalars())
    return filed


def as_row(number: str, campaign: str, sender: str, at: datetime, checked: Checked) -> ImportRow:
    """The list as it is kept: what is wrong with it, or under which key each of its rows is filed."""
    wrong = [
        {"row": each.row, "reason": each.reason, "basis": each.basis, "params": dict(each.params), "place": each.place}
        for each in checked.wrong
    ]
    keys = {} if wrong else {str(row): key for row, key in checked.keys.items()}
    return ImportRow(number=number, campaign=campaign, sender=sender, received_at=at, row_keys=keys, wrong=wrong)


def receive(sealed: Sequence[Filing], row: ImportRow, session: Session) -> list[str]:
    """All of them and the list itself, in this transaction. Those somebody has filed meanwhile are left out; gives back the keys taken."""
    lock("imports", session)
    there = known([filing.key for filing in sealed], session)
    new = [filing for filing in sealed if filing.key not in there]
    filings.write_down(new, session)
    session.add(row)
    session.flush()
    return [filing.key for filing in new]


_KEYS = select(_FILINGS.c.key).where(_FILINGS.c.key.in_(bindparam("keys", expanding=True)))
_OF = select(_FILINGS.c.key, _FILINGS.c.case, _FILINGS.c.status, _FILINGS.c.refusal).where(
    _FILINGS.c.key.in_(bindparam("keys", expanding=True))
)


def answers(keys: Sequence[str], session: Session) -> dict[str, tuple[str, str, StoredRefusal | None]]:
    """(case, status, refusal) of each."""
    by_key: dict[str, tuple[str, str, StoredRefusal | None]] = {}
    for first in range(0, len(keys), 500):
        for row in session.connection().execute(_OF, {"keys": keys[first : first + 500]}):
            by_key[row.key] = (row.case, row.status, StoredRefusal.model_validate(row.refusal) if row.refusal else None)
    return by_key


def waiting(import_id: str, session: Session) -> list[str]:
    """The cases of that list whose registrations nobody has answered yet."""
    row = session.get(ImportRow, import_id)
    answered = answers(list(row.row_keys.values()), session) if row else {}
    return sorted(case for case, status, _ in answered.values() if status == WAITING)
