"""What strangers may try at the counter: hostile texts, forms beyond all bounds; and what every answer says of itself, whatever became of the question."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import httpx2
import pytest

from api.limits import LARGEST
from api.pages.forms import fields_of, typed_from
from api.pages.look import file
from api.pages.visits import MOST_FIELDS
from domain.acts import Register
from store.reading.readings import Readings
from tests.pages.browsers import Browser, Page, Street, street
from tests.record.counter import Counter

NEW = "/counter/initiatives/new"
IDEA = typed_from(fields_of(Register), Register.example)
HOSTILE = "SK-2026-26743-66"
SCRIPT = '<script>alert(1)</script> " onfocus=x {{ 7 * 7 }} {% raw %} &amp; </title></textarea>'
HOMOGLYPHS = "Sở Nội vụ Тhành рhố; אבג דהו"  # Cyrillic letters that look like Latin ones, and a script that is read from the right


def _headers_missing(answer: httpx2.Response) -> list[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    fine = {
        "policy": "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy,
        "type": answer.headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": answer.headers.get("Referrer-Policy") in ("no-referrer", "same-origin"),
        "cache": answer.headers.get("Cache-Control") in ("private, no-store", "public, max-age=31536000, immutable"),
    }
    return [name for name, holds in fine.items() if not holds]


def _answers(browser: Browser) -> dict[str, tuple[int, Any]]:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://khien"}
    return {
        "a page": (200, browser.http.get("/counter/work")),
        "the way to it": (307, browser.http.get("/counter")),
        "no such page": (404, browser.http.get("/counter/nowhere")),
        "no such case": (404, browser.http.get("/counter/initiatives/SK-2026-26743-999")),
        "a wrong filter": (422, browser.http.get("/counter/initiatives?stage=nonsense")),
        "a file": (200, browser.http.get(file("khien.css"))),
        "no such file": (404, browser.http.get(file("nothing.css"))),
        "a method it does not know": (405, browser.http.put("/counter/work")),
        "a form of another site": (403, browser.http.post(NEW, content="title=x", headers={**form, "Origin": "https://evil.example"})),
        "a form without our mark": (409, browser.http.post(NEW, content="title=x", headers=form)),
        "more fields than any form has": (403, browser.http.post(NEW, content="a&" * (MOST_FIELDS + 1), headers=form)),
        "more than a body may hold": (413, browser.http.post(NEW, content="a=" + "x" * LARGEST, headers=form)),
        "no form at all": (403, browser.http.post(NEW, content=b"\xff\xfe", headers=form)),
        "NUL in the address": (404, browser.http.get("/counter/initiatives/%00")),
        "a signing in that nobody began": (400, browser.http.get("/counter/signed-in?code=x&state=y")),
    }


async def test_whatever_the_counter_answers_nothing_of_others_runs_in_it_nobody_keeps_it_or_frames_it(peopled: Street) -> None:
    for who in ("head", "stranger"):
        for what, (status, asked) in _answers(await peopled.visitor(who)).items():
            answer = await asked
            assert (what, answer.status_code, _headers_missing(answer)) == (what, status, [])


async def test_so_it_does_when_nobody_is_signed_in_and_when_it_fails(peopled: Street) -> None:
    nobody = Browser(peopled.door.app)
    for address, status in (("/counter/work", 303), ("/counter/nowhere", 404), ("/counter/sign-in", 303)):
        answer = await nobody.http.get(address)
        assert (address, answer.status_code, _headers_missing(answer)) == (address, status, [])
    async with peopled.under(log_level="CRITICAL") as broken:
        browser, house = await broken.visitor("head"), broken.door.app.state.house
        broken.door.app.state.house = replace(house, readings=cast(Readings, None))
        answer = await browser.http.get("/counter/work")
        broken.door.app.state.house = house
    assert (answer.status_code, _headers_missing(answer)) == (500, [])
    assert "Traceback" not in answer.text


@pytest.fixture(scope="module")
async def hostile(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """A street of its own with one case, whose proposer meant harm: whoever walks the others' pages must not meet it."""
    async with street(tmp_path_factory.mktemp("hostile")) as found:
        _registered(found.counter)
        yield found


def _registered(counter: Counter) -> None:
    dossier = {name: f"{HOMOGLYPHS} {SCRIPT}" for name, value in Register.example.items() if name not in ("agency", "regime", "gap")}
    texts = {name: text for name, text in dossier.items() if isinstance(Register.example[name], str)}
    counter.file("lan", "register", HOSTILE, **{**Register.example, **texts, "implementers": ["tam"]})


async def test_a_hostile_text_stands_in_every_page_as_text(hostile: Street) -> None:
    browser, seen = await hostile.visitor("clerk"), dict[str, Page]()
    for rest in ("", "/contents", "/deadlines", "/acts/accept_dossier", "/acts/return_dossier"):
        seen[rest] = await browser.open(f"/counter/initiatives/{HOSTILE}{rest}")
    for address in ("/counter/work", "/counter/initiatives"):
        seen[address] = await browser.open(address)
    checked = await browser.act(f"/counter/initiatives/{HOSTILE}/acts/return_dossier", {"missing.0": [SCRIPT], "advice": [SCRIPT]})
    assert [address for address, page in {**seen, "receipt": checked}.items() if page.status != 200] == []
    shown = [address for address, page in seen.items() if "alert(1)" in page.text]
    assert {"", "/contents", "/counter/work"} <= {*shown}
    assert [address for address, page in seen.items() if "<script>alert" in page.answer.text or "onfocus=x {{ 49" in page.answer.text] == []


async def test_letters_that_turn_a_line_round_are_refused_at_their_field_and_the_rest_is_kept(peopled: Street) -> None:
    page = await (await peopled.visitor("lan")).act(NEW, {**IDEA, "title": ["Quyết định \u202egnp.exe"]})
    assert (page.status, "title-error" in page.ids) == (422, True)
    assert page.form.controls["purpose"].values == IDEA["purpose"]
