"""Asking a scanner whether a file is clean, as ClamAV's daemon is asked: INSTREAM, so that it need not see our shelf. Some of the file at a time."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass

WAITS = 60.0  # seconds for one answer, or for taking one piece
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """No scanner answers, or it did not come to an end with this file: nothing is known of it yet."""


@dataclass(frozen=True)
class Verdict:
    """`found`: what the scanner calls it; "" where it found nothing. `by`: the scanner with the version of its signatures."""

    found: str
    by: str


def scan(chunks: Iterable[bytes], address: str) -> Verdict:
    """`address`: host:port, or "" where there is no scanner. Raises ScannerAway; whatever reading the chunks raises."""
    if not address:
        raise ScannerAway("none is set")
    by = _asked(b"zVERSION\0", (), address)
    said = _asked(b"zINSTREAM\0", chunks, address)
    if said == "stream: OK":
        return Verdict("", by)
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(said.removeprefix("stream: ").removesuffix(" FOUND"), by)
    raise ScannerAway(said)


def _asked(command: bytes, chunks: Iterable[bytes], address: str) -> str:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), WAITS) as link:
            link.sendall(command)
            for chunk in chunks:
                link.sendall(len(chunk).to_bytes(4, "big") + chunk)
            if command == b"zINSTREAM\0":
                link.sendall(bytes(4))
            return _answer(link)
    except (OSError, ValueError) as error:
        raise ScannerAway(type(error).__name__) from error


def _answer(link: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER and (more := link.recv(LONGEST_ANSWER)):
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")
