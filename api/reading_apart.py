"""Files that people send are read beside the door, never in it: a process each, so few at a time, with limits of memory and time."""

import asyncio
import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import structlog

from api.limits import (
    LONGEST_EXAMINING,
    LONGEST_READING,
    LONGEST_WAIT_FOR_A_READING,
    READING_MEMORY,
    READINGS_AT_A_TIME,
)
from papers.examining.answer import Examined, understood
from papers.examining.order import Order, extension_of
from settings import ROOT
from store.clock import Now

log = structlog.get_logger()


class ReadingRoom:
    """Files beyond so many wait. Whoever sends one waits, and nobody else does."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(READINGS_AT_A_TIME)

    async def read(self, content: bytes) -> bytes:
        """What words/apart.py says of a filled list, as far as it came."""
        async with self._slots:
            return await _apart(asyncio.subprocess.PIPE, content, "words.apart", READING_MEMORY, LONGEST_READING)

    async def examine(self, path: Path, order: Order) -> Examined:
        """What papers/examining says of the file at that path, as far as it came."""
        async with self._slots:
            with path.open("rb") as file:
                return understood(
                    await _apart(file, None, "papers.examining.apart", READING_MEMORY, LONGEST_EXAMINING, order.as_argument())
                )


@dataclass(frozen=True)
class Examiner:
    """Asks of a file what it is, by the house's settings. `kinds`: those it takes in. `roots`: a folder of PEM files with those it trusts, or empty."""

    room: ReadingRoom
    kinds: tuple[str, ...]
    roots: str
    clock: Now

    async def __call__(self, path: Path, name: str) -> Examined:
        return await self.room.examine(path, Order(extension_of(name), self.kinds, self.clock().isoformat(), self.roots))


async def _apart(given: int | IO[bytes], content: bytes | None, module: str, *arguments: object) -> bytes:
    """What the module says of what it is given: an open file, or `content` through a pipe. Where a limit ends it, what it had said until then.

    Nothing of the door's environment goes along: whoever reads a stranger's file holds no password.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *map(str, arguments),
        cwd=ROOT,
        env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=given,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output = said = b""
    try:
        output, said = await asyncio.wait_for(process.communicate(content), LONGEST_WAIT_FOR_A_READING)
    except TimeoutError:
        log.warning("file.not_read", by=module, ended="by the clock")
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    # An exception may quote what somebody wrote: its type is told, and no more.
    defect = said.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0][:80]
    if defect:
        log.error("file.defect", by=module, ended=process.returncode, defect=defect)
    elif process.returncode:
        log.warning("file.not_read", by=module, ended=process.returncode)
    return output
