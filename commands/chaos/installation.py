"""What is killed: Temporal, workers, APIs and the database, each a process of its own that can be killed, paused and started again."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from temporalio.client import Client
from temporalio.service import RPCError

from commands.benchmark.installation import free_port
from rehearsal.in_one_process import NO_WALL, temporal_binary
from rehearsal.issuer import make_issuer, mint
from rehearsal.mail_sink import HOST, Sink, receiving
from rehearsal.people import DEMO_DIRECTORY
from rehearsal.postgresql import PostgreSQL
from rehearsal.waiting import until
from settings import ROOT, Settings
from store.directory_file import load_directory
from store.engine import Store
from store.record.seals import Seals
from store.setup import setup

SERVES_WITHIN = 90.0  # seconds
TEMPORAL, DATABASE = "temporal", "postgresql"


class DoesNotServe(Exception):
    """A part that was started does not answer. Its log is quoted, because its folder is about to go."""


@dataclass
class Installation:
    """`workers` and `apis`: their names. The database is a part only where it is a server."""

    config: Settings
    workers: tuple[str, ...]
    ports: dict[str, int]
    postgresql: PostgreSQL | None
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def apis(self) -> tuple[str, ...]:
        return tuple(self.ports)

    @property
    def parts(self) -> tuple[str, ...]:
        return (TEMPORAL, *self.workers, *self.apis, *((DATABASE,) if self.postgresql else ()))

    @property
    def doors(self) -> list[str]:
        return [f"http://{HOST}:{port}" for port in self.ports.values()]

    def token(self, who: str) -> str:
        return mint(self.config.issuer_keys, subject=who, issuer=self.config.issuer, audience=self.config.audience)

    def log(self, part: str) -> Path:
        return self.config.home / f"{part}.log"

    async def start(self, part: str) -> None:
        """And wait until it serves. Raises DoesNotServe."""
        if part == DATABASE:
            assert self.postgresql
            await asyncio.to_thread(self.postgresql.start)
            return
        begins = self.log(part).stat().st_size if self.log(part).exists() else 0
        with self.log(part).open("ab") as log:
            self.running[part] = subprocess.Popen(
                self._command(part),
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if not await until(lambda: self._serves(part, begins), within=SERVES_WITHIN):
            raise DoesNotServe(f"{part}:\n{self._said(part, begins)[-3_000:]}")

    def kill(self, part: str) -> None:
        """kill -9, by its pid."""
        if part == DATABASE:
            assert self.postgresql
            self.postgresql.killed()
            return
        process = self.running.pop(part)
        process.kill()
        process.wait()

    @asynccontextmanager
    async def paused(self, part: str) -> AsyncIterator[None]:
        """Stopped in the middle of whatever it does, as a virtual machine is when its host moves it; and going on as if nothing had been."""
        self.running[part].send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.running[part].send_signal(signal.SIGCONT)

    @property
    def environment(self) -> dict[str, str]:
        """For its parts, and for commands about it: nothing of the caller's."""
        given = {f"KHIEN_{name.upper()}": str(value) for name, value in self.config.model_dump(exclude_unset=True).items()}
        return {"PATH": os.defpath, "HOME": str(self.config.home), **given}

    def _command(self, part: str) -> list[str]:
        if part == TEMPORAL:
            port = self.config.temporal_address.rpartition(":")[2]
            server = [temporal_binary(), "server", "start-dev", "--headless", "--log-level", "error", "--ip", HOST, "--port", port]
            return [*server, "--db-filename", str(self.config.home / "temporal.db")]
        if part in self.workers:
            return [sys.executable, "worker.py"]
        return [sys.executable, "-m", "uvicorn", "--factory", "api.app:make_app", "--host", HOST, "--port", str(self.ports[part])]

    def _said(self, part: str, begins: int) -> str:
        return self.log(part).read_bytes()[begins:].decode(errors="replace")

    async def _serves(self, part: str, begins: int) -> bool:
        if self.running[part].poll() is not None:
            raise DoesNotServe(f"{part} ended:\n{self._said(part, begins)[-3_000:]}")
        try:
            if part == TEMPORAL:
                await Client.connect(self.config.temporal_address, namespace=self.config.temporal_namespace)
                return True
            if part in self.workers:
                return "worker.started" in self._said(part, begins)
            async with httpx2.AsyncClient(base_url=f"http://{HOST}:{self.ports[part]}", timeout=5) as http:
                return (await http.get("/health")).status_code == 200
        except (RPCError, RuntimeError, httpx2.TransportError):
            return False


@asynccontextmanager
async def installed(
    home: Path, of_each: int, on_postgresql: bool, say: Callable[[str], None] = lambda _: None
) -> AsyncIterator[Installation]:
    """Everything running, in a folder of its own. Nothing of the caller's data is used, and nothing outlives the block. Raises DoesNotServe."""
    postgresql = PostgreSQL() if on_postgresql else None
    async with receiving(Sink(home / "mail")) as smtp_port:
        config = Settings(
            home=home,
            database_url=postgresql.fresh() if postgresql else f"sqlite:///{home / 'khien.db'}",
            temporal_address=f"{HOST}:{free_port()}",
            smtp_host=HOST,
            smtp_port=smtp_port,
            answer_within_seconds=3.0,
            demo=True,
            acts_per_minute=NO_WALL,
            reads_per_minute=NO_WALL,
        )
        store = Store(config.database)
        setup(store, seals := Seals.at(config), ROOT / "policies")
        load_directory(DEMO_DIRECTORY, store, seals.sealer())
        store.close()
        make_issuer(config.issuer_keys)
        names = range(1, of_each + 1)
        installation = Installation(config, tuple(f"worker {n}" for n in names), {f"api {n}": free_port() for n in names}, postgresql)
        try:
            for part in installation.parts:
                if part != DATABASE:
                    await installation.start(part)
                    say(f"{part} serves")
            yield installation
        finally:
            for part in tuple(installation.running):
                installation.kill(part)
            if postgresql:
                postgresql.stop()
