"""To whoever may not read a stream it is not there: whatever they ask about it is answered as about a number nobody has, and leaves nothing behind.

The whole front door, without Temporal: nothing of this may come so far.
"""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.routers.acts import acts_in
from domain.acts import ACTS, Act, Decision, RaiseIntegrityFlag, ReportIncident
from domain.numbers import address_of, family_of, kind_of, path_of
from domain.vocabulary import Regime, StreamKind
from store.record import filings
from tests.builders import FRIDAY
from tests.door.standing import Standing, standing_at
from tests.families import Step, the_way
from tests.record.beside_families import DECLARATION, SIGNING, YEARLY, play_a_declaration, play_leave_to_sign, play_the_yearly_campaign
from tests.record.whole_families import ANSWERING, CAMPAIGN, WELL, follow, play_a_campaign
from tests.record.whole_story import unwatched

FAMILY = (WELL, f"{WELL}-R1", f"{WELL}-K", CAMPAIGN, DECLARATION, YEARLY, SIGNING)
# Of each kind a number that was never given; the yearly campaign has one for ever, and what it is compared with was set up nowhere.
NOBODYS = {
    StreamKind.INITIATIVE: "SK-2026-26743-999",
    StreamKind.REVIEW: f"{WELL}-R9",
    StreamKind.REWARD_FILE: "SK-2026-26743-10-K",
    StreamKind.CAMPAIGN: "CD-999",
    StreamKind.DECLARATION: "KK-nobody",
    StreamKind.YEARLY: "DK",
    StreamKind.SIGNING: "UQ-999",
}
PARTS = ("", "/timeline", "/deadlines", "/acts")
BESIDE = {StreamKind.REVIEW: ("/assessment", "/again", "/in-favour"), StreamKind.CAMPAIGN: ("/form", "/report")}


@pytest.fixture(scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Standing]:
    """A family with reviews, a reward file and a hidden entry; a campaign, and the yearly one."""
    async with standing_at(tmp_path_factory.mktemp("there")) as standing:
        counter = standing.counter
        counter.moment = FRIDAY
        flagged: list[Step] = [("tam", "", ReportIncident, {}), ("inspector", "", RaiseIntegrityFlag, {})]
        way = the_way(Regime.HCMC2022, ill=False)
        follow(counter, WELL, [*way[:-1], *flagged])
        counter.file(
            "lan", "report_obstruction", WELL, about="deputy2", what="Giữ hồ sơ không nêu lý do.", reported_as="reflection", no_secrets=True
        )
        play_a_campaign(counter, unwatched)
        play_a_declaration(counter, unwatched)
        play_the_yearly_campaign(counter, unwatched)
        play_leave_to_sign(counter, unwatched)
        yield standing


@pytest.fixture(scope="module")
async def empty(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Standing]:
    """Another door, of a house where nothing ever happened."""
    async with standing_at(tmp_path_factory.mktemp("empty")) as standing:
        yield standing


def bodies(act: type[Act]) -> list[dict[str, Any]]:
    """As its example says it; and what may be entered from paper, as if whoever decides here had signed it."""
    signed = {"number": "1", "issued_on": "2026-11-20", "sha256": "a" * 64, "decided_by": "head"}
    return [act.example, {**act.example, "on_paper": signed}] if issubclass(act, Decision) else [act.example]


@pytest.mark.parametrize("number", FAMILY)
async def test_every_act_is_answered_as_about_a_number_nobody_has_and_leaves_nothing(number: str, door: Standing) -> None:
    kind, outside = kind_of(number), door.who_may_not_read(number)
    assert {"stranger", "head_th"} <= {*outside} | ({"head_th"} if kind is StreamKind.CAMPAIGN else set())
    before = door.rows()
    for act in (each for each in acts_in(kind) if each.opens_stream is None):
        for body in bodies(act):
            if kind is not StreamKind.YEARLY:
                not_there = await door.acted("stranger", act, NOBODYS[kind], body)
                assert not_there[0] == 404, (act.name, not_there)
            else:
                not_there = (404, *(await door.acted("stranger", ACTS["triage"], NOBODYS[StreamKind.REVIEW], ACTS["triage"].example))[1:])
            for who in outside if body is act.example else ("stranger",):
                assert await door.acted(who, act, number, body) == not_there, (who, act.name)
    assert door.rows() == before


