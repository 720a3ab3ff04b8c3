"""On which line of a TOML file a key stands: the parser does not say, and whoever must put a rule right looks for it."""

import re
from collections.abc import Sequence

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-]+|\"[^\"]+\")\s*=")
_MARKS = re.compile(r'"""|\'\'\'|#')  # of a string of several lines, and of a comment
_ABOUT = re.compile(r"(?:Value error, )?(.+?)(?=: )")

Place = Sequence[str | int]


def line_of(text: str, place: Place) -> int:
    """The line (from 1) of the key at that place, or of the nearest table around it; 1 where the file has neither. Places in arrays count from 0."""
    wanted = tuple(map(str, place))
    best, nearest, table, counted, inside = 1, 0, tuple[str, ...](), dict[str, int](), ""
    for number, line in enumerate(text.splitlines(), start=1):
        begins_inside, inside = inside, _left_open(line, inside)
        if begins_inside:
            continue
        if found := _TABLE.match(line):
            names = tuple(part.strip().strip('"') for part in found[2].split("."))
            if found[1] == "[[":
                counted[found[2]] = counted.get(found[2], -1) + 1
                names = (*names, str(counted[found[2]]))
            here = table = names
        elif found := _KEY.match(line):
            here = (*table, *(part.strip('"') for part in found[1].split(".")))
        else:
            continue
        if len(here) > nearest and wanted[: len(here)] == here:
            best, nearest = number, len(here)
    return best


def line_saying(fault: str, text: str, line: int) -> int:
    """The line from that one on on which stands what the fault is about, where it begins with it (`{name}: ...`, `"name": ...`); or that line itself."""
    about = _ABOUT.match(fault)
    lines = text.splitlines()[line - 1 :]
    return next((line + n for n, each in enumerate(lines) if about and about[1] in each and not each.startswith("#")), line)


def _left_open(line: str, inside: str) -> str:
    """The marks of the string that goes on in the next line, or ""."""
    for found in _MARKS.finditer(line):
        if not inside and found[0] == "#":
            break
        if not inside:
            inside = found[0]
        elif inside == found[0]:
            inside = ""
    return inside
