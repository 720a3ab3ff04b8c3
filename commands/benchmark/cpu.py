"""Which process spends how much CPU: user and system time, its children's included, less what it spends when nothing is asked of it."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

import psutil

Seconds = dict[str, float]


@dataclass(frozen=True)
class Reading:
    """The counters at one moment."""

    at: float
    cpu: Seconds

    @classmethod
    def of(cls, processes: Mapping[str, psutil.Process]) -> "Reading":
        return cls(time.perf_counter(), {name: _spent(process) for name, process in processes.items()})

    def since(self, earlier: "Reading", idle: Mapping[str, float]) -> Seconds:
        """CPU seconds spent between two readings, less each process's idle rate (CPU seconds per second) for as long as it took."""
        elapsed = self.at - earlier.at
        return {name: spent - earlier.cpu[name] - idle.get(name, 0.0) * elapsed for name, spent in self.cpu.items()}


def _spent(process: psutil.Process) -> float:
    family = (process, *process.children(recursive=True))
    own = sum(times.user + times.system for times in (each.cpu_times() for each in family))
    gone = process.cpu_times()
    return float(own + gone.children_user + gone.children_system)


async def idle_rates(processes: Mapping[str, psutil.Process], seconds: float) -> Seconds:
    """What each process spends per second while it only waits: polls, heartbeats, housekeeping."""
    before = Reading.of(processes)
    await asyncio.sleep(seconds)
    after = Reading.of(processes)
    elapsed = after.at - before.at
    return {name: spent / elapsed for name, spent in after.since(before, {}).items()}
