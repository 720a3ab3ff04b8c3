"""One paper of who signs for the head of an agency, as its own ledger tells it: leave to sign, or an absence with who takes the work meanwhile.

The directory has it too, where it is asked (store/directory.py).
"""

from dataclasses import dataclass
from datetime import datetime

from domain.facts import AbsenceAnnounced, LeaveToSignGiven
from domain.streams.stream import Stream
from domain.vocabulary import Regime, SigningStage


@dataclass(frozen=True, kw_only=True)
class SigningPaper(Stream):
    """`given`: leave to sign, as it was given. `absence`: as it was announced. One of the two. `ended_at`: when it was ended before its time."""

    regime: Regime = Regime.HCMC2022
    stage: SigningStage | None = None
    reached: tuple[SigningStage, ...] = ()

    given: LeaveToSignGiven | None = None
    absence: AbsenceAnnounced | None = None
    ended_at: datetime | None = None

    @property
    def _begun(self) -> LeaveToSignGiven | AbsenceAnnounced | None:
        return self.given or self.absence

    @property
    def opened_at(self) -> datetime | None:
        return self._begun.at if self._begun else None

    @property
    def title(self) -> str:
        return self._begun.paper.number if self._begun and self._begun.paper else ""

    @property
    def is_over(self) -> bool:
        """Nothing is asked of anybody in it."""
        return True

    @property
    def named(self) -> tuple[str, ...]:
        """Who signs, or takes the work."""
        signs = self.given.person if self.given else self.absence.substitute if self.absence else ""
        return (signs,) if signs else ()
