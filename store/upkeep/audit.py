"""Checking the record against itself and against its witnesses. It only reads, and says each fault in one sentence.

By question: chains, tails, answers and law here; the registrar's seals and its witness in seals.py; the directory in directory_audit.py; the reading
ledger in sighting_audit.py; certificates in certificate_audit.py; evidence in file_audit.py; and whether somebody did what the ledger says in
retelling.py. A row that cannot be read is a fault and ends nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from sqlmodel import Session, col, func, select

from domain.canonical import digest
from domain.filing import Filing
from domain.numbers import family_of
from store.engine import Store
from store.record.filings import RECORDED
from store.record.keyring import Ring
from store.record.ledger import broken_links
from store.record.seals import Seals
from store.record.witness import Testimony
from store.sealed import MALFORMED
from store.tables import CalendarRow, CaseRow, FilingRow, LedgerRow, PolicyRow, columns_of
from store.upkeep.certificate_audit import faults_of_the_certificates
from store.upkeep.directory_audit import faults_of_the_directory
from store.upkeep.file_audit import faults_of_the_files, unlike_the_files
from store.upkeep.retelling import City, Faults, faults_of_family
from store.upkeep.rows import readable
from store.upkeep.seals import unlike_the_witness, unsealed_answers, unsealed_entries, unsealed_publications
from store.upkeep.sighting_audit import faults_of_the_reading_ledger, unlike_the_readings

MOST_REVIEWS = 60  # of one initiative, looked for by number; others are found by their snapshots


class Audit:
    """What is known of the city beside a case is read once and read on: one audit for a whole walk."""

    def __init__(self, seals: Seals) -> None:
        self._seals, self._witnesses, self._city = seals, seals.witnesses(), City(seals.release)
        self._testimony = Testimony()
        self._last: tuple[Session | None, str, Faults] = (None, "", {})

    def listen(self) -> None:
        """Hear the witness, before the record is looked at: then all it saw is there already."""
        self._testimony = self._witnesses.testimony()

    def faults_of(self, cases: Iterable[str], store: Store) -> Iterator[str]:
        """What is wrong with these cases, each family seen at one moment: a worker may be writing."""
        self.listen()
        for _, family in groupby(sorted(cases, key=family_of), key=family_of):
            with store.reading() as session:
                for case in family:
                    yield from (*self.contradictions(case, session), *_left_behind(case, session))

    def contradictions(self, case: str, session: Session) -> list[str]:
        """What no ledger can put right, because it is the ledger or its witnesses that are in doubt. None of it may be written over."""
        unread = list[str]()
        entries = readable(LedgerRow, [LedgerRow.case == case], col(LedgerRow.id), session, unread)
        filings = readable(FilingRow, [FilingRow.case == case], col(FilingRow.id), session, unread)
        entries.sort(key=lambda entry: entry.sequence)
        published = dict(session.exec(select(PolicyRow.id, PolicyRow.hash)).all())
        return [
            *(f"{case}: {each}" for each in unread),
            *broken_links(case, entries),
            *_head(case, entries, session),
            *_answers(entries, filings),
            *_seals(filings, self._seals.door),
            *_law(entries, published),
            *unsealed_entries(case, entries, self._seals.registrar, self._seals.earlier),
            *unsealed_answers(case, filings, self._seals.registrar, self._seals.earlier),
            *unlike_the_witness(case, entries, filings, self._testimony),
            *unlike_the_readings(case, entries, session),
            *unlike_the_files(case, entries, self._seals.door, session),
            *self._family(case, session).get(case, ()),
        ]

    def faults_of_the_whole(self, store: Store) -> list[str]:
        """What belongs to no case, or to one that is not there any more: the law, the directory, the witness."""
        self.listen()
        with store.reading() as session:
            return [
                *([self._seals.earlier.fault] if self._seals.earlier.fault else ()),
                *self._testimony.faults,
                *faults_of_the_law(session),
                *self._publications(session),
                *faults_of_the_directory(self._seals.registrar, self._testimony, session),
                *faults_of_the_reading_ledger(self._seals.door, self._seals.registrar, self._testimony, session),
                *faults_of_the_files(self._seals.door, session),
                *self._certificates(session),
                *self._gone(session),
            ]

    def _certificates(self, session: Session) -> list[str]:
        try:
            return list(faults_of_the_certificates(self._seals.door, self._city.law_with_calendar(session), session))
        except MALFORMED as defect:
            return [f"what certificates were counted by cannot be read ({type(defect).__name__})"]

    def _publications(self, session: Session) -> list[str]:
        try:
            return list(unsealed_publications(self._seals.registrar, self._seals.earlier, self._testimony, session))
        except MALFORMED as defect:
            return [f"what was published cannot be read ({type(defect).__name__})"]

    def _gone(self, session: Session) -> Iterator[str]:
        there = {*session.exec(select(LedgerRow.case).distinct()), *session.exec(select(FilingRow.case).distinct())}
        known = {**self._testimony.answers, **self._testimony.heads}
        for case in sorted({*known, *self._seals.earlier.streams} - there):
            yield f"{case}: the whole case is gone from ledger and register"
        count = session.exec(select(func.max(LedgerRow.id))).one() or 0
        if count < self._testimony.count:
            yield f"the city's ledger ends at its entry {count}, but the witness saw {self._testimony.count}"

    def _family(self, case: str, session: Session) -> Faults:
        """Its family told again: once in a walk that looks at a whole family at one moment, and once a stream where each is looked at by itself."""
        family = family_of(case)
        last = self._last
        if last[0] is not session or last[1] != family:
            reviews = (f"{family}-R{n}" for n in range(1, MOST_REVIEWS + 1))
            streams = {case, family, f"{family}-K", *reviews, *session.exec(select(CaseRow.number).where(CaseRow.family == family))}
            sealed_after = {stream: found.sequence for stream in streams if (found := self._seals.earlier.streams.get(stream))}
            self._last = last = session, family, faults_of_family(family, streams, sealed_after, self._city, session)
        return last[2]


def faults_of_the_law(session: Session) -> list[str]:
    """Published sets and calendars whose content is no longer what was published."""
    faults = list[str]()
    sets = readable(PolicyRow, (), col(PolicyRow.id), session, faults)
    calendars = readable(CalendarRow, (), col(CalendarRow.id), session, faults)
    faults += [f"{row.id}: the published set was altered" for row in sets if _altered(row)]
    return faults + [f"{row.id}: the published calendar was altered" for row in calendars if _altered(row)]


def _altered(row: PolicyRow | CalendarRow) -> bool:
    try:
        return digest(row.content) != row.hash
    except MALFORMED:
        return True


def _head(case: str, entries: Sequence[LedgerRow], session: Session) -> Iterator[str]:
    """A ledger whose tail was cut off or written anew still links up; the snapshot remembers how far it went, and how it ended. It is written in
    the entry's own transaction: a ledger that goes further was written by somebody else.
    """
    kept = session.exec(select(CaseRow.sequence, CaseRow.head_hash).where(CaseRow.number == case)).first()
    if kept is None:
        return
    sequence, head = kept
    last = entries[-1].sequence if entries else 0
    if sequence > last:
        yield f"{case}: the ledger ends at entry {last}, but the snapshot knows of {sequence}"
    elif sequence < last:
        yield f"{case}: the ledger ends at entry {last}, but the snapshot at {sequence}, which is written with every entry"
    elif head not in {entry.hash for entry in entries if entry.sequence == sequence}:
        yield f"{case}: the snapshot's head is not the ledger's last entry"


def _left_behind(case: str, session: Session) -> Iterator[str]:
    """A snapshot that is not there: a replay writes it (store/record/replay.py)."""
    entries = session.exec(select(func.count()).select_from(LedgerRow).where(LedgerRow.case == case)).one()
    if entries and session.exec(select(CaseRow.number).where(CaseRow.number == case)).first() is None:
        yield f"{case}: has {entries} entries and no snapshot"


def _answers(entries: Sequence[LedgerRow], filings: Sequence[FilingRow]) -> Iterator[str]:
    """What the senders were told, and what was recorded, are the same. An entry without a filing is told again (retelling.py)."""
    received = {filing.number: filing for filing in filings}
    recorded = {entry.filing: entry for entry in entries}
    for entry in entries:
        filing = received.get(entry.filing)
        if filing and filing.status != RECORDED:
            yield f"{entry.case}: entry {entry.sequence} records the filing {filing.number}, whose answer is {filing.status!r}"
    for filing in filings:
        if filing.status == RECORDED:
            its_entry = recorded.get(filing.number)
            if its_entry is None:
                yield f"{filing.case}: the filing {filing.number} was answered as recorded, but has no entry"
            elif its_entry.sequence != filing.sequence and not _told_what_follows(filing, its_entry, entries, received):
                yield f"{filing.case}: the filing {filing.number} was told entry {filing.sequence}, but is entry {its_entry.sequence}"


def _told_what_follows(filing: FilingRow, its_entry: LedgerRow, entries: Sequence[LedgerRow], received: Collection[str]) -> bool:
    """Up to 0.4.0 a sender was told the stream's last entry, where others had followed from theirs in the same moment."""
    behind = [entry for entry in entries if its_entry.sequence < entry.sequence <= (filing.sequence or 0)]
    return not filing.answer_seal and bool(behind) and not any(entry.filing in received for entry in behind)


def _seals(filings: Sequence[FilingRow], door: Ring) -> Iterator[str]:
    for filing in filings:
        try:
            verifies = door.verifies(Filing.model_validate(columns_of(filing)))
        except MALFORMED as defect:
            yield f"{filing.case}: the filing {filing.number} cannot be read ({type(defect).__name__})"
            continue
        if not verifies:
            yield f"{filing.case}: the seal of the filing {filing.number} does not verify"


def _law(entries: Sequence[LedgerRow], published: dict[str, str]) -> Iterator[str]:
    for entry in entries:
        if entry.policy not in published:
            yield f"{entry.case}: entry {entry.sequence} stands on {entry.policy}, which was never published"
        elif entry.policy_hash != published[entry.policy]:
            yield f"{entry.case}: entry {entry.sequence} stands on another {entry.policy} than the published one"
