"""A mistake in the core is found before anything runs: each of these is planted once, and mypy names its line."""

import re
import subprocess
import sys

import pytest

from settings import ROOT

PLANTED = """
from dataclasses import replace

from domain.acts import AcceptDossier, Grant
from domain.chapter import change, conclusion
from domain.facts import DossierAccepted, RewardGranted
from domain.matter import Matter
from domain.procedure.chapters import after
from domain.procedure.rows import Row
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.stages import OfStage, Work
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Office, Stage

case = Initiative(number="SK-2026-26743-1")
fact: DossierAccepted


def grant(act: Grant, matter: Matter[RewardFile]) -> RewardGranted: raise NotImplementedError
def reward_granted(fact: RewardGranted, file: RewardFile) -> Review: raise NotImplementedError
def guard_of_a_review(review: Review) -> Reason | None: raise NotImplementedError


replace(case, regimee=None)  # a misspelt field
replace(case, proposers="lan")  # a value of another type
replace(case, work=replace(case.work, verdicts=None))  # within the value of a stage
replace(case, ending=Work())  # the value of another stage: a reset that clears the wrong thing
case.stage = Stage.CLOSED  # a state is never changed in place
reviewed: Review = after(fact, case)  # after gives back what it was given
Row[Initiative](Grant, at=Stage.REWARDING, to=Office.AGENCY_HEAD, both="x", guards=(guard_of_a_review,))  # a guard of another stream
conclusion(AcceptDossier, grant)  # the rule of another act
change(RewardGranted, reward_granted)  # a change that makes another stream
after("accepted", case)  # what is no fact
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[int]:
    """The lines of which mypy says something."""
    folder = tmp_path_factory.mktemp("planted")
    planted = folder / "planted.py"
    planted.write_text(PLANTED, encoding="utf-8")
    asked = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        str(ROOT / "pyproject.toml"),
        "--cache-dir",
        str(folder / "cache"),
        str(planted),
    ]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=150).stdout
    return {int(line) for line in re.findall(r"planted\.py:(\d+): error", said)}


MISTAKES = {number: line.partition("  # ")[2] for number, line in enumerate(PLANTED.split("\n"), 1) if "  # " in line}


@pytest.mark.parametrize("line", MISTAKES, ids=MISTAKES.values())
def test_it_is_found(line: int, found: set[int]) -> None:
    assert line in found


def test_nothing_else_is_said(found: set[int]) -> None:
    assert found <= set(MISTAKES)
