"""What `make bench` promises to whoever reads build/bench.json. How fast anything is, is not asked here."""

import json
from pathlib import Path

import pytest

from commands.benchmark.installation import API, FLOOR_API, FLOOR_WORKER, SERVER, WORKER
from commands.benchmark.lives import TEN_ACTS
from commands.benchmark.report import summary, table, write
from commands.benchmark.rounds import MANY, ONE, Run, measure

pytestmark = pytest.mark.server

PROMISED = (
    "cpu_ratio",
    "cpu_ratio_with_api",
    "ack_ratio",
    "api_ms_per_act",
    "api_ratio",
    "events_per_life",
    "cases_per_second",
    "floor_cases_per_second",
)


@pytest.fixture(scope="module")
async def run() -> Run:
    """A round of two lives: the whole product and the floor, in processes of their own."""
    return await measure(rounds=1, lives=2, say=lambda _: None)


def test_the_file_holds_every_promised_figure(run: Run, tmp_path: Path) -> None:
    write(summary(run, rounds=1, lives=2), tmp_path / "build" / "bench.json")
    found = json.loads((tmp_path / "build" / "bench.json").read_text())
    assert {name: found[name] for name in PROMISED if not found[name] > 0} == {}
    assert table(found).row_count == len(found["figures"])


def test_both_live_the_same_number_of_messages_and_every_one_is_answered(run: Run) -> None:
    for contender in ("floor", "bare route", "khien"):
        assert [len(run.rounds[0].phases[contender, load].acks) for load in (ONE, MANY)] == [2 * len(TEN_ACTS)] * 2


def test_the_floor_is_a_bare_workflow(run: Run) -> None:
    """One start, one completion, and five events an update: whatever is added to the floor makes the product look cheaper.

    The smallest, because a busy machine may time out a task and have it tried again."""
    assert min(page.events for page in run.pages["floor"]) == 2 + 5 * len(TEN_ACTS)


def test_each_side_pays_for_its_own_worker(run: Run) -> None:
    floor, khien = (run.rounds[0].phases[contender, MANY].cpu for contender in ("floor", "khien"))
    assert floor[FLOOR_WORKER] > floor[WORKER]
    assert khien[WORKER] > khien[FLOOR_WORKER]
    assert min(khien[SERVER], khien[API]) > 0
    assert khien[API] > khien[FLOOR_API], "a bare route's few requests are less than a tick of the processor's clock"
