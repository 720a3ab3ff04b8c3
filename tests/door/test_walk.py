"""One initiative walks through the house, on both databases."""
import pytest
from pathlib import Path
from temporalio.testing import WorkflowEnvironment
from tests.houses import House

pytestmark = pytest.mark.server


async def test_walk(temporal: WorkflowEnvironment, tmp_path: Path, database_url: str) -> None:
    async with House.opened(temporal, tmp_path, database_url) as house:
        number = await house.register()
        r = await house.act("clerk", "accept_dossier", number)
        assert r.status_code == 201, r.text
