"""The registrar's hand: it seals what it records and answers with a key of its own, and tells its witness once that is committed.

The key lies where neither the database nor the door can reach it. So an entry, an answer, a publication or a load of the directory that
somebody else wrote, or altered, has no seal that verifies (store/upkeep/seals.py), however well its hashes fit.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from store import sealed
from store.engine import Store
from store.record.keyring import Ring
from store.record.witness import Seen, Witness, brief
from store.sealed import Sealed

_SEEN = "seen"  # in a session's info: what its transaction has sealed


class Sealer:
    """One key ring, and one witness file for as long as this program runs."""

    def __init__(self, ring: Ring, witness: Witness) -> None:
        self._ring, self._witness = ring, witness

    @contextmanager
    def writing(self, store: Store) -> Iterator[Session]:
        """One transaction. The witness hears of it after the commit: it may lag by what was in hand when somebody died, and never leads."""
        with store.writing() as session:
            yield session
        if seen := session.info.get(_SEEN):
            self._witness.tell(seen)

    def seal(self, text: bytes) -> Sealed:
        return self._ring.sign(text)

    def entry(self, case: str, sequence: int, head: str) -> Sealed:
        return self.seal(sealed.entry(case, sequence, head))

    def recorded(self, case: str, sequence: int, head: str, place: int, session: Session) -> None:
        """`place`: the entry's in the city's whole ledger."""
        _seen(session).record(case, sequence, head, place)

    def answer(self, filing: str, values: Mapping[str, Any]) -> Sealed:
        return self.seal(sealed.answer(filing, values))

    def answered(self, case: str, filing: str, values: Mapping[str, Any], session: Session) -> None:
        _seen(session).answers.append((case, filing, str(values["status"]), brief(sealed.answer(filing, values))))

    def publication(self, kind: str, name: str, content_hash: str, published_at: datetime, place: int, session: Session) -> Sealed:
        text = sealed.publication(kind, name, content_hash, published_at, place)
        _seen(session).published.append((kind, name, brief(text)))
        return self.seal(text)

    def load(self, number: int, head: str, session: Session) -> Sealed:
        _seen(session).loads.append((number, head))
        return self.seal(sealed.load(number, head))

    def sighting_day(self, day: date, length: int, head: str, rooted_at: datetime, dropped_at: datetime | None, session: Session) -> Sealed:
        _seen(session).sightings.append((day.isoformat(), length, head))
        return self.seal(sealed.sighting_day(day, length, head, rooted_at, dropped_at))


def _seen(session: Session) -> Seen:
    seen = session.info.setdefault(_SEEN, Seen())
    assert isinstance(seen, Seen)
    return seen
