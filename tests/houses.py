"""The whole product, running: in this process (House), as people use it."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
from sqlalchemy import text
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from domain.acts import Register
from rehearsal.client import DoorClient
from rehearsal.in_one_process import in_one_process
from settings import Settings
from store.clock import Now, now
from store.engine import Store
from tests.furnished import furnish_home


class Visitor(DoorClient):
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


PATIENCE = 20.0  # seconds: a machine that stalls for a while is not what these tests are about


@dataclass
class House(Visitor):
    store: Store
    client: Client

    @classmethod
    @asynccontextmanager
    async def opened(
        cls,
        temporal: WorkflowEnvironment,
        folder: Path,
        database_url: str,
        clock: Now = now,
        with_worker: bool = True,
        sandboxed: bool = False,
        **options: Any,
    ) -> AsyncIterator["House"]:
        """Set up, with a worker and a door of its own on the test process's Temporal server."""
        address = temporal.client.service_client.config.target_host
        options = {"answer_within_seconds": PATIENCE, "demo": True, **options}
        config = Settings(home=folder, database_url=database_url, temporal_address=address, task_queue=uuid4().hex, **options)
        furnish_home(config)
        async with in_one_process(config, clock, with_worker, start_counting_elsewhere, sandboxed) as product:
            yield cls(config=config, http=product.http, store=product.store, client=product.client)


def start_counting_elsewhere(store: Store) -> None:
    """Houses share one Temporal namespace, where a case's number is its workflow's id."""
    prefixes = [f"SK-{year}-{code}" for year in range(2022, 2040) for code in ("26743", "27475", "UBNDTP")]
    with store.writing() as session:
        for prefix in (*prefixes, "CD"):
            counter = {"prefix": prefix, "last": random.randrange(10**9)}
            session.connection().execute(text("INSERT INTO counters (prefix, last) VALUES (:prefix, :last)"), counter)
