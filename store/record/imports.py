"""Lists of registrations: checked whole before anything is received, received whole or not at all, and answered row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from domain.acts import Register
from domain.filing import Filed, Filing, content_digest
from domain.matter import RecordExcerpt
from domain.procedure.decide import decide
from domain.refusals import Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import Regime
from store import directory
from store.engine import lock
from store.policies import Lawbook
from store.record import filings, streams
from store.record.filings import RECORDED, WAITING
from store.record.refusal import StoredRefusal
from store.tables import FilingRow, ImportRow

KEYS = "list:"  # how every key of a list's row begins
MORE_WRONG = "more_wrong"
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
    """A whole list. `digests`: of each row, what its registration says: the same sender's registration of the same words is the same one."""

    acts: Mapping[int, Register]
    digests: Mapping[int, str]
    wrong: Sequence[Wrong]


@dataclass(frozen=True)
class Before:
    """A registration of those words that this sender sent before, and what became of it."""

    key: str
    case: str
    status: str
    refusal: StoredRefusal | None

    @property
    def stands(self) -> bool:
        return self.status in (WAITING, RECORDED)


def check(rows: Sequence[tuple[int, dict[str, Any]]], campaign: str, sender: str, at: datetime, laws: Lawbook, session: Session) -> Checked:
    """What the rules would say of each row, asked now, one after the other; nothing is written."""
    acts, digests, wrong = dict[int, Register](), dict[int, str](), list[Wrong]()
    seen = dict[str, int]()
    for number, body in rows:
        try:
            act = Register.model_validate({**body, "regime": body.get("regime", Regime.HCMC2022), "campaign": campaign})
        except ValidationError as error:
            wrong += [
                Wrong(number, "malformed", place=".".join(map(str, each["loc"][:1])), params={**_figures(each), "kind": each["type"]})
                for each in error.errors(include_url=False, include_input=False)
            ]
            continue
        digest = content_digest(act.name, act.model_dump(mode="json"), "")
        if digest in seen:
            wrong.append(Wrong(number, "row_twice", params={"row": seen[digest]}))
        seen.setdefault(digest, number)
        acts[number], digests[number] = act, digest
    wrong += _refused(acts, sender, at, laws, session)
    return Checked(acts, digests, sorted(wrong, key=lambda each: each.row))


def _figures(fault: ErrorDetails) -> dict[str, int]:
    """The least and the most that pydantic says beside a fault."""
    return {name: figure for name, figure in fault.get("ctx", {}).items() if isinstance(figure, int)}


def some_of(wrong: Sequence[Wrong], most: int) -> list[Wrong]:
    """The first of them, and one that says how many rows more: a list that is wrong throughout is put right from a few."""
    kept, left = wrong[:most], {each.row for each in wrong[most:]} - {each.row for each in wrong[:most]}
    return [*kept, *([Wrong(min(left), MORE_WRONG, params={"rows": len(left)})] if left else ())]


def rows_wrong(wrong: Sequence[Wrong]) -> int:
    """How many rows must be put right."""
    more = sum(int(each.params["rows"]) for each in wrong if each.reason == MORE_WRONG)
    return more + len({each.row for each in wrong if each.reason != MORE_WRONG})


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


def sent_before(digests: Sequence[str], sender: str, session: Session) -> dict[str, Before]:
    """By what they say, the registrations this sender sent before, of each the last, or one that stands."""
    found = dict[str, Before]()
    for first in range(0, len(digests), 500):
        for row in session.connection().execute(_SENT, {"sender": sender, "digests": digests[first : first + 500]}):
            refusal = StoredRefusal.model_validate(row.refusal) if row.refusal else None
            earlier = found.get(row.digest)
            if not (earlier and earlier.stands):
                found[row.digest] = Before(row.key, row.case, row.status, refusal)
    return found


def key_of(number: str, row: int) -> str:
    """Under which the registration of a list's row is filed. No header can name it (api/routers/acts.py)."""
    return f"{KEYS}{number}/{row}"


@dataclass(frozen=True)
class Arrived:
    """A list as it came in. `known`: the keys of rows that stand from before; `wrong`: why nothing of it is received."""

    number: str
    campaign: str
    sender: str
    at: datetime
    known: Mapping[int, str] = field(default_factory=dict)
    wrong: Sequence[Wrong] = ()


def receive(arrived: Arrived, sealed: Mapping[int, Filing], session: Session) -> int:
    """All of them and the list itself, in this transaction: how many. Those the sender has sent meanwhile are left out."""
    lock("imports", session)
    meanwhile = sent_before([filing.content_digest for filing in sealed.values()], arrived.sender, session)
    there = {at: before.key for at, filing in sealed.items() if (before := meanwhile.get(filing.content_digest)) and before.stands}
    new = {at: filing for at, filing in sealed.items() if at not in there}
    filings.write_down([*new.values()], session)
    keys = {**arrived.known, **there, **{at: filing.key for at, filing in new.items()}}
    wrong = [
        {"row": each.row, "reason": each.reason, "basis": each.basis, "params": dict(each.params), "place": each.place}
        for each in arrived.wrong
    ]
    session.add(
        ImportRow(
            number=arrived.number,
            campaign=arrived.campaign,
            sender=arrived.sender,
            received_at=arrived.at,
            row_keys={str(at): keys[at] for at in sorted(keys)},
            wrong=wrong,
        )
    )
    session.flush()
    return len(new)


_SENT = (
    select(_FILINGS.c.key, _FILINGS.c.digest, _FILINGS.c.case, _FILINGS.c.status, _FILINGS.c.refusal)
    .where(_FILINGS.c.sender == bindparam("sender"), _FILINGS.c.act == Register.name)
    .where(_FILINGS.c.digest.in_(bindparam("digests", expanding=True)))
    .order_by(_FILINGS.c.id)
)
_OF = select(_FILINGS.c.key, _FILINGS.c.case, _FILINGS.c.status, _FILINGS.c.refusal).where(
    _FILINGS.c.sender == bindparam("sender"), _FILINGS.c.act == Register.name, _FILINGS.c.key.in_(bindparam("keys", expanding=True))
)


def answers(keys: Sequence[str], sender: str, session: Session) -> dict[str, tuple[str, str, StoredRefusal | None]]:
    """(case, status, refusal) of each of this sender's registrations."""
    by_key: dict[str, tuple[str, str, StoredRefusal | None]] = {}
    for first in range(0, len(keys), 500):
        for row in session.connection().execute(_OF, {"sender": sender, "keys": keys[first : first + 500]}):
            by_key[row.key] = (row.case, row.status, StoredRefusal.model_validate(row.refusal) if row.refusal else None)
    return by_key


def waiting(import_id: str, session: Session) -> list[str]:
    """The cases of that list whose registrations nobody has answered yet, in the order of its rows."""
    row = session.get(ImportRow, import_id)
    answered = answers(list(row.row_keys.values()), row.sender, session) if row else {}
    in_order = sorted(row.row_keys, key=int) if row else ()
    return [answered[key][0] for at in in_order if row and (key := row.row_keys[at]) in answered and answered[key][1] == WAITING]


def waiting_of_all(session: Session) -> list[str]:
    """The cases of all lists whose registrations nobody has answered yet, in the order received."""
    rows = select(_FILINGS.c.case).where(_FILINGS.c.status == WAITING, _FILINGS.c.key.startswith(KEYS, autoescape=True))
    return list(session.connection().execute(rows.order_by(_FILINGS.c.id)).scalars())
