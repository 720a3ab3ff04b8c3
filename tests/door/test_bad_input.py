"""Whatever is sent to the door: a clear problem in the reader's language, never a failure of ours, and no case is the worse for it."""

import asyncio
import json
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from temporalio.testing import WorkflowEnvironment

from api.limits import LARGEST
from domain.acts import Register
from domain.values import WALL
from domain.vocabulary import Stage
from tests.databases import fresh_database
from tests.door.stages import bring_to, plan
from tests.houses import House

pytestmark = pytest.mark.server

SENT = "Sent-By-Somebody"  # what no malformed answer may repeat


@pytest.fixture(scope="module")
async def house(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One house for all: what one bad sender does must not hurt the next."""
    folder = tmp_path_factory.mktemp("house")
    async with House.opened(temporal, folder, f"sqlite:///{folder / 'khien.db'}") as house:
        yield house


@pytest.fixture(scope="module")
async def reviewed(house: House) -> str:
    return await bring_to(house, Stage.AGENCY_REVIEW)


@pytest.fixture(scope="module")
async def planned(house: House) -> str:
    return await bring_to(house, Stage.PLANNING)


async def send(house: House, address: str, content: bytes | AsyncIterator[bytes], who: str = "lan", **headers: str) -> httpx2.Response:
    given_headers = {
        "Authorization": f"Bearer {house.token(who)}",
        "Idempotency-Key": uuid4().hex,
        "Content-Type": "application/json",
        "Accept-Language": "en",
    }
    return await house.http.post(address, content=content, headers={**given_headers, **headers})


def body(**fields: Any) -> bytes:
    return json.dumps({**Register.example, **fields}).encode()


async def kept(house: House) -> list[Any]:
    """All that the auditor sees, to the letter."""
    cards = await house.read("auditor", "/initiatives?limit=200")
    return [await house.read("auditor", f"/initiatives/{card['number']}") for card in cards]


def is_a_problem(answer: httpx2.Response, status: int, reason: str) -> None:
    told = answer.json()
    assert (answer.status_code, told["reason"], told["status"]) == (status, reason, status), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["type"] == f"urn:khien:problem:{reason}"
    assert told["detail"]


NOT_JSON = {
    "cut short": b'{"title": "' + SENT.encode(),
    "nothing but a brace": b"{",
    "a raw control character": b'{"title": "' + SENT.encode() + b'\x07"}',
    "no UTF-8": b'{"title": "' + SENT.encode() + b'\xff\xfe"}',
    "a hundred thousand levels": b"[" * 100_000 + b"]" * 100_000,
    "objects without end": b'{"title":' * 20_000 + b"1" + b"}" * 20_000,
    "a number of five thousand digits": b'{"title": ' + b"9" * 5_000 + b"}",
    "single quotes": b"{'title': 'x'}",
    "two values": b"{} {}",
}
NOT_THE_ACT = {
    "empty": b"",
    "null": b"null",
    "a list": b"[1, 2]",
    "a word": f'"{SENT}"'.encode(),
    "a number": b"12",
    "NaN": b"NaN",
    "an unknown field": body(**{SENT: SENT}),
    "an unknown field with a person's name": body(**{"Nguyễn Thị Lan": 1}),
    "an unknown field inside": json.dumps(plan(**{SENT: 1})).encode(),
    "a missing field": json.dumps({"agency": "26743"}).encode(),
    "a number for a text": body(title=5),
    "a text for a list": body(implementers=SENT),
    "a list for a text": body(title=[SENT]),
    "null for a text": body(title=None),
    "an unknown regime": body(regime=SENT),
    "a code with a slash": body(agency=f"../{SENT}"),
    "an empty title": body(title=""),
    "a blank title": body(title=" \n "),
    "sixty thousand and one characters": body(title="x" * (WALL + 1)),
    "NUL": body(title=f"{SENT}\0"),
    "a control character": body(title=f"{SENT}\x1b[31m"),
    "half a surrogate pair": b'{"title": "' + SENT.encode() + b'\\ud800"}',
    "half a surrogate pair in a key": body()[:-1] + b', "' + SENT.encode() + b'\\udfff": 1}',
    "nine hundred levels": body()[:-1] + b', "impact": ' + b"[" * 900 + b"]" * 900 + b"}",
    "twenty-one proposers": body(proposers=["lan"] * 21),
    "Infinity": body()[:-1] + b', "impact": Infinity}',
}


@pytest.mark.parametrize(
    ("content", "reason"),
    [pytest.param(sent, "not-json", id=name) for name, sent in NOT_JSON.items()]
    + [pytest.param(sent, "malformed", id=name) for name, sent in NOT_THE_ACT.items()]
    + [
        pytest.param(body()[:-1] + b', "title": []}', "field-twice", id="the same key twice, wrong the second time"),
        pytest.param(body()[:-1] + b', "title": "' + SENT.encode() + b'"}', "field-twice", id="the same key twice"),
    ],
)
async def test_what_is_not_the_act_is_refused_without_repeating_it(house: House, reviewed: str, content: bytes, reason: str) -> None:
    before, details = await kept(house), set()
    for language in ("vi", "en"):
        answer = await send(house, "/initiatives", content, **{"Accept-Language": language})
        is_a_problem(answer, 422, reason)
        assert SENT not in answer.text
        assert "Nguyễn" not in answer.text
        details.add(answer.json()["detail"])
        is_a_problem(await send(house, f"/initiatives/{reviewed}/acts/submit_plan", content, **{"Accept-Language": language}), 422, reason)
    assert len(details) == 2, "in the reader's language"
    assert await kept(house) == before


async def test_a_misspelt_field_is_named_and_so_is_where_a_value_is_wrong(house: House) -> None:
    errors = (await send(house, "/initiatives", body(titel="x", purpose=1))).json()["errors"]
    assert {error["field"] for error in errors} == {"titel", "purpose"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("address", ["/initiatives", "/initiatives/similar"])
async def test_a_body_of_another_type_is_no_act(house: House, address: str, content_type: str) -> None:
    for content in (body(), b"abc", b"\xff", b"[" * 100_000, b"9" * 5_000):
        is_a_problem(await send(house, address, content, **{"Content-Type": content_type}), 422, "malformed")


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(0, size, 1024):
        yield b"x" * 1024


async def test_a_body_over_the_limit_is_refused_whether_or_not_it_says_how_long_it_is(house: House, reviewed: str) -> None:
    before = await kept(house)
    for address in ("/initiatives", f"/initiatives/{reviewed}/acts/vote"):
        is_a_problem(await send(house, address, b" " * (LARGEST + 1)), 413, "too-large")
        is_a_problem(await send(house, address, in_pieces(LARGEST + 1024)), 413, "too-large")
        is_a_problem(await send(house, address, in_pieces(LARGEST + 1024), **{"Accept-Language": "vi"}), 413, "too-large")
        is_a_problem(await send(house, address, b" " * LARGEST), 422, "not-json")
    assert await kept(house) == before


async def test_a_text_longer_than_the_policy_allows_is_examined_and_refused(house: House) -> None:
    before = await kept(house)
    for field, most in (("title", 300), ("solution", 20_000)):
        answer = await send(house, "/initiatives", body(**{field: "ơ" * (most + 1)}))
        is_a_problem(answer, 409, "too-long")
        assert answer.json()["filing"]
        assert f"{most:,}" in answer.json()["detail"]
    assert await kept(house) == before
    assert (await send(house, "/initiatives", body(title="ơ" * 300, solution="ơ" * 20_000))).status_code == 201


async def test_the_title_is_measured_as_it_is_kept_in_composed_form(house: House) -> None:
    decomposed = unicodedata.normalize("NFD", "ộ" * 300)
    assert len(decomposed) == 900
    assert (await send(house, "/initiatives", body(title=decomposed))).status_code == 201


async def test_decomposed_text_is_kept_composed_and_is_the_same_under_the_same_key(house: House) -> None:
    twins = [body(title=unicodedata.normalize(form, "Thủ tục một cửa ở phường  ")) for form in ("NFD", "NFC")]
    first, second = [await send(house, "/initiatives", twin, **{"Idempotency-Key": "twins"}) for twin in twins]
    assert (first.status_code, second.content) == (201, first.content)
    title = (await house.read("lan", f"/initiatives/{first.json()['case']}"))["card"]["title"]
    assert title == unicodedata.normalize("NFC", "Thủ tục một cửa ở phường")


@pytest.mark.parametrize(
    "text",
    [
        "Sáng kiến 🇻🇳👩‍👩‍👧‍👦🚀",
        "không\u200dkhoảng\u200ctrắng.",
        "dòng một\ndòng hai\tcột",
        "'; DROP TABLE cases; --{by}[x]",
    ],
    ids=["emoji", "joiners", "lines and tabs", "quotes and braces"],
)
async def test_whatever_text_can_be_seen_is_kept_to_the_letter(house: House, text: str) -> None:
    """What joins characters or keeps them apart belongs to some people's writing. What turns a line round does not (tests/rules/test_values.py)."""
    answer = await send(house, "/initiatives", body(title=text))
    assert answer.status_code == 201
    file = await house.read("lan", f"/initiatives/{answer.json()['case']}")
    assert file["card"]["title"] == file["case"]["dossier"]["title"] == text


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"budget_dong": 10**30}, "budget_dong"),
        ({"budget_dong": 10**15 + 1}, "budget_dong"),
        ({"budget_dong": -1}, "budget_dong"),
        ({"budget_dong": 1.5}, "budget_dong"),
        ({"budget_dong": float("nan")}, "budget_dong"),
        ({"budget_dong": float("inf")}, "budget_dong"),
        ({"evaluate_by": "2027-02-30"}, "evaluate_by"),
        ({"evaluate_by": "99999-01-01"}, "evaluate_by"),
        ({"evaluate_by": 10**18}, "evaluate_by"),
        ({"implementer": ""}, "implementer"),
        ({"code": "W 1"}, "code"),
    ],
)
async def test_a_number_day_or_code_out_of_range_is_refused_by_its_place(
    house: House, planned: str, item: dict[str, Any], field: str
) -> None:
    answer = await send(house, f"/initiatives/{planned}/acts/submit_plan", json.dumps(plan(**item)).encode())
    is_a_problem(answer, 422, "malformed")
    assert f"items.0.{field}" in {error["field"] for error in answer.json()["errors"]}


