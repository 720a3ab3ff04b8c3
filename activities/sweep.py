"""Finding what was left lying: one SQL query."""

from datetime import timedelta

from temporalio import activity

from store.clock import Now, now
from store.engine import Store
from store.operator import GRACE, overdue


class Sweep:
    def __init__(self, store: Store, grace: timedelta = GRACE, clock: Now = now) -> None:
        self._store, self._grace, self._now = store, grace, clock

    @activity.defn(name="overdue")
    def overdue(self) -> list[str]:
        return overdue(self._now(), self._store, self._grace)
