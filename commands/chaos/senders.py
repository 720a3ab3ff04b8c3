"""People who insist: each act is sent again under its key until it is answered, whatever happens meanwhile, and every answer is written down."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2

from commands.chaos.lives import PLAN_SHA256, Life, Send
from domain.acts import ACTS
from domain.numbers import address_of, path_of
from domain.zone import CITY_ZONE
from store.clock import now

ANSWERED_WITHIN = 240.0  # seconds: what is killed comes back within a few, and what is paused within forty
AGAIN_AFTER = 0.3
SENT_AGAIN, SENT_OTHERWISE = 0.2, 0.1  # of all answered acts
_DAYS_AHEAD = re.compile(r"\{in (\d+) days\}")


@dataclass(frozen=True)
class Told:
    """What somebody was told of one act, for good. `answer` is the body of it."""

    who: str
    act: str
    key: str
    status: int
    answer: Mapping[str, Any]

    @property
    def case(self) -> str:
        return str(self.answer.get("case", ""))

    @property
    def filing(self) -> str:
        return str(self.answer.get("filing", ""))


@dataclass
class Journal:
    """Everything anybody was told. `counts` are of what is no answer: connections that broke, receipts, outages."""

    told: list[Told] = field(default_factory=list)
    receipts: list[tuple[str, str]] = field(default_factory=list)  # (who, filing)
    counts: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass
class Senders:
    """`doors`: one client for each API. `tokens`: by person. `thinks_for`: seconds at most between two steps of a life.

    They think, so that whatever goes wrong falls into many lives.
    """

    doors: Sequence[httpx2.AsyncClient]
    tokens: Mapping[str, str]
    chance: random.Random
    thinks_for: float = 3.0
    journal: Journal = field(default_factory=Journal)

    async def live(self, life: Life) -> None:
        """One life. It ends early where an act of it is answered otherwise than it must be, which the journal then says."""
        streams: dict[str, str] = {}
        recorded: dict[str, Any] = {}
        for step in life:
            await asyncio.sleep(self.chance.uniform(0, self.thinks_for))
            answers = await asyncio.gather(*(self._insist(each, streams, recorded) for each in step))
            for sent, told in zip(step, answers, strict=True):
                if told is None or (told.status == 201) is sent.refused:
                    said = f"{told.status} {told.answer.get('reason', '')}" if told else "no answer"
                    self.journal.failed.append(f"{streams.get(sent.to, '')} {sent.act} by {sent.who}: {said}")
                    return
                if told.status == 201:
                    streams.setdefault("case", told.case)
                    recorded |= told.answer["fact"]
                    streams |= {name: str(told.answer["fact"][under]) for under, name in sent.opens.items()}

    async def _insist(self, sent: Send, streams: Mapping[str, str], recorded: Mapping[str, Any]) -> Told | None:
        key = UUID(int=self.chance.getrandbits(128)).hex
        body = {name: _meant(value, recorded) for name, value in sent.body.items()}
        act = ACTS[sent.act]
        address = f"{address_of(act.opens_stream)}{act.begins_at}" if act.opens_stream else f"{path_of(streams[sent.to])}/acts/{sent.act}"
        told = await self._answered(sent, key, address, body)
        if told is None:
            return None
        self.journal.told.append(told)
        draw = self.chance.random()
        if draw < SENT_AGAIN:
            again = await self._answered(sent, key, address, body)
            if again is None or (again.filing, again.status) != (told.filing, told.status):
                self.journal.changed.append(f"{told.filing}: told {told.status}, and sent again {again and again.status}")
        elif draw < SENT_AGAIN + SENT_OTHERWISE and told.status == 201:
            otherwise = await self._answered(sent, key, address, {**body, **_otherwise(sent)})
            if otherwise is None or (otherwise.status == 201 and _otherwise(sent)):
                self.journal.changed.append(f"{told.filing}: the same key with another body was recorded")
        return told

    async def _answered(self, sent: Send, key: str, address: str, body: Mapping[str, Any]) -> Told | None:
        """The answer for good, or None if there is none in time."""
        headers = {"Authorization": f"Bearer {self.tokens[sent.who]}", "Idempotency-Key": key}
        receipt = ""
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                while True:
                    door = self.chance.choice(self.doors)
                    try:
                        if receipt and self.chance.random() < 0.5:
                            answer = await door.get(f"/filings/{receipt}", headers=headers)
                        else:
                            answer = await door.post(address, json=body, headers=headers)
                    except httpx2.TransportError:
                        self.journal.counts["broken connections"] += 1
                    else:
                        self.journal.counts[str(answer.status_code)] += 1
                        if answer.status_code == 202:
                            receipt = str(answer.json()["filing"])
                            self.journal.receipts.append((sent.who, receipt))
                        elif answer.status_code not in (429, 503):
                            status = 201 if answer.status_code == 200 else answer.status_code
                            return Told(sent.who, sent.act, key, status, answer.json())
                    await asyncio.sleep(AGAIN_AFTER)
        except TimeoutError:
            return None


def _meant(value: Any, recorded: Mapping[str, Any]) -> Any:
    """With days and the recorded plan's hash put in."""
    match value:
        case Mapping():
            return {name: _meant(each, recorded) for name, each in value.items()}
        case list():
            return [_meant(each, recorded) for each in value]
        case str() if value == PLAN_SHA256:
            return recorded["plan_sha256"]
        case "{today}":
            return now().astimezone(CITY_ZONE).date().isoformat()
        case str() if ahead := _DAYS_AHEAD.fullmatch(value):
            return (now().astimezone(CITY_ZONE).date() + timedelta(days=int(ahead[1]))).isoformat()
    return value


def _otherwise(sent: Send) -> Mapping[str, str]:
    """Another body that is as well formed, or nothing where the act has no text to change."""
    text = next((name for name, value in sent.body.items() if isinstance(value, str) and " " in value), "")
    return {text: "Một nội dung khác hẳn."} if text else {}
