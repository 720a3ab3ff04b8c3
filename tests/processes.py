"""The whole product as its operator runs it: each part a process of its own, which may be killed and started again."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import httpx2
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text
from temporalio.client import Client

from api.app import receive_at
from domain.acts import ApprovePlan, Register
from rehearsal.in_one_process import NO_WALL, temporal_binary
from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, Settings
from store.clock import now
from store.directory_file import load_directory
from store.engine import Store, lock
from store.record import ledger, streams
from store.record.seals import Seals
from store.setup import setup
from store.upkeep.audit import Audit
from tests.houses import Visitor
from tests.owed import owed, tokens
from tests.worker_that_obeys import Order
from workflows.names import NUDGE
from workflows.plugin import khien_plugin

Part = Literal["temporal", "worker", "api"]
HOST = "127.0.0.1"
PATIENCE = 40.0  # seconds that anything may take before a test gives up
DOOR_PATIENCE = 2.5  # seconds that the door waits for an answer before it says 202: short, so that the tests are


def free_port() -> int:
    """Below the range from which clients take theirs: a killed server's port must still be free when it comes back."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port


async def until(condition: Callable[[], Awaitable[Any] | Any], what: str, within: float = PATIENCE) -> None:
    """Wait for it."""
    began = time.monotonic()
    while True:
        found = condition()
        if await found if isinstance(found, Awaitable) else found:
            return
        assert time.monotonic() - began < within, f"after {within:.0f} s still not: {what}"
        await asyncio.sleep(0.05)


