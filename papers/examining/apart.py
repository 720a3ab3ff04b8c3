"""A file examined in a process of its own: `python -m papers.examining.apart MEGABYTES SECONDS ORDER`, the file itself as standard input.

Whatever the file does to whoever reads it, it does it here, and the door looks on. The limits are the process's own, set before a byte is read:
memory, time of the processor, no file written, no other program, no network. On standard output stand lines as papers.examining.answer has them.
"""

import logging
import mmap
import os
import re
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from papers.examining import packages, pdf, text
from papers.examining.answer import MOST_SIGNATURES, Signature, Unfit, as_said, line
from papers.examining.kinds import KINDS, kind_of
from papers.examining.order import Order

_POLITE = 5  # whoever waits for an act goes first
_PATIENT = 10  # seconds by the clock for one of the processor, on a machine that is busy elsewhere
_ELSEWHERE = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def main(megabytes: int, seconds: int, order: Order) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    signal.alarm(seconds * _PATIENT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_POLITE)
    sys.addaudithook(_nowhere_else)
    logging.disable()
    for said in examined(sys.stdin.buffer, order):
        sys.stdout.write(line(said))
        sys.stdout.flush()


def examined(file: BinaryIO, order: Order) -> Iterator[Mapping[str, Any]]:
    """What is said of it, line by line. The first line decides; signatures come before the text, which may be long."""
    try:
        kind = kind_of(file, order.extension, order.kinds)
        if kind == "pdf":
            pdf.look_through(pdf.opened(file))
        elif kind in ("docx", "xlsx"):
            packages.look_through(file)
    except Unfit as unfit:
        yield {"refused": unfit.why, "found": unfit.found, "wanted": unfit.wanted}
        return
    yield {"kind": kind, "media_type": KINDS[kind].media_type}
    if kind == "pdf" and (claimed := _signatures_claimed(file)):
        yield {"signatures": as_said((Signature(),) * claimed)}  # stands, if verifying them ends the process, or cannot begin
        yield from _signatures(file, order)
    for piece in text.pieces(file, kind):
        yield {"text": piece}


def _signatures_claimed(file: BinaryIO) -> int:
    """As many as there may be, without reading the PDF: each names the range of bytes it covers."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return sum(1 for _ in islice(re.finditer(b"/ByteRange", content), MOST_SIGNATURES))


def _signatures(file: BinaryIO, order: Order) -> Iterator[Mapping[str, Any]]:
    from papers.examining import signatures  # half a second, which only a signed file costs

    with suppress(Exception):  # pyhanko reads more strictly than whoever opens the file
        verified = signatures.verified(file, Path(order.roots) if order.roots else None, datetime.fromisoformat(order.at))
        yield {"signatures": as_said(tuple(verified))}


def _nowhere_else(event: str, _: object) -> None:
    if event.startswith(_ELSEWHERE):
        raise PermissionError(event)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Order.from_argument(sys.argv[3]))
