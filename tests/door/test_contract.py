"""The door keeps what its description promises: every answer to anything anybody sends is documented, of its media type, as described, and no 5xx.

Not by schemathesis: it would bring eleven packages for what tests/door/schemas.py checks.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.paper_files import MEDIA
from api.report_forms import EXCEL
from tests.described import the_description
from tests.door.schemas import Schema, faults, resolved, values
from tests.doorstep import Doorstep, beside_a_counter
from tests.record.counter import Counter
from tests.record.whole_families import GAINED, ILL, WAITING, WELL, play_families

EXAMPLES = 10  # of each of some 135 operations: within a minute
WHOLE: Schema = the_description()
PROBLEM = "application/problem+json"
OFFICES = ("focal", "head", "clerk", "lan", "stranger")
NAMED = {  # what stands in the record, by the beginning of the address that asks for it
    "/initiatives": (WELL, ILL, WAITING),
    "/reviews": (f"{ILL}-R1", f"{GAINED}-R1"),
    "/rewards": (f"{WELL}-K",),
    "/campaigns": ("CD-1", "DK-2026"),
    "/yearly-campaigns": ("DK",),
    "/declarations": ("KK-hoa",),
    "/policies": ("nd73-2023.3", "hcmc-plan-2022.2"),
    "/reports/heads": ("26743", "UBNDTP"),
    "/reports": ("2026",),
}
NOT_THERE = st.sampled_from(["SK-2026-26743-77", "TN-20261127-0000000000", "DS-1"]) | st.text(min_size=1, max_size=10)


def operations() -> Iterator[tuple[str, str, Schema]]:
    for path, offered in WHOLE["paths"].items():
        for method, operation in offered.items():
            yield method.upper(), path, operation


OPERATIONS = list(operations())
FILES = (EXCEL, *MEDIA.values(), "text/csv", "text/calendar")


def broken_promises(answer: httpx2.Response, operation: Schema) -> list[str]:
    """Which promise of its description the answer does not keep."""
    documented = operation["responses"].get(str(answer.status_code))
    if documented is None:
        return [f"{answer.status_code} is not documented: {answer.text[:200]}"]
    if not answer.content:
        return [] if "content" not in documented or answer.status_code == 204 else ["nothing where something is documented"]
    media = answer.headers["Content-Type"].partition(";")[0]
    if "content" not in documented:  # what is no JSON: a workbook, a calendar
        return [] if media in FILES else [f"{media} is not documented"]
    if media not in documented["content"]:
        return [] if media in FILES else [f"{media} where {list(documented['content'])} is documented"]
    return faults(answer.json(), documented["content"][media]["schema"], WHOLE)


def named(path: str) -> st.SearchStrategy[str]:
    there = next((st.sampled_from(numbers) for start, numbers in NAMED.items() if path.startswith(f"{start}/")), NOT_THERE)
    return st.one_of(there, there, there, there, NOT_THERE)


def bodies(operation: Schema) -> st.SearchStrategy[Any]:
    """The example of the act, the same with one field otherwise, or anything that its schema lets through, more or less."""
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not sent:
        return st.binary(max_size=50)
    anything = values(sent["schema"], WHOLE)
    fields = resolved(sent["schema"], WHOLE).get("properties", {})
    if not (examples := [each["value"] for each in sent.get("examples", {}).values()]) or not fields:
        return anything
    otherwise = st.sampled_from(sorted(fields)).flatmap(
        lambda name: values(fields[name], WHOLE).map(lambda value: {**examples[0], name: value})
    )
    return st.one_of(st.just(examples[0]), otherwise, otherwise, anything)


def asked(path: str, operation: Schema) -> st.SearchStrategy[dict[str, Any]]:
    """Parameters and a body for it."""
    parameters = {each["name"]: each for each in operation.get("parameters", ())}
    query = {name: values(each["schema"], WHOLE) for name, each in parameters.items() if each["in"] == "query"}
    wanted = {name: query.pop(name) for name, each in parameters.items() if name in query and each.get("required")}
    key = st.uuids().map(str)
    return st.fixed_dictionaries(
        {
            "who": st.sampled_from(OFFICES),
            "key": st.one_of(key, key, key, key, st.none() | st.text(max_size=10)),
            "path": st.fixed_dictionaries({name: named(path) for name, each in parameters.items() if each["in"] == "path"}),
            "query": st.fixed_dictionaries(wanted, optional=query),
            "body": bodies(operation),
        }
    )


def as_sent(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


async def send(door: Doorstep, method: str, path: str, what: dict[str, Any]) -> httpx2.Response:
    for name, value in what["path"].items():
        path = path.replace(f"{{{name}}}", httpx2.URL("http://x/", params={"x": value}).query.decode()[2:].replace("+", "%20"))
    headers = {"Content-Type": "application/json"}
    if what["key"] is not None and what["key"].isascii() and what["key"].isprintable():
        headers["Idempotency-Key"] = what["key"]
    query = {name: json.dumps(each).strip('"') if not isinstance(each, str) else each for name, each in what["query"].items()}
    query = {name: each.encode(errors="replace").decode() for name, each in query.items()}
    return await door.ask(method, path, what["who"], params=query, headers=headers, content=as_sent(what["body"]))


@dataclass
class Peopled:
    """A door before a record of whole families, and a registrar who examines what comes in when a test says so."""

    door: Doorstep
    counter: Counter

    async def answers(self, method: str, path: str, what: dict[str, Any]) -> list[httpx2.Response]:
        """The answer; and of what was only received, the one that is given once it was examined."""
        first = await send(self.door, method, path, what)
        if first.status_code != 202 or "filing" not in first.json():
            return [first]
        receipt = self.counter.receipt(first.json()["filing"])
        await asyncio.to_thread(self.counter.examine, receipt.number, receipt.act, receipt.case)
        asked_again = await self.door.ask("GET", f"/filings/{receipt.number}", what["who"])
        return [first, asked_again, await send(self.door, method, path, what)]


@pytest.fixture(scope="module")
async def peopled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Peopled]:
    async with beside_a_counter(tmp_path_factory.mktemp("peopled"), answer_within_seconds=0.01) as (counter, door):
        play_families(counter)
        yield Peopled(door, counter)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda each: each if isinstance(each, str) else "")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
async def test_whatever_is_sent_the_answer_is_one_that_is_documented(
    peopled: Peopled, method: str, path: str, operation: Schema, data: st.DataObject
) -> None:
    what = data.draw(asked(path, operation))
    for answer in await peopled.answers(method, path, what):
        described = WHOLE["paths"]["/filings/{number}"]["get"] if answer.request.url.path.startswith("/filings/") else operation
        assert broken_promises(answer, described) == [], what
        assert answer.status_code < 500 or (path, answer.status_code) == ("/ready", 503), "no Temporal stands behind this door"


def test_a_broken_promise_would_be_noticed() -> None:
    """Each of what the tests above look for, planted."""
    operation = WHOLE["paths"]["/agencies"]["get"]
    request = httpx2.Request("GET", "http://khien/agencies")

    def answered(status: int, content: Any, media: str = "application/json") -> list[str]:
        return broken_promises(httpx2.Response(status, json=content, headers={"Content-Type": media}, request=request), operation)

    problem = {"type": "urn:x", "title": "x", "status": 404, "detail": "x", "reason": "x"}
    assert answered(200, []) == []
    assert answered(404, problem, PROBLEM) == []
    assert answered(404, problem)
    assert answered(404, {"detail": "x"}, PROBLEM)
    assert answered(418, problem, PROBLEM)
    assert answered(200, [{"code": 7}])
    assert answered(200, {"code": "26743"})
    assert answered(200, [], "text/html")
    assert faults("long", {"type": "string", "maxLength": 3}, WHOLE)
    assert faults([1, 1], {"type": "array", "uniqueItems": True}, WHOLE)
    assert faults(5, {"type": "integer", "maximum": 4}, WHOLE)


def test_no_problem_is_described_as_anything_but_a_problem_and_every_hour_as_it_is_written() -> None:
    described = json.dumps(WHOLE)
    assert '"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}' not in described
    assert described.count(PROBLEM) > 500
    assert '"format": "time"' not in described


def test_what_may_be_refused_for_its_size_its_pace_or_its_key_says_so() -> None:
    signed_in = [(method, path, each) for method, path, each in OPERATIONS if each.get("security")]
    assert [(method, path) for method, path, each in signed_in if "429" not in each["responses"]] == []
    assert [(method, path) for method, path, each in signed_in if "requestBody" in each and "413" not in each["responses"]] == []
    assert [
        (method, path) for method, path, each in signed_in if "/acts/" in path and method == "POST" and "400" not in each["responses"]
    ] == []
