"""A story played at the windows of a town: every act from its page, time by the registrar's clock. What nobody could send from a page goes to the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx2
from pydantic import ValidationError

from api.pages.forms import fields_of, typed_from
from domain.acts import ACTS
from domain.numbers import PATHS, path_of
from rehearsal.client import DoorClient
from rehearsal.course import Course, StoryClock
from rehearsal.player import Player
from rehearsal.story import Story
from store.upkeep import pending
from tests.pages.towns import CHECK, Town
from tests.pages.windows import NotThere
from tests.record.counter import Counter


@dataclass
class ByPages(DoorClient):
    """`first`: the act from which on pages are used; what comes before it is sent as programs do. `filed`: what came from its page.

    `besides`: what no page took and stands all the same.
    """

    town: Town
    first: str = ""
    filed: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)

    async def send(self, who: str, act: str, case: str, body: Mapping[str, Any], key: str = "") -> httpx2.Response:
        self.first = "" if act == self.first else self.first
        if self.first:
            return await self._by_the_door(who, act, case, body)
        if number := await self._by_page(who, act, case, body):
            self.filed.append(act)
            return await self.get(who, f"/filings/{number}")
        answer = await self._by_the_door(who, act, case, body)
        self.besides += [act] if answer.status_code < 400 else []
        return answer

    async def _by_the_door(self, who: str, act: str, case: str, body: Mapping[str, Any]) -> httpx2.Response:
        answer = await super().send(who, act, case, body)
        self.town.answer()
        return await self.get(who, f"/filings/{answer.json()['filing']}") if answer.status_code == 202 else answer

    async def _by_page(self, who: str, act: str, case: str, body: Mapping[str, Any]) -> str:
        """The number of what was filed; or "" where the page says before anything is sent that it cannot be: no such page, no form, something to put right."""
        window, kind = await self.town.at_window(who), ACTS[act].opens_stream
        address = f"/counter/{PATHS[kind]}{ACTS[act].begins_at}/new" if kind else f"/counter{path_of(case)}/acts/{act}"
        await window.go(address)
        assert window.status in (200, 404), (address, window.status)
        if not await window.offers(CHECK):
            return ""
        try:
            body = ACTS[act].model_validate(body).model_dump(mode="json", by_alias=True, exclude_defaults=True)
        except ValidationError:
            return ""
        try:
            return await self.town.send(window, typed_from(fields_of(ACTS[act]), body))
        except NotThere:  # what no page offers nobody sends from one
            return ""


class CountersClock(StoryClock):
    """The story's time is the counter's."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter

    def now(self) -> datetime:
        return self._counter.moment

    def move_to(self, moment: datetime) -> None:
        self._counter.moment = max(moment, self._counter.moment)


@dataclass
class ByTheCounter:
    """Moves time on where no Temporal is: the registrar looks when something is due."""

    counter: Counter

    async def move_to(self, moment: datetime) -> None:
        self.counter.moment = max(moment, self.counter.moment)

    async def nudge(self, number: str) -> None:
        self.counter.tick(number)


class WithoutWorkers(Course):
    """Notices stay owed: nobody sends them here."""

    async def settle(self) -> None:
        while due := pending.due(self.clock.now(), self.store):
            for number in due:
                await self.mover.nudge(number)


def player(story: Story, town: Town, first: str = "") -> Player:
    """Of one story under its first rules; the counter's clock goes to where it begins."""
    counter = town.street.counter
    counter.moment = max(counter.moment, story.begins or counter.moment)
    course = WithoutWorkers(CountersClock(counter), counter.laws.calendar, counter.store, ByTheCounter(counter), counter.sealer)
    return Player(ByPages(town.street.door.config, town.street.door.http, town, first), story, course=course)
