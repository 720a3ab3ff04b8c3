"""Papers are laid out beside the door, never in it: a process each, so few at a time, with limits of memory and time."""

import asyncio

import structlog

from api.apart import apart
from api.limits import LONGEST_PRINTING, LONGEST_WAIT_FOR_A_PRINTING, PRINTING_MEMORY, PRINTINGS_AT_A_TIME
from papers.paper import TooLargeToPrint

log = structlog.get_logger()


class Press:
    """Papers beyond so many wait. Whoever asks for one waits, and nobody else does."""

    def __init__(self, memory: int = PRINTING_MEMORY) -> None:
        self._memory = memory
        self._slots = asyncio.Semaphore(PRINTINGS_AT_A_TIME)

    async def print(self, order: bytes) -> bytes:
        """The PDF of an order of papers/pdf.py. Raises TooLargeToPrint."""
        async with self._slots:
            try:
                ended = await apart("papers.apart", self._memory, LONGEST_PRINTING, content=order, wait=LONGEST_WAIT_FOR_A_PRINTING)
            except TimeoutError as late:
                log.warning("paper.not_printed", ended="by the clock")
                raise TooLargeToPrint from late
        if ended.status == 0:
            return ended.output
        if ended.status > 0 and ended.defect != MemoryError.__name__:  # a limit ends it by a signal
            log.error("paper.defect", ended=ended.status, defect=ended.defect)
            raise RuntimeError(f"a paper was not laid out: {ended.defect}")
        log.warning("paper.not_printed", ended=ended.status)
        raise TooLargeToPrint
