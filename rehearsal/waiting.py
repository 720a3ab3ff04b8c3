"""Waiting for something that nobody announces: it is looked at, again and again."""

import asyncio
import math
from collections.abc import Awaitable, Callable

LOOKED_AT_EVERY = 0.2  # seconds


async def until(true: Callable[[], Awaitable[bool]], *, within: float = math.inf, every: float = LOOKED_AT_EVERY) -> bool:
    """Whether it came true within so many seconds. It is looked at once at least."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while not await true():
        if loop.time() >= deadline:
            return False
        await asyncio.sleep(every)
    return True
