"""Every reason of the door is raised somewhere, and whatever else names one names one that there is."""

import re
from pathlib import Path

import pytest

from api.door import NoSuchCase, UnknownAgency
from api.door_reasons import DoorReason
from api.problems import HANDLERS, SHEETS
from domain.campaigns.yearly import YearlyCampaign
from store.reading.paging import NotOurCursor
from store.record.filings import KeyReused
from tests.rules.test_yearly import SET_UP
from words.sheets import BadSheet, SheetProblem

ROOT = Path(__file__).parents[2]
API = {path: path.read_text("utf-8") for path in sorted((ROOT / "api").rglob("*.py"))}
# A day that is not in every year, no day, no hour of Vietnam's, a window that closes first, nobody asked.
FAULTS: dict[str, dict[str, object]] = {
    "not_every_year": {"opens": "02-29"},
    "no_such_day": {"opens": "02-30"},
    "no_such_hour": {"opens_at": "08:00:00.5"},
    "closes_before_it_opens": {"closes": "01-01"},
    "nobody_asked": {"kinds": [], "agencies": []},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_yearly_campaign_is_a_reason_of_the_door(fault: str) -> None:
    assert DoorReason(YearlyCampaign.model_validate({**SET_UP, **FAULTS[fault]}).fault) == fault


def test_every_reason_of_the_door_is_told_by_somebody() -> None:
    told = {DoorReason[name] for text in API.values() for name in re.findall(r"DoorReason\.([A-Z_]+)", text)}
    assert set(DoorReason) - told == set(FAULTS)


def test_nothing_in_the_door_names_a_key_of_words_by_itself() -> None:
    assert [path.name for path, text in API.items() if "words.door(" in text] == ["door_reasons.py"]


def test_every_problem_of_a_sheet_is_told() -> None:
    assert {problem: reason.code for problem, reason in SHEETS.items()} == {problem: f"sheet-{problem}" for problem in SheetProblem}


@pytest.mark.parametrize("kind", [KeyReused, UnknownAgency, NoSuchCase, NotOurCursor, BadSheet])
def test_an_exception_that_is_an_answer_is_translated_in_one_place(kind: type[Exception]) -> None:
    assert kind in HANDLERS
    caught = re.compile(rf"except [^\n]*\b{kind.__name__}\b")
    assert [path.name for path, text in API.items() if caught.search(text)] == []
