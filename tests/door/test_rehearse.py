"""`make rehearse`, as somebody who changes a rule runs it: it plays, it says where the story is wrong, and it leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rehearsal.in_one_process import saying_nothing
from settings import ROOT
from tests.processes import until

pytestmark = pytest.mark.server

STORY = """
story: Nobody decides
regimes: [nd73-2023]
begins: "2027-01-12T08:00+07:00"
steps:
- act: register
  by: lan
  case: SK1
  with: {{agency: 26743, regime: "{{regime}}", title: Một đề xuất (DEMO), purpose: a, bottleneck: b, solution: c, scope: d,
    timetable: e, resources: f, feasibility: g, expected_effect: h, no_secrets: true}}
- {{act: accept_dossier, by: lan, case: SK1, refused: {{reason: not-your-office}}}}
- {{wait: {{working_days: 9}}}}
- {{check: timeline, case: SK1, as: head, expect: {{equals: [{{kind: registered}}, {{kind: reminded}}, {{kind: reminded}}, {{kind: {last}}}]}}}}
"""


def test_a_temporary_server_says_nothing_to_whoever_reads_a_story(capfd: pytest.CaptureFixture[str]) -> None:
    with saying_nothing():
        subprocess.run(["sh", "-c", "echo level=ERROR; echo level=ERROR >&2"], check=True)
    subprocess.run(["sh", "-c", "echo heard; echo heard >&2"], check=True)
    assert capfd.readouterr() == ("heard\n", "heard\n")


class Rehearsal:
    """One run of it, in a session and with a temporary folder of its own."""

    def __init__(self, story: Path, temporary: Path) -> None:
        temporary.mkdir()
        self._temporary, self._printed = temporary, temporary.with_suffix(".printed")
        with self._printed.open("wb") as printed:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "commands.rehearse", str(story)],
                cwd=ROOT,
                env={"PATH": os.defpath, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                start_new_session=True,
            )

    @property
    def printed(self) -> str:
        return self._printed.read_text(encoding="utf-8")

    def left_running(self) -> list[str]:
        """What still belongs to its session, the temporary Temporal server for one."""

        def of_its_session(process: psutil.Process) -> bool:
            try:
                return process.status() != psutil.STATUS_ZOMBIE and os.getsid(process.pid) == self.process.pid
            except (ProcessLookupError, psutil.NoSuchProcess):
                return False

        return [" ".join(p.cmdline()) for p in psutil.process_iter() if of_its_session(p)]

    def is_gone_without_a_trace(self) -> bool:
        return not self.left_running() and not list(self._temporary.glob("khien-*"))


@pytest.fixture
def started() -> Iterator[list[Rehearsal]]:
    every: list[Rehearsal] = []
    yield every
    for rehearsal in every:
        if rehearsal.left_running():
            os.killpg(rehearsal.process.pid, signal.SIGKILL)
        rehearsal.process.wait()


def a_story(folder: Path, last: str = "escalated") -> Path:
    path = folder / "story.yaml"
    path.write_text(STORY.format(last=last), encoding="utf-8")
    return path


async def test_a_story_that_is_true_is_told_with_its_dates_and_with_what_the_clock_said(tmp_path: Path, started: list[Rehearsal]) -> None:
    started.append(run := Rehearsal(a_story(tmp_path), tmp_path / "own"))
    assert run.process.wait(90) == 0, run.printed
    lines = run.printed.splitlines()
    assert lines[0] == "Nobody decides (nd73-2023)"
    assert lines[-1] == "As written."
    told = [line for line in lines if not line.startswith(" ")]
    assert told[1:-1] == [
        "08:00 12/01/2027  lan: register SK1",
        "08:00 12/01/2027  lan: accept_dossier SK1",
        "08:00 19/01/2027  clock: SK1",
        "08:00 21/01/2027  clock: SK1",
        "00:00 22/01/2027  clock: SK1",
        "08:00 25/01/2027  wait 9 working days",
        "08:00 25/01/2027  head looks: timeline SK1",
    ]
    assert run.is_gone_without_a_trace()


async def test_a_story_that_is_not_true_ends_in_what_was_expected_and_what_is(tmp_path: Path, started: list[Rehearsal]) -> None:
    started.append(run := Rehearsal(a_story(tmp_path, last="approved"), tmp_path / "own"))
    assert run.process.wait(90) == 1, run.printed
    assert "step 4 (head looks: timeline SK1)" in run.printed
    assert 'expected exactly [{"kind": "registered"}, {"kind": "reminded"}, {"kind": "reminded"}, {"kind": "approved"}]' in run.printed
    assert 'is: [{"kind": "registered"}, {"kind": "reminded"}, {"kind": "reminded"}, {"kind": "escalated"}]' in run.printed
    assert run.is_gone_without_a_trace()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "kill"])
async def test_told_to_stop_it_leaves_nothing_running(told: signal.Signals, tmp_path: Path, started: list[Rehearsal]) -> None:
    started.append(run := Rehearsal(a_story(tmp_path), tmp_path / "own"))
    await until(lambda: "register" in run.printed or run.process.poll() is not None, "the story has begun")
    if told is signal.SIGINT:
        os.killpg(run.process.pid, told)  # as a terminal does: the Temporal server is told too
    else:
        run.process.send_signal(told)
    began = time.monotonic()
    assert run.process.wait(60) == 1, run.printed
    assert "Stopped." in run.printed, (run.printed, time.monotonic() - began)
    assert run.is_gone_without_a_trace(), run.left_running()


async def test_what_is_no_story_is_said_to_be_none(tmp_path: Path, started: list[Rehearsal]) -> None:
    path = tmp_path / "story.yaml"
    path.write_text("story: x\nregimes: [nd73-2023]\nsteps: [{wait: {weeks: 3}}]\n", encoding="utf-8")
    started.append(run := Rehearsal(path, tmp_path / "own"))
    assert run.process.wait(60) == 1
    assert "is not a story that can be read" in run.printed
    assert "weeks" in run.printed
