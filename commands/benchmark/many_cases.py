"""A record with as many cases as one likes, in seconds: one is registered as any other, and its rows are copied under other numbers.

What is copied has no chain of hashes that would verify: it is there to be in the way.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table
from sqlmodel import SQLModel
from temporalio.common import RawValue
from temporalio.converter import DefaultPayloadConverter

from activities.registrar import Registrar
from commands.benchmark.lives import NotAnswered
from domain.acts import ACTS, Register
from domain.filing import Filing
from domain.likeness import folded
from domain.numbers import in_order
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, settings
from store.clock import now
from store.directory_file import load_directory
from store.engine import Store
from store.files.cabinet import Cabinet
from store.files.shelf import Shelf
from store.policies import lawbook
from store.reading.readings import Readings
from store.record import filings
from store.record.seals import Seals
from store.setup import setup

OWN, OTHER = "26743", "27475"  # the agency whose head reads, and one whose cases that head may not read
OWN_DESK = 50  # cases of the first, however many there are of the other
# Each table with the column that names the stream.
_TABLES = {
    "filings": "case",
    "ledger": "case",
    "cases": "number",
    "waits": "case",
    "parties": "case",
    "clocks": "case",
    "clock_desks": "case",
    "effects": "case",
}
_WORDS = "đường dây nóng số hóa hộ tịch quét trang lưu trữ hẹn giờ phường xã cấp phép xây dựng vỉa hè thoát nước cây xanh chợ học"


class Counter:
    """Door and registrar in one room, on a SQLite file of its own, with the demo's people."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(f"sqlite:///{folder / 'khien.db'}")
        seals = Seals(folder / "keys", folder / "registrar", settings().release)
        setup(self.store, seals, ROOT / "policies")
        load_directory(DEMO_DIRECTORY, self.store, seals.sealer())
        laws, self._ring = lawbook(ROOT / "policies", self.store), seals.door
        self._registrar = Registrar(self.store, self._ring, seals.sealer(), laws, settings().release, "http://khien")
        self._cabinet = Cabinet(self.store, self._ring, Shelf.of_folder(folder / "files"), "", now)
        self.readings = Readings(self.store, laws)

    def act(self, who: str, act: str, case: str, **body: Any) -> None:
        """Received, examined and recorded. Raises NotAnswered."""
        received_at = now()
        number, typed = filings.new_number(received_at), ACTS[act].model_validate(body)
        sealed = Filing(
            number=number,
            case=case,
            act=act,
            body=typed.model_dump(mode="json"),
            sender=who,
            key=number,
            received_at=received_at,
            enclosed=self._cabinet.stated(typed.enclosed, who, {}),
        )
        filings.receive(self._ring.seal(sealed), self.store)
        self._registrar.examine(case, act, RawValue(DefaultPayloadConverter().to_payload(number)))
        receipt = filings.by_number(number, self.store)
        if receipt is None or receipt.status != filings.RECORDED:
            raise NotAnswered(f"{act} in {case}: {receipt and receipt.refusal}")

    def register(self, case: str) -> None:
        self.act("lan", "register", case, **{**Register.example, "implementers": ["tam"]})

    def fill(self, cases: int) -> None:
        """So many, counting the one that is registered: a desk of some at the first agency, all others at another."""
        first = f"SK-2026-{OWN}-1"
        self.register(first)
        numbers = [f"SK-2026-{OWN if n <= OWN_DESK else OTHER}-{n}" for n in range(2, cases + 1)]
        with self.store.writing() as session:
            for name, column in _TABLES.items():
                _copy(SQLModel.metadata.tables[name], column, first, numbers, session.connection())

    def close(self) -> None:
        self.store.close()


def _copy(table: Table, column: str, first: str, numbers: list[str], connection: Connection) -> None:
    rows = connection.execute(table.select().where(table.c[column] == first)).mappings().all()
    copies = [_under(number, n, first, dict(row)) for n, number in enumerate(numbers) for row in rows]
    for start in range(0, len(copies), 1_000):
        connection.execute(table.insert(), copies[start : start + 1_000])


def _under(number: str, n: int, first: str, row: dict[str, Any]) -> dict[str, Any]:
    """The same row for another case: of another agency, title and moment."""
    copied = {name: _renamed(value, first, number) for name, value in row.items() if name != "id" or isinstance(value, str)}
    other = number.split("-")[2]
    told: dict[str, Any] = {"filing": f"copy-{n}", "key": f"copy-{n}", "in_order": in_order(number)}
    if "in_order" in row:
        title = _title(n)
        told |= {"title": title, "folded": folded(title), "proposers": (), "agency": other, "addressed_to": other}
        told |= {name: row[name] + timedelta(seconds=n) for name in ("due", "updated_at")}
    if row.get("agency") == OWN:
        told["agency"] = other
    if "number" in row and row["number"] != first:
        told["number"] = f"copy-{n}"
    return copied | {name: value for name, value in told.items() if name in row}


def _renamed(value: Any, first: str, number: str) -> Any:
    match value:
        case str():
            return value.replace(first, number)
        case dict():
            return {name: _renamed(part, first, number) for name, part in value.items()}
        case list():
            return [_renamed(part, first, number) for part in value]
        case _:
            return value


def _title(n: int) -> str:
    """Of words that others have too, in ever other company."""
    words = _WORDS.split()
    return " ".join(words[n * step % len(words)] for step in (1, 3, 7, 11, 13, 17)) + f" {n}"