async def test_a_plan_naming_whom_nobody_knows_is_refused(house: House, planned: str) -> None:
    for item in ({"implementer": "ghost"}, {"evaluator": "ghost"}):
        is_a_problem(await house.act("lan", "submit_plan", planned, **plan(**item)), 409, "unknown-person")
    for people in ({"implementers": ["ghost"]}, {"proposers": ["lan", "ghost"]}):
        is_a_problem(await house.act("lan", "register", **{**Register.example, **people}), 409, "unknown-person")
    is_a_problem(await house.act("lan", "register", **{**Register.example, "agency": "99999"}), 422, "unknown-agency")


async def test_the_largest_budget_is_taken_and_kept_to_the_dong(house: House) -> None:
    case = await bring_to(house, Stage.PLANNING)
    assert (await house.act("lan", "submit_plan", case, **plan(budget_dong=10**15))).status_code == 201
    assert (await house.read("lan", f"/initiatives/{case}"))["case"]["plan"]["items"][0]["budget_dong"] == 10**15


JUNK_NUMBERS = [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "x" * 5_000,
    "%F0%9F%9A%80",
    "%ED%A0%80",
    "%27;DROP%20TABLE",
    "SK-2026-26743-0",
    "*",
    "%00",
    "SK%00",
]


@pytest.mark.parametrize("number", JUNK_NUMBERS, ids=lambda number: number[:20])
async def test_a_number_that_is_no_cases_finds_nothing(house: House, number: str) -> None:
    for address in (f"/initiatives/{number}", f"/initiatives/{number}/timeline", f"/filings/{number}"):
        answer = await house.get("auditor", address, "en")
        assert answer.status_code == 404
        assert answer.json()["reason"] in ("no-such-case", "unknown-filing", "no-such-address")
    answer = await send(house, f"/initiatives/{number}/acts/vote", b'{"ballot": "for"}')
    assert answer.status_code == 404
    assert answer.json()["reason"] in ("no-such-case", "unknown-act")


