"""docs/procedure.md is what the code does, to the letter, and every act in it has been tried."""

import subprocess
import sys

from commands.offices import DESKS, FOLDER, printed
from commands.procedure import page, published, tried_in
from domain.acts import ACTS
from domain.procedure.table import PROCEDURE
from domain.vocabulary import Office
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


def test_the_page_of_each_office_is_what_the_table_says_today() -> None:
    pages = printed(FOLDER)
    assert {*FOLDER.rglob("*.md")} == pages.keys()
    assert [path.name for path, text in pages.items() if path.read_text("utf-8") != text] == [], "run `make procedure`, read, commit"


def test_every_office_that_is_asked_for_an_act_has_a_page() -> None:
    asked = {office for rows in PROCEDURE.values() for row in rows for office in row.offices} - {Office.CLOCK}
    assert asked - {office for offices in DESKS.values() for office in offices} == set()
