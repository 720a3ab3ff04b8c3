"""Files that people send are read beside the door, never in it: a process each, so few at a time, with limits of memory and time."""

import asyncio

import structlog

from api.apart import apart
from api.limits import LONGEST_READING, LONGEST_WAIT_FOR_A_READING, READING_MEMORY, READINGS_AT_A_TIME
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
