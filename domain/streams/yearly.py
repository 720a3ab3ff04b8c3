"""The yearly campaign as it is set up, as its own ledger tells it. The campaigns it opens are streams of their own."""

from dataclasses import dataclass
from datetime import datetime

from domain.facts import YearlyDefinition
from domain.streams.stream import Stream
from domain.vocabulary import Regime, YearlyStage


@dataclass(frozen=True, kw_only=True)
class YearlyCampaign(Stream):
    """`entry`: the number of the fact that gave the definition that holds; a campaign it opens names it. `note`: why it was paused or resumed."""

    regime: Regime = Regime.HCMC2022
    stage: YearlyStage | None = None
    reached: tuple[YearlyStage, ...] = ()

    definition: YearlyDefinition | None = None
    entry: int = 0
    note: str = ""
    set_up_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def opened_at(self) -> datetime | None:
        return self.set_up_at

    @property
    def title(self) -> str:
        return self.definition.heading if self.definition else ""

    @property
    def is_over(self) -> bool:
        """Nothing follows by itself in it: the Schedule opens the campaigns."""
        return True

    @property
    def opens_by_itself(self) -> bool:
        return self.stage is YearlyStage.RUNNING
