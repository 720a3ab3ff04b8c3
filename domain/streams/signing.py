"""One leave to sign for the head of an agency, as its own ledger tells it. The directory has it too, where it is asked (store/directory.py)."""

from dataclasses import dataclass
from datetime import datetime

from domain.facts import LeaveToSignGiven
from domain.streams.stream import Stream
from domain.vocabulary import Regime, SigningStage


@dataclass(frozen=True, kw_only=True)
class SigningPaper(Stream):
    """`given`: as it was given. `ended_at`: when it was ended before its time."""

    regime: Regime = Regime.HCMC2022
    stage: SigningStage | None = None
    reached: tuple[SigningStage, ...] = ()

    given: LeaveToSignGiven | None = None
    ended_at: datetime | None = None

    @property
    def opened_at(self) -> datetime | None:
        return self.given.at if self.given else None

    @property
    def title(self) -> str:
        return self.given.paper.number if self.given and self.given.paper else ""

    @property
    def is_over(self) -> bool:
        """Nothing is asked of anybody in it."""
        return True

    @property
    def named(self) -> tuple[str, ...]:
        return (self.given.person,) if self.given else ()
