"""A campaign through the front door: opened, answered by registrations, chased, and closed with those that owe; seen in Temporal by its attributes."""

import asyncio
import csv
import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from domain.acts import OpenCampaign, Register
from store.clock import now
from store.tables import EffectRow
from tests.houses import House

pytestmark = pytest.mark.server
ALL = ["26743", "27475", "STC"]


async def opened(house: House, **fields: Any) -> str:
    last = (now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(days=30)).date().isoformat()
    body = {**OpenCampaign.example, "kinds": [], "agencies": ALL, "closes_on": last, **fields}
    answer = await house.act("focal", "open_campaign", **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["case"])


async def test_a_campaign_is_opened_followed_chased_and_closed(house: House) -> None:
    number = await opened(house)
    campaign = (await house.read("head", f"/campaigns/{number}"))["campaign"]
    assert (campaign["stage"], sorted(campaign["owes"])) == ("open", ALL)
    case = await house.register(campaign=number)
    assert [each["number"] for each in await house.read("focal", f"/initiatives?campaign={number}")] == [case]
    assert (await house.read("focal", f"/campaigns/{number}"))["campaign"]["fulfilled"] == ["26743"]
    reminded = (await house.act("focal", "remind_agencies", number, agencies=["26743", "STC"])).json()["fact"]
    assert (reminded["agencies"], [each["because"] for each in reminded["not_reminded"]]) == (["STC"], ["registered"])
    assert (await house.act("chair", "waive", number, agency="STC", reasons="x")).status_code == 201
    early = await house.act("focal", "close_campaign", number, owing=["27475"])
    assert (early.status_code, early.json()["reason"]) == (409, "window-still-open")
    assert (await house.act("focal", "waive", number, agency="27475", reasons="x")).status_code == 201
    closed = await house.act("focal", "close_campaign", number, owing=[])
    assert (closed.status_code, closed.json()["fact"]["registered"], closed.json()["fact"]["waived"]) == (201, 1, 2)
    late = await house.act("lan", "register", **{**Register.example, "campaign": number})
    assert (late.status_code, late.json()["reason"]) == (409, "campaign-not-open")


async def test_an_agency_under_duty_sees_it_with_its_deadline_and_a_stranger_does_not(house: House) -> None:
    number = await opened(house)
    assert [each["clock"] for each in await house.read("head_th", f"/campaigns/{number}/deadlines")] == ["registration"]
    assert number in {each["number"] for each in await house.read("head_th", "/deadlines?mine=true&clock=registration")}
    answer = await house.get("stranger", f"/campaigns/{number}")
    assert (answer.status_code, answer.json()["reason"]) == (404, "no-such-case")


async def test_a_campaign_and_what_answers_it_are_found_in_temporal_by_its_number(house: House) -> None:
    number = await opened(house)
    case = await house.register(campaign=number)
    query, found = f"KhienCampaign = '{number}'", set[str]()
    async with asyncio.timeout(20):
        while len(found) < 2:
            found = {each.id async for each in house.client.list_workflows(query)}
            await asyncio.sleep(0.2)
    assert found == {number, case}


async def test_the_heads_of_those_missing_are_written_to_and_nobody_else(house: House) -> None:
    number = await opened(house)
    with house.store.reading() as session:
        written = set(session.exec(select(EffectRow.addressee).where(EffectRow.case == number)))
    assert written == {"head", "head_th", "finance"}


async def test_its_progress_is_told_by_kind_and_superior_by_day_and_by_desk(house: House) -> None:
    number = await opened(house)
    await house.register(campaign=number)
    progress = (await house.read("focal", f"/campaigns/{number}"))["progress"]
    assert [(each["of"], each["registered"], each["missing"]) for each in progress["by_superior"]] == [("UBNDTP", 1, 2)]
    assert [each["agency"] for each in progress["owing"]] == ["27475", "STC"]
    assert [each["registered"] for each in progress["arrivals"]] == [1]
    assert {each["office"]: each["cases"] for each in progress["waiting"]} == {"agency_head": 1}


