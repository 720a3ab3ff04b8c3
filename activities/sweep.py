"""Finding what was left lying, by one SQL query, and having it looked at."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import structlog
from temporalio import activity

from activities.effects import Nudge, wake
from activities.failures import for_temporal
from activities.portions import hand_over
from domain.numbers import is_number
from store.beside import drafts
from store.clock import Now, now
from store.engine import Store
from store.record import filings, imports
from store.upkeep.operator import GRACE, overdue, put_back_interrupted

Root = Callable[[datetime], None]
AT_LISTS = 45.0  # seconds of a sweep; the next one goes on
log = structlog.get_logger()


class Sweep:
    """`nudge` wakes a case's workflow, or starts one: the worker has the client. `root` seals how far the reading ledger has come: the worker has the key."""

    def __init__(
        self, store: Store, nudge: Nudge, grace: timedelta = GRACE, clock: Now = now, at_lists: float = AT_LISTS, root: Root | None = None
    ) -> None:
        self._store, self._nudge, self._grace, self._now, self._at_lists, self._root = store, nudge, grace, clock, at_lists, root

    @activity.defn(name="sweep")
    async def sweep(self) -> int:
        """Nudge every case nobody is looking at. Called again, it finds those that are still left."""
        with for_temporal("sweep"):
            await asyncio.to_thread(drafts.forget_those_whose_time_is_over, self._now(), self._store)
            again = await asyncio.to_thread(put_back_interrupted, self._store)
            left = await asyncio.to_thread(overdue, self._now(), self._store, self._grace)
            # An earlier release received what was sent under any number. None of those can be woken: `make operator` shows them.
            lying = sorted(number for number in {*again, *left} if is_number(number))
            rows = await asyncio.to_thread(self._rows_of_lists, set(lying))
            others = [number for number in lying if number not in rows]
            await wake(others, self._nudge)
            # A long list waits by design (activities/imports.py), and must not be woken all at once by whoever finds it waiting.
            woken = await hand_over([*rows], self._nudge, self._still_waiting, within=self._at_lists)
            if self._root:  # last: whatever is wrong with the reading ledger, the cases were woken
                await asyncio.to_thread(self._root, self._now())
            log.info("sweep.done", nudged=len(others) + woken)
            return len(others) + woken

    def _rows_of_lists(self, left: Collection[str]) -> dict[str, None]:
        with self._store.reading() as session:
            return dict.fromkeys(number for number in imports.waiting_of_all(session) if number in left)

    def _still_waiting(self, cases: Collection[str]) -> set[str]:
        with self._store.reading() as session:
            return filings.waiting_among(cases, session)
