"""What somebody has begun to fill in and not sent: one draft a person, act and case. It is no part of the record: it is written over, and deleted after a time.

Whoever reads the database learns neither what was written nor by whom nor about which case, for that somebody prepares a report tells something already.
Whoever writes the database can put nothing into anybody's draft. Both by keys made of the door's own, which only the door has.
"""

import base64
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import col, delete, func, select

from store.engine import Store
from store.record.keyring import Ring
from store.tables_beside import DraftRow

MOST = 50  # of one person; what is begun beyond that is not kept
_NONCE = 12  # bytes

Typed = Mapping[str, list[str]]


@dataclass(frozen=True)
class Draft:
    """`case`: its number, or "" for what begins one. `typed`: as a form sends it."""

    act: str
    case: str
    typed: dict[str, list[str]]
    saved_at: datetime


@dataclass(frozen=True)
class _Keys:
    """Made of one key of the door's ring: one marks, the other seals."""

    marks: bytes
    seals: bytes

    def owner(self, person: str) -> str:
        return self._mark(person)

    def place(self, person: str, act: str, case: str) -> str:
        return self._mark(person, act, case)

    def seal(self, draft: Draft, place: str) -> str:
        said = {"act": draft.act, "case": draft.case, "typed": draft.typed, "saved_at": draft.saved_at.isoformat()}
        nonce = os.urandom(_NONCE)
        return base64.b64encode(nonce + AESGCM(self.seals).encrypt(nonce, json.dumps(said).encode(), place.encode())).decode()

    def open(self, row: DraftRow) -> Draft | None:
        """None for what nobody sealed here, or not at this place."""
        try:
            sealed = base64.b64decode(row.sealed)
            said = json.loads(AESGCM(self.seals).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.place.encode()))
        except (InvalidTag, ValueError):
            return None
        return Draft(said["act"], said["case"], said["typed"], datetime.fromisoformat(said["saved_at"]))

    def _mark(self, *of: str) -> str:
        return hmac.new(self.marks, json.dumps(of).encode(), sha256).hexdigest()


class Drafts:
    """`days`: for how long a draft is kept after it was last saved."""

    def __init__(self, store: Store, ring: Ring, days: int) -> None:
        self._store, self._ring, self.days = store, ring, days

    @cached_property
    def _keys(self) -> list[_Keys]:
        """The newest first, with which is sealed; what was begun under an earlier key of the ring is found by that."""
        both = zip(self._ring.secrets_for("whose draft"), self._ring.secrets_for("what a draft says"), strict=True)
        return [_Keys(marks, seals) for marks, seals in both]

    def of(self, person: str, at: datetime) -> list[Draft]:
        """All of theirs, the last saved first."""
        owners = {keys.owner(person): keys for keys in self._keys}
        with self._store.reading() as session:
            rows = session.exec(select(DraftRow).where(col(DraftRow.owner).in_(owners))).all()
        opened = (owners[row.owner].open(row) for row in rows)
        return sorted((draft for draft in opened if draft and self._holds(draft, at)), key=lambda draft: draft.saved_at, reverse=True)

    def find(self, person: str, act: str, case: str, at: datetime) -> Draft | None:
        places = {keys.place(person, act, case): keys for keys in self._keys}
        with self._store.reading() as session:
            rows = session.exec(select(DraftRow).where(col(DraftRow.place).in_(places))).all()
        opened = [draft for row in rows if (draft := places[row.place].open(row)) and self._holds(draft, at)]
        return max(opened, key=lambda draft: draft.saved_at, default=None)

    def keep(self, person: str, act: str, case: str, typed: Typed, at: datetime) -> bool:
        """In the place of what was kept before; whoever's time is over is deleted meanwhile. False, and nothing is kept, where they have too many."""
        keys, places = self._keys[0], [each.place(person, act, case) for each in self._keys]
        owner, place = keys.owner(person), places[0]
        with self._store.writing() as session:
            session.exec(delete(DraftRow).where((col(DraftRow.last_day) < at.date()) | col(DraftRow.place).in_(places)))
            if session.exec(select(func.count()).where(DraftRow.owner == owner)).one() >= MOST:
                return False
            sealed = keys.seal(Draft(act, case, dict(typed), at), place)
            session.add(DraftRow(place=place, owner=owner, sealed=sealed, last_day=(at + timedelta(days=self.days)).date()))
        return True

    def drop(self, person: str, act: str, case: str) -> None:
        """It was sent, or is not wanted. Idempotent."""
        with self._store.writing() as session:
            session.exec(delete(DraftRow).where(col(DraftRow.place).in_([keys.place(person, act, case) for keys in self._keys])))

    def _holds(self, draft: Draft, at: datetime) -> bool:
        return at < draft.saved_at + timedelta(days=self.days)


def forget_those_whose_time_is_over(at: datetime, store: Store) -> None:
    """Whoever saves another deletes them too; this is for when nobody does. It needs no key. Idempotent."""
    over = col(DraftRow.last_day) < at.date()
    with store.reading() as session:
        lying = session.exec(select(func.count()).where(over)).one()
    if lying:
        with store.writing() as session:
            session.exec(delete(DraftRow).where(over))
