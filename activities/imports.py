"""Waking the cases of a list that was received, so many at a time."""

import asyncio
from collections.abc import Collection

import structlog
from temporalio import activity

from activities.effects import Nudge
from activities.failures import for_temporal
from activities.portions import Pace, hand_over
from store.engine import Store
from store.record import filings, imports

log = structlog.get_logger()


class Imports:
    """`nudge` wakes a case's workflow, or starts one: the worker has the client."""

    def __init__(self, store: Store, nudge: Nudge, pace: Pace | None = None) -> None:
        self._store, self._nudge, self._pace = store, nudge, pace

    @activity.defn(name="wake_all_of")
    async def wake(self, number: str) -> int:
        """How many cases were woken: those whose registrations have no answer yet. Called again, it finds those that are still left."""
        with for_temporal("import"):
            left = await asyncio.to_thread(self._waiting, number)
            woken = await hand_over(left, self._nudge, self._still_waiting, self._pace)
            log.info("import.woken", number=number, cases=woken)
            return woken

    def _waiting(self, number: str) -> list[str]:
        with self._store.reading() as session:
            return imports.waiting(number, session)

    def _still_waiting(self, cases: Collection[str]) -> set[str]:
        with self._store.reading() as session:
            return filings.waiting_among(cases, session)