async def test_on_postgresql_too_nothing_in_an_address_is_a_failure_of_ours(
    temporal: WorkflowEnvironment, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """PostgreSQL takes no NUL in a text, and would say so with an exception."""
    async with House.opened(temporal, tmp_path, fresh_database(request, "postgresql", tmp_path), with_worker=False) as house:
        for number in JUNK_NUMBERS:
            for address in (f"/initiatives/{number}", f"/filings/{number}"):
                assert (await house.get("auditor", address)).status_code == 404
            assert (await send(house, f"/initiatives/{number}/acts/vote", b'{"ballot": "for"}')).status_code == 404
        for query in ("agency=%00", "after=%00"):
            assert (await house.get("auditor", f"/initiatives?{query}")).status_code == 404


async def test_an_act_address_or_method_there_is_not_is_said_in_both_languages(house: House, reviewed: str) -> None:
    tries = [
        ("POST", f"/initiatives/{reviewed}/acts/no_such_act", 404, "unknown-act"),
        ("POST", f"/initiatives/{reviewed}/acts/register", 404, "unknown-act"),
        ("POST", f"/initiatives/{reviewed}/acts/nudge", 404, "unknown-act"),
        ("GET", f"/initiatives/{reviewed}/acts/vote", 405, "wrong-method"),
        ("PUT", f"/initiatives/{reviewed}", 405, "wrong-method"),
        ("DELETE", f"/initiatives/{reviewed}", 405, "wrong-method"),
        ("GET", "/nowhere", 404, "no-such-address"),
    ]
    for method, address, status, reason in tries:
        details = set()
        for language in ("vi", "en"):
            headers = {"Authorization": f"Bearer {house.token('head')}", "Accept-Language": language}
            answer = await house.http.request(method, address, headers=headers)
            is_a_problem(answer, status, reason)
            details.add(answer.json()["detail"])
        assert len(details) == 2
        assert ("Allow" in answer.headers) == (status == 405)


async def test_an_act_of_the_wrong_office_or_at_the_wrong_stage_changes_nothing(house: House, reviewed: str) -> None:
    before = await kept(house)
    for who, act, sent, status, reason in (
        ("lan", "vote", {"ballot": "for"}, 403, "not-your-office"),
        ("clerk", "vote", {"ballot": "for"}, 403, "not-your-office"),
        ("head", "approve", {"scope": "x"}, 409, "vote-not-concluded"),
        ("head", "close", {}, 409, "not-open-in-stage"),
        ("clerk", "accept_dossier", {}, 409, "not-open-in-stage"),
    ):
        answer = await house.act(who, act, reviewed, **sent)
        is_a_problem(answer, status, reason)
        assert answer.json()["filing"]
        assert answer.json()["citation"]
    assert await kept(house) == before


async def test_a_closed_case_takes_nothing_but_a_reopening(house: House) -> None:
    case = await bring_to(house, Stage.CLOSED)
    before = await house.read("head", f"/initiatives/{case}")
    for who, act, sent in (("head", "vote", {"ballot": "for"}), ("lan", "submit_plan", plan()), ("head", "close", {})):
        is_a_problem(await house.act(who, act, case, **sent), 409, "not-open-in-stage")
    is_a_problem(await house.act("lan", "reopen", case, reason="x"), 403, "not-your-office")
    assert await house.read("head", f"/initiatives/{case}") == before
    assert (await house.act("head", "reopen", case, reason="Có chứng cứ mới.")).json()["sequence"] == before["card"]["sequence"] + 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = sorted(Register.model_fields)


@st.composite
def registrations(draw: st.DrawFn) -> Any:
    """A registration with a few fields replaced, dropped or added; now and then anything at all."""
    sent: dict[str, Any] = dict(Register.example)
    for field in draw(st.lists(st.sampled_from(FIELDS), max_size=3)):
        sent[field] = draw(JSON)
    for field in draw(st.lists(st.sampled_from(FIELDS), max_size=1)):
        sent.pop(field, None)
    return draw(st.one_of(st.just(sent), st.just(sent), JSON))


BALLOTS = st.fixed_dictionaries({"ballot": st.sampled_from(["for", "against", "abstain"]) | JSON}, optional={"opinion": JSON})


def test_no_body_at_all_makes_the_door_fail(house: House, reviewed: str) -> None:
    loop, statuses = asyncio.get_event_loop_policy().get_event_loop(), set()

    @settings(max_examples=200, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.tuples(st.just("/initiatives"), registrations()) | st.tuples(st.just(f"/initiatives/{reviewed}/acts/vote"), BALLOTS | JSON))
    def never_fails(sent: tuple[str, Any]) -> None:
        address, content = sent
        answer = loop.run_until_complete(send(house, address, json.dumps(content).encode(), who="head"))
        assert answer.status_code in {201, 202, 403, 404, 409, 413, 422}, answer.text
        statuses.add(answer.status_code)

    never_fails()
    assert statuses >= {201, 422}, "it reached both the record and the refusals"
