"""The whole front door over one database, without Temporal: what is received waits until the test has it examined."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlmodel import SQLModel

from domain.acts import Act
from domain.numbers import path_of
from domain.people.standpoint import Standpoint
from rehearsal.client import DoorClient
from store.record import streams
from tests.doorstep import beside_a_counter
from tests.record.counter import Counter


class Standing:
    """The door of one database, and who stands before it."""

    def __init__(self, counter: Counter, client: DoorClient) -> None:
        self.counter, self.client, self.tokens = counter, client, dict[str, str]()

    async def asked(self, who: str, method: str, address: str, number: str, body: Any = None, key: str = "a key") -> tuple[Any, ...]:
        """The answer, with the number that was asked for taken out of it."""
        token = self.tokens.get(who) or self.tokens.setdefault(who, self.client.token(who))
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        content = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        answer = await self.client.http.request(method, address, content=content, headers=headers)
        assert answer.status_code < 500, answer.text
        told = {name: value for name, value in answer.headers.items() if name != "content-length"}
        return answer.status_code, told, answer.text.replace(number, "NUMBER") if number else answer.text

    async def acted(self, who: str, act: type[Act], number: str, body: Any) -> tuple[Any, ...]:
        return await self.asked(who, "POST", f"{path_of(number)}/acts/{act.name}", number, body)

    def who_may_not_read(self, number: str) -> list[str]:
        with self.counter.store.reading() as session:
            people = sorted(row[0] for row in session.connection().execute(select(SQLModel.metadata.tables["people"].c.id)))
            stream, day = streams.load(number, session).stream, self.counter.laws.calendar.local_day(self.counter.moment)
            return [who for who in people if not Standpoint(stream, streams.directory_for(stream, (who,), day, session)).may_read(who)]

    def rows(self) -> dict[str, int]:
        with self.counter.store.reading() as session:
            counted = {name: select(func.count()).select_from(table) for name, table in SQLModel.metadata.tables.items()}
            return {name: session.connection().execute(query).scalar_one() for name, query in counted.items()}


@asynccontextmanager
async def standing_at(folder: Path) -> AsyncIterator[Standing]:
    async with beside_a_counter(folder) as (counter, door):
        yield Standing(counter, door)
