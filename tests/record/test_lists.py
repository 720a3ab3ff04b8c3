"""Lists at the door, with the register and the rules and without Temporal: who may send one, what it costs, and what a row's registration is."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlmodel import select

from api.limits import MOST_FAULTS
from domain.acts import OpenCampaign, Register
from store.record import imports
from store.record.imports import Arrived
from store.tables import FilingRow, ImportRow
from tests.doorstep import beside_a_counter
from tests.houses import Visitor
from tests.record.counter import Counter
from tests.sheets import FIRST, GOOD, HEADINGS, LAST_COLUMN, LAST_ROW, filled, row, row_of, text, workbook
from words.bad_sheet import Place

CORNER = Place(LAST_ROW, LAST_COLUMN).name


@dataclass
class Desk(Visitor):
    """A door, and a registrar that examines when the test says so."""

    counter: Counter

    async def hand_in(self, content: bytes, who: str = "clerk", campaign: str = "CD-1", language: str = "en") -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token(who)}", "Accept-Language": language}
        return await self.http.post(f"/campaigns/{campaign}/imports", content=content, headers=headers)

    async def taken(self, content: bytes, who: str = "clerk") -> dict[str, Any]:
        answer = await self.hand_in(content, who)
        assert answer.status_code == 202, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def filings(self) -> list[FilingRow]:
        with self.counter.store.reading() as session:
            return list(session.exec(select(FilingRow).where(FilingRow.act == "register").order_by(FilingRow.number)))

    def lists(self) -> list[ImportRow]:
        with self.counter.store.reading() as session:
            return list(session.exec(select(ImportRow)))

    def examine(self) -> None:
        for filing in self.filings():
            if filing.status == "waiting":
                self.counter.examine(filing.number, "register", filing.case)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with beside_a_counter(tmp_path, answer_within_seconds=0.1) as (counter, door):
        body = {**OpenCampaign.example, "kinds": [], "agencies": ["26743", "27475"], "closes_on": "2026-12-20"}
        assert counter.file("focal", "open_campaign", "CD-1", **body).status == "recorded"
        yield Desk(door.config, door.http, counter)


# Who may send one, asked before a byte of it is read.

WRECKED = workbook("<a>" * 100)


@pytest.mark.parametrize(
    ("who", "campaign", "status", "reason"),
    [
        pytest.param("clerk", "CD-1", 422, "sheet-unreadable", id="an officer of an agency under duty"),
        pytest.param("stranger", "CD-1", 404, "no-such-case", id="somebody who may not read the campaign"),
        pytest.param("clerk", "CD-77", 404, "no-such-case", id="for a campaign that is not there"),
        pytest.param("head", "CD-1", 403, "lists-for-officers", id="somebody who may read it and keeps no files"),
    ],
)
async def test_who_may_not_send_a_list_is_told_so_before_it_is_read(desk: Desk, who: str, campaign: str, status: int, reason: str) -> None:
    answer = await desk.hand_in(WRECKED, who, campaign)
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert desk.lists() == []


# What it costs the door.


async def test_nothing_a_list_holds_ends_the_door_and_each_is_answered(desk: Desk) -> None:
    sent = {
        "a space in the last cell": workbook(HEADINGS + FIRST + f'<row r="{LAST_ROW}">{text(CORNER, " ")}</row>'),
        "something in the last cell": workbook(HEADINGS + FIRST + f'<row r="{LAST_ROW}">{text(CORNER, "x")}</row>'),
        "an error": workbook(HEADINGS + row(2, row_of(GOOD), K2='<c r="K2" t="e"><v>#N/A</v></c>')),
        "a wrong heading": workbook(row(1, ["Đơn vị"])),
        "no rows": filled(),
        "no workbook": b"\xff\xfe",
        "fifty megabytes": b"x" * (50 << 20),
    }
    answers = await asyncio.gather(*(desk.hand_in(content) for content in sent.values()))
    told = [(answer.status_code, answer.json().get("reason"), answer.json().get("detail", "")) for answer in answers]
    assert [each[:2] for each in told] == [
        (202, None),
        (422, "sheet-beyond"),
        (422, "sheet-errors"),
        (422, "sheet-wrong-columns"),
        (422, "sheet-rows"),
        (422, "sheet-encoding"),
        (413, "too-large"),
    ]
    assert CORNER in told[1][2]
    assert "K2 (#N/A)" in told[2][2]
    assert "A1 must say “Cơ quan sử dụng cán bộ” and says “Đơn vị”" in told[3][2]


async def test_of_a_list_that_is_wrong_throughout_some_faults_are_kept_and_how_many_rows_more(desk: Desk) -> None:
    answer = await desk.hand_in(filled(*({"title": f"{n}"} for n in range(900))))
    told = answer.json()
    assert (answer.status_code, told["reason"], len(told["errors"])) == (422, "list-refused", MOST_FAULTS + 1)
    assert told["detail"].startswith("900 rows")
    (kept,) = desk.lists()
    assert len(kept.wrong) == MOST_FAULTS + 1
    more = int(told["errors"][-1]["message"].split()[4])
    assert more + len({each["row"] for each in kept.wrong[:-1]}) == 900
    assert (await desk.read("clerk", f"/imports/{told['filing']}"))["wrong"] == 900


# What a body and an address may say.


async def test_a_key_that_stands_twice_in_a_body_is_refused_and_named(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {desk.token('lan')}", "Idempotency-Key": "k", "Accept-Language": "en"}
    body = json.dumps(Register.example)
    twice = body[:-1] + ', "agency": "27475"}'
    answer = await desk.http.post("/initiatives", content=twice, headers={**headers, "Content-Type": "application/json"})
    assert (answer.json()["reason"], "“agency”" in answer.json()["detail"]) == ("field-twice", True)
    assert desk.filings() == []


@pytest.mark.parametrize("seconds", ["1796860800", "0", "0.5", "-1"])
async def test_seconds_are_no_day_and_no_moment_in_an_address(desk: Desk, seconds: str) -> None:
    for address in (
        f"/calendar/due?start={seconds}&working_days=7",
        f"/agencies?day={seconds}",
        f"/deadlines?before={seconds}",
        f"/initiatives?due_before={seconds}",
        f"/reports/yearly/2026?as_of={seconds}",
    ):
        answer = await desk.get("chair", address)
        assert (answer.status_code, answer.json()["reason"]) == (422, "malformed"), address


@pytest.mark.parametrize("day", [1796860800, "1796860800", "2026-12-20T00:00:00", 0.5])
async def test_seconds_are_no_day_in_a_body(desk: Desk, day: Any) -> None:
    answer = await desk.act("focal", "open_campaign", **{**OpenCampaign.example, "closes_on": day})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "closes_on")


# What a row's registration is.


async def test_the_same_list_again_adds_nothing(desk: Desk) -> None:
    content = filled(GOOD, {**GOOD, "title": "B"})
    first, again = await desk.taken(content), await desk.taken(content)
    assert (first["new"], again["new"], again["waiting"]) == (2, 0, 2)
    desk.examine()
    once_more = await desk.taken(content)
    assert (once_more["new"], once_more["recorded"], len(desk.filings())) == (0, 2, 2)
    assert once_more["refused_before"] == []


async def test_no_header_can_name_the_key_of_a_row(desk: Desk) -> None:
    """Else whoever files anything under it first keeps the registration out."""
    for key in (imports.key_of("DS-1", 2), imports.KEYS):
        answer = await desk.act("lan", "register", key=key, **Register.example)
        assert (answer.status_code, answer.json()["reason"]) == (400, "key-missing")


async def test_what_anybody_else_filed_is_not_this_senders_registration(desk: Desk) -> None:
    """Under any key, and of the very same words."""
    act = Register.model_validate({**row_body(), "campaign": "CD-1"})
    for key in ("CD-1/" + desk.counter.filing("hoa", "register", "SK-2026-26743-9", **act.model_dump(mode="json")).content_digest, "mine"):
        desk.counter.hand_in(
            "hoa", "register", "SK-2026-26743-9" if key == "mine" else "SK-2026-26743-8", key=key, **act.model_dump(mode="json")
        )
    assert (await desk.taken(filled(GOOD)))["new"] == 1


def row_body() -> dict[str, Any]:
    return {**GOOD, "proposers": ["lan"], "regime": GOOD.get("regime", "nd73-2023")}


REFUSED = {"reason": "campaign-not-open", "basis": "house: campaigns", "params": {"campaign": "CD-1"}, "open_acts": []}


async def test_a_row_that_was_refused_once_can_be_sent_again_and_is_told_why_it_was(desk: Desk) -> None:
    first = await desk.taken(filled(GOOD))
    with desk.counter.store.writing() as session:
        (filing,) = session.exec(select(FilingRow).where(FilingRow.act == "register"))
        filing.status, filing.refusal = (
            "refused",
            REFUSED,
        )
        session.add(filing)
    again = await desk.taken(filled(GOOD))
    assert (first["new"], again["new"], again["waiting"]) == (1, 1, 1)
    ((before),) = again["refused_before"]
    assert (before["row"], before["status"], "CD-1" in before["because"]) == (2, "refused", True)
    desk.examine()
    assert [filing.status for filing in desk.filings()].count("recorded") == 1


async def test_two_of_one_list_at_the_same_moment_register_it_once(desk: Desk) -> None:
    content = filled(*({**GOOD, "title": f"{n}"} for n in range(5)))
    both = await asyncio.gather(desk.taken(content), desk.taken(content))
    assert sorted(each["new"] for each in both) == [0, 5]
    assert len(desk.filings()) == 5
    assert {each["waiting"] for each in both} == {5}


def test_whoever_comes_second_finds_what_came_in_since_they_looked(counter: Counter) -> None:
    """Both looked when nothing was there; one transaction after the other, the second is given the keys of the first."""

    def receive(number: str) -> int:
        filing = counter.filing("clerk", "register", f"SK-2026-26743-{number[-1]}", key=imports.key_of(number, 2), **Register.example)
        with counter.store.writing() as session:
            return imports.receive(Arrived(number, "CD-1", "clerk", counter.moment), {2: filing}, session)

    assert (receive("DS-1"), receive("DS-2")) == (1, 0)
    with counter.store.reading() as session:
        assert session.get_one(ImportRow, "DS-2").row_keys == {"2": imports.key_of("DS-1", 2)}
        assert imports.waiting("DS-2", session) == ["SK-2026-26743-1"]
