"""A program of ours in a process of its own: what it is given may be a stranger's, and what it costs is paid there."""

import asyncio
import contextlib
import sys
from dataclasses import dataclass
from typing import IO

from settings import ROOT


@dataclass(frozen=True)
class Ended:
    """How a process ended: its status, what it wrote, and of the defect that ended it (if one did) the type alone.

    An exception may quote what somebody wrote: its type is told, and no more.
    """

    status: int
    output: bytes
    defect: str


async def apart(module: str, *arguments: int | str, content: bytes | IO[bytes], wait: float) -> Ended:
    """What `python -m module` makes of that content, or of that open file. Raises TimeoutError where it says nothing for so many seconds; it is ended
    in any case.

    Nothing of the door's environment goes along: whoever works on a stranger's text holds no password.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *map(str, arguments),
        cwd=ROOT,
        env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "RAYON_NUM_THREADS": "1"},
        stdin=asyncio.subprocess.PIPE if isinstance(content, bytes) else content,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, said = await asyncio.wait_for(process.communicate(content if isinstance(content, bytes) else None), wait)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return Ended(process.returncode or 0, output, said.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0][:80])
