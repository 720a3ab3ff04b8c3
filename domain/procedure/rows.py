"""A row of the procedure: at these stages, under these regimes, this act is open to these offices, on this basis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from domain.acts import Act
from domain.refusals import Reason
from domain.streams.stream import Stream
from domain.vocabulary import AnyStage, Office, Regime, Stage

S = TypeVar("S", bound=Stream)

# A guard lets through what its name says, and otherwise gives the reason why the act is not open (yet).
Guard = Callable[[S], Reason | None]


@dataclass(frozen=True)
class Row(Generic[S]):
    """`nd73`, `hcmc2022`: on what the row stands under that regime; "" where it does not stand. `both`: the same under either.

    `on_worklist` is False for what may be asked but for which nobody waits. `wanted_when` says whether anybody waits for it as the stream is now;
    `already_done_by`, that a person has done their part: they may do it again, but nobody waits for them. `turn_of`: which of the offices are waited
    for as the stream is now; without it, all.
    """

    act: type[Act]
    at: AnyStage | tuple[AnyStage, ...] | None
    to: Office | tuple[Office, ...]
    nd73: str = ""
    hcmc2022: str = ""
    both: str = ""
    guards: tuple[Guard[S], ...] = ()
    on_worklist: bool = True
    wanted_when: Callable[[S], bool] | None = None
    already_done_by: Callable[[S, str], bool] | None = None
    turn_of: Callable[[S], tuple[Office, ...]] | None = None

    @cached_property
    def stages(self) -> tuple[AnyStage | None, ...]:
        """Where it stands; None before a stream has begun."""
        return self.at if isinstance(self.at, tuple) else (self.at,)

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return self.to if isinstance(self.to, tuple) else (self.to,)

    @cached_property
    def basis(self) -> Mapping[Regime, str]:
        """Under which regimes it stands, and on what."""
        said = {Regime.HCMC2022: self.hcmc2022 or self.both, Regime.ND73: self.nd73 or self.both}
        return {regime: basis for regime, basis in said.items() if basis}

    def regimes_at(self, stage: AnyStage | None) -> tuple[Regime, ...]:
        """The regimes that know that stage: the city's stage is the plan's alone."""
        return tuple(regime for regime in self.basis if stage is not Stage.CITY_APPRAISAL or regime is Regime.HCMC2022)

    def is_awaited(self, stream: S) -> bool:
        return self.on_worklist and (self.wanted_when is None or self.wanted_when(stream))

    def turns(self, stream: S) -> tuple[Office, ...]:
        """Whose turn it is, in the order of the row."""
        waited_for = self.turn_of(stream) if self.turn_of else self.offices
        return tuple(office for office in self.offices if office in waited_for)

    def is_done_by(self, person: str, stream: S) -> bool:
        return self.already_done_by is not None and self.already_done_by(stream, person)

    def first_obstacle(self, stream: S) -> Reason | None:
        return next((reason for guard in self.guards if (reason := guard(stream))), None)
