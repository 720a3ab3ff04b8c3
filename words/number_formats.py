"""What a number of a workbook shows, by its format: itself, a day, or something else (ECMA-376 part 1, 18.8.30)."""

import re
from datetime import date, timedelta
from enum import StrEnum


class Shown(StrEnum):
    ITSELF = "itself"
    DAY = "day"
    OTHERWISE = "otherwise"


PLAIN = frozenset({0, 1, 49})  # General, 0 and @
DAYS = frozenset(
    {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
)  # some of them differ by country; each shows a day or an hour
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # quoted, escaped, and what stands in brackets
_FIRST, _LAST = 61, 2_958_465  # 1900-03-01, before which Excel counts a day that never was; 9999-12-31
_WHOLE = 10**11  # from here on Excel shows a number as 1E+11


def shown_by(number: int, code: str = "") -> Shown:
    """`number`: of the format; `code`: as written, where it is the file's own."""
    if not code:
        return Shown.ITSELF if number in PLAIN else Shown.DAY if number in DAYS else Shown.OTHERWISE
    if code.lower() in ("general", "0", "@"):
        return Shown.ITSELF
    return Shown.DAY if any(letter in _ASIDE.sub("", code).lower() for letter in "dmyhs") else Shown.OTHERWISE


def whole(value: str) -> str:
    """A number that shows itself, or "" where what is shown depends on the column's width or on the country."""
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < _WHOLE else ""


def day(value: str, since_1904: bool) -> str:
    """The day a serial number counts to, as YYYY-MM-DD, or "" for an hour and for what is no day."""
    number = float(value) + (1462 if since_1904 else 0)
    if not number.is_integer() or not _FIRST <= number <= _LAST:
        return ""
    return (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()
