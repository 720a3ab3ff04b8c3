"""What leaves an activity that fails: every activity of the worker tells Temporal an outage from a defect, and quotes nobody."""

from collections.abc import Callable, Iterator
from datetime import datetime
from inspect import isawaitable, iscoroutinefunction
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import structlog
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from temporalio.api.failure.v1 import Failure
from temporalio.client import Client
from temporalio.common import RawValue
from temporalio.converter import DefaultFailureConverter, DefaultPayloadConverter
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.failures import DATABASE_OUTAGE, DEFECT, TEMPORAL_OUTAGE, for_temporal
from activities.yearly import Yearly
from domain.acts import SetUpYearlyCampaign
from settings import Settings
from store.engine import Store
from store.upkeep.migrate import migrate
from tests.record.counter import Counter
from worker import activities_of

SECRET = "Nguyễn Thị Lan wrote this"
# One argument of every type an activity may ask for. An activity that asks for another type fails here by name.
ARGUMENTS: dict[Any, Any] = {
    str: "SK-2026-26743-1",
    datetime: datetime.fromisoformat("2026-11-02T02:00:00+00:00"),
    datetime | None: None,
    RawValue: RawValue(DefaultPayloadConverter().to_payload("TN-20261102-0000000001")),
}
NAMES = (
    "stand",
    "file",
    "tick",
    "carry_out",
    "sweep",
    "reconcile_cases",
    "reconcile_workflows",
    "open_yearly",
    "wake_all_of",
    "send_digests",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'khien.db'}")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
async def activities(store: Store, tmp_path: Path) -> dict[str, Callable[..., Any]]:
    """The worker's own list, by the names Temporal knows them by."""
    counter = Counter(store, tmp_path / "keys")
    nowhere = await Client.connect("127.0.0.1:1", lazy=True)
    listed = activities_of(nowhere, store, counter.laws, Settings(home=tmp_path))
    return {_name(activity): activity for activity in listed}


def _name(activity: Callable[..., Any]) -> str:
    return str(getattr(activity, "__temporal_activity_definition").name)


def breaks(store: Store, error: Exception) -> None:
    """From here on every statement fails with this."""

    @event.listens_for(store.engine, "before_cursor_execute")
    def _fails(*_: object) -> None:
        raise error


async def failure_of(activity: Callable[..., Any]) -> tuple[ApplicationError, Failure]:
    """What the activity raises, and what Temporal would keep of it."""
    hints = {name: kind for name, kind in get_type_hints(activity).items() if name != "return"}

    async def run() -> None:
        ran = ActivityEnvironment().run(activity, *(ARGUMENTS[kind] for kind in hints.values()))
        if isawaitable(ran):
            await ran

    with pytest.raises(ApplicationError) as raised:
        await run()
    kept = Failure()
    DefaultFailureConverter().to_failure(raised.value, DefaultPayloadConverter(), kept)
    return raised.value, kept


def test_the_worker_carries_out_these_and_no_others(activities: dict[str, Callable[..., Any]]) -> None:
    """Their names stand in histories: a name is added, and never changed."""
    assert sorted(activities) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
async def test_an_outage_of_the_database_is_tried_again_and_quotes_nobody(
    name: str, activities: dict[str, Callable[..., Any]], store: Store
) -> None:
    breaks(store, OperationalError(f"SELECT {SECRET}", {}, Exception(SECRET)))
    raised, kept = await failure_of(activities[name])
    assert (raised.type, raised.non_retryable) == (DATABASE_OUTAGE, False)
    assert SECRET not in str(kept)
    assert not kept.HasField("cause")


@pytest.mark.parametrize("name", NAMES)
async def test_a_defect_is_not_tried_again_quotes_nobody_and_is_found_in_our_log(
    name: str, activities: dict[str, Callable[..., Any]], store: Store
) -> None:
    breaks(store, KeyError(SECRET))
    with structlog.testing.capture_logs() as logs:
        raised, kept = await failure_of(activities[name])
    assert (raised.type, raised.non_retryable, raised.message) == (DEFECT, True, "needs an operator")
    assert SECRET not in str(kept)
    assert not kept.HasField("cause")
    (said,) = [line for line in logs if line["event"].endswith(".defect")]
    assert (said["log_level"], said["defect"]) == ("error", "KeyError")
    assert "tests/contracts/test_failures.py" in said["where"]
    assert SECRET not in str(said)


async def test_what_goes_wrong_in_waking_the_campaigns_workflow_is_translated_too(store: Store, tmp_path: Path) -> None:
    counter = Counter(store, tmp_path / "keys", moment=datetime.fromisoformat("2027-01-15T05:00:00+00:00"))
    campaign: dict[str, Any] = {**SetUpYearlyCampaign.example, "kinds": [], "agencies": ["STC"]}
    number = counter.hand_in("focal", "set_up_yearly_campaign", "DK", **campaign)
    counter.examine(number, "set_up_yearly_campaign", "DK")

    async def away(number: str) -> None:
        raise RPCError(SECRET, RPCStatusCode.UNAVAILABLE, b"")

    raised, kept = await failure_of(Yearly(store, counter.laws, counter.registrar, away, lambda: counter.moment).open)
    assert (raised.type, raised.non_retryable) == (TEMPORAL_OUTAGE, False)
    assert SECRET not in str(kept)


async def test_nothing_is_thrown_into_a_thread_that_works_for_an_activity(activities: dict[str, Callable[..., Any]]) -> None:
    """Temporal would cancel a slow one in the middle of its transaction, and call it a defect."""
    interrupted = {
        name
        for name, activity in activities.items()
        if not iscoroutinefunction(activity) and not getattr(activity, "__temporal_activity_definition").no_thread_cancel_exception
    }
    assert interrupted == set()


def test_what_an_activity_says_itself_is_left_as_it_is() -> None:
    with pytest.raises(ApplicationError, match="in other hands"), for_temporal("effect"):
        raise ApplicationError("in other hands")
