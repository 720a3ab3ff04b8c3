"""What a folder of tests needs before it can start: the rules need the domain alone, and the contracts name an act that has no words."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT

ABOVE_THE_RULES = ("api", "words", "store", "activities", "workflows", "commands", "temporalio", "fastapi", "sqlmodel", "sqlalchemy")
COLLECT = """
import sys
import pytest
assert pytest.main(["tests/rules", "--collect-only", "-q", "-n", "0"]) == 0
print("loaded:", *(name for name in {above!r} if name in sys.modules))
"""
SAID_OF_REGISTERING = "[acts.register]\n"


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=cwd, capture_output=True, text=True, timeout=150, check=False)


def test_the_tests_of_the_rules_need_nothing_above_the_rules() -> None:
    collected = run("-c", COLLECT.format(above=ABOVE_THE_RULES))
    assert collected.returncode == 0, collected.stdout[-2_000:] + collected.stderr[-2_000:]
    assert collected.stdout.splitlines()[-1] == "loaded:"


@pytest.fixture
def an_act_without_words(tmp_path: Path) -> Path:
    """A copy of the repository in which nobody has written the words of one act."""
    left_behind = shutil.ignore_patterns(".*", "var", "build", "mutants", "__pycache__", "stored", "[0-9].[0-9].[0-9]")
    shutil.copytree(ROOT, tmp_path, ignore=left_behind, dirs_exist_ok=True)
    shutil.copy(ROOT / ".dockerignore", tmp_path)
    for book in tmp_path.glob("words/*/*.toml"):
        text = book.read_text(encoding="utf-8")
        book.write_text(text.replace(SAID_OF_REGISTERING, "[acts.registered_no_more]\n"), encoding="utf-8")
    return tmp_path


def test_the_contracts_start_and_name_an_act_without_words(an_act_without_words: Path) -> None:
    found = run("-m", "pytest", "tests/contracts", "-q", "-n", "0", "-k", "title", cwd=an_act_without_words)
    assert "FAILED tests/contracts/test_words.py::test_every_act_has_a_title_and_a_summary[vi]" in found.stdout
    assert "FAILED tests/contracts/test_glossary.py::test_every_act_has_the_title_people_read" in found.stdout
    assert found.stdout.count("E       KeyError: 'register'") == found.stdout.count("FAILED "), found.stdout[-2_000:]
    assert "error" not in found.stdout.splitlines()[-1], found.stdout[-2_000:]
