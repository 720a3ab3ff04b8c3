"""The product in processes of its own: one set for each database, which all tests that kill something share."""

import sys
from collections.abc import AsyncIterator, Callable

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.databases import fresh_database
from tests.door.issuers import clock, folder, site, verifier  # noqa: F401
from tests.doorstep import Doorstep
from tests.houses import House
from tests.processes import Processes


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.servers")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
async def all_processes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Processes]:
    place = tmp_path_factory.mktemp("processes")
    async with Processes.opened(place, fresh_database(request, request.param, place)) as processes:
        yield processes


@pytest.fixture(scope="module")
async def reading(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One house for all who only look, and change nothing."""
    place = tmp_path_factory.mktemp("reading")
    async with House.opened(temporal, place, f"sqlite:///{place / 'khien.db'}", with_worker=False) as house:
        yield house


@pytest.fixture(scope="module")
async def doorstep(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Doorstep]:
    """The door alone, without Temporal, for all who only try its edge."""
    async with Doorstep.opened(tmp_path_factory.mktemp("doorstep")) as doorstep:
        yield doorstep


@pytest.fixture
async def processes(all_processes: Processes, record_property: Callable[[str, object], None]) -> AsyncIterator[Processes]:
    """Everything runs; what a test has killed is alive again for the next. Their logs stand in the report of a test that fails."""
    await all_processes.all_well()
    all_processes.measured.clear()
    yield all_processes
    for what, seconds in all_processes.measured.items():
        record_property(what, seconds)
    sys.stdout.write(all_processes.logs())
