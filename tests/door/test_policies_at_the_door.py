"""The rules in force can be read by whoever has signed in: set by set, parameter by parameter, and what differs between two."""

import pytest

from tests.houses import House

pytestmark = pytest.mark.server


async def test_the_sets_are_listed_with_what_completes_them(house: House) -> None:
    found = {each["id"]: each for each in await house.read("stranger", "/policies")}
    assert set(found) >= {"nd73-2023.1", "nd73-2023.2", "nd73-2023.3", "hcmc-plan-2022.1", "hcmc-plan-2022.2"}
    assert (found["nd73-2023.1"]["completed_by"], found["nd73-2023.3"]["completes"]) == ("nd73-2023.2", "nd73-2023.2")
    assert found["nd73-2023.3"]["provisional"] > 0


async def test_a_set_is_laid_open_with_the_set_that_says_each_thing(house: House) -> None:
    said = {each["key"]: each for each in (await house.read("lan", "/policies/nd73-2023.1"))["parameters"]}
    assert (said["terms.decision"]["value"], said["terms.decision"]["set"]) == (7, "nd73-2023.1")
    assert "73/2023" in said["terms.decision"]["citation"]
    assert said["terms.triage"]["set"] == "nd73-2023.2"
    assert said["liability.nd73.rows.completed"]["set"] == "nd73-2023.3"


async def test_what_differs_between_two_is_told_in_words(house: House) -> None:
    found = {each["key"]: each for each in await house.read("lan", "/policies/hcmc-plan-2022.2/difference?to=nd73-2023.3")}
    assert found["terms.consultation"]["after"] is None
    assert found["terms.consultation"]["sentence"] == "Thời hạn trả lời lấy ý kiến: không còn quy định (7 ngày làm việc)."
    assert found["review.waits_for_result"]["sentence"].startswith("Việc xem xét chờ kết quả thực hiện: ")
    assert await house.read("lan", "/policies/nd73-2023.3/difference?to=nd73-2023.3") == []


@pytest.mark.parametrize("path", ["/policies/nd73-1900.1", "/policies/nd73-2023.3/difference?to=nd73-1900.1"])
async def test_an_unknown_set_is_answered_with_where_to_look(house: House, path: str) -> None:
    answer = await house.get("lan", path)
    assert (answer.status_code, answer.json()["reason"]) == (404, "no-such-rule-set")
    assert "/policies" in answer.json()["detail"]
