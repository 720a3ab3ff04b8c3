"""What every answer of the door has in common, whatever it is about: its headers, HEAD, Allow, and no failure at the edge of anything."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx2
import pytest
from joserfc import jws
from joserfc.jwk import ECKey

from tests.described import the_description
from tests.doorstep import Doorstep

FEED = "/deadlines/feed/no-such-secret.ics"
ANSWERS = {
    "a list": ("GET", "/initiatives", {}),
    "a file that is not there": ("GET", "/initiatives/SK-2026-26743-1", {}),
    "an address that is not there": ("GET", "/nowhere", {}),
    "a slash too many": ("GET", "/initiatives/", {}),
    "a method that is not there": ("PUT", "/initiatives", {}),
    "no JSON": ("POST", "/initiatives", {"content": b"{"}),
    "too large": ("POST", "/initiatives", {"content": b" " * 300_000}),
    "NUL in the address": ("GET", "/initiatives/%00", {}),
    "a feed without token": ("GET", FEED, {}),
    "life": ("GET", "/health", {}),
    "readiness": ("GET", "/ready", {}),
    "the documentation": ("GET", "/docs", {}),
    "its description": ("GET", "/openapi.json", {}),
    "nothing under static": ("GET", "/static/nothing.js", {}),
    "an opened list": ("HEAD", "/initiatives", {}),
    "a letter box": ("POST", "/deadlines/feed", {}),
    "an answer without content": ("DELETE", "/deadlines/feed", {}),
}


def told(answer: httpx2.Response) -> dict[str, str]:
    named = ("Cache-Control", "X-Content-Type-Options", "Referrer-Policy", "Vary", "Strict-Transport-Security")
    return {name: answer.headers[name] for name in named if name in answer.headers}


PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Language",
}


@pytest.mark.parametrize(("method", "address", "sent"), ANSWERS.values(), ids=ANSWERS)
async def test_whatever_the_door_answers_nobody_keeps_it_guesses_its_type_or_frames_it(
    doorstep: Doorstep, method: str, address: str, sent: dict[str, Any]
) -> None:
    answer = await doorstep.ask(method, address, **sent)
    assert told(answer) == PRIVATE
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_so_does_the_answer_to_a_defect_of_ours_in_the_readers_language(tmp_path: Path) -> None:
    async with Doorstep.opened(tmp_path) as door:

        @door.app.get("/defect")
        def defect() -> None:
            raise ValueError("what somebody wrote")

        for language, begins in (("vi", "Hệ thống gặp lỗi"), ("en", "The system failed")):
            answer = await door.http.get("/defect", headers={"Accept-Language": language})
            assert (answer.status_code, answer.json()["reason"], told(answer)) == (500, "defect", PRIVATE)
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["detail"].startswith(begins)
            assert "somebody" not in answer.text


async def test_what_is_the_same_for_all_may_be_kept(doorstep: Doorstep) -> None:
    answer = await doorstep.http.get("/static/khien.svg")
    assert (answer.status_code, told(answer)) == (200, {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"})


@pytest.mark.parametrize(("public_url", "sworn"), [("https://khien.example", True), ("http://127.0.0.1:8000", False)])
async def test_behind_tls_the_browser_is_told_to_keep_to_it(tmp_path: Path, public_url: str, sworn: bool) -> None:
    async with Doorstep.opened(tmp_path, public_url=public_url) as door:
        for address in ("/initiatives", "/nowhere", "/static/khien.svg"):
            assert ("Strict-Transport-Security" in (await door.ask("GET", address)).headers) is sworn


async def test_the_page_of_documentation_runs_our_files_and_the_one_script_in_it_and_nothing_else(doorstep: Doorstep) -> None:
    page = await doorstep.http.get("/docs")
    policy = dict(part.strip().partition(" ")[::2] for part in page.headers["Content-Security-Policy"].split(";"))
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    assert len(scripts) == 1
    assert policy["script-src"].count("sha256-") == 1
    assert not re.search(r"<style|\son\w+=|\sstyle=", page.text), "it would not be shown"
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert address.startswith("/static/"), "another host's file would not be loaded"
        assert (await doorstep.http.get(address)).status_code == 200


# -- HEAD and Allow


def _all_routes() -> dict[str, set[str]]:
    paths = the_description()["paths"]
    return {path: {method.upper() for method in offered} for path, offered in paths.items()}


ROUTES = _all_routes()


def filled(path: str) -> str:
    return re.sub(r"{\w+}", "1900", path)


@pytest.mark.parametrize("path", [path for path, methods in ROUTES.items() if "GET" in methods])
async def test_head_is_get_without_its_body(doorstep: Doorstep, path: str) -> None:
    got, head = [await doorstep.ask(method, filled(path)) for method in ("GET", "HEAD")]
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers.get("Content-Length") == got.headers.get("Content-Length")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


async def test_by_a_wrong_method_one_is_told_every_method_that_is_open_there(doorstep: Doorstep) -> None:
    for path, methods in ROUTES.items():
        open_there = methods | ({"HEAD"} if "GET" in methods else set())
        for other, more in ROUTES.items():  # of two addresses that match, either may be asked for
            if other != path and re.fullmatch("[^/]+".join(map(re.escape, re.split(r"{\w+}", other))), filled(path)):
                open_there = open_there | more | ({"HEAD"} if "GET" in more else set())
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"} - open_there:
            answer = await doorstep.ask(method, filled(path))
            assert answer.status_code == 405, (method, path)
            assert set(answer.headers["Allow"].split(", ")) == open_there, (method, path)


async def test_no_address_is_made_of_what_a_request_says_of_itself(doorstep: Doorstep) -> None:
    for method, address in (("GET", "/initiatives/"), ("POST", "/initiatives/"), ("GET", "/health/"), ("GET", "/docs/")):
        answer = await doorstep.ask(method, address, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert (answer.status_code, answer.json()["reason"]) == (404, "no-such-address")
        assert "evil" not in str(answer.headers) + answer.text
    home = await doorstep.ask("GET", "/", headers={"Host": "evil.example"})
    assert (home.status_code, home.headers["Location"]) == (307, "/docs")


# -- the edge of the calendar, and of what a token may say

EDGES = [
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))).isoformat(),
    datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))).isoformat(),
    datetime.min.replace(tzinfo=UTC).isoformat(),
    "9999-12-31T23:59:59Z",
    "99999-01-01T00:00:00Z",
    "2026-01-01",
    "2026-01-01T00:00:00",
]


@pytest.mark.parametrize("address", ["/reports/yearly/2026", "/campaigns/CD-1/report"])
@pytest.mark.parametrize("moment", EDGES)
async def test_a_moment_at_the_edge_of_the_calendar_is_refused_and_breaks_nothing(doorstep: Doorstep, address: str, moment: str) -> None:
    answer = await doorstep.ask("GET", address, params={"as_of": moment})
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "-0001-01-01", "+12026-01-01", ""])
@pytest.mark.parametrize(
    "asked", ["/agencies?day=", "/calendar/due?working_days=3&start=", "/deadlines?before=", "/initiatives?due_before="]
)
async def test_a_day_at_the_edge_of_the_calendar_is_refused_and_breaks_nothing(doorstep: Doorstep, asked: str, day: str) -> None:
    assert (await doorstep.ask("GET", f"{asked}{day}")).status_code == 422


@pytest.mark.parametrize(
    "subject", ["lan\0", "\0", "lan\ud800", "lan\n", "\u202elan", "x" * 256, 7, ["lan"], {"lan": 1}, True], ids=lambda sub: ascii(sub)[:12]
)
async def test_a_subject_no_register_can_hold_is_no_subject(doorstep: Doorstep, subject: object) -> None:
    config = doorstep.config
    key = ECKey.import_key((config.issuer_keys / "signing.pem").read_bytes())
    key.ensure_kid()
    now = int(datetime.now(UTC).timestamp())  # noqa: TID251 - the verifier's own time
    claims = {"iss": config.issuer, "aud": config.audience, "sub": subject, "iat": now, "exp": now + 60}
    token = jws.serialize_compact({"alg": "ES256", "kid": key.kid}, json.dumps(claims), key)
    answer = await doorstep.http.get("/initiatives", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["reason"]) == (401, "token-malformed" if isinstance(subject, str) else "token-no-subject")
