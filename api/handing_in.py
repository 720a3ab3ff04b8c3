"""Files are handed in: some of the bytes at a time, counted and hashed as they come, to a place of their own; examined apart; and kept if all is well.

Whatever ends it, its sender, the disk, a limit or a defect, nothing is left behind. Many at once cost memory for a piece each.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO

from api.door_reasons import DoorReason
from api.problems import Refusal
from domain.file_names import kept_name
from domain.vocabulary import FileKind
from papers.examining.answer import Examined
from store.clock import Now
from store.files.cabinet import Cabinet, Kept
from store.files.register import Received
from store.files.shelf import AT_A_TIME, ShelfAway

Examine = Callable[[Path, str], Awaitable[Examined]]  # a file and its name
SCANNED_EVERY = timedelta(minutes=1)
LEFT_BEHIND = timedelta(hours=6)  # nobody hands in for so long
_MEGABYTE = 1_000_000


class HandingIn:
    """`folder`: where files lie while they come in. `largest`: in megabytes. `a_day`: how many new files one person may hand in within 24 hours."""

    def __init__(self, cabinet: Cabinet, folder: Path, examine: Examine, clock: Now, *, largest: int, a_day: int) -> None:
        self._cabinet, self._folder, self._examine, self._now = cabinet, folder, examine, clock
        self._largest, self._a_day = largest, a_day

    async def receive(self, pieces: AsyncIterator[bytes], name: str, person: str) -> Kept:
        """Raises Refusal (413, 422, 429), Unfit (422), ShelfAway, Outage (503); ClientDisconnect where the sender has gone. Then nothing was kept."""
        if await asyncio.to_thread(self._cabinet.handed_in_since, self._now() - timedelta(days=1), person) >= self._a_day:
            raise Refusal(429, DoorReason.FILES_OF_A_DAY, most=self._a_day)
        named = kept_name(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part") as file:
                digest, size = await self._written(pieces, file)
                return await self._kept(Path(file.name), digest, size, named, person)
        except OSError as error:
            raise ShelfAway(type(error).__name__) from error

    async def go_on_scanning(self) -> None:
        """For as long as the process serves: what came in while no scanner answered is scanned once one does."""
        await asyncio.to_thread(self.clear)
        while True:
            await asyncio.sleep(SCANNED_EVERY.total_seconds())
            await asyncio.to_thread(self._cabinet.scan_if_it_can)

    def clear(self) -> None:
        """Drop what a process that was killed has left."""
        long_ago = time.time() - LEFT_BEHIND.total_seconds()
        for path in self._folder.glob("*.part"):
            if path.stat().st_mtime < long_ago:
                path.unlink(missing_ok=True)

    async def _written(self, pieces: AsyncIterator[bytes], file: IO[bytes]) -> tuple[str, int]:
        digest, size, some = sha256(), 0, bytearray()

        def write() -> None:
            digest.update(some)
            file.write(some)
            some.clear()

        async for piece in pieces:
            size += len(piece)
            if size > self._largest * _MEGABYTE:
                raise Refusal(413, DoorReason.FILE_TOO_LARGE, most=self._largest)
            some += piece
            if len(some) >= AT_A_TIME:
                await asyncio.to_thread(write)
        await asyncio.to_thread(write)
        await asyncio.to_thread(file.flush)
        return digest.hexdigest(), size

    async def _kept(self, path: Path, digest: str, size: int, name: str, person: str) -> Kept:
        examined = (await self._examine(path, name)).taken()
        file = Received(
            sha256=digest,
            person=person,
            name=name,
            size=size,
            kind=FileKind(examined.kind),
            media_type=examined.media_type,
            signatures=tuple(asdict(each) for each in examined.signatures),
            received_at=self._now(),
        )
        return await asyncio.to_thread(self._cabinet.take, file, examined.text, path)
