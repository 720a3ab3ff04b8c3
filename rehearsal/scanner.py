"""The demo's scanner: it speaks as ClamAV's daemon does, knows one thing that is harmful, the EICAR test string, and keeps nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from settings import settings

HOST = "127.0.0.1"
# https://www.eicar.org: harmless, and found by every scanner. In two pieces, so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CALLED = "Eicar-Test-Signature"
VERSION = "Khiên DEMO 1"


def scanner_port(smtp_port: int) -> int:
    """Three above the mail server's."""
    return smtp_port + 3


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One command of a connection, as clamd(8) has them: VERSION or INSTREAM, ended by NUL."""
    try:
        command = await reader.readuntil(b"\0")
        said = VERSION if command == b"zVERSION\0" else await _of_stream(reader) if command == b"zINSTREAM\0" else "UNKNOWN COMMAND"
        writer.write(said.encode() + b"\0")
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # whoever asked has gone
    finally:
        writer.close()


async def _of_stream(reader: asyncio.StreamReader) -> str:
    found, last = False, b""
    while length := int.from_bytes(await reader.readexactly(4), "big"):
        last += await reader.readexactly(length)
        found = found or EICAR in last
        last = last[-len(EICAR) :]
    return f"stream: {CALLED} FOUND" if found else "stream: OK"


@asynccontextmanager
async def scanning(port: int = 0) -> AsyncIterator[str]:
    """The scanner, for as long as it is wanted: its address."""
    async with await asyncio.start_server(answer, HOST, port) as server:
        yield f"{HOST}:{server.sockets[0].getsockname()[1]}"


async def main(port: int) -> None:
    async with await asyncio.start_server(answer, HOST, port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(settings().scanner.rpartition(":")[2])))
