"""Certificates of silence before whoever asks: what one would say now, those somebody has, and what one that is shown is worth (ADR 51)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from domain.facts import Desk
from domain.procedure.unanswered import Entry, Unanswered, at_desks, has_asked, on_record, reads_of, to_certify, wait_in, waited_for
from domain.streams.hiding import tells_of_conduct
from domain.streams.kinds import blank
from domain.vocabulary import ClockKind
from store.engine import Store
from store.policies import Lawbook
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.record import certificates, names
from store.record.certificates import Certificate
from store.record.keyring import Ring


class Checked(StrEnum):
    """What a certificate is worth that somebody shows. To whoever has not got it word for word, there is none."""

    GENUINE = "genuine"
    UNKNOWN = "unknown"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Examined:
    """`reads_it`: whether whoever asks reads in the case what it tells of; only then `ended_at` and `ended_by` say after which entry nobody waits any more."""

    checked: Checked
    certificate: Certificate | None = None
    reads_it: bool = False
    ended_at: datetime | None = None
    ended_by: str = ""


class Certificates:
    def __init__(self, store: Store, book: Lawbook, door: Ring) -> None:
        self._store, self._book, self._door = store, book, door

    def offered(self, file: OpenFile) -> tuple[tuple[ClockKind, str], ...]:
        """Of what the reader may take a certificate."""
        stream = file.stream
        with self._store.reading() as session:
            ledger = self._ledger(file, session)
        return tuple(
            (kind, item)
            for kind, item in waited_for(stream, of_conduct=file.needs_to_know)
            if (wait := wait_in(ledger, blank(stream.number), kind, item)) and has_asked(file.reader, wait.began.fact, file.standpoint)
        )

    def would_say(self, file: OpenFile, kind: ClockKind, item: str, moment: datetime) -> Unanswered:
        """Raises Refused."""
        stream, law = file.stream, file.law
        with self._store.reading() as session:
            wait = to_certify(self._ledger(file, session), blank(stream.number), kind, item, file.reader, file.standpoint)
            noted, knows = wait.silence is not None, file.needs_to_know
            lay = at_desks(wait, file.standpoint) if noted or knows else ()
            ended = wait.ended.fact if wait.ended and self._is_read(wait.ended, file) else None
            told = Unanswered(
                case=stream.number,
                stream=stream.kind,
                title=file.card.title,
                clock=kind,
                item=item,
                item_title=stream.titles.get(item, ""),
                ended_by=ended.kind if ended else "",
                waiting_for=stream.waited_for(wait.clock),
                desks=lay,
                policy=law.id,
                calendar=law.calendar.id,
                calendar_sha256=law.calendar.content_hash,
                at=moment,
                person=file.reader,
                **on_record(wait, law, moment),
            )
            return told.model_copy(update={"names": names.named(_ids(told.desks, item, file.reader), session)})

    def _ledger(self, file: OpenFile, session: Session) -> list[Entry]:
        """As far as it went when the file was opened."""
        return [entry for entry, place, _ in certificates.entries_of(file.stream.number, session) if place <= file.sequence]

    def _is_read(self, entry: Entry, file: OpenFile) -> bool:
        return file.reader not in entry.fact.hidden_from and (file.needs_to_know or not tells_of_conduct(entry.fact))

    def issued_before(self, file: OpenFile, told: Unanswered) -> Certificate | None:
        """The same on the same day, if it was issued to them and nothing has changed since."""
        day = file.law.calendar.local_day
        return next(
            (
                each
                for each in self.of(file)
                if day(each.issued_at) == day(told.at) and each.told.model_copy(update={"at": told.at}) == told
            ),
            None,
        )

    def keep(self, file: OpenFile, told: Unanswered, number: str, digest: str, pdf: bytes, hash_of_file: str) -> Certificate:
        issued = Certificate(number, told.case, told.person, told.at, file.sequence, file.head, told, digest, hash_of_file)
        certificates.keep(issued, pdf, self._door, self._store)
        return issued

    def of(self, file: OpenFile) -> list[Certificate]:
        """Those the reader was given about this case, the latest first."""
        with self._store.reading() as session:
            return certificates.of(file.reader, file.stream.number, session)

    def theirs(self, number: str, caller: Caller) -> Certificate | None:
        """One that was issued to the caller; of everybody else's there is none."""
        with self._store.reading() as session:
            found = certificates.by_number(number, session)
        return found if found and found.person == caller.id else None

    def pdf(self, certificate: Certificate) -> bytes:
        with self._store.reading() as session:
            return certificates.pdf_of(certificate.number, session)

    def check(self, number: str, code: str) -> Examined:
        """By what stands on the paper."""
        with self._store.reading() as session:
            found = certificates.by_number(number, session)
            return self._examined(found if found and found.digest == code else None, session)

    def check_file(self, hash_of_file: str) -> Examined:
        with self._store.reading() as session:
            return self._examined(certificates.by_file(hash_of_file, session), session)

    def _examined(self, found: Certificate | None, session: Session) -> Examined:
        if found is None:
            return Examined(Checked.UNKNOWN)
        faults = certificates.faults_of(found.number, self._door, certificates.laws_of(self._book, session), session)
        return Examined(Checked.CONTRADICTED if faults else Checked.GENUINE, found)

    def by_now(self, examined: Examined, file: OpenFile | None) -> Examined:
        """With what came of it since, for whoever has opened the case and reads there that it waited."""
        certificate = examined.certificate
        if certificate is None or file is None:
            return examined
        with self._store.reading() as session:
            wait = certificates.by_now(certificate, session)
        if wait is None or not self._is_read(wait.began, file) or not reads_of(wait, file.stream, file.reader, file.needs_to_know):
            return examined
        ended = wait.ended.fact if wait.ended else None
        ended_by = ended.kind if wait.ended and ended and self._is_read(wait.ended, file) else ""
        return replace(examined, reads_it=True, ended_at=ended.at if ended else None, ended_by=ended_by)


def _ids(desks: tuple[Desk, ...], item: str, reader: str) -> set[str]:
    return {
        reader,
        item,
        *(each.agency for each in desks),
        *(each.person for each in desks),
        *(who for each in desks for who in each.signers),
    } - {""}
