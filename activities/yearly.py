"""Opening the yearly campaign: once a year, whoever asks and however often."""

import asyncio
from datetime import datetime

import structlog
from temporalio import activity

from activities.effects import Nudge
from activities.failures import for_temporal
from activities.registrar import CLOCKS_MAY_DIFFER, Registrar
from domain.campaigns.duty import opened_by_the_calendar
from domain.numbers import YEARLY
from domain.numbers import yearly_campaign as number_of_year
from domain.procedure.chapters import after
from domain.streams.campaign import Campaign
from domain.vocabulary import Regime
from domain.zone import CITY_ZONE
from store import directory
from store.clock import Now, now
from store.engine import Store, lock
from store.policies import Lawbook
from store.record import streams
from store.record.yearly import yearly_campaign

log = structlog.get_logger()


class Yearly:
    """The registrar records what this opens; `nudge` starts the campaign's workflow."""

    def __init__(self, store: Store, lawbook: Lawbook, registrar: Registrar, nudge: Nudge, clock: Now = now) -> None:
        self._store, self._lawbook, self._registrar, self._nudge, self._now = store, lawbook, registrar, nudge, clock

    @activity.defn(name="open_yearly")
    async def open(self, fired: datetime | None) -> str:
        """The number of the campaign of that year, opened now or before; "" where none is to be opened. `fired`: for which moment the Schedule did."""
        with for_temporal("yearly"):
            number = await asyncio.to_thread(self._opened, fired)
            if number:
                await self._nudge(number)
            return number

    def _opened(self, fired: datetime | None) -> str:
        self._registrar.answer_what_waits(YEARLY)  # whoever paused it before it opens has paused it, whatever wakes first
        moment = self._now()
        year = (fired or moment).astimezone(CITY_ZONE).year
        number = number_of_year(year)
        with self._registrar.writing() as session:
            lock(number, session)
            kept = streams.load(number, session)
            if kept.stream.stage is not None:
                return number
            campaign = yearly_campaign(session)
            if campaign is None or campaign.definition is None or not campaign.opens_by_itself:
                log.warning("yearly.not_opened", campaign=number, why="paused" if campaign else "not set up")
                return ""
            definition, today = campaign.definition, moment.astimezone(CITY_ZONE).date()
            if definition.opens_in(year) > moment + CLOCKS_MAY_DIFFER or today > definition.closes_in(year):
                log.warning("yearly.not_opened", campaign=number, why="outside its window")
                return ""
            law = self._lawbook.in_force(Regime.HCMC2022, today, session)
            asked = (*definition.agencies, *directory.of_kinds(definition.kinds, today, session))
            known = directory.slice_for((definition.agency, *asked), (), today, session)
            assert isinstance(kept.stream, Campaign)
            fact = opened_by_the_calendar(definition, campaign.entry, year, moment, asked, law, known)
            those = streams.directory_for(after(fact, kept.stream), (), today, session)
            self._registrar.record(fact, kept, f"{number}/opened", law, those, session)
        log.info("yearly.opened", campaign=number, under_duty=len(fact.duty))
        return number
