"""Whoever decides, decides what they have read: the door states with a decision what its decider had opened, and nobody can make it say otherwise unseen."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from commands.verify import verify
from domain.acts import ApprovePlan
from domain.vocabulary import Part, Regime
from store.record.filings import RECORDED
from store.record.ledger import entries
from store.record.sightings import Sighting
from store.tables import FilingRow
from tests.doorstep import Doorstep, beside_a_counter
from tests.families import the_way
from tests.record.counter import Counter
from tests.record.test_sightings import drop_triggers
from tests.record.whole_families import follow

CASE = "SK-2026-26743-1"
UNTIL_A_PLAN_WAITS = next(n for n, step in enumerate(the_way(Regime.ND73, ill=False)) if step[2] is ApprovePlan)


@dataclass
class Planned:
    """A case whose plan waits for its approval."""

    counter: Counter
    door: Doorstep

    @property
    def plan(self) -> str:
        return self.counter.case(CASE).draft.sha256

    async def approve(self, who: str = "head", **body: Any) -> dict[str, Any]:
        """The entry of the timeline that came of it."""
        answer = await self.door.act(who, "approve_plan", CASE, plan_sha256=self.plan, **body)
        assert answer.status_code == 202, answer.text
        ((number, act, case),) = self.counter.waiting()
        self.counter.examine(number, act, case)
        assert self.counter.receipt(number).status == RECORDED, self.counter.receipt(number).refusal
        timeline: list[dict[str, Any]] = await self.door.read("focal", f"/initiatives/{CASE}/timeline")
        return timeline[-1]

    @property
    def faults(self) -> list[str]:
        self.door.app.state.house.reading_ledger.write()
        return verify(self.counter.store, self.counter.seals)[1]


@pytest.fixture
async def planned(tmp_path: Path) -> AsyncIterator[Planned]:
    async with beside_a_counter(tmp_path, answer_within_seconds=0.01) as (counter, door):
        follow(counter, CASE, the_way(Regime.ND73, ill=False)[:UNTIL_A_PLAN_WAITS])
        yield Planned(counter, door)


async def test_an_approval_says_when_its_decider_had_opened_that_very_plan(planned: Planned) -> None:
    await planned.door.ask("GET", f"/initiatives/{CASE}", "head")
    planned.counter.wait(1)
    said = await planned.approve()
    (opened,) = said["fact"]["read"]["opened"]
    assert (opened["case"], opened["part"], len(opened["seen"])) == (CASE, Part.FILE, 64)
    assert said["fact"]["baseline_sha256"] in opened["texts"]
    assert "đã mở kế hoạch và danh mục rủi ro đúng bản này trong hệ thống, lúc" in said["read"]
    assert planned.faults == []


async def test_an_approval_of_what_was_not_opened_is_possible_and_the_timeline_says_so(planned: Planned) -> None:
    """Somebody else's reading is not theirs, and whoever asks what is open to them has not read the case."""
    await planned.door.ask("GET", f"/initiatives/{CASE}", "deputy")
    await planned.door.ask("GET", f"/initiatives/{CASE}/acts", "head")
    planned.counter.wait(1)
    said = await planned.approve()
    read = said["fact"]["read"]
    assert (read["person"], read["opened"], read["since"] is None) == ("head", [], False)
    assert "chưa mở kế hoạch và danh mục rủi ro của bản này trong hệ thống" in said["read"]
    assert planned.faults == []


async def test_what_was_opened_before_the_plan_came_is_not_the_plan(planned: Planned) -> None:
    await planned.door.ask("GET", f"/initiatives/{CASE}", "head")
    planned.counter.wait(1)
    returned = planned.counter.file("head", "return_plan", CASE, reasons="Chưa có tiêu chí.")
    assert returned.status == RECORDED
    submitted = the_way(Regime.ND73, ill=False)[UNTIL_A_PLAN_WAITS - 1][2]
    body = {**submitted.example, "risks": [], "no_risks_because": "Không thấy rủi ro nào."}
    assert planned.counter.file("lan", "submit_plan", CASE, **body).status == RECORDED
    said = await planned.approve()
    assert said["fact"]["read"]["opened"], "they had opened the case"
    assert "chưa mở kế hoạch và danh mục rủi ro của bản này" in said["read"]
    assert planned.faults == []


async def test_of_a_decision_on_paper_it_is_told_what_its_decider_had_opened_not_its_clerk(planned: Planned) -> None:
    await planned.door.ask("GET", f"/initiatives/{CASE}", "clerk")
    planned.counter.wait(1)
    today = planned.counter.laws.calendar.local_day(planned.counter.moment).isoformat()
    said = await planned.approve("clerk", on_paper={"number": "9/QĐ-UBND", "issued_on": today, "decided_by": "head"})
    assert (said["fact"]["read"]["person"], said["fact"]["read"]["opened"]) == ("head", [])


async def test_before_the_reading_ledger_tells_of_anything_nothing_is_known(planned: Planned) -> None:
    said = await planned.approve()
    assert said["fact"]["read"] == {"person": "head", "opened": [], "since": None}
    assert "Không rõ" in said["read"]
    assert planned.faults == []


async def test_it_is_sealed_with_the_act(planned: Planned) -> None:
    await planned.approve()
    with planned.counter.store.writing() as session:
        row = session.exec(select(FilingRow).where(col(FilingRow.read).is_not(None))).one()
        seen = "1" * 64
        opened = {"case": CASE, "part": "plan", "at": "2026-11-20T02:00:00Z", "seen": seen, "texts": [planned.plan]}
        row.read = {"person": "head", "opened": [opened]}
        session.add(row)
    assert any("the seal of the filing" in fault for fault in planned.faults)


async def test_a_door_that_states_what_nobody_opened_is_found_out(planned: Planned) -> None:
    """It has the key, and seals a reading that the reading ledger does not have: the registrar cannot know, and verify compares."""
    house = planned.door.app.state.house
    lied = Sighting(planned.counter.moment, "head", (), Part.PLAN, CASE, texts=(planned.plan,), seen="1" * 64)
    house.reading_ledger.note([lied])
    await planned.approve()
    assert planned.faults == []
    with planned.counter.store.writing() as session:
        drop_triggers(session)
        session.connection().execute(text("DELETE FROM sightings"))
    assert any(f"says that head had opened plan of {CASE}, and the reading ledger does not" in fault for fault in planned.faults)


async def test_a_door_that_leaves_out_what_was_opened_is_found_out(planned: Planned) -> None:
    said = await planned.approve()
    at = planned.counter.moment
    with planned.counter.store.reading() as session:
        last = [*entries(CASE, session)][-1]
    assert last.fact.kind == said["kind"]
    head = Sighting(at.replace(year=at.year - 1), "head", (), Part.PLAN, CASE, sequence=last.sequence, head=last.hash)
    planned.door.app.state.house.reading_ledger.note([head])
    assert any(f"entry {last.sequence} does not say that head had opened plan" in fault for fault in planned.faults)


async def test_what_came_before_the_door_stated_it_says_nothing(planned: Planned) -> None:
    """Facts of earlier releases, and whatever a registrar is handed without it, are as they were."""
    timeline = await planned.door.read("focal", f"/initiatives/{CASE}/timeline")
    assert {each["read"] for each in timeline} == {""}
    assert not any("read" in each["fact"] for each in timeline)
