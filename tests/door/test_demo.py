"""`make demo`, as a newcomer runs it: in a process of its own, told to stop as a terminal tells it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pytest

from domain.vocabulary import Stage
from settings import ROOT, Settings
from tests.houses import Visitor
from tests.processes import HOST, free_port, open_to_others, until

pytestmark = pytest.mark.server


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@dataclass
class Demo:
    """One run of it, and what it has printed."""

    process: subprocess.Popen[bytes]
    output: Path

    @property
    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def shows_its_links(self) -> bool:
        assert self.process.poll() is None, self.printed
        return "Ctrl-C stops everything" in self.printed

    def programs(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def program(self, name: str) -> psutil.Process | None:
        return next((p for p in self.programs() if p.status() != psutil.STATUS_ZOMBIE and name in " ".join(p.cmdline())), None)


@dataclass
class Place:
    """A home folder and seven free ports: where the same demo is started again and again."""

    home: Path
    api: int
    temporal: int
    ui: int
    smtp: int

    @classmethod
    def free(cls, home: Path) -> "Place":
        smtp = free_port()
        while any(listening(smtp + above) for above in (1, 2, 3)):
            smtp = free_port()
        return cls(home, free_port(), free_port(), free_port(), smtp)

    @property
    def ports(self) -> tuple[int, ...]:
        return self.api, self.temporal, self.ui, self.smtp, self.smtp + 1, self.smtp + 2, self.smtp + 3

    @contextmanager
    def demo(self) -> Iterator[Demo]:
        env = {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "KHIEN_HOME": str(self.home / "var"),
            "KHIEN_API_PORT": str(self.api),
            "KHIEN_TEMPORAL_ADDRESS": f"{HOST}:{self.temporal}",
            "KHIEN_TEMPORAL_UI_URL": f"http://{HOST}:{self.ui}",
            "KHIEN_SMTP_PORT": str(self.smtp),
        }
        output = self.home / "output"
        with output.open("wb") as file:
            command = [sys.executable, "-u", "-m", "commands.demo"]
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=file, stderr=file, start_new_session=True)
        demo = Demo(process, output)
        try:
            yield demo
        finally:
            for left in demo.programs() if process.poll() is None else []:
                left.kill()
            process.kill()
            process.wait()

    async def cases(self) -> dict[str, Any]:
        """Every case by its number, as the focal point reads them."""
        config = Settings(home=self.home / "var")
        async with httpx2.AsyncClient(base_url=f"http://{HOST}:{self.api}", timeout=30) as http:
            assert (await http.get("/ready")).status_code == 200
            return {card["number"]: card for card in await Visitor(config, http).read("focal", "/initiatives?limit=200")}

    async def act(self, who: str, name: str, case: str, **body: Any) -> int:
        async with httpx2.AsyncClient(base_url=f"http://{HOST}:{self.api}", timeout=30) as http:
            return (await Visitor(Settings(home=self.home / "var"), http).act(who, name, case, **body)).status_code

    def mailed_about(self) -> set[str]:
        return {str(message_from_bytes(file.read_bytes())["X-Khien-Case"]) for file in (self.home / "var" / "mail").glob("*.eml")}


async def stopped_by(number: signal.Signals, demo: Demo, place: Place) -> None:
    """A signal to the whole group, as a terminal sends it: nothing is left, and nobody is shown a traceback."""
    programs = demo.programs()
    assert {p.name() for p in programs} >= {"temporal"}
    os.killpg(demo.process.pid, number)
    await until(lambda: demo.process.poll() is not None, "the demo has ended")
    assert demo.process.returncode == 0
    assert [p for p in programs if p.is_running()] == []
    assert [port for port in place.ports if listening(port)] == []
    assert "Traceback" not in demo.printed
    assert "Stopped" in demo.printed


def at_every_stage(cases: dict[str, Any]) -> None:
    assert {card["stage"] for card in cases.values()} == set(Stage)
    assert {card["outcome"] for card in cases.values()} >= {"completed", "refused"}
    assert all("(DEMO)" in card["title"] for card in cases.values())


async def test_the_demo_plays_once_stops_cleanly_and_goes_on_where_it_was(tmp_path: Path) -> None:
    place = Place.free(tmp_path)
    with place.demo() as demo:
        await until(demo.shows_its_links, "the demo shows its links", within=120)
        for port, path in ((place.api, "/docs"), (place.ui, "/namespaces/default/workflows"), (place.smtp + 1, "/")):
            link = f"http://{HOST}:{port}{path}"
            assert link in demo.printed
            assert httpx2.get(link, follow_redirects=True).status_code == 200, link
        assert "Võ Quốc Minh (DEMO)" in demo.printed, "a timeline"
        assert all(own in demo.printed for own in ("-R1", "-K")), "reviews and reward files beside their cases"
        cases = await place.cases()
        at_every_stage(cases)
        await until(lambda: place.mailed_about() >= cases.keys(), "the sink has mail about every case")
        pasted = next(line for line in demo.printed.splitlines() if line.strip().startswith("curl "))
        if shutil.which("curl") and shutil.which("make"):
            answer = subprocess.run(pasted, shell=True, cwd=ROOT, capture_output=True, check=True)
            assert b'"acts":[' in answer.stdout

        kept = tmp_path / "var"
        assert {file.name for file in kept.iterdir()} >= {"khien.db", "temporal.db", "logs", "mail", "keys"}
        assert open_to_others(kept) == []
        api_log = (kept / "logs" / "api.log").read_text()
        assert '"event": "door.answered"' in api_log
        assert "HTTP/1.1" not in api_log, "uvicorn writes no line of its own"

        worker = demo.program("worker.py")
        assert worker
        worker.kill()
        await until(lambda: (found := demo.program("worker.py")) and found.pid != worker.pid, "supervisord has started another worker")
        reviewed = next(number for number, card in cases.items() if card["stage"] == "registered" and card["due"])
        assert await place.act("clerk", "accept_dossier", reviewed) in (201, 202)
        await stopped_by(signal.SIGINT, demo, place)

    with place.demo() as demo:
        await until(demo.shows_its_links, "the demo shows its links again", within=120)
        again = await place.cases()
        assert again.keys() == cases.keys()
        assert {number for number in again if again[number]["sequence"] != cases[number]["sequence"]} == {reviewed}
        assert again[reviewed]["stage"] == "agency_review"
        await stopped_by(signal.SIGTERM, demo, place)

    env = {"PATH": os.defpath, "HOME": str(tmp_path), "KHIEN_HOME": str(kept)}
    verified = subprocess.run([sys.executable, "-m", "commands.verify"], cwd=ROOT, env=env, capture_output=True)
    assert verified.returncode == 0, verified.stdout.decode()


async def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    place = Place.free(tmp_path)
    with socket.create_server((HOST, place.ui)), place.demo() as demo:
        await until(lambda: demo.process.poll() is not None, "the demo has given up")
        assert demo.process.returncode == 1
        assert demo.printed.strip() == (
            f"Port {place.ui}, for the Temporal UI, is in use: free it, or set KHIEN_TEMPORAL_UI_URL to another."
        )
    assert not (tmp_path / "var").exists()
