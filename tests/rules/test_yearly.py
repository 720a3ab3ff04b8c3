"""The yearly campaign as it is set up: a window every year has, and its next openings."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.campaigns.yearly import YearlyCampaign

SET_UP: dict[str, Any] = {
    "agency": "UBNDTP",
    "heading": "Đăng ký sáng kiến năm",
    "directive": "Kế hoạch hằng năm",
    "opens": "01-15",
    "closes": "03-31",
    "kinds": ["ward"],
}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({}, "", id="a window every year has"),
        pytest.param({"closes": "01-15"}, "", id="of one day"),
        pytest.param({"closes": "01-14"}, "closes_before_it_opens", id="not one that closes before it opens"),
        pytest.param({"opens": "02-29"}, "not_every_year", id="not from 29 February"),
        pytest.param({"closes": "02-29"}, "not_every_year", id="nor to it"),
        pytest.param({"closes": "04-31"}, "no_such_day", id="nor to a day there is not"),
        pytest.param({"opens_at": "08:00:00.5"}, "no_such_hour", id="nor in the middle of a second"),
        pytest.param({"kinds": []}, "nobody_asked", id="not for nobody"),
    ],
)
def test_it_may_be_set_up_with(changed: dict[str, Any], fault: str) -> None:
    assert YearlyCampaign.model_validate({**SET_UP, **changed}).fault == fault


def test_its_next_openings_are_told_in_the_time_of_vietnam() -> None:
    coming = YearlyCampaign.model_validate(SET_UP).next_openings(datetime(2027, 1, 15, 1, 0, tzinfo=UTC), 2)
    assert [moment.astimezone(UTC) for moment in coming] == [datetime(2028, 1, 15, 1, tzinfo=UTC), datetime(2029, 1, 15, 1, tzinfo=UTC)]
    before = YearlyCampaign.model_validate(SET_UP).next_openings(datetime(2027, 1, 15, 0, 59, tzinfo=UTC), 1)
    assert (before[0].date(), before[0].hour) == (date(2027, 1, 15), 8)