@pytest.mark.parametrize("number", FAMILY[:-1])
async def test_every_address_is_answered_as_about_a_number_nobody_has(number: str, door: Standing) -> None:
    kind = kind_of(number)
    for part in (*PARTS, *BESIDE.get(kind, ())):
        for who in door.who_may_not_read(number):
            not_there = await door.asked(who, "GET", path_of(NOBODYS[kind]) + part, NOBODYS[kind])
            assert await door.asked(who, "GET", path_of(number) + part, number) == not_there, (who, part)


async def test_a_list_for_a_campaign_one_may_not_read_is_not_even_opened(door: Standing) -> None:
    before = door.rows()
    told = [await door.asked("stranger", "POST", f"/campaigns/{number}/imports", number, b"no workbook") for number in (CAMPAIGN, "CD-999")]
    assert told[0] == told[1]
    assert told[0][0] == 404
    assert door.rows() == before


async def test_the_yearly_campaign_is_changed_by_nobody_who_may_not_read_it_and_of_its_makers_they_hear_nothing(door: Standing) -> None:
    before, body = door.rows(), ACTS["set_up_yearly_campaign"].example
    for method, address, sent in (
        ("PUT", "/campaigns/yearly", body),
        ("PUT", "/campaigns/yearly", {**body, "closes": "04-30"}),
        ("POST", "/campaigns/yearly/pause", {"note": "không"}),
        ("POST", "/campaigns/yearly/resume", {"note": "không"}),
    ):
        assert (await door.asked("stranger", method, address, YEARLY, sent))[0] == 404
    assert door.rows() == before
    shown = {who: json.loads((await door.asked(who, "GET", "/campaigns/yearly", ""))[2]) for who in ("stranger", "focal")}
    assert (shown["stranger"]["defined_by"], shown["focal"]["defined_by"]) == ("", "focal")
    assert shown["stranger"]["campaign"] == shown["focal"]["campaign"]


async def test_whoever_may_not_set_the_yearly_campaign_up_is_told_the_same_whether_it_is(door: Standing, empty: Standing) -> None:
    told = []
    for each in (door, empty):
        act = ACTS["set_up_yearly_campaign"]
        receipt = each.counter.file("stranger", act.name, YEARLY, **act.example)
        assert receipt.refusal
        told.append((receipt.status, receipt.refusal.model_dump()))
    assert told[0] == told[1]
    assert told[0][1]["reason"] == "not-your-office"


async def test_lists_counts_and_search_are_those_of_a_house_where_nothing_happened(door: Standing, empty: Standing) -> None:
    empty.counter.moment = door.counter.moment
    title = door.counter.case(WELL).title
    addresses = [f"{address_of(kind)}?sort={sort}" for kind in StreamKind for sort in ("number", "-updated", "due")]
    addresses += ["/worklist", "/deadlines", "/deadlines?overdue=true", "/silence", "/departures"]
    addresses += ["/imports/DS-20261120-0000000001"]
    for address in addresses:
        assert await door.asked("stranger", "GET", address, "") == await empty.asked("stranger", "GET", address, ""), address
    asked = [
        await each.asked(who, "POST", "/initiatives/similar", "", {"title": title})
        for each in (door, empty)
        for who in ("stranger", "focal")
    ]
    assert asked[0] == asked[2]
    assert [(status, json.loads(found) != []) for status, _, found in asked] == [(200, False), (200, True), (200, False), (200, False)]


async def test_a_campaign_tells_whoever_may_not_read_an_initiative_that_one_came_and_not_its_number(door: Standing) -> None:
    told = {
        who: json.loads((await door.asked(who, "GET", f"/campaigns/{CAMPAIGN}/timeline", ""))[2]) for who in ("justice", "head", "focal")
    }
    for who, knows in (("justice", False), ("head", True), ("focal", True)):
        [entry] = [each for each in told[who] if each["kind"] == "duty_fulfilled"]
        assert (ANSWERING in json.dumps(entry)) == knows, who
        assert "SK-" not in json.dumps(told[who]) or knows, who
        assert (entry["fact"]["agency"], entry["fact"]["initiative"]) == ("26743", ANSWERING if knows else "")
        assert ANSWERING in entry["sentence"] or not knows
        assert entry["office"] == "Phát sinh từ một việc khác đã ghi trong hồ sơ"
    assert [each["sequence"] for each in told["justice"]] == [each["sequence"] for each in told["focal"]]


