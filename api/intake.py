"""Taking in whole lists: checked by the rules row by row, then received in one transaction, sealed like anything that comes through the door."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from temporalio.client import Client

from api.limits import LISTS_AT_A_TIME, MOST_FAULTS
from api.reading_apart import ReadingRoom
from domain.acts import Register
from domain.filing import Filing
from domain.numbers import initiatives_of
from store.engine import Store
from store.policies import Lawbook
from store.record import filings, imports
from store.record.imports import Arrived, Before, Wrong
from store.record.keyring import Ring
from store.record.numbers import next_numbers
from words.apart import understood
from workflows.names import IMPORT

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Taken:
    """A list as it was taken: how many registrations of it are `new`; or what is `wrong`, and then nothing was received.

    `before`: of rows received now, what became of the same sender's same registration before.
    """

    id: str
    new: int
    wrong: Sequence[Wrong]
    before: Mapping[int, Before]


class Intake:
    """`beside`: where lists are worked on, so that none of them keeps an act waiting for a thread."""

    def __init__(
        self, client: Client, store: Store, laws: Lawbook, ring: Ring, room: ReadingRoom, *, task_queue: str, zone: ZoneInfo
    ) -> None:
        self._client, self._store, self._laws, self._ring, self._task_queue, self._zone = client, store, laws, ring, task_queue, zone
        self._room = room
        self._threads = ThreadPoolExecutor(LISTS_AT_A_TIME, "lists")

    def close(self) -> None:
        """Once whatever list is in hand is done with."""
        self._threads.shutdown()

    async def read(self, content: bytes) -> list[tuple[int, dict[str, Any]]]:
        """Each row of a filled list as the body of a registration, with its number. Raises BadSheet."""
        return await self.beside(understood, await self._room.read(content))

    async def beside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """In a thread of the lists."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args, **kwargs))

    async def take(self, rows: Sequence[tuple[int, dict[str, Any]]], campaign: str, sender: str, at: datetime) -> Taken:
        """Raises Outage; then nothing was received."""
        return await self.beside(self._take, rows, campaign, sender, at)

    def _take(self, rows: Sequence[tuple[int, dict[str, Any]]], campaign: str, sender: str, at: datetime) -> Taken:
        number = filings.new_number(at.astimezone(self._zone), "DS")
        with self._store.reading() as session:
            checked = imports.check(rows, campaign, sender, at, self._laws, session)
            wrong = imports.some_of(checked.wrong, MOST_FAULTS)
            found = {} if wrong else imports.sent_before([*checked.digests.values()], sender, session)
        earlier = {row: before for row, digest in checked.digests.items() if (before := found.get(digest))}
        known = {row: before.key for row, before in earlier.items() if before.stands}
        new = {} if wrong else {row: act for row, act in checked.acts.items() if row not in known}
        sealed = self._sealed(number, new, sender, at)
        with self._store.writing() as session:
            received = imports.receive(Arrived(number, campaign, sender, at, known, wrong), sealed, session)
        return Taken(number, received, wrong, {row: before for row, before in earlier.items() if not before.stands})

    def _sealed(self, number: str, acts: Mapping[int, Register], sender: str, at: datetime) -> dict[int, Filing]:
        """Numbers first, in a transaction of their own: a number is given once, whatever becomes of it."""
        year = at.astimezone(self._zone).year
        numbers = next_numbers([initiatives_of(act.agency, year) for act in acts.values()], self._store)
        return {
            row: self._ring.seal(
                Filing(
                    number=filings.new_number(at.astimezone(self._zone)),
                    case=case,
                    act=act.name,
                    body=act.model_dump(mode="json"),
                    sender=sender,
                    key=imports.key_of(number, row),
                    received_at=at,
                )
            )
            for (row, act), case in zip(acts.items(), numbers, strict=True)
        }

    async def wake(self, number: str) -> None:
        """Have the registrations of that list examined. Raises RPCError; then the sweep finds them."""
        await self._client.start_workflow(
            IMPORT, number, id=number, task_queue=self._task_queue, static_summary=f"Registrations of {number}"
        )
