"""Time in a story: it passes through Temporal's own timers, every case keeps the story's clock, and a story that cannot go on says so."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from domain.acts import Register, SubmitPlan
from domain.vocabulary import Regime
from rehearsal.course import Course, FastForwarding, Nudging
from rehearsal.in_virtual_time import in_virtual_time
from rehearsal.player import Mismatch, Player
from rehearsal.story import Story
from store.engine import Store
from store.record.ledger import entries
from tests.houses import House, start_counting_elsewhere
from worker import nudger
from workflows.initiative import InitiativeWorkflow
from workflows.plugin import khien_plugin

BEGINS = "2027-01-12T08:00+07:00"  # a Tuesday
SAID = [
    ("reminded", datetime(2027, 1, 19, 1, tzinfo=UTC)),
    ("reminded", datetime(2027, 1, 21, 1, tzinfo=UTC)),
    ("escalated", datetime(2027, 1, 21, 17, tzinfo=UTC)),
]
AND_A_WEEK_LATER = [*SAID, ("escalated", datetime(2027, 1, 28, 17, tzinfo=UTC))]

Step = dict[str, Any]


def register(case: str = "SK1") -> Step:
    return {"act": "register", "by": "lan", "case": case, "with": {**Register.example, "regime": "{regime}", "implementers": ["tam"]}}


def a_story(*steps: Step, begins: str = BEGINS) -> Story:
    return Story.model_validate({"story": "One about time", "regimes": [Regime.ND73], "begins": begins, "steps": steps})


def to_implementing(evaluate_by: str) -> list[Step]:
    item = {**SubmitPlan.example["items"][0], "evaluate_by": evaluate_by}
    return [
        register(),
        {"act": "accept_dossier", "by": "clerk", "case": "SK1"},
        {"act": "record_party_opinion", "by": "secretary", "case": "SK1", "with": {"before": "approval", "opinion": "agrees"}},
        *({"act": "vote", "by": who, "case": "SK1", "with": {"ballot": "for"}} for who in ("head", "deputy", "deputy2")),
        {"act": "conclude_vote", "by": "head", "case": "SK1"},
        {"act": "approve", "by": "head", "case": "SK1", "with": {"scope": "20 thủ tục"}},
        {"act": "submit_plan", "by": "lan", "case": "SK1", "with": {**SubmitPlan.example, "items": [item]}},
        {"act": "approve_plan", "by": "head", "case": "SK1", "with": {"plan_sha256": "{SK1.plan_sha256}"}},
    ]


@dataclass(frozen=True)
class Rehearsed:
    """A product in the story's time, at whose door any steps can be played."""

    player: Player
    store: Store
    client: Client

    @property
    def course(self) -> Course:
        assert self.player.course
        return self.player.course

    async def play(self, *steps: Step) -> None:
        self.player.story = a_story(*steps)
        async for _ in self.player.play():
            pass

    def case(self, name: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(self.player.numbers[name])

    def said_by_the_clock(self, name: str) -> list[tuple[str, datetime]]:
        with self.store.reading() as session:
            return [(e.fact.kind, e.fact.at) for e in entries(self.player.numbers[name], session) if e.fact.by is None]

    async def replays(self, name: str) -> bool:
        """The run under way, and the first one of a case whose page was turned, replay with today's code."""
        handle = self.case(name)
        first = (await handle.describe()).raw_description.workflow_execution_info.first_run_id
        replayer = Replayer(workflows=[InitiativeWorkflow], plugins=[khien_plugin()])
        for run in {None, first}:
            history = await self.client.get_workflow_handle(handle.id, run_id=run).fetch_history()
            await replayer.replay_workflow(history)
        return True

    async def nudge(self, number: str) -> None:
        await nudger(self.client, self.player.client.config)(number)


@asynccontextmanager
async def rehearsed_on(temporal: WorkflowEnvironment, home: Path) -> AsyncIterator[Rehearsed]:
    address = temporal.client.service_client.config.target_host
    async with in_virtual_time(a_story(register()), Regime.ND73, address, home, start_counting_elsewhere) as (player, store):
        yield Rehearsed(player, store, temporal.client)


@pytest.fixture
async def rehearsed(virtual_temporal: WorkflowEnvironment, tmp_path: Path) -> AsyncIterator[Rehearsed]:
    async with rehearsed_on(virtual_temporal, tmp_path) as rehearsed:
        yield rehearsed


@pytest.mark.server
async def test_nine_working_days_of_silence_remind_and_escalate_once_each_at_their_moments_and_by_timers(rehearsed: Rehearsed) -> None:
    await rehearsed.play(register(), {"wait": {"working_days": 9}}, {"wait": {"days": 1}})
    assert rehearsed.said_by_the_clock("SK1") == SAID
    happened = [event.event_type for event in (await rehearsed.case("SK1").fetch_history()).events]
    assert happened.count(EventType.EVENT_TYPE_TIMER_FIRED) == 3
    assert EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED not in happened
    assert f"{rehearsed.player.now():%Y-%m-%d %H}" == "2027-01-26 01"


@pytest.mark.server
async def test_a_page_turned_on_the_way_keeps_the_clock(rehearsed: Rehearsed) -> None:
    await rehearsed.play(*to_implementing("{today + 800}"), {"wait": {"days": 730}})
    assert rehearsed.said_by_the_clock("SK1") == []
    workflow = await rehearsed.case("SK1").describe()
    assert workflow.raw_description.workflow_execution_info.first_run_id != workflow.run_id, "the page was turned"
    await rehearsed.play({"wait": {"days": 80}})
    last_day_ends = datetime(2029, 3, 22, 17, tzinfo=UTC)  # the day is the eight hundredth after 12 January 2027
    two_working_days_before = datetime(2029, 3, 20, 1, tzinfo=UTC)
    assert rehearsed.said_by_the_clock("SK1") == [
        ("reminded", two_working_days_before),
        ("reminded", datetime(2029, 3, 22, 1, tzinfo=UTC)),
        ("escalated", last_day_ends),
        ("escalated", datetime(2029, 3, 29, 17, tzinfo=UTC)),
    ]
    assert await rehearsed.replays("SK1")


@pytest.mark.server
async def test_a_case_that_begins_in_the_middle_has_the_storys_time(rehearsed: Rehearsed) -> None:
    await rehearsed.play(register(), {"wait": {"until": "2027-06-10T09:00+07:00"}}, register("SK2"), {"wait": {"working_days": 9}})
    assert rehearsed.said_by_the_clock("SK1") == AND_A_WEEK_LATER
    in_june = [("reminded", 17, 1), ("reminded", 21, 1), ("escalated", 21, 17)]
    assert rehearsed.said_by_the_clock("SK2") == [(kind, datetime(2027, 6, day, hour, tzinfo=UTC)) for kind, day, hour in in_june]
    happened = [event.event_type for event in (await rehearsed.case("SK2").fetch_history()).events]
    assert happened.count(EventType.EVENT_TYPE_TIMER_FIRED) == 3


@pytest.mark.server
async def test_a_case_terminated_and_nudged_is_right_again(rehearsed: Rehearsed) -> None:
    await rehearsed.play(register(), {"wait": {"days": 8}})
    await rehearsed.case("SK1").terminate()
    await rehearsed.nudge(rehearsed.player.numbers["SK1"])
    await rehearsed.play({"wait": {"days": 8}})
    assert rehearsed.said_by_the_clock("SK1") == SAID


@pytest.mark.server
async def test_a_case_that_ends_while_time_is_moved_on_stops_nobody(rehearsed: Rehearsed) -> None:
    await rehearsed.play(register())
    mover = rehearsed.course.mover
    assert isinstance(mover, FastForwarding)

    class EndsUnseen(FastForwarding):
        async def _forward(self, number: str, distance: timedelta) -> None:
            await self.client.get_workflow_handle(number).terminate()
            await super()._forward(number, distance)

    ending = EndsUnseen(mover.clock, mover.store, mover.client, mover.nudge)
    await ending.move_to(rehearsed.player.now() + timedelta(hours=1))
    assert (await rehearsed.case("SK1").describe()).status is WorkflowExecutionStatus.TERMINATED


@pytest.mark.server
async def test_time_moved_by_nudging_says_the_same_on_any_server(temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    async with rehearsed_on(temporal, tmp_path) as rehearsed:
        rehearsed.course.mover = Nudging(rehearsed.course.clock, rehearsed.store, rehearsed.nudge)
        await rehearsed.play(register(), {"wait": {"working_days": 9}}, register("SK2"), {"wait": {"days": 30}})
        assert rehearsed.said_by_the_clock("SK1") == AND_A_WEEK_LATER
        in_february = [("reminded", 1, 1), ("reminded", 3, 1), ("escalated", 3, 17), ("escalated", 17, 17)]
        assert rehearsed.said_by_the_clock("SK2") == [(kind, datetime(2027, 2, day, hour, tzinfo=UTC)) for kind, day, hour in in_february]
        assert await rehearsed.replays("SK1")
        assert await rehearsed.replays("SK2")


@pytest.mark.server
async def test_a_case_nobody_looks_at_stops_the_story_with_a_sentence_that_names_it(rehearsed: Rehearsed) -> None:
    await rehearsed.play(register())
    await rehearsed.course.settle()  # what its workflow still owes would be named before what nobody looks at
    rehearsed.course.settled_within = 3
    await rehearsed.case("SK1").terminate()
    with pytest.raises(Mismatch) as wrong:
        await rehearsed.play({"wait": {"working_days": 9}})
    assert "step 1 (wait 9 working days)" in str(wrong.value)
    assert f"{rehearsed.player.numbers['SK1']}: the clock has not looked at it" in str(wrong.value)


@pytest.mark.server
async def test_whether_a_worker_is_there_is_told_in_real_time(rehearsed: Rehearsed) -> None:
    await rehearsed.play(register(), {"wait": {"days": 30}})
    assert (await rehearsed.player.client.http.get("/ready")).status_code == 200


@pytest.mark.server
async def test_time_does_not_go_back(rehearsed: Rehearsed) -> None:
    with pytest.raises(Mismatch, match="a moment to come"):
        await rehearsed.play({"wait": {"until": "2027-01-11T09:00+07:00"}})


@pytest.mark.server
async def test_where_nobody_can_move_time_a_wait_is_a_mismatch(house: House) -> None:
    with pytest.raises(Mismatch, match="nobody here can move time"):
        await anext(Player(house, a_story({"wait": {"days": 1}})).play())


@pytest.mark.parametrize(
    "wait",
    [
        pytest.param({}, id="no length"),
        pytest.param({"days": 1, "working_days": 1}, id="two lengths"),
        pytest.param({"days": 0}, id="no time at all"),
        pytest.param({"until": "2027-06-10T09:00"}, id="an hour of no zone"),
        pytest.param({"weeks": 1}, id="a length nobody knows"),
    ],
)
def test_a_wait_says_one_clear_length(wait: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_story({"wait": wait})