async def test_a_calendar_on_a_telephone_does_not_tell_a_review_from_the_rest(door: Standing) -> None:
    """Nor a reward file: each entry reads alike, names the initiative, and is known by what nobody can compute."""
    due = json.loads((await door.asked("head", "GET", "/deadlines?mine=true", ""))[2])
    assert {StreamKind.INITIATIVE, StreamKind.REVIEW} <= {line["stream"] for line in due}
    address = json.loads((await door.asked("head", "POST", "/deadlines/feed", ""))[2])["address"].removeprefix("http://127.0.0.1:8000")
    told = [(await door.asked("stranger", "GET", address, ""))[2] for _ in range(2)]
    [entries, again] = [
        [dict(line.split(":", 1) for line in event.splitlines() if ":" in line) for event in each.split("BEGIN:VEVENT")[1:]]
        for each in told
    ]
    assert {entry["SUMMARY"] for entry in entries} == {f"Việc đến hạn: {family_of(line['number'])}" for line in due if not line["paused"]}
    assert {entry["URL"].rpartition("/")[2] for entry in entries} == {"worklist"}
    assert {re.sub("[0-9a-f]{32}", "", entry["UID"]) for entry in entries} == {"@khien"}
    assert len({entry["UID"] for entry in entries}) == len(entries) == len([line for line in due if not line["paused"]])
    assert [entry["UID"] for entry in again] == [entry["UID"] for entry in entries]
    assert not re.search(r"-R\d|-K\b|triage|review|reward", told[0])


async def test_a_filing_is_its_senders_alone(door: Standing) -> None:
    receipt = door.counter.file(
        "lan", "report_obstruction", WELL, about="deputy", what="Không trả lời.", reported_as="reflection", no_secrets=True
    )
    address = f"/filings/{receipt.number}"
    own = json.loads((await door.asked("lan", "GET", address, ""))[2])
    assert (own["status"], own["case"], own["fact"]["about"]) == ("recorded", WELL, "deputy")
    not_there = await door.asked("deputy", "GET", "/filings/TN-20261120-FFFFFFFFFF", "TN-20261120-FFFFFFFFFF")
    assert not_there[0] == 404
    for who in ("deputy", "head", "focal", "stranger"):
        assert await door.asked(who, "GET", address, receipt.number) == not_there


async def test_what_one_filed_while_one_might_is_answered_still_when_it_is_sent_again(door: Standing) -> None:
    counter, case = door.counter, "SK-2026-26743-77"
    counter.register(case)
    filed = counter.filing("stranger", "withdraw", case, key="while I might", reason="Không làm nữa.")
    filings.receive(filed, counter.store)
    counter.examine(filed.number, "withdraw", case)
    again = await door.asked("stranger", "POST", f"/initiatives/{case}/acts/withdraw", case, {"reason": "Không làm nữa."}, "while I might")
    assert (again[0], json.loads(again[2])["filing"]) == (404, filed.number)
    other = await door.asked("stranger", "POST", f"/initiatives/{case}/acts/withdraw", case, {"reason": "Vì lẽ khác."}, "while I might")
    assert (other[0], json.loads(other[2])["reason"]) == (422, "key-reused")


async def test_while_a_registration_waits_whoever_will_read_the_case_may_file_in_it_and_nobody_else(door: Standing) -> None:
    case, register = "SK-2026-26743-78", ACTS["register"]
    door.counter.hand_in("lan", "register", case, **{**register.example, "implementers": ["tam"]})
    before = door.rows()
    not_there = await door.acted("stranger", ACTS["accept_dossier"], NOBODYS[StreamKind.INITIATIVE], {})
    for who in ("stranger", "hoa", "head_th", "clerk_th", "finance"):
        assert await door.acted(who, ACTS["accept_dossier"], case, {}) == not_there
    assert door.rows() == before
    assert (await door.acted("clerk", ACTS["accept_dossier"], case, {}))[0] == 202, "received, and nobody has told Temporal"
