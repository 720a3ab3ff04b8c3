"""The demo's programs under supervisord: one that does not start is named, with the end of its log."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.demo.programs import Fallen, Programs
from tests.processes import until

CONFIGURATION = """
[supervisord]
nodaemon=true
logfile=/dev/null
logfile_maxbytes=0
pidfile={folder}/supervisord.pid
[unix_http_server]
file={folder}/supervisor.sock
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[program:worker]
command=sleep 60
[program:api]
command=sh -c "{command}"
startsecs=1
startretries=0
redirect_stderr=true
stdout_logfile={folder}/api.log
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Its name is short: a socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="khien-") as folder:
        yield Path(folder)


def started(folder: Path, command: str) -> Programs:
    file = folder / "supervisord.conf"
    file.write_text(CONFIGURATION.format(folder=folder, command=command))
    quiet = subprocess.DEVNULL
    started = subprocess.Popen([sys.executable, "-m", "supervisor.supervisord", "--configuration", file], stdout=quiet, stderr=quiet)
    return Programs(folder, folder / "supervisor.sock", started)


def fallen(programs: Programs) -> str:
    try:
        programs.check()
    except Fallen as wrong:
        return str(wrong)
    return ""


async def test_a_program_that_does_not_start_is_named_with_the_end_of_its_log(folder: Path) -> None:
    programs = started(folder, "echo no such module; exit 1")
    try:
        programs.check()  # supervisord is only starting: nothing is wrong yet
        await until(lambda: fallen(programs), "the program is given up")
        assert fallen(programs) == f"api does not start. Its log: {folder / 'api.log'}\nIt ends: no such module"
    finally:
        programs.supervisor.terminate()
        programs.supervisor.wait()
    assert fallen(programs).startswith("supervisord, which keeps the programs running, has ended.")


async def test_while_every_program_runs_nothing_is_wrong(folder: Path) -> None:
    programs = started(folder, "sleep 60")
    try:
        await until((folder / "supervisor.sock").exists, "supervisord answers")
        assert fallen(programs) == ""
    finally:
        programs.supervisor.terminate()
        programs.supervisor.wait()
