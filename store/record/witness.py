"""The registrar's witness: a file outside the database, one of each program that seals, which only grows.

A line for every commit says what was sealed in it: of each entry stream, sequence and head, and how far the city's ledger went; of each answer its
filing; of the directory and of the law what was loaded and published; of the reading ledger how far each day had come. Each line
is sealed. So a case that was removed whole, a tail that was cut together with all that knew of it, and a chain that was told anew with its head are still
named. Who publishes heads to others reads them here.

A line is some 400 bytes for a recorded act and 300 for a refused one. A full disk stops nobody: what could not be written is kept and written with
the next line, up to MOST_KEPT of them. A line torn by a kill is the last of its file; it is left out, and so is what the power took from the disk's cache.
"""

import hashlib
import json
import os
import secrets
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from threading import Lock
from typing import Any

import structlog

from domain.canonical import canonical
from store.clock import now
from store.record.keyring import Ring

log = structlog.get_logger()

MOST_KEPT = 10_000  # lines
BRIEF = 32  # hex digits of a head or a digest: enough to tell two apart, and nobody chooses them


def brief(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:BRIEF]


@dataclass
class Seen:
    """What one transaction sealed."""

    entries: list[tuple[str, int, str]] = field(default_factory=list)
    answers: list[tuple[str, str, str, str]] = field(default_factory=list)
    published: list[tuple[str, str, str]] = field(default_factory=list)
    loads: list[tuple[int, str]] = field(default_factory=list)
    sightings: list[tuple[str, int, str]] = field(default_factory=list)
    count: int = 0

    def record(self, case: str, sequence: int, head: str, place: int) -> None:
        self.entries.append((case, sequence, head))
        self.count = max(self.count, place)

    def line(self) -> dict[str, Any]:
        """Without what is empty."""
        return {name: value for name, value in vars(self).items() if value}


class Witness:
    """Appends. Threads take turns; the file begins with its first line."""

    def __init__(self, folder: Path, ring: Ring) -> None:
        self._folder, self._ring, self._turn = folder, ring, Lock()
        self._kept = deque[Seen](maxlen=MOST_KEPT)
        self._file: int | None = None
        self._length = self._lines = 0

    def tell(self, seen: Seen) -> None:
        """Never raises for a disk that is full or away: what is committed is committed."""
        with self._turn:
            self._kept.append(seen)
            try:
                while self._kept:
                    self._write(self._kept[0])
                    self._kept.popleft()
            except OSError as error:
                log.error("witness.not_written", error=type(error).__name__, kept=len(self._kept))

    def _write(self, seen: Seen) -> None:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            name = f"{now().astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.jsonl"
            self._file = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        said = {"line": self._lines + 1, **seen.line()}
        key, seal = self._ring.sign(canonical(_plain(said)))
        text = json.dumps({**said, "key": key, "seal": seal}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        try:
            written = os.write(self._file, text)
        except OSError:
            written = 0
        if written < len(text):
            os.ftruncate(self._file, self._length)  # no half line may stand before the next
            raise OSError("the line was not written whole")
        self._length, self._lines = self._length + len(text), self._lines + 1


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """As it is read back: JSON knows no tuples."""
    plain = json.loads(json.dumps(said))
    assert isinstance(plain, dict)
    return plain


@dataclass
class Testimony:
    """What all files together say. `heads`: of each stream, every head that was seen at each sequence; `sightings`: the same of each day of the reading
    ledger. `faults`: what is wrong with the files.
    """

    heads: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    answers: dict[str, dict[str, set[tuple[str, str]]]] = field(default_factory=dict)
    published: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    loads: dict[int, str] = field(default_factory=dict)
    sightings: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    count: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, line: Mapping[str, Any]) -> None:
        for case, sequence, head in line.get("entries", ()):
            self.heads.setdefault(case, {}).setdefault(int(sequence), set()).add(head[:BRIEF])
        for case, filing, status, told in line.get("answers", ()):
            self.answers.setdefault(case, {}).setdefault(filing, set()).add((status, told))
        for kind, name, told in line.get("published", ()):
            self.published.setdefault((kind, name), set()).add(told)
        self.loads.update({int(number): head for number, head in line.get("loads", ())})
        for day, length, head in line.get("sightings", ()):
            self.sightings.setdefault(day, {}).setdefault(int(length), set()).add(head)
        self.count = max(self.count, int(line.get("count", 0)))


class Witnesses:
    """All files of a folder, read on from where they were left. Read them before the database: then whatever they say is there already."""

    def __init__(self, folder: Path, ring: Ring) -> None:
        self._folder, self._ring = folder, ring
        self._read: dict[Path, tuple[int, int]] = {}
        self._said, self._turn = Testimony(), Lock()

    def testimony(self) -> Testimony:
        with self._turn:
            away = [why for path in sorted(self._folder.glob("*.jsonl")) if (why := self._read_on(path))]
            return replace(self._said, faults=[*self._said.faults, *away])

    def _read_on(self, path: Path) -> str:
        """What keeps it from being read this time, or ""."""
        away = ""
        begin, lines = self._read.get(path, (0, 0))
        try:
            with path.open("rb") as file:
                file.seek(begin)
                for text in _whole_lines(file.read()):
                    begin, lines = begin + len(text), lines + 1
                    self._hear(path, lines, text)
        except OSError as error:
            away = f"witness {path.name}: cannot be read ({type(error).__name__})"
        self._read[path] = begin, lines
        return away

    def _hear(self, path: Path, number: int, text: bytes) -> None:
        try:
            line = json.loads(text)
            key, seal = line.pop("key"), line.pop("seal")
            if not self._ring.signed(key, seal, canonical(line)):
                self._said.faults.append(f"witness {path.name}: the seal of line {number} does not verify")
                return
            if line.pop("line") != number:
                self._said.faults.append(f"witness {path.name}: a line is missing before line {number}")
            self._said.add(line)
        except (ValueError, KeyError, TypeError, AttributeError):
            self._said.faults.append(f"witness {path.name}: line {number} cannot be read")


def _whole_lines(text: bytes) -> Iterator[bytes]:
    """Without a last one that is torn or still being written."""
    yield from (line for line in text.splitlines(keepends=True) if line.endswith(b"\n"))
