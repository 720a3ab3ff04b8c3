"""Files as the door keeps them: taken in, looked at by the scanner, told to whoever may know of them, handed out as they came in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from sqlalchemy.exc import IntegrityError

from domain.facts import Evidence
from domain.vocabulary import FileState
from store.clock import Now
from store.engine import Outage, Store
from store.files import register
from store.files.register import Found, History, Received, Signatures
from store.files.scanner import ScannerAway, Verdict, scan
from store.files.shelf import AT_A_TIME, NotOnTheShelf, Shelf, ShelfAway
from store.record.keyring import Ring

log = structlog.get_logger()

WRITTEN_AT_A_TIME = 2  # each holds its file in memory while it is put on the shelf
LOOKED_AT_AT_ONCE = 20


class Altered(Exception):
    """What lies there is not what was handed in, or is there no more: it is given to nobody."""


class NothingToDecide(Exception):
    """No file under that hash is held in quarantine, or whoever decides has handed it in themselves."""


@dataclass(frozen=True)
class Kept:
    """A file as somebody handed it in, and how it stands now."""

    file: Received
    history: History

    @property
    def state(self) -> FileState:
        return self.history.state

    @property
    def as_evidence(self) -> Evidence:
        of = self.file
        return Evidence(sha256=of.sha256, name=of.name, size=of.size, kind=of.kind, clean_at=self.history.clean_at(of.received_at))


class Cabinet:
    """`scanner`: host:port, or "" where nobody scans. `clock`: legal time."""

    def __init__(self, store: Store, ring: Ring, shelf: Shelf, scanner: str, clock: Now) -> None:
        self._store, self._ring, self._shelf, self._scanner, self._now = store, ring, shelf, scanner, clock
        self._writing = BoundedSemaphore(WRITTEN_AT_A_TIME)

    def of(self, name: str, person: str) -> Kept | None:
        """What that person handed in. Raises Outage."""
        with self._store.reading() as session:
            file = register.received(name, person, self._ring, session)
            return Kept(file, register.histories([name], self._ring, session)[name]) if file else None

    def handed_in_since(self, moment: datetime, person: str) -> int:
        with self._store.reading() as session:
            return register.received_since(moment, person, session)

    def take(self, file: Received, text: str, path: Path) -> Kept:
        """Keep what lies at that path, once it is on the shelf; the same bytes of the same person are what they were. Raises ShelfAway, Outage."""
        known = self.of(file.sha256, file.person)
        if known and known.state is not FileState.UNSCANNED:
            return known
        with self._store.reading() as session:
            before = register.histories([file.sha256], self._ring, session)[file.sha256]
        if before.state is not FileState.DESTROYED:
            with self._writing:
                self._shelf.keep(file.sha256, path)
        looked = self._looked_at(file.sha256, _chunks_of(path)) if before.state in (FileState.UNSCANNED, FileState.CLEAN) else None
        self._write(None if known else file, text, file.sha256, looked)
        found = self.of(file.sha256, file.person)
        assert found, "it was just written"
        return found

    def _write(self, file: Received | None, text: str, name: str, found: Found | None) -> None:
        """What was found of it counts from when it was handed in, or later."""
        try:
            with self._store.writing() as session:
                if file:
                    register.receive(file, text, self._ring, session)
                if found:
                    register.add(name, found, self._ring, session)
        except IntegrityError:  # handed in twice at once: the other one is as good
            log.info("files.known", sha256=name)

    def _looked_at(self, name: str, chunks: Iterable[bytes]) -> Found | None:
        """None where no scanner answers: it is asked again later."""
        try:
            verdict: Verdict = scan(chunks, self._scanner)
        except (ScannerAway, ShelfAway, NotOnTheShelf) as error:
            log.warning("files.not_scanned", sha256=name, why=str(error) or type(error).__name__)
            return None
        state = FileState.QUARANTINED if verdict.found else FileState.CLEAN
        if verdict.found:
            log.warning("files.quarantined", sha256=name)
        return Found(state, self._now(), verdict.by, verdict.found)

    def scan_what_waits(self) -> int:
        """Ask the scanner about those it has not seen: how many it has answered. It stops at the first it does not. Raises Outage."""
        answered = 0
        with self._store.reading() as session:
            waiting = register.unscanned(LOOKED_AT_AT_ONCE, session)
        for name in waiting:
            found = self._looked_at(name, self._shelf.chunks(name))
            if found is None:
                break
            self._write(None, "", name, found)
            answered += 1
        return answered

    def scan_if_it_can(self) -> None:
        """Never raises Outage: it is done again."""
        try:
            if self._scanner:
                self.scan_what_waits()
        except Outage as error:
            log.warning("files.not_scanned", why=str(error))

    def stated(self, names: Iterable[str], person: str, in_case: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
        """What the door says of those files that person may name: their own, and those they read in that case. Of any other, nothing."""
        wanted = dict.fromkeys(names)
        if not wanted:
            return ()
        with self._store.reading() as session:
            known = register.histories(wanted, self._ring, session)
            own = {name: register.received(name, person, self._ring, session) for name in wanted}
        said = list[Evidence]()
        for name in wanted:
            if file := own[name]:
                said.append(Kept(file, known[name]).as_evidence)
            elif there := in_case.get(name):
                said.append(there if known[name].clean_at() else there.model_copy(update={"clean_at": None}))
        return tuple(said)

    def histories(self, names: Iterable[str]) -> dict[str, History]:
        with self._store.reading() as session:
            return register.histories(names, self._ring, session)

    def signatures(self, names: Iterable[str]) -> dict[str, Signatures]:
        """What was found of those embedded in each when it first came in."""
        with self._store.reading() as session:
            first = {name: register.first_received(name, self._ring, session) for name in names}
        return {name: file.signatures if file else () for name, file in first.items()}

    def media_type_of_sound(self, name: str) -> str:
        """What it was found to be when it came in, once all that lies there was looked at and is as it came in. Raises Altered, ShelfAway."""
        with self._store.reading() as session:
            file = register.first_received(name, self._ring, session)
        try:
            if file and self._shelf.digest(name) == name:
                return file.media_type
        except NotOnTheShelf as error:
            raise Altered(name) from error
        raise Altered(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """All of it; the last piece only once all of it was as it came in. Raises Altered, ShelfAway."""
        found, last = sha256(), b""
        try:
            for chunk in self._shelf.chunks(name):
                found.update(chunk)
                if last:
                    yield last
                last = chunk
        except NotOnTheShelf as error:
            raise Altered(name) from error
        if found.hexdigest() != name:
            raise Altered(name)
        yield last

    def quarantined(self) -> list[Kept]:
        """Those on which somebody must decide, the oldest first."""
        with self._store.reading() as session:
            return [Kept(file, History((found,))) for file, found in register.quarantined(self._ring, session)]

    def decide(self, name: str, decision: FileState, person: str, why: str) -> None:
        """Release it, or destroy its bytes; the record of it stays. Raises NothingToDecide, ShelfAway, Outage."""
        assert decision in (FileState.RELEASED, FileState.DESTROYED)
        with self._store.reading() as session:
            held = register.histories([name], self._ring, session)[name].state is FileState.QUARANTINED
            if not held or person in register.from_whom(name, session):
                raise NothingToDecide(name)
        with self._store.writing() as session:
            register.add(name, Found(decision, self._now(), person, why), self._ring, session)
        # Last: what is said to be destroyed and lies there still is found by `make verify`.
        if decision is FileState.DESTROYED:
            self._shelf.destroy(name)
        log.info("files.decided", sha256=name, decision=decision)


def _chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(AT_A_TIME):
            yield chunk