def open_to_others(folder: Path) -> list[str]:
    """What other users of the machine might read, with its mode."""
    return [f"{path} {path.stat().st_mode:o}" for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


class MailServer:
    """Keeps what it is handed; may be away, and may refuse somebody."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[EmailMessage] = []
        self.refuses: set[str] = set()
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        make = lambda: SMTP(self, hostname=HOST, enable_SMTPUTF8=True)  # noqa: E731
        self._server = self._server or await asyncio.get_running_loop().create_server(make, HOST, self.port)

    def close(self) -> None:
        if self._server:
            self._server.close()
        self._server = None

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        self.letters.append(message_from_bytes(envelope.content or b"", EmailMessage, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def about(self, case: str) -> Counter[str]:
        """How often each Message-ID came of the letters about a case."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters if letter["X-Khien-Case"] == case)


@dataclass
class Processes(Visitor):
    """Temporal, worker and door on ports of their own; the record, looked at from outside; a mail server in this process."""

    folder: Path
    store: Store
    mail: MailServer
    temporal_port: int
    running: dict[Part, subprocess.Popen[bytes]] = field(default_factory=dict)
    killed_at: float = 0.0
    measured: dict[str, float] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path, database_url: str) -> AsyncIterator["Processes"]:
        temporal_port, mail = free_port(), MailServer()
        config = Settings(
            home=folder,
            database_url=database_url,
            temporal_address=f"{HOST}:{temporal_port}",
            api_port=free_port(),
            smtp_port=mail.port,
            answer_within_seconds=DOOR_PATIENCE,
            demo=True,
            acts_per_minute=NO_WALL,
            reads_per_minute=NO_WALL,
        )
        store = Store(config.database)
        setup(store, seals := Seals.at(config), ROOT / "policies")
        load_directory(DEMO_DIRECTORY, store, seals.sealer())
        make_issuer(config.issuer_keys)
        async with httpx2.AsyncClient(base_url=f"http://{HOST}:{config.api_port}", timeout=PATIENCE) as http:
            processes = cls(config, http, folder, store, mail, temporal_port)
            try:
                await processes.all_well()
                yield processes
            finally:
                for part in tuple(processes.running):
                    processes.kill(part)
                mail.close()
                store.close()

    # The parts.

    def _command(self, part: Part) -> list[str]:
        python, port = sys.executable, str(self.temporal_port)
        match part:
            case "temporal":
                server = [temporal_binary(), "server", "start-dev", "--headless", "--log-level", "error", "--ip", HOST, "--port", port]
                return [*server, "--db-filename", str(self.folder / "temporal.db")]
            case "worker":
                return [python, "-m", "tests.worker_that_obeys"]
            case "api":
                return [python, "-m", "uvicorn", "--factory", "api.app:make_app", "--host", HOST, "--port", str(self.config.api_port)]

    async def start(self, *parts: Part) -> None:
        """And wait until they serve."""
        env = {f"KHIEN_{name.upper()}": str(getattr(self.config, name)) for name in self.config.model_fields_set}
        logs = {part: self._log(part) for part in parts}
        before = {part: log.stat().st_size if log.exists() else 0 for part, log in logs.items()}
        for part in parts:
            with logs[part].open("ab") as log:
                self.running[part] = subprocess.Popen(
                    self._command(part), cwd=ROOT, env={"PATH": os.defpath, "HOME": str(self.folder), **env}, stdout=log, stderr=log
                )
        for part in parts:
            await until(lambda part=part: self._serves(part, before[part]), f"{part} serves")  # type: ignore[misc]

    async def _serves(self, part: Part, log_from: int) -> bool:
        assert self.running[part].poll() is None, f"{part} did not start: {self._log(part).read_bytes()[log_from:].decode()}"
        match part:
            case "worker":
                return b"worker.started" in self._log(part).read_bytes()[log_from:]
            case "api":
                try:
                    return (await self.http.get("/health")).status_code == 200
                except httpx2.TransportError:
                    return False
            case "temporal":
                try:
                    await self.client()
                except RuntimeError:
                    return False
                return True

    def kill(self, part: Part) -> None:
        """kill -9, by its pid."""
        process = self.running.pop(part)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.killed_at = time.monotonic()

    async def died(self, part: Part) -> None:
        """Wait until it has killed itself, as it was ordered to."""
        await until(lambda: self.running[part].poll() is not None, f"{part} is dead")
        assert self.running.pop(part).returncode == -signal.SIGKILL
        self.killed_at = time.monotonic()

    async def all_well(self) -> None:
        """Everything runs, and as in production; no order is left over from the test before."""
        if "worker" in self.running and Order.SWEEP_WITHOUT_GRACE.lies_in(self.folder).exists():
            self.kill("worker")
        for order in Order:
            self.take_back(order)
        self.mail.refuses.clear()
        await self.mail.open()
        parts: tuple[Part, ...] = ("temporal", "worker", "api")
        await self.start(*(part for part in parts if part not in self.running or self.running[part].poll() is not None))

    def back_to(self, what: str) -> None:
        """Note how long after the last kill this was possible again: it stands in the test's report."""
        self.measured[f"seconds from the kill to {what}"] = round(time.monotonic() - self.killed_at, 1)

    def wipe_temporal(self) -> None:
        """Its database is gone; the server must be dead."""
        assert "temporal" not in self.running
        for file in self.folder.glob("temporal.db*"):
            file.unlink()

    async def client(self) -> Client:
        return await Client.connect(self.config.temporal_address, namespace=self.config.temporal_namespace, plugins=[khien_plugin()])

    def _log(self, part: Part) -> Path:
        return self.folder / f"{part}.log"

    def logs(self) -> str:
        """The end of every log, for whoever must find out why a test failed."""
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-6_000:]}" for log in sorted(self.folder.glob("*.log")))

    def give(self, order: Order) -> None:
        order.lies_in(self.folder).touch()

    def take_back(self, order: Order) -> None:
        order.lies_in(self.folder).unlink(missing_ok=True)

    # The people.

    async def insist(self, who: str, name: str, case: str, key: str, **body: Any) -> httpx2.Response:
        """As a sender does who has no answer yet: the same act, under the same key, until there is one."""
        answers: list[httpx2.Response] = []

        async def answered() -> bool:
            try:
                answers.append(await self.act(who, name, case, key, **body))
            except httpx2.TransportError:
                return False
            return answers[-1].status_code not in (202, 503)

        await until(answered, f"{name} is answered")
        return answers[-1]

    async def recorded(self, who: str, name: str, case: str = "", **body: Any) -> dict[str, Any]:
        """What is on the record of an act that must succeed, however slow the machine is."""
        answer = await self.insist(who, name, case, uuid4().hex, **body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def under_review(self) -> str:
        """A case the leadership may vote on. A member may vote again, so that an act done twice would show."""
        case = str((await self.recorded("lan", "register", **{**Register.example, "implementers": ["tam"]}))["case"])
        await self.recorded("clerk", "accept_dossier", case)
        await self.delivered(case)  # a notice in hand when something dies comes only after its lease
        return case

    async def implementing(self, reminder_in: float) -> str:
        """A case with an approved plan, two items of which are due so soon that the clock reminds of them in so many seconds."""
        case = await self.under_review()
        item = {"title": "Việc", "measure_of_success": "Xong", "implementer": "tam", "evaluate_by": f"{date.today() + timedelta(days=2)}"}  # noqa: DTZ011
        for who, name, body in (
            ("secretary", "record_party_opinion", {"before": "approval", "opinion": "agrees"}),
            ("deputy", "vote", {"ballot": "for"}),
            ("deputy2", "vote", {"ballot": "for"}),
            ("head", "conclude_vote", {}),
            ("head", "approve", {"scope": "20 thủ tục"}),
            (
                "lan",
                "submit_plan",
                {"items": [{**item, "code": "W1"}, {**item, "code": "W2"}], "no_risks_because": "Không có.", "no_secrets": True},
            ),
        ):
            submitted = await self.recorded(who, name, case, **body)
        # The clock starts when the plan was received: at a door whose own clock is a little fast.
        door = await receive_at(self.config, lambda: now() + timedelta(seconds=reminder_in))
        plan = submitted["fact"]["plan_sha256"]
        assert (await door.door.submit(ApprovePlan(plan_sha256=plan), case, "head", case)).kind == "plan_approved"
        door.store.close()
        await self.delivered(case)
        return case

    # The record.

    def facts(self, case: str) -> list[str]:
        with self.store.reading() as session:
            return [entry.fact.kind for entry in ledger.entries(case, session)]

    def received(self, case: str) -> int:
        """How many filings on it are in the register."""
        with self.store.reading() as session:
            query = text('SELECT count(*) FROM filings WHERE "case" = :case')
            return int(session.connection().execute(query, {"case": case}).scalar_one())

    def owed(self, case: str) -> list[tuple[str, str]]:
        """(id, status) of every effect of a case."""
        return owed(case, self.store)

    async def delivered(self, case: str) -> None:
        """Every notice about it has been handed to the mail server, each under the one Message-ID that is its own."""
        await until(lambda: all(status == "done" for _, status in self.owed(case)), f"every notice about {case} is delivered")
        assert {message_id.strip("<>").partition("@")[0] for message_id in self.mail.about(case)} == tokens(case, self.store)

    def sound(self, case: str) -> None:
        """Every link of the chain holds, the answers are those of the record, and the case as kept is what the ledger tells."""
        assert list(Audit(Seals.at(self.config)).faults_of([case], self.store)) == []
        with self.store.reading() as session:
            assert streams.replayed(case, session)[0].stream == streams.load(case, session).stream

    async def events(self, case: str) -> int:
        """The length of the case's history in Temporal."""
        described = await (await self.client()).get_workflow_handle(case).describe()
        return described.history_length

    async def nudge(self, case: str) -> None:
        """As an operator does, from Temporal's own page."""
        await (await self.client()).get_workflow_handle(case).signal(NUDGE)

    @contextmanager
    def locked(self, case: str = "") -> Iterator[None]:
        """Somebody else has locked the register of filings, or (on PostgreSQL alone) one case, and does not let go."""
        with self.store.writing() as session:
            if case:
                lock(case, session)
            elif self.store.dialect == "postgresql":
                session.connection().execute(text("LOCK TABLE filings IN ACCESS EXCLUSIVE MODE"))
            else:
                session.connection()  # BEGIN IMMEDIATE: the one write lock there is
            yield