async def test_a_report_of_one_moment_says_the_same_for_ever_and_opens_into_its_cases(house: House) -> None:
    number = await opened(house)
    case = await house.register(campaign=number)
    moment = now().isoformat().replace("+", "%2B")
    address = f"/campaigns/{number}/report?as_of={moment}&detail=true"
    first = await house.read("focal", address)
    await house.register(campaign=number)
    assert await house.read("focal", address) == first
    registered = next(each for each in first["figures"] if each["section"] == "registered")
    assert (registered["count"], registered["of"], first["owing"], first["registered"]) == (1, [case], ["27475", "STC"], ["26743"])
    later = await house.read("focal", f"/campaigns/{number}/report")
    assert [(each["count"], each["of"]) for each in later["figures"] if each["section"] == "registered"] == [(2, [])]
    assert later["digest"] != first["digest"]


async def test_a_report_is_a_workbook_or_a_csv_file_too_with_the_same_numbers(house: House) -> None:
    number = await opened(house)
    await house.register(campaign=number)
    moment = now().isoformat().replace("+", "%2B")
    files = {
        form: (await house.get("chair", f"/campaigns/{number}/report?as_of={moment}&format={form}")).content for form in ("xlsx", "csv")
    }
    told = [*csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")))]
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_index(0).to_python()
    assert [[f"{cell:g}" if isinstance(cell, float) else cell for cell in row if cell != ""] for row in book] == [
        [cell for cell in row if cell] for row in told
    ]
    report = await house.read("chair", f"/campaigns/{number}/report?as_of={moment}")
    assert [row[1] for row in told if row[:1] == ["Cơ quan chưa đăng ký đủ"]] == ["", *(report["names"][code] for code in report["owing"])]
    assert not {*report["names"]} & {cell for row in told for cell in row}, "agencies are named, and not numbered"
    head = dict(told[: told.index([])])
    assert (head["Báo cáo"], head["Mã kiểm tra số liệu"], head["Ghi chú"]) == (report["title"], report["digest"], report["note"])
    assert datetime.fromisoformat(head["Tính đến"]) == datetime.fromisoformat(report["as_of"])
    again = (await house.get("chair", f"/campaigns/{number}/report?as_of={moment}&format=xlsx")).content
    assert again == files["xlsx"]


@pytest.mark.parametrize("later", ["2030-01-01T00:00:00Z", "8999-12-31T23:59:59Z"])
async def test_of_a_moment_that_has_not_come_there_is_no_report(house: House, later: str) -> None:
    refused = await house.get("chair", f"/reports/yearly/2026?as_of={later}", "en")
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (422, "moment-not-come")
    assert "leave as_of out" in refused.json()["detail"]


@pytest.mark.parametrize("nowhere", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_moment_outside_every_calendar_is_no_moment(house: House, nowhere: str) -> None:
    assert (await house.get("chair", f"/reports/yearly/2026?as_of={nowhere}")).status_code == 422


async def test_the_yearly_report_is_for_leaders(house: House) -> None:
    await house.register()
    year = now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).year
    report = await house.read("chair", f"/reports/yearly/{year}")
    assert [each["count"] for each in report["figures"] if each["section"] == "registered"] == [1]
    refused = await house.get("head", f"/reports/yearly/{year}")
    assert (refused.status_code, refused.json()["reason"]) == (403, "reports-for-leaders")


async def test_a_campaign_asked_for_again_under_the_same_key_is_the_same_campaign(house: House) -> None:
    last = (now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(days=30)).date().isoformat()
    body = {**OpenCampaign.example, "kinds": ["department"], "agencies": [], "closes_on": last}
    first, again = [await house.act("focal", "open_campaign", key="once", **body) for _ in range(2)]
    assert (first.status_code, first.json()) == (201, again.json())
    assert sorted((await house.read("focal", f"/campaigns/{first.json()['case']}"))["campaign"]["owes"]) == ["SNV", "STC", "STP"]
