"""Deadlines across cases, the silence ledger, the working calendar and the calendar feed, as they are read at the door."""

import re
from datetime import date

import httpx2
import pytest
from icalendar import Calendar

from domain.acts import ReportObstruction, ReturnDossier
from tests.houses import House

pytestmark = pytest.mark.server


async def test_what_is_due_is_read_across_cases_page_by_page_in_words(house: House) -> None:
    cases = [await house.register() for _ in range(3)]
    answer = await house.get("head", "/deadlines?mine=true&limit=2", "en")
    assert [line["number"] for line in answer.json()] == cases[:2]
    assert {line["label"] for line in answer.json()} == {"Decision on the proposal"}
    assert "73/2023" in answer.json()[0]["citation"]
    address = answer.headers["Link"].partition(">")[0].removeprefix("<")
    assert [line["number"] for line in (await house.get("head", address)).json()] == cases[2:]
    assert await house.read("stranger", "/deadlines") == []


async def test_a_wrong_question_is_told_what_is_wrong_with_it(house: House) -> None:
    for wrong in ("clock=tomorrow", "before=32.13", "limit=0", "office=king", "lmit=2"):
        answer = await house.get("head", f"/deadlines?{wrong}")
        assert (answer.status_code, answer.json()["reason"]) == (422, "malformed"), wrong
        assert answer.json()["errors"][0]["field"] == "query." + wrong.partition("=")[0]
    answer = await house.get("head", "/deadlines?cursor=abc")
    assert (answer.status_code, answer.json()["reason"]) == (422, "not-our-cursor")


async def test_nobody_has_been_silent_yet(house: House) -> None:
    await house.register()
    assert await house.read("focal", "/silence") == []


async def test_it_is_told_what_comes_if_nobody_does_anything_or_one_thing_and_nothing_is_recorded(house: House) -> None:
    case = await house.register()
    ahead = await house.read("lan", f"/initiatives/{case}/foresight")
    assert ahead[0]["kind"] == "reminded"
    assert {"escalated"} < {line["kind"] for line in ahead}
    assert all(line["sentence"] and line["told_labels"] for line in ahead)
    once = f"/initiatives/{case}/foresight"

    async def asked(who: str, address: str, **body: object) -> httpx2.Response:
        return await house.http.post(address, json=body, headers={"Authorization": f"Bearer {house.token(who)}"})

    returned = await asked("clerk", f"{once}/return_dossier", **ReturnDossier.example)
    assert returned.status_code == 200, returned.text
    assert {line["clock"] for line in returned.json()} != {line["clock"] for line in ahead}
    told = await asked("lan", f"{once}/report_obstruction", **{**ReportObstruction.example, "about": "stranger"})
    assert told.status_code == 200, told.text  # it names somebody whom the case does not: the directory is asked for them
    assert (await asked("lan", f"{once}/return_dossier", **ReturnDossier.example)).json()["reason"] == "not-your-office"
    assert (await asked("clerk", f"{once}/return_dossier", no_such_field=3)).status_code == 422
    assert (await asked("clerk", f"{once}/no_such_act")).status_code == 404
    assert (await house.get("stranger", once)).status_code == 404
    assert (await asked("stranger", f"{once}/return_dossier", **ReturnDossier.example)).status_code == 404
    assert [entry["kind"] for entry in await house.read("lan", f"/initiatives/{case}/timeline")] == ["registered"]


async def test_the_working_calendar_is_laid_open_with_its_notices(house: House) -> None:
    told = await house.read("lan", "/calendar?year=2026")
    swapped = next(each for each in told["days"] if each["first"] == "2026-08-22")
    assert (swapped["kind"], swapped["basis"], swapped["provisional"]) == ("work", "9441/TB-BNV", False)
    assert told["last_noticed_year"] == 2027
    assert all(each["provisional"] for each in (await house.read("lan", "/calendar?year=2029"))["days"])
    english = (await house.get("lan", "/calendar?year=2027", "en")).json()
    assert english["days"][0]["name"] == "New Year's Day"


@pytest.mark.parametrize(
    ("query", "due_day", "provisional"),
    [
        ("start=2026-11-20&working_days=7", "2026-12-02", False),
        ("start=2027-02-01&working_days=7", "2027-02-17", False),
        ("start=2027-04-28&working_days=3", "2027-05-05", True),
        ("start=2028-01-20&working_days=7", "2028-02-07", True),
        ("start=2040-01-02&working_days=1", "2040-01-03", True),
    ],
)
async def test_anybody_may_ask_when_a_period_ends(query: str, due_day: str, provisional: bool, house: House) -> None:
    told = await house.read("stranger", f"/calendar/due?{query}")
    assert (told["due_day"], told["provisional"], told["counted"][-1]) == (due_day, provisional, due_day)
    assert len(told["counted"]) == told["working_days"]


@pytest.mark.parametrize(
    "query", ["start=2026-11-20", "start=2026-11-20&working_days=0", "start=never&working_days=7", "start=2026-11-20&working_days=5001"]
)
async def test_a_period_that_is_none_is_refused(query: str, house: House) -> None:
    answer = await house.get("stranger", f"/calendar/due?{query}")
    assert (answer.status_code, answer.json()["reason"]) == (422, "malformed")


async def feed_of(house: House, who: str) -> str:
    answer = await house.http.post("/deadlines/feed", headers={"Authorization": f"Bearer {house.token(who)}"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["address"]).removeprefix(house.config.public_url)


async def test_a_calendar_program_fetches_ones_own_deadlines_and_no_name(house: House) -> None:
    case = await house.register()
    address = await feed_of(house, "head")
    answer = await house.http.get(address, headers={"Accept-Language": "vi"})
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    [line] = await house.read("head", "/deadlines?mine=true")
    assert (line["agency_name"], line["waiting_for_labels"]) == ("Ủy ban nhân dân phường Bến Thành", ["Người đứng đầu cơ quan"])
    assert str(event["SUMMARY"]) == f"Việc đến hạn: {case}"
    assert re.fullmatch(r"[0-9a-f]{32}@khien", str(event["UID"]))
    assert str(event["URL"]).endswith("/worklist")
    assert event.decoded("DTSTART") == date.fromisoformat(line["due_day"])
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in answer.content
    again = await house.http.get(address, headers={"Accept-Language": "vi"})
    assert Calendar.from_ical(again.content)["UID"] == Calendar.from_ical(answer.content)["UID"], "a program would take it for another feed"
    assert [each["UID"] for each in Calendar.from_ical(again.content).walk("VEVENT")] == [event["UID"]], "nor for another entry"
    for told in ("Lan", "Nguyễn", line["title"], "lan", "head"):
        assert told not in answer.text
    assert Calendar.from_ical((await house.http.get(await feed_of(house, "tam"))).content).walk("VEVENT") == []


async def test_an_address_that_was_replaced_or_taken_back_opens_nothing(house: House) -> None:
    old = await feed_of(house, "head")
    new = await feed_of(house, "head")
    assert (await house.http.get(new)).status_code == 200
    gone = await house.http.delete("/deadlines/feed", headers={"Authorization": f"Bearer {house.token('head')}"})
    assert gone.status_code == 204
    for address in (old, new, "/deadlines/feed/guess.ics"):
        answer = await house.http.get(address)
        assert (answer.status_code, answer.json()["reason"]) == (404, "no-such-feed")
