"""One Temporal server a test process; a house of its own, with database, keys and people, for every test that asks for one.

A pytest plugin: the conftest files of the folders that need a server load it.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from rehearsal.in_one_process import VIRTUAL_TIME, temporal_server
from rehearsal.postgresql import PostgreSQL
from tests.databases import fresh_database
from tests.houses import House


@pytest.fixture(scope="session")
async def temporal() -> AsyncIterator[WorkflowEnvironment]:
    """The real Temporal server, in memory."""
    async with temporal_server() as environment:
        yield environment


@pytest.fixture(scope="session")
async def virtual_temporal() -> AsyncIterator[WorkflowEnvironment]:
    """The same, with time that can be moved on."""
    async with temporal_server(*VIRTUAL_TIME) as environment:
        yield environment


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A real PostgreSQL, started when a test first asks for it."""
    server = PostgreSQL(for_a_short_life=True)
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind: whatever asks for it is tested on both."""
    return fresh_database(request, str(request.param), tmp_path)


@pytest.fixture
async def house(temporal: WorkflowEnvironment, tmp_path: Path) -> AsyncIterator[House]:
    """The whole product in one process, on SQLite: door, worker and record, with the demo's people."""
    async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}") as house:
        yield house
