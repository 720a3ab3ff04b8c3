"""A yearly list as a workbook: checked whole, answered by row, received once."""

import asyncio
import io
import zipfile
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pytest

from store.clock import now
from tests.door.test_campaigns import opened
from tests.houses import House
from tests.sheets import GOOD, filled
from words.registration_list import rows_of
from words.sheets import read_table

pytestmark = pytest.mark.server


async def send(house: House, number: str, content: bytes, who: str = "clerk") -> httpx2.Response:
    headers = {"Authorization": f"Bearer {house.token(who)}", "Accept-Language": "vi"}
    return await house.http.post(f"/campaigns/{number}/imports", content=content, headers=headers)


async def answered(house: House, number: str, who: str = "clerk") -> dict[str, Any]:
    async with asyncio.timeout(60):
        while True:
            told: dict[str, Any] = await house.read(who, f"/imports/{number}")
            if not told["waiting"]:
                return told
            await asyncio.sleep(0.1)


async def test_a_filled_list_is_registered_row_by_row_and_the_same_file_again_adds_nothing(house: House) -> None:
    campaign = await opened(house)
    content = filled(*({**GOOD, "title": f"Sáng kiến {n}", "solution": "Một.\nHai."} for n in range(1, 6)))
    taken = await send(house, campaign, content)
    assert (taken.status_code, taken.json()["new"]) == (202, 5), taken.text
    told = await answered(house, taken.json()["number"])
    assert (told["recorded"], told["refused"], [each["row"] for each in told["answers"]]) == (5, 0, [2, 3, 4, 5, 6])
    cards = await house.read("focal", f"/initiatives?campaign={campaign}")
    assert {card["title"] for card in cards} == {f"Sáng kiến {n}" for n in range(1, 6)}
    case = (await house.read("clerk", f"/initiatives/{cards[0]['number']}"))["case"]
    assert case["dossier"]["solution"] == "Một.\nHai.", "a paragraph stays one"
    again = await send(house, campaign, content)
    assert (again.status_code, again.json()["new"], again.json()["recorded"]) == (202, 0, 5)
    assert len(await house.read("focal", f"/initiatives?campaign={campaign}")) == 5
    assert (await house.read("focal", f"/campaigns/{campaign}"))["campaign"]["fulfilled"] == ["26743"]


async def test_one_wrong_row_and_nothing_is_imported_and_every_wrong_row_is_told(house: House) -> None:
    campaign = await opened(house)
    rows = [GOOD, {**GOOD, "title": ""}, {**GOOD, "agency": "99999", "title": "B"}, {**GOOD, "agency": "27475", "title": "C"}, GOOD]
    answer = await send(house, campaign, filled(*rows))
    assert (answer.status_code, answer.json()["reason"]) == (422, "list-refused")
    assert [each["field"] for each in answer.json()["errors"]] == ["3", "4", "5", "6"]
    assert await house.read("focal", f"/initiatives?campaign={campaign}") == []
    sheet = (await house.get("clerk", f"/imports/{answer.json()['filing']}/errors")).content
    told = read_table(sheet, ["Dòng", "Mục", "Lý do"])
    assert [row["Dòng"] for _, row in told] == ["3", "4", "5", "6"]
    assert told[0][1]["Mục"] == "Tên gọi"
    assert "99999" in told[1][1]["Lý do"]
    assert "dòng 2" in told[3][1]["Lý do"]
    assert (await house.get("lan", f"/imports/{answer.json()['filing']}")).status_code == 404


async def test_the_empty_form_can_be_filled_and_has_choices_to_pick_from(house: House) -> None:
    campaign = await opened(house, closes_on=(now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(days=9)).date().isoformat())
    form = (await house.get("clerk", f"/campaigns/{campaign}/form")).content
    assert list(rows_of(form)) == []
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 8
