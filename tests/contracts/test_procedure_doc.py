"""docs/procedure.md is what the code does, to the letter, and every act in it has been tried."""

import subprocess
import sys

from commands.procedure import page, published, tried_in
from domain.acts import ACTS
from settings import ROOT

PAGE = ROOT / "docs" / "procedure.md"


def test_the_committed_page_is_what_the_table_says_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(published(ROOT / "policies")), (
        "the procedure changed: run `make procedure`, read, commit"
    )


def test_the_command_prints_that_page() -> None:
    printed = subprocess.run([sys.executable, "-m", "commands.procedure"], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert printed.stdout.decode() == PAGE.read_text(encoding="utf-8")


def test_every_act_is_tried_in_the_tests_of_the_rules() -> None:
    assert [act.__name__ for act in ACTS.values() if tried_in(act) is None] == []


def test_every_act_is_on_the_page() -> None:
    page_as_committed = PAGE.read_text(encoding="utf-8")
    assert [name for name in ACTS if f"| `{name}`: " not in page_as_committed] == []
