"""Who has read what, for whoever may ask; what somebody had opened of a case; and what was known when an entry was made."""

from collections.abc import Sequence
from datetime import datetime

from domain.facts import Sight
from domain.known_then import MADE, Entry, Known, known_then
from domain.numbers import family_of
from domain.people.rights import READ_READERS
from domain.refusals import Reason, Refused
from domain.streams.hiding import entry_at
from store.engine import Store
from store.reading import sightings
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.reading.readings import Readings
from store.reading.sightings import ReadersPage, ReadersSought
from store.record import hidden_entries
from store.record.ledger import LedgerEntry
from store.record.sightings import ReadingLedger


class Readers:
    """Whatever this process has noted is written before anybody is told."""

    def __init__(self, store: Store, ledger: ReadingLedger, readings: Readings) -> None:
        self._store, self._ledger, self._readings = store, ledger, readings

    def sight_of(self, person: str, number: str) -> Sight:
        """What that person has opened of this case. Raises Outage: what is not written yet must be."""
        self._ledger.write()
        with self._store.reading() as session:
            return sightings.sight_of(person, number, session)

    def all(self, sought: ReadersSought, caller: Caller) -> ReadersPage:
        """Raises Refused, NotOurCursor."""
        READ_READERS.refuse_unless_held(caller.terms)
        self._ledger.write_if_there_is_any()
        with self._store.reading() as session:
            return sightings.page(sought, session)

    def of(self, file: OpenFile, cursor: str = "") -> ReadersPage:
        """Of one case, for whoever it is about and whoever reads the whole ledger. Raises Refused, NotOurCursor."""
        if not file.shows_its_readers:
            raise Refused(Reason.NO_SUCH_CASE, READ_READERS.basis)
        self._ledger.write_if_there_is_any()
        with self._store.reading() as session:
            return sightings.page(ReadersSought(case=file.card.number, cursor=cursor), session)

    def about(self, caller: Caller, cursor: str = "") -> ReadersPage:
        """Who else has read what is about the caller. Raises NotOurCursor."""
        self._ledger.write_if_there_is_any()
        with self._store.reading() as session:
            return sightings.page_about(caller.id, ReadersSought(cursor=cursor), session)

    def known_then(self, file: OpenFile, entries: Sequence[LedgerEntry], caller: Caller, moment: datetime) -> dict[int, tuple[Known, ...]]:
        """Of the amendments, evaluations and findings in this timeline, by the entry's number as the caller counts. `entries`: those the caller may read; of
        the initiative a review belongs to, those they may read there.
        """
        made = [entry for entry in entries if isinstance(entry.fact, MADE)]
        if not made:
            return {}
        number, family = file.stream.number, family_of(file.stream.number)
        own = self._as_recorded(number, entries, caller)
        initiative = self._readings.open(family, caller, moment) if family != number else None
        beside = self._as_recorded(family, self._readings.timeline(initiative, caller), caller) if initiative else []
        with self._store.reading() as session:
            looks = sightings.looks({number, family}, {each.fact.by.person for each in made if each.fact.by}, session)
            looks += sightings.as_looks(self._ledger.kept)
            since = sightings.began(session)
        by_place = {entry.sequence: recorded for entry, recorded in zip(entries, own, strict=True)}
        return {each.sequence: known_then(by_place[each.sequence], (*own, *beside), looks, since) for each in made}

    def _as_recorded(self, number: str, entries: Sequence[LedgerEntry], caller: Caller) -> list[Entry]:
        """The same entries by their numbers in the ledger."""
        with self._store.reading() as session:
            hidden = hidden_entries.of_family(number, caller.id, session).get(number, ())
        return [Entry(number, entry_at(entry.sequence, hidden), entry.fact) for entry in entries]
