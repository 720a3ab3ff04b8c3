"""Files that people send are read beside the door, never in it: a process each, so few at a time, with limits of memory and time."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog

from api.apart import apart
from api.limits import LONGEST_EXAMINING, LONGEST_READING, LONGEST_WAIT_FOR_A_READING, READING_MEMORY, READINGS_AT_A_TIME
from papers.examining.answer import UNREADABLE, Examined, understood
from papers.examining.order import Order, extension_of
from store.clock import Now
from words.bad_sheet import BadSheet, SheetProblem

log = structlog.get_logger()


class ReadingRoom:
    """Files beyond so many wait. Whoever sends one waits, and nobody else does."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(READINGS_AT_A_TIME)

    async def read(self, content: bytes) -> bytes:
        """What words/apart.py says of a filled list. Raises BadSheet where it says nothing for too long."""
        async with self._slots:
            try:
                ended = await apart("words.apart", READING_MEMORY, LONGEST_READING, content=content, wait=LONGEST_WAIT_FOR_A_READING)
            except TimeoutError as late:
                log.warning("list.not_read", ended="by the clock")
                raise BadSheet(SheetProblem.TOO_LARGE) from late
        if ended.status and ended.defect:
            log.error("list.defect", ended=ended.status, defect=ended.defect)
        elif ended.status:
            log.warning("list.not_read", ended=ended.status)
        return ended.output

    async def examine(self, path: Path, order: Order) -> Examined:
        """What papers/examining says of the file at that path, as far as it came."""
        limits, wait = (READING_MEMORY, LONGEST_EXAMINING), LONGEST_WAIT_FOR_A_READING
        async with self._slots:
            with path.open("rb") as file:
                try:
                    ended = await apart("papers.examining.apart", *limits, order.as_argument(), content=file, wait=wait)
                except TimeoutError:  # later than the process ends itself: the machine is worse than busy
                    log.warning("file.not_read", ended="by the clock")
                    return UNREADABLE
        if ended.status and ended.defect:
            log.error("file.defect", ended=ended.status, defect=ended.defect)
        elif ended.status:
            log.warning("file.not_read", ended=ended.status)
        return understood(ended.output)


@dataclass(frozen=True)
class Examiner:
    """Asks of a file what it is, by the house's settings. `kinds`: those it takes in. `roots`: a folder of PEM files with those it trusts, or empty."""

    room: ReadingRoom
    kinds: tuple[str, ...]
    roots: str
    clock: Now

    async def __call__(self, path: Path, name: str) -> Examined:
        return await self.room.examine(path, Order(extension_of(name), self.kinds, self.clock().isoformat(), self.roots))
