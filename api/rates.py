"""How much one person may ask in a minute: generous to whoever works, and a wall before what a program left alone would do."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

SEARCH = "SEARCH"  # asking while one types: many in a minute, and all of them together still no way to copy the directory
_KINDS = {"GET": "reads", "HEAD": "reads", SEARCH: "searches"}


class TooOften(Exception):
    """The person has asked `most` times within a minute, and may ask again in `wait` seconds."""

    def __init__(self, most: int, wait: int) -> None:
        super().__init__(most, wait)
        self.most, self.wait = most, wait


class Rates:
    """Counted in the memory of this process: with two processes of the API, a person has twice as much; a start begins again."""

    def __init__(self, acts_per_minute: int, reads_per_minute: int, searches_per_minute: int) -> None:
        most = {"acts": acts_per_minute, "reads": reads_per_minute, "searches": searches_per_minute}
        self._items = {kind: RateLimitItemPerMinute(each) for kind, each in most.items()}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, person: str, method: str) -> None:
        """Raises TooOften. What is refused is not counted, so that whoever goes on knocking is let in again all the same."""
        kind = _KINDS.get(method, "acts")
        item = self._items[kind]
        if not self._limiter.hit(item, kind, person):
            opens = self._limiter.get_window_stats(item, kind, person).reset_time
            raise TooOften(item.amount, max(1, math.ceil(opens - time.time())))
