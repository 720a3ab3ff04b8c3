"""Waking the cases of a list that was received."""

import asyncio

import structlog
from temporalio import activity

from activities.effects import Nudge, wake
from activities.failures import for_temporal
from store.engine import Store
from store.record import imports

log = structlog.get_logger()


class Imports:
    """`nudge` wakes a case's workflow, or starts one: the worker has the client."""

    def __init__(self, store: Store, nudge: Nudge) -> None:
        self._store, self._nudge = store, nudge

    @activity.defn(name="wake_all_of")
    async def wake(self, number: str) -> int:
        """How many cases were woken: those whose registrations have no answer yet. Called again, it finds those that are still left."""
        with for_temporal("import"):
            left = await asyncio.to_thread(self._waiting, number)
            await wake(left, self._nudge)
            log.info("import.woken", number=number, cases=len(left))
            return len(left)

    def _waiting(self, number: str) -> list[str]:
        with self._store.reading() as session:
            return imports.waiting(number, session)
