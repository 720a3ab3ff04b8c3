"""The record without Temporal: a filing is handed in, sealed, and examined when the test says so, at the hour the test says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import col, select
from temporalio.common import RawValue
from temporalio.converter import DefaultPayloadConverter

from activities.registrar import Registrar
from domain.acts import ACTS, Decision, Register
from domain.facts import Sight
from domain.filing import Filing
from domain.numbers import kind_of
from domain.standing import Standing
from domain.streams.initiative import Initiative
from domain.streams.shown import NOTED
from domain.vocabulary import FileKind, FileState
from settings import settings
from store.engine import Store
from store.files import register
from store.files.cabinet import Cabinet
from store.files.register import Found, Received
from store.files.shelf import Shelf
from store.record import filings, ledger, streams
from store.record.filings import Receipt
from store.record.seals import Seals
from store.tables import FilingRow
from tests.furnished import furnish, the_book
from tests.owed import owed

MONDAY = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)  # nine in the morning in Bến Thành


def as_sent(number: object) -> RawValue:
    """What a workflow hands on, untouched."""
    return RawValue(DefaultPayloadConverter().to_payload(number))


@dataclass
class Counter:
    """Door and registrar in one room, on one database, with the demo's people and a clock that only a test moves."""

    store: Store
    keys: Path
    moment: datetime = MONDAY
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    own: Path | None = None
    states: bool = False  # as the door does: what whoever decides had opened, which is nothing here

    def __post_init__(self) -> None:
        self.seals = Seals(self.keys, self.own or self.keys.parent / "registrar", settings().release)
        self.ring, self.sealer = self.seals.door, self.seals.sealer()
        furnish(self.store, self.seals)
        self.laws = the_book()
        self.cabinet = Cabinet(self.store, self.ring, Shelf.of_folder((self.own or self.keys).parent / "files"), "", lambda: self.moment)
        self.registrar = Registrar(self.store, self.ring, self.sealer, self.laws, settings().release, "http://khien", lambda: self.moment)

    def filing(self, who: str, act: str, case: str, key: str = "", **body: Any) -> Filing:
        """An act as a door would seal it."""
        n = next(self._numbers)
        number, typed = f"TN-{self.moment:%Y%m%d}-{n:010X}", ACTS[act].model_validate(body)
        return self.ring.seal(
            Filing(
                number=number,
                case=case,
                act=act,
                body=typed.model_dump(mode="json"),
                sender=who,
                key=key or f"key-{n}",
                received_at=self.moment,
                enclosed=self.cabinet.stated(typed.handed_in, who, {}),
                read=Sight(person=who) if self.states and isinstance(typed, Decision) and kind_of(case) in NOTED else None,
            )
        )

    def keep(self, who: str, content: bytes, name: str = "Biên bản.pdf", says: str = "") -> str:
        """A file somebody handed in, and that was found clean: its hash."""
        digest = sha256(content).hexdigest()
        file = Received(digest, who, name, len(content), FileKind.PDF, "application/pdf", (), self.moment)
        with TemporaryDirectory() as folder:
            (path := Path(folder) / digest).write_bytes(content)
            self.cabinet.take(file, says, path)
        with self.store.writing() as session:
            register.add(digest, Found(FileState.CLEAN, self.moment, "a scanner", ""), self.ring, session)
        return digest

    def hand_in(self, who: str, act: str, case: str, key: str = "", **body: Any) -> str:
        """Received and waiting: its number."""
        return filings.receive(self.filing(who, act, case, key, **body), self.store).number

    def examine(self, number: str, act: str, case: str) -> Standing:
        return self.registrar.examine(case, act, as_sent(number))

    def file(self, who: str, act: str, case: str, **body: Any) -> Receipt:
        """Handed in and answered; an hour goes by."""
        number = self.hand_in(who, act, case, **body)
        self.examine(number, act, case)
        self.moment += timedelta(hours=1)
        return self.receipt(number)

    def register(self, case: str = "SK-2026-26743-1") -> str:
        """A case lan proposes and tam carries out."""
        receipt = self.file("lan", "register", case, **{**Register.example, "implementers": ["tam"]})
        assert receipt.status == filings.RECORDED, receipt.refusal
        return case

    def wait(self, days: int) -> None:
        self.moment += timedelta(days=days)

    def tick(self, case: str) -> Standing:
        return self.registrar.tick(case, self.moment)

    def waiting(self) -> list[tuple[str, str, str]]:
        """What was received and nobody has examined yet: its number, its act and its case, in the order it came."""
        with self.store.reading() as session:
            rows = session.exec(select(FilingRow).where(FilingRow.status == filings.WAITING).order_by(col(FilingRow.received_at)))
            return [(row.number, row.act, row.case) for row in rows]

    def receipt(self, number: str) -> Receipt:
        found = filings.by_number(number, self.store)
        assert found
        return found

    def case(self, number: str) -> Initiative:
        with self.store.reading() as session:
            found = streams.load(number, session).stream
            assert isinstance(found, Initiative)
            return found

    def kinds(self, case: str) -> list[str]:
        """The facts of a case, by name."""
        with self.store.reading() as session:
            return [entry.fact.kind for entry in ledger.entries(case, session)]

    def owed(self, case: str) -> list[tuple[str, str]]:
        return owed(case, self.store)
