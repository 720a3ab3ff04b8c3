"""Time in a story: it passes through Temporal's own timers, every case keeps the story's clock, and a story that cannot go on says so."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from commands.course import Nudging
from commands.player import Mismatch, Player
from commands.rehearse import rehearsal
from commands.story import Story
from domain.acts import Register, SubmitPlan
from domain.vocabulary import Regime
from store.engine import Store
from store.ledger import entries
from tests.houses import House, start_counting_elsewhere
from worker import nudger

BEGINS = "2027-01-12T08:00+07:00"  # a Tuesday
REMINDED, ESCALATED = datetime(2027, 1, 19, 1, tzinfo=UTC), datetime(2027, 1, 21, 17, tzinfo=UTC)

Step = dict[str, Any]
Rehearsed = Callable[..., AbstractAsyncContextManager[tuple[Player, Store]]]


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


@pytest.fixture
def rehearsed(virtual_temporal: WorkflowEnvironment, tmp_path: Path) -> Rehearsed:
    address = virtual_temporal.client.service_client.config.target_host

    def at_the_door(story: Story) -> AbstractAsyncContextManager[tuple[Player, Store]]:
        return rehearsal(story, Regime.ND73, address, tmp_path, start_counting_elsewhere)

    return at_the_door


async def play(player: Player, *steps: Step) -> None:
    """These steps, whatever the story was to say next."""
    player.story = a_story(*steps)
    async for _ in player.play():
        pass


def said_by_the_clock(player: Player, name: str, store: Store) -> list[tuple[str, datetime]]:
    with store.reading() as session:
        return [(e.fact.kind, e.fact.at) for e in entries(player.numbers[name], session) if e.fact.by is None]


async def events(client: Client, number: str) -> list[EventType.ValueType]:
    handle: WorkflowHandle[Any, Any] = client.get_workflow_handle(number)
    return [event.event_type for event in (await handle.fetch_history()).events]


@pytest.mark.server
async def test_nine_working_days_of_silence_remind_and_escalate_once_each_at_their_moments_and_by_timers(
    rehearsed: Rehearsed, virtual_temporal: WorkflowEnvironment
) -> None:
    story = a_story(register(), {"wait": {"working_days": 9}}, {"wait": {"days": 1}})
    async with rehearsed(story) as (player, store):
        await play(player, *story.model_dump(by_alias=True, exclude_unset=True)["steps"])
        assert said_by_the_clock(player, "SK1", store) == [("reminded", REMINDED), ("escalated", ESCALATED)]
        happened = await events(virtual_temporal.client, player.numbers["SK1"])
        assert happened.count(EventType.EVENT_TYPE_TIMER_FIRED) == 2
        assert EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED not in happened
        assert player.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0) == datetime(2027, 1, 26, 1, tzinfo=UTC)


@pytest.mark.server
async def test_a_page_turned_on_the_way_keeps_the_clock(rehearsed: Rehearsed, virtual_temporal: WorkflowEnvironment) -> None:
    story = a_story(*to_implementing("{today + 800}"))
    async with rehearsed(story) as (player, store):
        await play(player, *to_implementing("{today + 800}"), {"wait": {"days": 730}})
        assert said_by_the_clock(player, "SK1", store) == []
        workflow = await virtual_temporal.client.get_workflow_handle(player.numbers["SK1"]).describe()
        assert workflow.raw_description.workflow_execution_info.first_run_id != workflow.run_id, "the page was turned"
        await play(player, {"wait": {"days": 80}})
        last_day_ends = datetime(2029, 3, 22, 17, tzinfo=UTC)  # 800 days after 12 January 2027
        reminded, escalated = said_by_the_clock(player, "SK1", store)
        assert reminded[0] == "reminded"
        assert reminded[1] < last_day_ends
        assert escalated == ("escalated", last_day_ends)


@pytest.mark.server
async def test_a_case_that_begins_in_the_middle_has_the_storys_time(rehearsed: Rehearsed) -> None:
    async with rehearsed(a_story(register())) as (player, store):
        await play(player, register(), {"wait": {"until": "2027-06-10T09:00+07:00"}}, register("SK2"), {"wait": {"working_days": 9}})
        assert said_by_the_clock(player, "SK1", store) == [("reminded", REMINDED), ("escalated", ESCALATED)]
        assert said_by_the_clock(player, "SK2", store) == [
            ("reminded", datetime(2027, 6, 17, 1, tzinfo=UTC)),
            ("escalated", datetime(2027, 6, 21, 17, tzinfo=UTC)),
        ]


@pytest.mark.server
async def test_a_case_terminated_and_nudged_is_right_again(rehearsed: Rehearsed, virtual_temporal: WorkflowEnvironment) -> None:
    async with rehearsed(a_story(register())) as (player, store):
        await play(player, register(), {"wait": {"days": 8}})
        await virtual_temporal.client.get_workflow_handle(player.numbers["SK1"]).terminate()
        await nudger(virtual_temporal.client, player.desk.config)(player.numbers["SK1"])
        await play(player, {"wait": {"days": 8}})
        assert said_by_the_clock(player, "SK1", store) == [("reminded", REMINDED), ("escalated", ESCALATED)]


@pytest.mark.server
async def test_time_moved_by_nudging_says_the_same_on_any_server(rehearsed: Rehearsed, temporal: WorkflowEnvironment, house: House) -> None:
    """And a case nobody looks at holds the story up, with a sentence that names it."""
    ordinary = temporal.client.service_client.config.target_host
    story = a_story(register())
    async with rehearsal(story, Regime.ND73, ordinary, house.config.home / "beside", start_counting_elsewhere) as (player, store):
        assert player.course
        player.course.mover = Nudging(player.course.clock, store, nudger(temporal.client, player.desk.config))
        await play(player, register(), {"wait": {"working_days": 9}}, register("SK2"), {"wait": {"days": 30}})
        assert said_by_the_clock(player, "SK1", store) == [("reminded", REMINDED), ("escalated", ESCALATED)]
        assert [kind for kind, _ in said_by_the_clock(player, "SK2", store)] == ["reminded", "escalated"]


@pytest.mark.server
async def test_a_case_nobody_looks_at_stops_the_story(rehearsed: Rehearsed, virtual_temporal: WorkflowEnvironment) -> None:
    async with rehearsed(a_story(register())) as (player, _):
        assert player.course
        player.course.settled_within = 3
        await play(player, register())
        await virtual_temporal.client.get_workflow_handle(player.numbers["SK1"]).terminate()
        with pytest.raises(Mismatch, match=f"step 1 .wait 9 working days.(.|\n)*{player.numbers['SK1']}: the clock has not looked"):
            await play(player, {"wait": {"working_days": 9}})


@pytest.mark.server
async def test_time_does_not_go_back(rehearsed: Rehearsed) -> None:
    async with rehearsed(a_story(register())) as (player, _):
        with pytest.raises(Mismatch, match="a moment to come"):
            await play(player, {"wait": {"until": "2027-01-11T09:00+07:00"}})


@pytest.mark.server
async def test_where_nobody_can_move_time_a_wait_is_a_mismatch(house: House) -> None:
    with pytest.raises(Mismatch, match="nobody here can move time"):
        await play(Player(house, a_story(register())), {"wait": {"days": 1}})


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
