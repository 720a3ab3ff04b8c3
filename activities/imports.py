"""Waking the cases of a list that was received: so many at a time, and again until each registration has its answer."""

import asyncio

import structlog
from temporalio import activity
from temporalio.service import RPCError

from activities.errands import Nudge
from store import imports
from store.engine import Store

log = structlog.get_logger()

AT_A_TIME = 20


class Imports:
    def __init__(self, store: Store, nudge: Nudge) -> None:
        self._store, self._nudge = store, nudge

    @activity.defn(name="wake_all_of")
    async def wake(self, number: str) -> int:
        """How many cases were woken. Called again, it finds those that are still left."""
        left = await asyncio.to_thread(self._waiting, number)
        slots = asyncio.Semaphore(AT_A_TIME)

        async def wake(case: str) -> None:
            async with slots:
                try:
                    await self._nudge(case)
                except RPCError as error:  # the sweep finds it again
                    log.warning("import.not_nudged", case=case, error=error.status.name)
                activity.heartbeat()

        await asyncio.gather(*map(wake, left))
        log.info("import.woken", number=number, cases=len(left))
        return len(left)

    def _waiting(self, number: str) -> list[str]:
        with self._store.reading() as session:
            return imports.waiting(number, session)
