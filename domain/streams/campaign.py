"""One registration campaign as its own ledger tells it so far: which agencies owe a registration, and which have made theirs.

It learns of a registration only while that agency still owes one, so that its ledger grows with the agencies and never with the registrations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from domain.streams.stream import Stream
from domain.vocabulary import CampaignStage, Regime

BASIS = "HCMC2022: road map"


@dataclass(frozen=True, kw_only=True)
class Campaign(Stream):
    """`owes`: how many registrations each agency still owes; one that owes none has `fulfilled` its duty, was waived, or was never under it.

    `waived`: why, by agency. `moved`: who took over from an agency that has ended meanwhile. `year`: of a yearly campaign.
    """

    regime: Regime = Regime.HCMC2022
    stage: CampaignStage | None = None
    reached: tuple[CampaignStage, ...] = ()

    heading: str = ""
    year: int | None = None
    directive: str = ""
    opened_on: datetime | None = None
    closes_on: date | None = None
    focus_area: str = ""
    at_least: int = 1
    owes: Mapping[str, int] = field(default_factory=dict)
    fulfilled: tuple[str, ...] = ()
    waived: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def opened_at(self) -> datetime | None:
        return self.opened_on

    @property
    def is_over(self) -> bool:
        return self.stage is CampaignStage.CLOSED

    @property
    def title(self) -> str:
        return self.heading

    @property
    def owing(self) -> tuple[str, ...]:
        """The agencies whose registrations are missing, by code."""
        return tuple(sorted(code for code, left in self.owes.items() if left))

    @property
    def debtors(self) -> tuple[str, ...]:
        return self.owing

    @property
    def duty(self) -> tuple[str, ...]:
        """Every agency under duty, those too that have done it or need not do it any more."""
        return tuple(sorted({*self.owes, *self.fulfilled, *self.waived}))

    @property
    def consulted(self) -> tuple[str, ...]:
        """Whoever is under duty may read it."""
        return self.duty

    @property
    def asked(self) -> tuple[str, ...]:
        """Until it is closed, whoever is under duty: the duty passes to a successor, done or not."""
        return self.duty if self.is_open else ()

    @property
    def is_open(self) -> bool:
        """Late registrations still count, until somebody closes it."""
        return self.stage in (CampaignStage.OPEN, CampaignStage.CLOSING)

    def once_late(self) -> Self:
        """Its window is over; a person closes it."""
        return replace(self, stage=CampaignStage.CLOSING) if self.stage is CampaignStage.OPEN else self

    def passed_on(self, heirs: Mapping[str, str]) -> Self:
        """With the duties of agencies that have ended passed on: what both have registered counts for the one that is left."""
        campaign = super().passed_on(heirs)
        for was, now in heirs.items():
            campaign = campaign._with_duty_of(was, now) if was in campaign.duty else campaign
        return campaign

    def _with_duty_of(self, was: str, now: str) -> Self:
        owes = {code: left for code, left in self.owes.items() if code not in (was, now)}
        fulfilled = tuple(code for code in self.fulfilled if code not in (was, now))
        waived = {code: why for code, why in self.waived.items() if code not in (was, now)}
        left = max(0, self.at_least - self._done(was) - self._done(now))
        if now in self.waived or (was in self.waived and now not in self.duty):
            waived[now] = self.waived.get(now) or self.waived[was]
        elif left:
            owes[now] = left
        else:
            fulfilled = (*fulfilled, now)
        return replace(self, owes=owes, fulfilled=fulfilled, waived=waived, moved={**self.moved, was: now})

    def _done(self, agency: str) -> int:
        """How many of those it owed it has registered."""
        return self.at_least - self.owes[agency] if agency in self.owes else self.at_least if agency in self.fulfilled else 0

    def heir(self, agency: str) -> str:
        """Who has the duty of that agency now."""
        while agency in self.moved:
            agency = self.moved[agency]
        return agency
