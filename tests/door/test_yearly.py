"""The yearly campaign's Schedule, real and seconds ahead: kept in step with its definition, caught up after an outage, and never twice."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from temporalio.client import Client, ScheduleBackfill, ScheduleOverlapPolicy, WorkflowExecutionStatus

from domain.acts import SetUpYearlyCampaign
from store.clock import now
from store.tables import YearlyRow
from tests.houses import House, Visitor
from tests.processes import Processes, until
from workflows.names import YEARLY_ID

pytestmark = pytest.mark.server
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


async def put(visitor: Visitor, who: str, language: str = "en", **changed: Any) -> Any:
    headers = {"Authorization": f"Bearer {visitor.token(who)}", "Accept-Language": language}
    return await visitor.http.put(
        "/campaigns/yearly", json={**SetUpYearlyCampaign.example, "kinds": [], "agencies": ["STP"], **changed}, headers=headers
    )


async def post(visitor: Visitor, who: str, what: str, note: str = "") -> Any:
    return await visitor.http.post(
        f"/campaigns/yearly/{what}", json={"note": note}, headers={"Authorization": f"Bearer {visitor.token(who)}"}
    )


async def test_it_is_set_up_changed_paused_and_resumed_and_the_schedule_follows(house: House) -> None:
    assert (await house.get("focal", "/campaigns/yearly")).status_code == 404
    assert (await put(house, "head")).json()["reason"] == "not-your-office"
    shown = (await put(house, "focal")).json()
    opens, scheduled = ([datetime.fromisoformat(each) for each in shown[name]][:5] for name in ("opens_next", "scheduled"))
    assert opens == scheduled
    assert len(shown["opens_next"]) == 5
    schedule = house.client.get_schedule_handle(YEARLY_ID)
    described = (await schedule.describe()).schedule
    assert (described.spec.time_zone_name, described.policy.overlap) == ("Asia/Ho_Chi_Minh", ScheduleOverlapPolicy.BUFFER_ALL)
    assert described.policy.catchup_window == timedelta(days=365)
    assert "Definition 1: opens 01-15 08:00, closes 03-31" in (described.state.note or "")
    assert (await put(house, "focal")).json()["definition"] == 1, "the same again is nothing new"
    assert (await put(house, "focal", closes="04-30")).json()["definition"] == 2
    paused = (await post(house, "focal", "pause", "Chờ kế hoạch mới")).json()
    assert (paused["paused"], paused["note"], paused["opens_next"]) == (True, "Chờ kế hoạch mới", [])
    assert paused["scheduled"] == [], "Temporal would go on naming the days on which it does not open"
    assert (await house.read("focal", "/campaigns/yearly"))["scheduled"] == []
    assert (await schedule.describe()).schedule.state.paused
    assert (await post(house, "head", "resume")).status_code == 404
    assert (await post(house, "chair", "resume")).status_code == 403
    assert not (await post(house, "focal", "resume")).json()["paused"]
    assert not (await schedule.describe()).schedule.state.paused
    assert (await house.read("lan", "/campaigns/yearly"))["definition"] == 2


async def test_what_makes_no_yearly_campaign_is_refused_with_the_reason(house: House) -> None:
    refused: list[tuple[dict[str, Any], int, str]] = [
        ({"opens": "02-29"}, 422, "not-every-year"),
        ({"closes": "01-01"}, 422, "closes-before-it-opens"),
        ({"agencies": ["99999"]}, 409, "unknown-agency"),
        ({"agencies": ["STC", "STC"]}, 409, "agency-twice"),
        ({"agencies": []}, 409, "nobody-under-duty"),
        ({"opens": "1/15"}, 422, "malformed"),
    ]
    for changed, status, reason in refused:
        answer = await put(house, "focal", "vi", **changed)
        assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert (await post(house, "focal", "pause")).status_code == 404, "there is none yet"
    assert (await put(house, "focal")).status_code == 200, "what was refused stands in nobody's way"


async def test_one_of_an_earlier_release_is_shown_and_is_paused_once_it_is_set_up_by_an_act(house: House) -> None:
    content = {**SetUpYearlyCampaign.example, "opens_at": "08:00:00"}
    with house.store.writing() as session:
        session.add(YearlyRow(content=content, paused=False, note="", defined_by="focal", defined_at=now()))
    assert (await house.read("lan", "/campaigns/yearly"))["campaign"]["closes"] == content["closes"]
    answer = await post(house, "focal", "pause")
    assert (answer.status_code, answer.json()["reason"]) == (409, "yearly-campaign-of-an-earlier-release")
    assert (await put(house, "focal")).status_code == 200
    assert (await post(house, "focal", "pause")).json()["paused"]


async def test_a_server_away_over_the_moment_opens_it_once_and_so_do_a_double_firing_and_a_backfill(processes: Processes) -> None:
    moment = (now() + timedelta(seconds=5)).astimezone(VIETNAM).replace(microsecond=0)
    number, day = f"DK-{moment.year}", f"{moment:%m-%d}"
    answer = await put(processes, "focal", opens=day, closes="12-31", opens_at=f"{moment:%H:%M:%S}")
    assert answer.status_code == 200, answer.text
    processes.kill("temporal")
    await asyncio.sleep(max(0.0, (moment - now()).total_seconds()) + 1)
    assert processes.facts(number) == []
    await processes.start("temporal")
    await until(lambda: processes.facts(number), "the campaign is opened, late")
    processes.back_to("the campaign that was missed")
    client = await processes.client()
    schedule = client.get_schedule_handle(YEARLY_ID)
    await asyncio.gather(*(schedule.trigger(overlap=ScheduleOverlapPolicy.ALLOW_ALL) for _ in range(2)))
    around = ScheduleBackfill(moment - timedelta(minutes=1), moment + timedelta(minutes=1), ScheduleOverlapPolicy.ALLOW_ALL)
    await schedule.backfill(around)
    await until(lambda: _fired(client, 3), "what was caught up, fired by hand and filled in has run")
    assert processes.facts(number) == ["campaign_opened"]
    processes.sound(number)
    await until(lambda: _waits(client, number), "its workflow waits")
    assert (await post(processes, "focal", "pause")).status_code == 200


async def _fired(client: Client, times: int) -> bool:
    done = [each async for each in client.list_workflows("WorkflowType = 'YearlyCampaignWorkflow'")]
    return len([each for each in done if each.status is WorkflowExecutionStatus.COMPLETED]) >= times


async def _waits(client: Client, number: str) -> bool:
    described = await client.get_workflow_handle(number).describe()
    return described.status is WorkflowExecutionStatus.RUNNING and described.start_time < now()
