"""The worker, whole and as it is, but for orders that a test leaves in its home folder: to wait, to die, to be wrong.

Nothing of this stands in the product: the composition root finds other parts under the names it calls.
"""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import worker
from activities.registrar import Registrar
from activities.sweep import Sweep
from domain.acts import Evaluate
from domain.chapter import Conclusion
from domain.matter import Matter
from domain.procedure.chapters import CONCLUSIONS
from settings import settings

PATIENCE = 25  # seconds: an order that is never taken back must not hold a thread for good


class Order(StrEnum):
    WAIT_BEFORE_LOOKING = "wait-before-looking"
    WAIT_AFTER_COMMIT = "wait-after-commit"
    DIE_BEFORE_COMMIT = "die-before-commit"
    DIE_AFTER_COMMIT = "die-after-commit"
    A_BUG_IN_EVALUATION = "a-bug-in-evaluation"
    SWEEP_WITHOUT_GRACE = "sweep-without-grace"

    def lies_in(self, home: Path) -> Path:
        return home / f"order-{self}"

    @property
    def given(self) -> bool:
        return self.lies_in(settings().home).exists()

    def wait_while_given(self) -> None:
        until = time.monotonic() + PATIENCE
        while self.given and time.monotonic() < until:
            time.sleep(0.02)

    def die_if_given(self) -> None:
        """As by kill -9: nothing is cleaned up, nothing is told to anybody. The order is used up, so that the next worker lives."""
        if self.given:
            self.lies_in(settings().home).unlink()
            os.kill(os.getpid(), signal.SIGKILL)


class ObedientRegistrar(Registrar):
    """Between the registrar's transaction and everything around it."""

    def _answer(self, *args: Any, **more: Any) -> Any:
        Order.WAIT_BEFORE_LOOKING.wait_while_given()
        return _committed(super()._answer(*args, **more))

    def _look_at_the_clock(self, *args: Any, **more: Any) -> Any:
        spoken = super()._look_at_the_clock(*args, **more)
        return _committed(spoken) if spoken else None

    def record(self, *args: Any, **more: Any) -> Any:
        kept = super().record(*args, **more)
        Order.DIE_BEFORE_COMMIT.die_if_given()
        return kept


def _committed(standing: Any) -> Any:
    Order.DIE_AFTER_COMMIT.die_if_given()
    Order.WAIT_AFTER_COMMIT.wait_while_given()
    return standing


def _with_a_bug(conclude_rightly: Callable[[Evaluate, Matter], Any]) -> Callable[[Evaluate, Matter], Any]:
    def conclude_wrongly(act: Evaluate, matter: Matter) -> Any:
        if Order.A_BUG_IN_EVALUATION.given and act.item == "W1":
            raise KeyError("planted")
        return conclude_rightly(act, matter)

    return conclude_wrongly


if __name__ == "__main__":
    CONCLUSIONS[Evaluate] = Conclusion(Evaluate, _with_a_bug(CONCLUSIONS[Evaluate].rule))
    parts: dict[str, Any] = {"Registrar": ObedientRegistrar}
    if Order.SWEEP_WITHOUT_GRACE.given:
        parts |= {"Sweep": partial(Sweep, grace=timedelta(0)), "SWEEP_EVERY": timedelta(seconds=2)}
    vars(worker).update(parts)
    asyncio.run(worker.main())
