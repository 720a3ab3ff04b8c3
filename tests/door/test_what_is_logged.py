"""What the door's log says of a request: by which method, at which documented address, how it went and how long it took. Nothing else."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from structlog.testing import capture_logs

from tests.doorstep import Doorstep
from tests.processes import HOST, free_port, until

TITLE = "Mot-y-tuong-bi-mat"
NUMBER = "SK-2026-26743-77"


def lines(captured: list[Any]) -> list[tuple[Any, ...]]:
    return [(each["method"], each["route"], each["status"]) for each in captured if each["event"] == "door.answered"]


async def test_one_line_a_request_with_the_route_as_documented(doorstep: Doorstep) -> None:
    with capture_logs() as captured:
        await doorstep.ask("GET", f"/initiatives/{NUMBER}/timeline?{TITLE}={TITLE}", headers={TITLE: TITLE})
        await doorstep.ask("HEAD", "/initiatives?agency=26743")
        await doorstep.ask("POST", "/initiatives/similar", json={"title": TITLE})
        await doorstep.ask("GET", f"/deadlines/feed/{TITLE}.ics")
        await doorstep.ask("GET", f"/{TITLE}?x={TITLE}")
        await doorstep.ask("PUT", f"/initiatives/{NUMBER}")
        await doorstep.ask("GET", f"/initiatives/%00{TITLE}")
        await doorstep.ask("GET", f"/static/{TITLE}.js")
    assert lines(captured) == [
        ("GET", "/initiatives/{number}/timeline", 404),
        ("HEAD", "/initiatives", 200),
        ("POST", "/initiatives/similar", 200),
        ("GET", "/deadlines/feed/{secret}.ics", 404),
        ("GET", "unmatched", 404),
        ("PUT", "/initiatives/{number}", 405),
        ("GET", "unmatched", 404),
        ("GET", "/static", 404),
    ]
    answered = [each for each in captured if each["event"] == "door.answered"]
    assert {frozenset(each) for each in answered} == {frozenset({"event", "log_level", "method", "route", "status", "ms"})}
    assert all(0 <= each["ms"] < 60_000 for each in answered)
    assert TITLE not in json.dumps(captured)
    assert NUMBER not in json.dumps(captured)


async def test_a_defect_has_its_line_too_and_a_method_nobody_knows_is_not_repeated(tmp_path: Path) -> None:
    async with Doorstep.opened(tmp_path) as door:

        @door.app.get("/defect/{number}")
        def defect(number: str) -> None:
            raise ValueError(number)

        with capture_logs() as captured:
            await door.http.get(f"/defect/{TITLE}")
            await door.http.request(TITLE.upper(), "/initiatives")
        assert lines(captured) == [("GET", "/defect/{number}", 500), ("other", "/initiatives", 405)]
        assert TITLE.upper() not in json.dumps(captured).upper()


@asynccontextmanager
async def served(door: Doorstep) -> AsyncIterator[str]:
    """By uvicorn as it is by default, which would write a line of its own for each request."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(door.app, host=HOST, port=port))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started, "uvicorn serves")
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    await serving


async def test_however_the_door_is_served_no_secret_and_no_text_of_an_address_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Doorstep.opened(tmp_path, public_url="http://door") as door:
        secret = (await door.ask("POST", "/deadlines/feed", "lan")).json()["address"].removeprefix("http://door")
        async with served(door) as address, httpx2.AsyncClient(base_url=address) as http:
            assert (await http.get(secret)).status_code == 200
            assert (await http.get(f"/initiatives?title={TITLE}")).status_code == 401
            assert (await http.get(f"/{TITLE}")).status_code == 404
    written = "".join(capsys.readouterr())
    assert '"route": "/deadlines/feed/{secret}.ics"' in written
    assert secret.rpartition("/")[2].removesuffix(".ics") not in written
    assert TITLE not in written


async def test_a_text_in_an_address_finds_nothing_alike_any_more(doorstep: Doorstep) -> None:
    answer = await doorstep.ask("GET", "/initiatives/similar", params={"title": TITLE})
    assert answer.status_code == 404
    for body, status in (({"title": "Đường dây nóng"}, 200), ({"title": " "}, 422), ({"title": "x" * 2_001}, 422), ({}, 422)):
        assert (await doorstep.ask("POST", "/initiatives/similar", json=body)).status_code == status
