"""Two at once, as two workers or two senders would be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

R = TypeVar("R")


def at_once(*calls: Callable[[], R]) -> list[R | Exception]:
    """Start all together; give back what each returned or raised."""
    start = Barrier(len(calls), timeout=30)

    def run(call: Callable[[], R]) -> R | Exception:
        start.wait()
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls, timeout=60))
