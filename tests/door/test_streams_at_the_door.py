"""Three kinds of stream, read and asked alike: every act at the addresses of the kinds in whose procedure it stands, and nowhere else."""

from typing import Any

import httpx2
import pytest

from domain.acts import ACTS
from domain.numbers import address_of
from domain.procedure.table import PROCEDURE
from domain.vocabulary import Stage, StreamKind
from tests.door.stages import bring_to, story, take
from tests.houses import House

pytestmark = pytest.mark.server

PARTS = ("", "/timeline", "/deadlines", "/acts")
INCIDENT = {"what": "Nhà cung cấp phá sản.", "damage_dong": 1_000_000, "no_secrets": True}


async def with_a_review(house: House) -> tuple[str, str]:
    case = await bring_to(house, Stage.IMPLEMENTING)
    told = await take(
        house, case, ("lan", "report_incident", {**INCIDENT, "happened_on": story()[Stage.IMPLEMENTING][1][2]["finished_on"]})
    )
    return case, told["fact"]["review"]


def is_not_there(answer: httpx2.Response, reason: str) -> None:
    assert (answer.status_code, answer.json()["reason"]) == (404, reason), answer.text


async def test_a_review_is_read_like_an_initiative(house: House) -> None:
    case, number = await with_a_review(house)
    assert number == f"{case}-R1"
    file = await house.read("head", f"/reviews/{number}")
    assert set(file) == {"card", "waiting_for", "nobody_left", "review"}
    card = file["card"]
    assert (card["number"], card["kind"], card["family"], card["stage"]) == (number, "review", case, "reported")
    assert file["review"]["what"] == INCIDENT["what"]
    assert file["waiting_for"] == ["agency_head"]
    assert await house.read("head", "/reviews") == [card]
    assert await house.read("head", f"/reviews?family={case}") == [card]
    assert await house.read("head", "/reviews?family=SK-2000-26743-1") == []
    assert [entry["kind"] for entry in await house.read("head", f"/reviews/{number}/timeline")] == ["review_opened"]
    assert [each["clock"] for each in await house.read("head", f"/reviews/{number}/deadlines")] == ["triage", "cause"]
    acts = {each["act"] for each in await house.read("head", f"/reviews/{number}/acts")}
    assert acts == {row.act.name for row in PROCEDURE[StreamKind.REVIEW]}


async def test_a_reward_file_is_read_like_an_initiative(house: House) -> None:
    case = await bring_to(house, Stage.REWARDING)
    number = f"{case}-K"
    file = await house.read("head", f"/rewards/{number}")
    assert set(file) == {"card", "waiting_for", "nobody_left", "reward_file"}
    assert (file["card"]["kind"], file["card"]["family"], file["card"]["outcome"]) == ("reward_file", case, "")
    assert await house.read("head", "/rewards") == [file["card"]]
    assert (await house.read("head", f"/rewards/{number}/timeline"))[0]["fact"]["follows"].startswith(f"{case}/")
    assert {each["act"] for each in await house.read("head", f"/rewards/{number}/acts") if each["open"]} >= {"propose_reward"}


async def test_an_act_is_posted_to_its_stream_and_answered_with_that_streams_address(house: House) -> None:
    case, number = await with_a_review(house)
    answer = await house.act("head", "triage", number, to_review=True, reasons="Cần làm rõ.")
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/reviews/{number}")
    assert (answer.json()["case"], answer.json()["sequence"]) == (number, 2)
    assert (await house.get("head", answer.headers["Location"])).json()["card"]["stage"] == "cause"
    noted = (await house.read("head", f"/initiatives/{case}"))["case"]["reviews"][number]
    assert noted["stage"] == "cause"


async def test_the_worklist_holds_every_kind_of_stream(house: House) -> None:
    case, review = await with_a_review(house)
    rewards = await bring_to(house, Stage.REWARDING) + "-K"
    desk = {item["card"]["number"]: (item["card"]["kind"], item["acts"]) for item in await house.read("head", "/worklist")}
    assert desk[review] == ("review", ["triage"])
    assert desk[rewards] == ("reward_file", ["propose_reward"])
    assert desk[case][0] == "initiative"


