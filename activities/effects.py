"""Effects: the work a fact owes outside its own stream. A notice leaves the building; a nudge has another workflow of the family look."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import aiosmtplib
import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.failures import for_temporal
from activities.notices import LONGEST_SENDING, Notices, is_for_good
from logs import trail, without_words
from store.clock import Now, now
from store.engine import Outage, Store
from store.record import effects
from store.record.effects import DONE, FAILED, NUDGE, OWED, Claimed, InOtherHands

log = structlog.get_logger()

Nudge = Callable[[str], Awaitable[None]]
AT_A_TIME = 20
AWAY = (aiosmtplib.SMTPException, OSError, RPCError)  # OSError: TimeoutError is one, and every trouble of a socket


async def wake(numbers: Collection[str], nudge: Nudge) -> None:
    """Each of them, so many at a time. One that cannot be woken keeps none of the others asleep: the next sweep finds it again."""
    slots = asyncio.Semaphore(AT_A_TIME)

    async def one(number: str) -> None:
        async with slots:
            try:
                await nudge(number)
            except RPCError as error:
                log.warning("workflow.not_woken", case=number, error=error.status.name)
            except Exception as defect:
                log.error("wake.defect", case=number, defect=type(defect).__name__, where=trail(defect))
            activity.heartbeat()

    await asyncio.gather(*map(one, numbers))


class Effects:
    """Carries out what is owed: claim, do, mark done. `nudge` wakes a stream's workflow, or starts one: the worker has the client."""

    # With the pauses of workflows/steps.py this is most of a day. Then the workflow lets go of it, and the sweep has it tried again, for as long as it takes.
    ATTEMPTS = 30

    def __init__(self, store: Store, notices: Notices, nudge: Nudge, clock: Now = now) -> None:
        self._store, self._notices, self._nudge, self._now = store, notices, nudge, clock

    @activity.defn
    async def carry_out(self, effect: str) -> None:
        """Raises to be tried again. On the last attempt it lets go of what is still owed; where trying again cannot help, it marks the effect as failed."""
        with for_temporal("effect"):
            try:
                claimed = await asyncio.to_thread(effects.claim, effect, self._now(), self._store)
            except InOtherHands:
                raise ApplicationError("InOtherHands", type="InOtherHands") from None
            if claimed is not None:
                await self._carry_out(claimed)

    async def _carry_out(self, claimed: Claimed) -> None:
        try:
            async with asyncio.timeout(LONGEST_SENDING):
                await self._do(claimed)
        except Outage:
            raise
        except Exception as error:
            await self._could_not(claimed, error)
        else:
            await self._settle(claimed.id, DONE)
            log.info("effect.done", effect=claimed.id, case=claimed.case)

    async def _could_not(self, claimed: Claimed, error: Exception) -> None:
        """What is away is owed still, however long. What is refused for good, and a defect of ours, wait for an operator."""
        away = isinstance(error, AWAY)
        if not away or is_for_good(error):
            log.error("effect.failed", effect=claimed.id, error=type(error).__name__)
            await self._settle(claimed.id, FAILED, without_words(error))
            if not away and not is_for_good(error):
                raise error  # a defect: for_temporal tells it apart, and our log says where it is
            return
        await self._settle(claimed.id, OWED, type(error).__name__)
        if activity.info().attempt >= self.ATTEMPTS:
            log.warning("effect.still_owed", effect=claimed.id, error=type(error).__name__)
            return
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
