"""What was on record before the registrar sealed anything, as it was found when the first key was made.

Releases up to 0.4.0 sealed no entry and no answer. How far their record went stands in a file beside the registrar's keys, outside the database and
sealed: of each stream its last entry and a digest of what was answered, and what was published. Only that may be without a seal, and only
as it was then. The file is made once, with the first key, and never again: whatever is unsealed and not in it is nobody's.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session, SQLModel, col, or_, select

from domain.canonical import canonical
from store import sealed
from store.clock import now
from store.record.filings import BROKEN, RECORDED, REFUSED
from store.record.keyring import REGISTRAR, Ring, keep_key
from store.tables import CalendarRow, FilingRow, LedgerRow, PolicyRow, columns_of

FILE = "before-sealing.json"


@dataclass(frozen=True)
class Found:
    """How far one stream went. `answers`: a digest of every recorded and refused filing, in the order received."""

    sequence: int = 0
    head: str = ""
    answers: str = ""


NOTHING = Found()


@dataclass(frozen=True)
class Earlier:
    """`broken`: filings that a defect had stopped. `published`: a digest of each rule set and calendar, by kind and id."""

    streams: Mapping[str, Found] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    published: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


_SAID = ("id", "hash", "published_at", "seal_key", "seal")
_POLICY, _CALENDAR = (SQLModel.metadata.tables[table.__tablename__].c for table in (PolicyRow, CalendarRow))
_SETS = sa.select(*(_POLICY[name] for name in _SAID)).order_by(_POLICY.id)
_CALENDARS = sa.select(*(_CALENDAR[name] for name in (*_SAID, "place"))).order_by(_CALENDAR.place)


def answers_digest(filings: Iterable[FilingRow]) -> str:
    """Of recorded and refused filings without a seal of the registrar's, in the order received; "" where there is none."""
    told = [sealed.answer(each.number, columns_of(each)) for each in filings if each.status in (RECORDED, REFUSED) and not each.answer_seal]
    return hashlib.sha256(b"\n".join(told)).hexdigest() if told else ""


@dataclass(frozen=True)
class Publication:
    """A published rule set, whose place is 0, or a calendar. `hash`: of its content."""

    kind: str
    id: str
    hash: str
    published_at: datetime
    place: int
    seal_key: str | None
    seal: str | None

    @property
    def text(self) -> bytes:
        """What is sealed of it."""
        return sealed.publication(self.kind, self.id, self.hash, self.published_at, self.place)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text).hexdigest()


def begin_sealing(folder: Path, session: Session) -> None:
    """The registrar's first key, and beside it what was on record before. The file comes first: a key without one would say that nothing was."""
    key, key_id = Ed25519PrivateKey.generate(), f"{REGISTRAR}-{now():%Y%m%d-%H%M%S-%f}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = json.loads(json.dumps({key: value for key, value in asdict(_as_found(session)).items() if key != "fault"}))
    text = json.dumps({**said, "key": key_id, "seal": key.sign(canonical(said)).hex()}, ensure_ascii=False, indent=0)
    (folder / FILE).write_text(text, encoding="utf-8")
    keep_key(key, key_id, folder, ())


def _as_found(session: Session) -> Earlier:
    filings, heads = defaultdict[str, list[FilingRow]](list), dict[str, tuple[int, str]]()
    for case, sequence, head in session.exec(select(LedgerRow.case, LedgerRow.sequence, LedgerRow.hash).order_by(col(LedgerRow.sequence))):
        heads[case] = sequence, head
    for row in session.exec(
        select(FilingRow).where(or_(FilingRow.status == RECORDED, FilingRow.status == REFUSED)).order_by(col(FilingRow.id))
    ):
        filings[row.case].append(row)
    broken = session.exec(select(FilingRow.number).where(FilingRow.status == BROKEN).order_by(FilingRow.number))
    published = {f"{each.kind}/{each.id}": each.digest for each in publications(session)}
    streams = {case: Found(*heads.get(case, (0, "")), answers_digest(filings[case])) for case in sorted({*heads, *filings})}
    return Earlier(streams, tuple(broken), published)


def publications(session: Session) -> Iterator[Publication]:
    """Every published rule set and calendar, without its content."""
    for row in session.connection().execute(_SETS).mappings():
        yield Publication(kind="policy", place=0, **row)
    for row in session.connection().execute(_CALENDARS).mappings():
        yield Publication(kind="calendar", **row)


@cache
def read_earlier(folder: Path) -> Earlier:
    """Once in a program: it is never written again."""
    try:
        said: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        key, seal = said.pop("key"), said.pop("seal")
        if not Ring(folder).signed(key, seal, canonical(said)):
            return Earlier(fault=f"{FILE}: its seal does not verify, so nothing unsealed is taken for an earlier release's")
        streams = {case: Found(**found) for case, found in said["streams"].items()}
        return Earlier(streams, tuple(said["broken"]), said["published"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return Earlier(fault=f"{FILE}: cannot be read ({type(error).__name__}), so nothing unsealed is taken for an earlier release's")
