"""The door alone, in this process and on SQLite: the demo's people before it, and no Temporal behind it. What needs no answer is tried here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from api.app import make_app
from rehearsal.in_one_process import NO_WALL
from rehearsal.issuer import make_issuer
from settings import Settings
from store.clock import Now, now
from store.engine import Store
from store.record.seals import Seals
from tests.furnished import furnish
from tests.houses import Visitor
from tests.record.counter import Counter

WALLS = {"acts_per_minute": NO_WALL, "reads_per_minute": NO_WALL, "searches_per_minute": NO_WALL}
NOBODY = "127.0.0.1:1"  # where no Temporal answers


@dataclass
class Doorstep(Visitor):
    app: FastAPI
    store: Store

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path, clock: Now = now, **options: Any) -> AsyncIterator["Doorstep"]:
        folder.mkdir(parents=True, exist_ok=True)
        config = Settings(**{"home": folder, "temporal_address": NOBODY, "answer_within_seconds": 0.2, "demo": True, **WALLS, **options})
        store = Store(config.database)
        furnish(store, Seals.at(config))
        make_issuer(config.issuer_keys)
        app = make_app(config, clock)
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=transport, base_url="http://khien") as http:
            yield cls(config=config, http=http, app=app, store=store)
        store.close()

    async def ask(self, method: str, address: str, who: str = "focal", **more: Any) -> httpx2.Response:
        """Anything, by somebody who is signed in."""
        headers = {"Authorization": f"Bearer {self.token(who)}", **more.pop("headers", {})}
        return await self.http.request(method, address, headers=headers, **more)


@asynccontextmanager
async def beside_a_counter(folder: Path, kind: type[Counter] = Counter, **options: Any) -> AsyncIterator[tuple[Counter, Doorstep]]:
    """A registrar that examines when the test says so, and the door: of one record, by one clock."""
    config = Settings(home=folder)
    counter = kind(Store(config.database), config.seal_keys, own=config.registrar_folder)
    async with Doorstep.opened(folder, lambda: counter.moment, **options) as door:
        yield counter, door
    counter.store.close()
