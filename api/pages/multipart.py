"""A form with files as it comes in, part by part: multipart/form-data (RFC 7578), as browsers write it. No file is ever held whole."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from api.limits import LARGEST

_BOUNDARY = re.compile(r'multipart/form-data;.*\bboundary="?([\w\'()+,./:=? -]{1,70}?)"?(?:;|$)')
_NAME = re.compile(rb'^content-disposition:[^\r\n]*?;\s*name="([^"]{1,100})"', re.IGNORECASE | re.MULTILINE)
_FILE_NAME = re.compile(rb'^content-disposition:[^\r\n]*?;\s*filename="([^"\r\n]*)"', re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 8192  # bytes
_MOST_PARTS = 10_000


class NotFromOurPage(Exception):
    """A form that no page of ours has sent."""


@dataclass(frozen=True)
class Part:
    """`file`: the name of the file it is, or None of a field that was typed; "" where no file was chosen."""

    name: str
    file: str | None


class Multipart:
    """Each part is read, or passed over, before the next one is asked for. Raises NotFromOurPage for what no form of ours sends."""

    def __init__(self, content_type: str, chunks: AsyncIterator[bytes]) -> None:
        found = _BOUNDARY.match(content_type)
        if found is None:
            raise NotFromOurPage
        self._delimiter, self._chunks = b"\r\n--" + found[1].encode(), chunks
        self._typed = 0  # bytes, of all fields that were read as text
        self._buffer, self._inside = bytearray(b"\r\n"), True  # what stands before the first part is passed over like one

    async def parts(self) -> AsyncIterator[Part]:
        for _ in range(_MOST_PARTS):
            async for _ in self.pieces():
                pass
            if await self._begins_with(b"--"):
                return
            yield self._part(await self._head())
        raise HTTPException(413)

    async def typed(self) -> dict[str, list[str]]:
        """What was typed, as far as it stands before the first file. Raises HTTPException (413)."""
        said = dict[str, list[str]]()
        async for part in self.parts():
            if part.file is not None:
                break
            said.setdefault(part.name, []).append(await self.text())
        return said

    async def pieces(self) -> AsyncIterator[bytes]:
        """What is left of the part."""
        while self._inside:
            at = self._buffer.find(self._delimiter)
            whole = at if at >= 0 else max(0, len(self._buffer) - len(self._delimiter) + 1)
            piece = bytes(self._buffer[:whole])
            del self._buffer[: whole + (len(self._delimiter) if at >= 0 else 0)]
            self._inside = at < 0
            if piece:
                yield piece
            if self._inside:
                await self._more()

    async def text(self) -> str:
        """All of the part, of a field that was typed. Raises HTTPException (413) where all of them together are more than a form of ours has."""
        read = bytearray()
        async for piece in self.pieces():
            read += piece
            self._typed += len(piece)
            if self._typed > LARGEST:
                raise HTTPException(413)
        return read.decode(errors="replace")

    async def _head(self) -> bytes:
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > _LONGEST_HEAD:
                raise NotFromOurPage
            await self._more()
        head = bytes(self._buffer[:end])
        del self._buffer[: end + 4]
        self._inside = True
        return head

    async def _begins_with(self, expected: bytes) -> bool:
        while len(self._buffer) < len(expected):
            await self._more()
        return self._buffer.startswith(expected)

    async def _more(self) -> None:
        chunk = await anext(self._chunks, None)
        if chunk is None:
            raise NotFromOurPage
        self._buffer += chunk

    @staticmethod
    def _part(head: bytes) -> Part:
        name, file = _NAME.search(head), _FILE_NAME.search(head)
        if name is None:
            raise NotFromOurPage
        return Part(name[1].decode(errors="replace"), file[1].decode(errors="replace").replace("%22", '"') if file else None)
