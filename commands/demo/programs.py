"""The demo's programs under supervisord (supervisord.conf): started, watched, and stopped to the last one."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from commands.demo.ports import Ports
from settings import ROOT, Settings

GAVE_UP = "FATAL"  # supervisord's own word for a program that it starts no more


class Fallen(Exception):
    """Which program does not run, in a sentence with the place of its log."""


@dataclass(frozen=True)
class Programs:
    logs: Path
    socket: Path
    supervisor: subprocess.Popen[bytes]

    def check(self) -> None:
        """Raises Fallen."""
        if self.supervisor.poll() is not None:
            raise Fallen(f"supervisord, which keeps the programs running, has ended. Its log: {self._own_log}")
        if given_up := self._given_up():
            log = self.logs / f"{given_up}.log"
            lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
            raise Fallen(f"{given_up} does not start. Its log: {log}" + (f"\nIt ends: {lines[-1][:500]}" if lines else ""))

    def _given_up(self) -> str:
        """The first program that supervisord starts no more, or "": also while supervisord itself is only starting."""
        try:
            with ServerProxy("http://127.0.0.1", transport=SupervisorTransport(serverurl=f"unix://{self.socket}")) as asked:
                programs: Any = asked.supervisor.getAllProcessInfo()
        except OSError:
            return ""
        return next((str(each["name"]) for each in programs if each["statename"] == GAVE_UP), "")

    @property
    def _own_log(self) -> Path:
        return own_log(self.logs)


def own_log(logs: Path) -> Path:
    return logs / "supervisord.log"


def environment(config: Settings, ports: Ports, socket: Path) -> dict[str, str]:
    """Everything the programs know of the outside. Nothing is inherited: settings.py alone has read this process's own."""
    told = {f"KHIEN_{name.upper()}": str(value) for name, value in config if value is not None}
    beside = str(Path(sys.executable).parent)
    return {
        **told,
        "DEMO_TEMPORAL_PORT": str(ports.temporal),
        "DEMO_UI_PORT": str(ports.ui),
        "DEMO_SOCKET": str(socket),
        "PATH": os.pathsep.join([beside, os.defpath]),
        "HOME": str(config.home),
        "PYTHONUNBUFFERED": "1",
    }


def left_behind(home: Path) -> int | None:
    """The supervisord of a demo that is still running here, or was killed before it could stop its programs."""
    try:
        process = int((home / "supervisord.pid").read_text())
        os.kill(process, 0)
    except (OSError, ValueError):
        return None
    return process


@contextmanager
def running(config: Settings, ports: Ports) -> Iterator[Programs]:
    """In a session of their own: Ctrl-C reaches the demo alone, which then stops them in their order, the worker before Temporal."""
    logs = config.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    # The socket does not lie in the home folder, whose name may be too long for one.
    with tempfile.TemporaryDirectory(prefix="khien-demo-") as folder, own_log(logs).open("wb") as log:
        socket = Path(folder) / "supervisor.sock"
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "--configuration", str(ROOT / "supervisord.conf")],
            env=environment(config, ports, socket),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            umask=0o077,  # it opens the logs of all
        )
        try:
            yield Programs(logs, socket, supervisor)
        finally:
            supervisor.terminate()
            supervisor.wait()
