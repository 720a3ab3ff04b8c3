"""A long list is handed over in portions, so that whoever registers beside it finds the workers free within seconds."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from temporalio import activity

from activities.effects import Nudge, wake

StillWaiting = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True)
class Pace:
    """`portion`: how many of a list are in hand at once; the times are in seconds. A case that has no answer after `patience` holds up nobody."""

    portion: int = 10
    look_again: float = 0.25
    patience: float = 30.0


async def hand_over(
    numbers: Sequence[str], nudge: Nudge, still_waiting: StillWaiting, pace: Pace | None = None, within: float = float("inf")
) -> int:
    """Wake each in order, the next as soon as fewer than a portion of those woken wait: how many were woken within that time."""
    pace, left, in_hand, ends = pace or Pace(), deque(numbers), dict[str, float](), time.monotonic() + within
    while left and time.monotonic() < ends:
        some = [left.popleft() for _ in range(min(pace.portion - len(in_hand), len(left)))]
        await wake(some, nudge)
        in_hand |= dict.fromkeys(some, time.monotonic() + pace.patience)
        if left:
            await asyncio.sleep(pace.look_again)
            activity.heartbeat()
            waiting = await asyncio.to_thread(still_waiting, [*in_hand])
            in_hand = {number: until for number, until in in_hand.items() if number in waiting and time.monotonic() < until}
    return len(numbers) - len(left)
