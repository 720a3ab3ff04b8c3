"""One person may ask a great deal in a minute, and not without end: then they are told when to come again, and nothing is kept of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.acts import Register
from tests.doorstep import Doorstep

ACTS, READS = 3, 5


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Doorstep]:
    async with Doorstep.opened(tmp_path, acts_per_minute=ACTS, reads_per_minute=READS) as door:
        yield door


def filings_kept(door: Doorstep) -> int:
    with door.store.reading() as session:
        return int(session.connection().execute(text("SELECT count(*) FROM filings")).scalar_one())


async def test_who_sends_more_than_a_minute_allows_is_told_when_to_come_again_and_nothing_is_received(door: Doorstep) -> None:
    for _ in range(ACTS):
        assert (await door.act("lan", "register", **Register.example)).status_code == 202
    before = filings_kept(door)
    for language, begins in (("vi", "Trong một phút đã có 3 lượt"), ("en", "You have asked 3 times within a minute")):
        answer = await door.ask("POST", "/initiatives", "lan", json=Register.example, headers={"Accept-Language": language})
        told = answer.json()
        assert (answer.status_code, told["reason"], told["type"]) == (429, "too-often", "urn:khien:problem:too-often")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert told["detail"].startswith(begins)
        assert f" {answer.headers['Retry-After']} " in told["detail"]
    assert filings_kept(door) == before == ACTS


async def test_reading_is_counted_apart_and_head_is_reading(door: Doorstep) -> None:
    for _ in range(ACTS):
        await door.act("lan", "register", **Register.example)
    answers = [
        (await door.ask(method, "/initiatives", "lan")).status_code for method in ("GET", "HEAD", "GET", "GET", "GET", "GET", "HEAD")
    ]
    assert answers == [200] * READS + [429] * 2


async def test_nobody_is_held_up_by_somebody_else(door: Doorstep) -> None:
    for _ in range(READS + 1):
        await door.ask("GET", "/worklist", "stranger")
    assert (await door.ask("GET", "/worklist", "stranger")).status_code == 429
    assert (await door.ask("GET", "/worklist", "head")).status_code == 200


async def test_whoever_the_directory_does_not_know_is_counted_too(door: Doorstep) -> None:
    assert [(await door.ask("GET", "/worklist", "ghost")).status_code for _ in range(READS + 1)] == [403] * READS + [429]


async def test_the_calendar_feed_counts_for_the_person_whose_it_is(door: Doorstep) -> None:
    address = (await door.ask("POST", "/deadlines/feed", "lan")).json()["address"].partition("/deadlines")[2]
    answers = [(await door.http.get(f"/deadlines{address}")).status_code for _ in range(READS + 1)]
    assert answers == [200] * READS + [429]


async def test_many_at_once_are_counted_to_the_last(door: Doorstep) -> None:
    answers = await asyncio.gather(*(door.ask("GET", "/worklist", "lan") for _ in range(READS * 4)))
    assert sorted(answer.status_code for answer in answers) == [200] * READS + [429] * READS * 3


async def test_life_and_readiness_are_asked_as_often_as_one_likes(door: Doorstep) -> None:
    assert {(await door.http.get("/health")).status_code for _ in range(READS * 3)} == {200}
