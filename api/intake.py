"""Taking in whole lists: checked by the rules row by row, then received in one transaction, sealed like anything that comes through the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from temporalio.client import Client

from domain.acts import Register
from domain.filing import Filing
from domain.numbers import initiatives_of
from store.engine import Store
from store.policies import Lawbook
from store.record import filings, imports
from store.record.imports import Wrong
from store.record.keyring import Ring
from store.record.numbers import next_numbers
from workflows.names import IMPORT


@dataclass(frozen=True)
class Taken:
    """A list as it was taken: `new` registrations received, `known` ones found from before; or what is `wrong`, and then nothing was received."""

    id: str
    rows: int
    new: int
    known: int
    wrong: Sequence[Wrong]


class Intake:
    def __init__(self, client: Client, store: Store, laws: Lawbook, ring: Ring, *, task_queue: str, zone: ZoneInfo) -> None:
        self._client, self._store, self._laws, self._ring, self._task_queue, self._zone = client, store, laws, ring, task_queue, zone

    def take(self, rows: Sequence[tuple[int, dict[str, Any]]], campaign: str, sender: str, at: datetime) -> Taken:
        """Raises Outage; then nothing was received."""
        with self._store.reading() as session:
            checked = imports.check(rows, campaign, sender, at, self._laws, session)
            before = imports.known(list(checked.keys.values()), session)
        number = filings.new_number(at.astimezone(self._zone), "DS")
        new = [] if checked.wrong else [row for row, key in checked.keys.items() if key not in before]
        sealed = self._sealed([(checked.acts[row], checked.keys[row]) for row in new], sender, at)
        kept = imports.as_row(number, campaign, sender, at, checked)
        with self._store.writing() as session:
            taken = imports.receive(sealed, kept, session)
        return Taken(number, len(rows), len(taken), 0 if checked.wrong else len(rows) - len(taken), checked.wrong)

    def _sealed(self, acts: Sequence[tuple[Register, str]], sender: str, at: datetime) -> list[Filing]:
        """Numbers first, in a transaction of their own: a number is given once, whatever becomes of it."""
        numbers = next_numbers([initiatives_of(act.agency, at.astimezone(self._zone).year) for act, _ in acts], self._store)
        return [
            self._ring.seal(
                Filing(
                    number=filings.new_number(at.astimezone(self._zone)),
                    case=case,
                    act=act.name,
                    body=act.model_dump(mode="json"),
                    sender=sender,
                    key=key,
                    received_at=at,
                )
            )
            for (act, key), case in zip(acts, numbers, strict=True)
        ]

    async def wake(self, number: str) -> None:
        """Have the registrations of that list examined. Raises RPCError; then the sweep finds them."""
        await self._client.start_workflow(
            IMPORT, number, id=number, task_queue=self._task_queue, static_summary=f"Registrations of {number}"
        )