async def test_a_number_of_another_kind_is_not_there_and_the_answer_says_where_it_is_read(house: House) -> None:
    case, review = await with_a_review(house)
    for kind in StreamKind:
        for number, home in ((case, "/initiatives"), (review, "/reviews"), (f"{case}-K", "/rewards")):
            if address_of(kind) == home:
                continue
            for part in PARTS:
                vi, en = [await house.get("stranger", f"{address_of(kind)}/{number}{part}", language) for language in ("vi", "en")]
                is_not_there(vi, "of-another-kind")
                assert f"{home}/{number}" in vi.json()["detail"]
                assert f"{home}/{number}" in en.json()["detail"] != vi.json()["detail"]
    headers = {"Authorization": f"Bearer {house.token('head')}", "Idempotency-Key": "1"}
    body = {"to_review": True, "reasons": "x"}
    is_not_there(await house.http.post(f"/reviews/{case}/acts/triage", json=body, headers=headers), "of-another-kind")
    is_not_there(await house.http.post(f"/initiatives/{review}/acts/triage", json=body, headers=headers), "unknown-act")
    assert len(await house.read("head", f"/reviews/{review}/timeline")) == 1


async def test_a_stream_that_was_never_opened_is_not_there(house: House) -> None:
    case = await house.register()
    for number, address in ((f"{case}-R1", "/reviews"), (f"{case}-K", "/rewards"), ("SK-2026-26743-0-R1", "/reviews")):
        for part in PARTS:
            is_not_there(await house.get("auditor", f"{address}/{number}{part}"), "no-such-case")
    is_not_there(await house.act("head", "triage", f"{case}-R1", to_review=True, reasons="x"), "no-such-case")
    is_not_there(await house.act("head", "triage", "SK-2021-26743-1-R1", to_review=True, reasons="x"), "no-such-case")


async def test_to_everybody_else_a_review_looks_like_one_there_is_not(house: House) -> None:
    case, review = await with_a_review(house)
    for who in ("stranger", "head_th", "clerk_th"):
        for part in PARTS:
            denied, absent = [await house.get(who, f"/reviews/{number}{part}") for number in (review, f"{case}-R9")]
            assert (denied.status_code, denied.content) == (404, absent.content)
        assert await house.read(who, "/reviews") == []


def documented(reading: House) -> dict[str, Any]:
    app: Any = reading.http._transport
    found: dict[str, Any] = app.app.openapi()
    return found


async def test_every_act_has_a_route_in_each_stream_it_stands_in_and_nowhere_else(reading: House) -> None:
    standing = {
        f"{address_of(kind)}/{{number}}/acts/{row.act.name}" for kind in StreamKind for row in PROCEDURE[kind] if row.at is not None
    }
    paths = documented(reading)["paths"]
    assert {path for path, methods in paths.items() if "/acts/" in path and "post" in methods} == standing
    assert {path.rpartition("/")[2] for path in standing} == {name for name, act in ACTS.items() if not act.opens_stream}
    assert all("post" in paths[f"{address_of(act.opens_stream)}{act.begins_at}"] for act in ACTS.values() if act.opens_stream)


async def test_the_documentation_is_right_for_each_kind(reading: House) -> None:
    api = documented(reading)
    operations = [operation for methods in api["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    schemas = api["components"]["schemas"]
    for kind, called, file in (
        ("initiatives", "case", "InitiativeFile"),
        ("reviews", "review", "ReviewFile"),
        ("rewards", "reward_file", "RewardsFile"),
    ):
        answer = api["paths"][f"/{kind}/{{number}}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer == {"$ref": f"#/components/schemas/{file}"}
        assert set(schemas[file]["properties"]) == {"card", "waiting_for", "nobody_left", called}
        listed = api["paths"][f"/{kind}"]["get"]
        assert listed["responses"]["200"]["headers"].keys() == {"Link"}
        asked = {each["name"] for each in listed["parameters"]}
        assert asked >= {
            "agency",
            "focus_area",
            "year",
            "waiting_for",
            "due_before",
            "flag",
            "regime",
            "family",
            "stage",
            "sort",
            "limit",
            "cursor",
        }
    answers = {operation["operationId"]: operation["responses"]["201"] for operation in operations if "201" in operation["responses"]}
    for act in ACTS.values():
        schema = answers[act.name]["content"]["application/json"]["schema"]
        assert schema == {"$ref": f"#/components/schemas/Recorded_{act.becomes.__name__}_"}
