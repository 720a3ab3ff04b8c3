"""A counter before a record of whole families, for all who only look."""

from collections.abc import AsyncIterator

import pytest

from tests.pages.browsers import Street, street
from tests.record.whole_families import play_families


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.servers")


@pytest.fixture(scope="session")
async def peopled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with street(tmp_path_factory.mktemp("peopled")) as found:
        play_families(found.counter)
        yield found
