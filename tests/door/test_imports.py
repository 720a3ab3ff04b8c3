"""A yearly list as a workbook: checked whole, answered by row, received once; and every way in which a file is no list."""

import asyncio
import io
import zipfile
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pytest
import xlsxwriter

from domain.acts import Register
from store.clock import now
from tests.builders import ASKED_BY_THE_PLAN
from tests.door.test_campaigns import opened
from tests.houses import House
from words.registration_list import COLUMNS, headings, rows_of
from words.sheets import read_table

pytestmark = pytest.mark.server
GOOD = {
    **{name: value for name, value in Register.example.items() if name in COLUMNS},
    **ASKED_BY_THE_PLAN,
    "agency": "26743",
    "proposers": "lan",
}


def workbook(
    *rows: dict[str, Any], sheet: str = "Đăng ký", columns: list[str] | None = None, formula: bool = False, merged: bool = False
) -> bytes:
    found = io.BytesIO()
    with xlsxwriter.Workbook(found, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, columns or headings())
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, [str(row.get(column, "")) for column in COLUMNS])
        if formula:
            page.write_formula(1, 1, '=HYPERLINK("http://x","x")', value="x")
        if merged:
            page.merge_range(1, 1, 2, 1, "x")
    return found.getvalue()


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
    content = workbook(*({**GOOD, "title": f"Sáng kiến {n}", "solution": "Một.\nHai."} for n in range(1, 6)))
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
    answer = await send(house, campaign, workbook(*rows))
    assert (answer.status_code, answer.json()["reason"]) == (422, "list-refused")
    assert [each["field"] for each in answer.json()["errors"]] == ["3", "4", "5", "6"]
    assert await house.read("focal", f"/initiatives?campaign={campaign}") == []
    sheet = (await house.get("clerk", f"/imports/{answer.json()['filing']}/errors")).content
    told = read_table(sheet, ["Hàng", "Mục", "Lý do"])
    assert [row["Hàng"] for _, row in told] == ["3", "4", "5", "6"]
    assert told[0][1]["Mục"] == "Tên gọi"
    assert "99999" in told[1][1]["Lý do"]
    assert "hàng 2" in told[3][1]["Lý do"]
    assert (await house.get("lan", f"/imports/{answer.json()['filing']}")).status_code == 404


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"not a workbook", "sheet-wrong-columns", id="no workbook"),
        pytest.param(b"\xff\xfe\x00", "sheet-unreadable", id="nothing readable"),
        pytest.param(workbook(GOOD, sheet="Trang tính1"), "sheet-wrong-sheet", id="another sheet"),
        pytest.param(workbook(GOOD, columns=["Tên"]), "sheet-wrong-columns", id="other columns"),
        pytest.param(workbook(GOOD, formula=True), "sheet-formulas", id="a formula"),
        pytest.param(workbook(GOOD, GOOD, merged=True), "sheet-merged-cells", id="merged cells"),
        pytest.param(workbook(), "sheet-rows", id="no rows"),
        pytest.param(b"x" * (50 * 1024 * 1024), "too-large", id="fifty megabytes"),
    ],
)
async def test_what_is_no_list_is_refused_with_what_to_do(reading: House, content: bytes, reason: str) -> None:
    answer = await send(reading, "CD-1", content)
    assert (answer.status_code, answer.json()["reason"]) == (413 if reason == "too-large" else 422, reason)


async def test_a_small_file_that_unpacks_to_anything_is_not_unpacked(reading: House) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    answer = await send(reading, "CD-1", bomb.getvalue())
    assert answer.json()["reason"] == "sheet-too-large"


async def test_the_empty_form_can_be_filled_and_has_choices_to_pick_from(house: House) -> None:
    campaign = await opened(house, closes_on=(now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(days=9)).date().isoformat())
    form = (await house.get("clerk", f"/campaigns/{campaign}/form")).content
    assert rows_of(form) == []
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 3
