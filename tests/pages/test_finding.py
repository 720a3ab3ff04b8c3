"""Persons and agencies are named by typing their names; a name that several bear asks which, and no suggestion tells what its reader may not read."""

import json

import pytest

from api.pages.forms import fields_of, typed_from
from api.pages.suggestions import people_for
from api.pages.visits import TOKEN
from domain.acts import Register
from tests.pages.browsers import Browser, Page, Street
from tests.record.whole_families import ILL

NEW = "/counter/initiatives/new"
IDEA = typed_from(fields_of(Register), Register.example)


async def checked(browser: Browser, typed: dict[str, list[str]], step: str = "check") -> Page:
    page = await browser.fill_in(await browser.open(NEW), {**IDEA, **typed})
    return await browser.send(page, page.form, ("_step", step))


async def test_a_name_that_one_person_bears_is_that_person_and_is_read_with_where_they_serve(peopled: Street) -> None:
    browser = await peopled.visitor("clerk")
    page = await checked(browser, {"proposers.0": ["nguyen thi lan"], "agency": ["uy ban phuong ben thanh"]})
    assert page.form.controls["proposers.0"].values == ["lan"]
    assert page.form.controls["agency"].values == ["26743"]
    assert "Nguyễn Thị Lan (DEMO) (lan)" in page.text
    again = await browser.send(page, page.form, ("_step", "edit"))
    assert again.form.controls["agency"].values == ["Ủy ban nhân dân phường Bến Thành · 26743"], "never a bare code"


async def test_a_name_that_several_bear_asks_which_and_nothing_typed_is_lost(peopled: Street) -> None:
    browser = await peopled.visitor("clerk")
    page = await checked(browser, {"implementers.0": ["minh"]})
    assert page.status == 422
    assert "Có nhiều tên khớp với “minh”" in page.text
    assert "#implementers.0" in page.links
    offered = page.form.controls["_pick.implementers.0"].offered
    assert offered
    assert {each.rsplit(" · ")[-1] for each in offered} >= {"head", "tam", "inspector"}
    assert "Võ Quốc Minh (DEMO), Ủy ban nhân dân phường Bến Thành Người đứng đầu cơ quan" in page.text
    assert page.form.controls["title"].values == IDEA["title"]
    page.form.controls["_pick.implementers.0"].values = [next(each for each in offered if each.endswith(" · tam"))]
    assert (await browser.send(page, page.form, ("_step", "check"))).form.controls["implementers.0"].values == ["tam"]


async def test_without_a_script_the_button_beside_a_field_looks_up_what_was_typed(peopled: Street) -> None:
    browser = await peopled.visitor("clerk")
    for typed, offered in (("le thu hoa", ["Lê Thu Hòa (DEMO) · hoa"]), ("khong ai ca", None)):
        page = await checked(browser, {"proposers.0": [typed]}, "find:proposers.0")
        picks = page.form.controls.get("_pick.proposers.0")
        assert (picks.offered if picks else None) == offered
        assert ("Không tìm thấy người đang công tác nào" in page.text) == (offered is None)
        assert page.form.controls["proposers.0"].values == [typed]


@pytest.mark.parametrize(("typed", "status"), [("không ai cả", 422), ("lan", 200), ("nobody-of-that-code", 200)])
async def test_a_code_may_still_be_typed_and_a_name_nobody_bears_is_told(peopled: Street, typed: str, status: int) -> None:
    """Whether a code names anybody is for the door to say."""
    page = await checked(await peopled.visitor("clerk"), {"proposers.0": [typed]})
    assert page.status == status
    assert ("proposers.0-error" in page.ids) == (status == 422)


# -- while one types


async def looked_up(browser: Browser, typed: str, mark: str | None = None, **headers: str) -> tuple[int, str]:
    if mark is None:
        mark = (await browser.open(NEW)).form.controls[TOKEN].values[0]
    answer = await browser.http.post("/counter/people", data={TOKEN: mark, "typed": typed}, headers={"Origin": "http://khien", **headers})
    return answer.status_code, answer.text


async def test_whoever_serves_finds_who_serves_and_everybody_finds_the_same(peopled: Street) -> None:
    ((status, found),) = {await looked_up(await peopled.visitor(who), "phan anh dung") for who in ("lan", "deputy", "focal")}
    assert status == 200
    assert [each["value"] for each in json.loads(found)["found"]] == ["Phan Anh Dũng (DEMO), Ủy ban nhân dân Thành phố Hồ Chí Minh · chair"]


async def test_only_a_page_of_ours_may_ask_and_only_so_often(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    assert (await looked_up(browser, "minh", mark="00"))[0] == 409
    assert (await looked_up(browser, "minh", **{"Sec-Fetch-Site": "cross-site"}))[0] == 403
    assert (await looked_up(Browser(peopled.door.app), "minh", mark="00"))[0] == 401
    async with peopled.under(searches_per_minute=2) as limited:
        typist = await limited.visitor("lan")
        assert [(await looked_up(typist, "minh"))[0] for _ in range(3)] == [200, 200, 429]
        page = await typist.fill_in(await typist.open(NEW), {**IDEA, "proposers.0": ["minh"]})
        assert (await typist.send(page, page.form, ("_step", "find:proposers.0"))).status == 429, "by the button too"


# -- of a case


async def test_who_sits_on_the_panel_of_a_review_is_suggested_to_those_alone_who_may_read_the_review(peopled: Street) -> None:
    """The doctor and a clerk of another ward sat on the panels of this initiative's reviews; neither has another part in it."""
    house, panel = peopled.door.app.state.house, {"doctor", "clerk_th"}
    told = {}
    for who in ("lan", "tam", "head", "deputy", "deputy2", "secretary", "clerk", "focal", "auditor"):
        caller = house.readings.caller(who, house.now())
        if file := house.readings.open(ILL, caller, house.now()):
            told[who] = (file.needs_to_know, bool(panel & people_for(file, caller).keys()))
    assert {who for who, (knows, _) in told.items() if not knows}, "somebody reads the initiative alone"
    assert {who: suggested for who, (knows, suggested) in told.items() if suggested != knows} == {}
