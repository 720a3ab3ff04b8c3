"""Finding what was left lying, by one SQL query, and having it looked at."""

import asyncio
from datetime import timedelta

import structlog
from temporalio import activity

from activities.effects import Nudge, wake
from activities.failures import for_temporal
from domain.numbers import is_number
from store.clock import Now, now
from store.engine import Store
from store.upkeep.operator import GRACE, overdue, put_back_interrupted

log = structlog.get_logger()


class Sweep:
    """`nudge` wakes a case's workflow, or starts one: the worker has the client."""

    def __init__(self, store: Store, nudge: Nudge, grace: timedelta = GRACE, clock: Now = now) -> None:
        self._store, self._nudge, self._grace, self._now = store, nudge, grace, clock

    @activity.defn(name="sweep")
    async def sweep(self) -> int:
        """Nudge every case nobody is looking at. Called again, it finds those that are still left."""
        with for_temporal("sweep"):
            again = await asyncio.to_thread(put_back_interrupted, self._store)
            left = await asyncio.to_thread(overdue, self._now(), self._store, self._grace)
            # An earlier release received what was sent under any number. None of those can be woken: `make operator` shows them.
            woken = sorted(number for number in {*again, *left} if is_number(number))
            await wake(woken, self._nudge)
            log.info("sweep.done", nudged=len(woken))
            return len(woken)
