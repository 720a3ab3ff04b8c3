"""Files that people send are read beside the door, never in it: a process each, so few at a time, with limits of memory and time."""

import asyncio
import contextlib
import sys

import structlog

from api.limits import LONGEST_READING, LONGEST_WAIT_FOR_A_READING, READING_MEMORY, READINGS_AT_A_TIME
from settings import ROOT
from words.bad_sheet import BadSheet, SheetProblem

log = structlog.get_logger()


class ReadingRoom:
    """Files beyond so many wait. Whoever sends one waits, and nobody else does."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(READINGS_AT_A_TIME)

    async def read(self, content: bytes) -> bytes:
        """What words/apart.py says of a filled list. Raises BadSheet where it says nothing for too long."""
        async with self._slots:
            return await _read_apart(content)


async def _read_apart(content: bytes) -> bytes:
    """Nothing of the door's environment goes along: whoever reads a stranger's file holds no password."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "words.apart",
        f"{READING_MEMORY}",
        f"{LONGEST_READING}",
        cwd=ROOT,
        env={"PYTHONUTF8": "1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, said = await asyncio.wait_for(process.communicate(content), LONGEST_WAIT_FOR_A_READING)
    except TimeoutError as late:
        log.warning("list.not_read", ended="by the clock")
        raise BadSheet(SheetProblem.TOO_LARGE) from late
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode:
        # An exception may quote what somebody wrote: its type is told, and no more.
        defect = said.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0][:80]
        if defect:
            log.error("list.defect", ended=process.returncode, defect=defect)
        else:
            log.warning("list.not_read", ended=process.returncode)
    return output
