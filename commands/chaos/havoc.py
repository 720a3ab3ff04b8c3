"""What goes wrong: parts are killed and paused, one after the other or two at once, in an order that a seed decides."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from commands.chaos.installation import DATABASE, TEMPORAL, Installation

AWAY = (0.0, 3.0)  # seconds a killed part stays dead
PAUSES = (5.0, 15.0, 40.0)  # the last is longer than any attempt may take (workflows/steps.py)
QUIET = (1.0, 4.0)  # seconds between two misfortunes
EVERY_NTH_PAUSES = 4


@dataclass
class Havoc:
    """So many misfortunes, all told: kills of every part in turn, and pauses of workers and APIs between them."""

    installation: Installation
    chance: random.Random
    say: Callable[[str], None] = lambda _: None
    killed: Counter[str] = field(default_factory=Counter)
    paused: Counter[str] = field(default_factory=Counter)

    async def wreak(self, kills: int, pauses: tuple[float, ...] = PAUSES) -> None:
        """Until all have happened, and everything serves again. Raises DoesNotServe."""
        victims = list(self.installation.parts)
        longest_first = sorted(pauses, reverse=True)
        for n in range(kills):
            if n % len(victims) == 0:
                self.chance.shuffle(victims)
            await asyncio.sleep(self.chance.uniform(*QUIET))
            await self._kill(victims[n % len(victims)])
            if n % EVERY_NTH_PAUSES == 0 and longest_first:
                await self._pause(longest_first[n // EVERY_NTH_PAUSES % len(longest_first)])

    async def _kill(self, part: str) -> None:
        self.installation.kill(part)
        self.killed[_kind(part)] += 1
        self.say(f"killed {part}")
        await asyncio.sleep(self.chance.uniform(*AWAY))
        await self.installation.start(part)

    async def _pause(self, seconds: float) -> None:
        part = self.chance.choice([*self.installation.workers, *self.installation.apis])
        self.paused[_kind(part)] += 1
        self.say(f"paused {part} for {seconds:.0f} s")
        async with self.installation.paused(part):
            await asyncio.sleep(seconds)


def _kind(part: str) -> str:
    return part if part in (TEMPORAL, DATABASE) else part.partition(" ")[0]
