"""When the clocks speak and to whom: the rungs of a rule set's ladder."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from domain.law.parameter import Data, Parameter
from domain.vocabulary import ClockKind, Office


class Rung(Data):
    """When a clock speaks, and to whom. It reminds when work begins on its day, and escalates when its day has ended; it never decides.

    `working_days`: from the last day of the clock, negative before it. `clocks`: those it belongs to; none named means all. `tells`: who hears of it
    beside those who always do. `name`: for ever part of the entry's number, so that each rung speaks once.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    says: Literal["remind", "escalate"]
    working_days: int
    basis: str
    clocks: tuple[ClockKind, ...] = ()
    tells: tuple[Office, ...] = ()
    provisional: bool = False
    note: str = ""

    @property
    def place(self) -> tuple[int, bool]:
        """On one day the reminder comes first: it goes out in the morning."""
        return self.working_days, self.says == "escalate"


class Ladder(Data):
    """The rungs of every clock. The first sets name only how long before the day they remind; they escalate once, when it is over."""

    remind_working_days_before: Parameter[int] | None = None
    rungs: tuple[Rung, ...] = ()

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.remind_working_days_before is None) == (not self.rungs):
            raise ValueError("a ladder has rungs, or says how many working days before the day it reminds: one of the two")
        for kind, rungs in self.by_clock.items():
            names, places = [rung.name for rung in rungs], [rung.place for rung in rungs]
            if len({*names}) < len(names) or len({*places}) < len(places):
                raise ValueError(f"{kind}: two rungs of one name, or of one moment: {', '.join(names)}")
            if any(rung.says == "escalate" and rung.working_days < 0 for rung in rungs):
                raise ValueError(f"{kind}: nothing is late before its day is over, so nothing can be escalated then")
            if not any(rung.says == "escalate" for rung in rungs):
                raise ValueError(f"{kind}: no rung escalates, so its silence would be told to nobody")
        return self

    @cached_property
    def by_clock(self) -> Mapping[ClockKind, tuple[Rung, ...]]:
        """The rungs of each clock, in the order they speak."""
        rungs = self.rungs
        if days := self.remind_working_days_before:
            rungs = (
                Rung(name="remind", says="remind", working_days=-days.value, basis=days.basis, provisional=days.provisional),
                Rung(name="escalate", says="escalate", working_days=0, basis=days.basis, provisional=days.provisional),
            )
        return {kind: tuple(sorted((r for r in rungs if not r.clocks or kind in r.clocks), key=lambda r: r.place)) for kind in ClockKind}
