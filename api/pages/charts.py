"""Pictures of numbers: where a bar begins and how long it is. Each picture stands beside a table that says the same; a rule is nowhere in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WHOLE = 100.0


@dataclass(frozen=True)
class Bar:
    """`begins`, `long`: in hundredths of the whole. `look`: which colour it has (static/khien.css)."""

    look: str
    begins: float
    long: float


def shares(counted: Mapping[str, int]) -> tuple[Bar, ...]:
    """One bar of several parts, that together are the whole; none where nothing was counted."""
    whole, begins, bars = sum(counted.values()), 0.0, list[Bar]()
    for look, count in counted.items():
        if count:
            bars.append(Bar(look, round(begins, 2), round(count * WHOLE / whole, 2)))
            begins += count * WHOLE / whole
    return tuple(bars)


def beside(counts: Iterable[int], most: int, look: str = "") -> tuple[Bar, ...]:
    """As many bars as counts, each beginning where the one before ends; `most` of them would be the whole."""
    begins, bars = 0.0, list[Bar]()
    for count in counts:
        long = count * WHOLE / most if most else 0.0
        bars.append(Bar(look, round(begins, 2), round(long, 2)))
        begins += long
    return tuple(bars)


def columns(counts: Iterable[int]) -> tuple[Bar, ...]:
    """Bars that stand upright, the highest as high as the picture; `begins` is the top of each."""
    counted = tuple(counts)
    highest = max(counted, default=0) or 1
    return tuple(Bar("", round(WHOLE - count * WHOLE / highest, 2), round(count * WHOLE / highest, 2)) for count in counted)
