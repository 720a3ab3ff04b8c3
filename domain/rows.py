"""A row of the procedure: at this stage, under these regimes, this act is open to these offices, on this basis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.acts import Act
from domain.refusals import Reason
from domain.vocabulary import AnyStage, Office, Regime

Guard = Callable[[Any], Reason | None]
Basis = Mapping[Regime, str]


@dataclass(frozen=True)
class Row:
    """`basis` says under which regimes the row stands, and on what in each. A guard says why the act is not open (yet).

    `awaited` is False for what may be asked but for which nobody waits, and so stands on no worklist; `wanted` says whether anybody waits
    for it as the stream stands; `done_by` says that a person has done his part already: he may do it again, but nobody waits for him.
    """

    stage: AnyStage | None
    act: type[Act]
    offices: tuple[Office, ...]
    basis: Basis
    given: tuple[Guard, ...] = ()
    awaited: bool = True
    wanted: Callable[[Any], bool] | None = None
    done_by: Callable[[Any, str], bool] | None = None

    def is_awaited(self, stream: Any) -> bool:
        return self.awaited and (self.wanted is None or self.wanted(stream))

    def first_obstacle(self, stream: Any) -> Reason | None:
        return next((reason for guard in self.given if (reason := guard(stream))), None)


def nd73(basis: str) -> Basis:
    return {Regime.ND73: basis}


def plan(basis: str) -> Basis:
    return {Regime.HCMC2022: basis}


def both(nd73: str, plan: str = "") -> Basis:
    """The same row under both regimes; under the plan on the same basis, or on one of its own."""
    return {Regime.HCMC2022: plan or nd73, Regime.ND73: nd73}
