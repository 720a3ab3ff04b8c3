"""Errands: the work a fact owes outside its own stream. A notice leaves the building; a nudge has another usher of the family look."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.notices import LONGEST_SENDING, Notices, is_for_good
from store.clock import Now, now
from store.engine import Outage, Store
from store.record import effects
from store.record.effects import DONE, FAILED, NUDGE, OWED, Claimed, InOtherHands

log = structlog.get_logger()

Nudge = Callable[[str], Awaitable[None]]
AT_A_TIME = 20


async def wake(numbers: Collection[str], nudge: Nudge) -> None:
    """Each of them, so many at a time. One that cannot be woken keeps none of the others asleep: the next sweep finds it again."""
    slots = asyncio.Semaphore(AT_A_TIME)

    async def one(number: str) -> None:
        async with slots:
            try:
                await nudge(number)
            except RPCError as error:
                log.warning("usher.not_woken", case=number, error=error.status.name)
            activity.heartbeat()

    await asyncio.gather(*map(one, numbers))


class Errands:
    """Carries out what is owed: claim, do, mark done. `nudge` wakes a stream's usher, or starts one: the worker's business, who has the client."""

    # With the pauses of workflows/steps.py this is most of a day; then a person must look.
    ATTEMPTS = 30

    def __init__(self, store: Store, notices: Notices, nudge: Nudge, clock: Now = now) -> None:
        self._store, self._notices, self._nudge, self._now = store, notices, nudge, clock

    @activity.defn
    async def carry_out(self, effect: str) -> None:
        """Raises to be tried again; on the last attempt, or where trying again cannot help, it marks the effect as failed instead."""
        try:
            claimed = await asyncio.to_thread(effects.claim, effect, self._now(), self._store)
            if claimed is None:
                return
            async with asyncio.timeout(LONGEST_SENDING):
                await self._do(claimed)
            await self._settle(effect, DONE)
            log.info("effect.done", effect=effect, case=claimed.case)
        except (InOtherHands, Outage) as later:
            raise ApplicationError(type(later).__name__, type=type(later).__name__) from None
        except Exception as error:
            if is_for_good(error) or activity.info().attempt >= self.ATTEMPTS:
                log.error("effect.failed", effect=effect, error=type(error).__name__)
                await self._settle(effect, FAILED, f"{type(error).__name__}: {error}"[:300])
                return
            await self._settle(effect, OWED, type(error).__name__)
            # `from None`: a cause would be kept in Temporal, and a mail server's answer may quote an address.
            kind = "Temporal" if isinstance(error, RPCError) else "MailServer"
            raise ApplicationError(f"the effect could not be carried out: {type(error).__name__}", type=kind) from None

    async def _do(self, claimed: Claimed) -> None:
        if claimed.kind == NUDGE:
            await self._nudge(claimed.addressee)
        else:
            await self._notices.send(claimed)

    async def _settle(self, effect: str, status: str, error: str | None = None) -> None:
        await asyncio.to_thread(effects.settle, effect, status, self._now(), self._store, error)
