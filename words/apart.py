"""A filled list read in a process of its own: `python -m words.apart MEGABYTES SECONDS`, the file on standard input.

Whatever the file does to whoever reads it, it does it here, and the door looks on. The limits are the process's own, set before a byte is read. On
standard output stands a line of JSON for each row, and one for how it ended: nothing wrong, or what a BadSheet says. A process that writes no such
last line was ended by a limit.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from words.bad_sheet import BadSheet, Place, SheetProblem
from words.registration_list import rows_of

_POLITE = 5  # whoever waits for an act goes first


def main(megabytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    os.nice(_POLITE)
    for line in _told(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _told(content: bytes) -> Iterator[Any]:
    ended: dict[str, Any] = {}
    try:
        yield from rows_of(content)
    except BadSheet as bad:
        ended = {
            "problem": bad.problem,
            "where": bad.where,
            "wanted": bad.wanted,
            "found": bad.found,
            "cells": [asdict(c) for c in bad.cells],
        }
    except MemoryError:
        ended = {"problem": SheetProblem.TOO_LARGE}
    yield ended


def understood(output: bytes) -> list[tuple[int, dict[str, Any]]]:
    """What a process said: each row's number and the body of its registration. Raises BadSheet, also where it was ended by a limit."""
    lines = [json.loads(line) for line in output.split(b"\n") if line] if output.endswith(b"\n") else []
    ended = lines.pop() if lines else None
    if not isinstance(ended, dict):
        raise BadSheet(SheetProblem.TOO_LARGE)
    if ended:
        raise BadSheet(**{**ended, "problem": SheetProblem(ended["problem"]), "cells": [Place(**cell) for cell in ended.get("cells", ())]})
    return [(number, body) for number, body in lines]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
