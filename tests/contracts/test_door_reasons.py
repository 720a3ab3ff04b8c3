"""Every reason of the door is raised somewhere, and whatever else names one names one that there is."""

import re
from pathlib import Path

import pytest

from api.door import NoSuchCase, UnknownAgency
from api.door_reasons import DoorReason
from api.problems import FILES, HANDLERS, SHEETS
from papers.examining.answer import NotTaken, Unfit
from papers.paper import TooLargeToPrint
from store.reading.paging import NotOurCursor
from store.record.filings import KeyReused
from words.bad_sheet import BadSheet, SheetProblem

ROOT = Path(__file__).parents[2]
API = {path: path.read_text("utf-8") for path in sorted((ROOT / "api").rglob("*.py"))}
# A page says what is wrong beside what was typed or chosen, so that nothing of it is lost: in the words of the one place.
FORMS = {ROOT / "api" / "pages" / name for name in ("acting.py", "enclosing.py", "reports.py", "registration_lists.py")}


def test_every_reason_of_the_door_is_told_by_somebody() -> None:
    told = {DoorReason[name] for text in API.values() for name in re.findall(r"DoorReason\.([A-Z_]+)", text)}
    assert set(DoorReason) - told == set()


def test_nothing_in_the_door_names_a_key_of_words_by_itself() -> None:
    assert [path.name for path, text in API.items() if "words.door(" in text] == ["door_reasons.py"]


def test_every_problem_of_a_sheet_is_told() -> None:
    assert {problem: reason.code for problem, reason in SHEETS.items()} == {problem: f"sheet-{problem}" for problem in SheetProblem}


def test_every_reason_why_a_file_is_not_taken_is_told() -> None:
    assert {why: reason.code for why, reason in FILES.items()} == {why: f"file-{why}" for why in NotTaken}


@pytest.mark.parametrize("kind", [KeyReused, UnknownAgency, NoSuchCase, NotOurCursor, BadSheet, TooLargeToPrint, Unfit])
def test_an_exception_that_is_an_answer_is_translated_in_one_place(kind: type[Exception]) -> None:
    assert kind in HANDLERS
    caught = re.compile(rf"except [^\n]*\b{kind.__name__}\b")
    assert [path.name for path, text in API.items() if path not in FORMS and caught.search(text)] == []
