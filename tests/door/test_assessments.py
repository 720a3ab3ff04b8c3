"""How the door tells what the liability tables say."""

from datetime import date

import pytest

from api.routers.assessments import Teller
from tests.builders import the_law
from tests.contracts.test_words import DOCUMENTS


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "phải đối chiếu với pháp luật tại thời điểm đó"), ("en", "compare it with the law of that day")]
)
def test_an_assessment_asks_people_to_compare_what_was_done_before_its_table_was_law(language: str, told: str) -> None:
    table = the_law().policy.liability["nd234"]
    before, on = (Teller(language, DOCUMENTS).compares(table, day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert told in before
    assert "24" in before
    assert "234/2026" in before
    assert on == ""
