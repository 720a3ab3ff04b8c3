"""A proposal is registered in steps, by plain forms: what is sent is the act that the one form and the API send, and nothing typed is lost on the way."""

from api.pages.forms import fields_of, typed_from
from api.pages.registering import BEGINS, STEPS
from api.pages.visits import Sent
from domain.acts import Register
from store.record import filings
from tests.pages.browsers import Browser, Page, Street

TYPED = {**Register.example, "implementers": ["tam"], "impact": "Không có tác động tiêu cực.", "focus_area": "institutions_policies"}
IDEA = typed_from(fields_of(Register), TYPED)


def of(step: str, typed: Sent = IDEA) -> Sent:
    return {name: values for name, values in typed.items() if name.partition(".")[0] in STEPS[step]}


async def step(browser: Browser, name: str, typed: Sent, button: str = "next") -> Page:
    page = await browser.fill_in(await browser.open(f"{BEGINS}/{name}"), typed)
    return await browser.send(page, page.form, ("_step", button))


async def everything(browser: Browser, **other: list[str]) -> None:
    for name in STEPS:
        await step(browser, name, of(name, IDEA | other))


def test_every_question_of_a_registration_stands_in_one_step() -> None:
    asked = [field for fields in STEPS.values() for field in fields]
    assert sorted(asked) == sorted(Register.model_fields)


async def test_whoever_goes_from_step_to_step_sends_what_the_api_would_take_and_the_draft_is_gone(peopled: Street) -> None:
    browser = await peopled.visitor("tam")
    assert (await browser.open("/counter/work")).links.count(BEGINS) == 1
    house = peopled.door.app.state.house
    of_others = {each.act for each in house.drafts.of("tam", house.now())} - {"register"}
    page = await browser.open(f"{BEGINS}/idea")
    for name in STEPS:
        assert page.address == f"{BEGINS}/{name}"
        page = await browser.fill_in(page, of(name))
        page = await browser.send(page, page.form, ("_step", "next"))
        if page.address.endswith("/alike"):
            page = await browser.open(next(link for link in page.links if link.endswith("/place")))
    assert page.address == f"{BEGINS}/check"
    assert "Trần Minh Tâm (DEMO) (tam)" in page.text, "two persons may bear one name"
    assert "institutions_policies" not in page.text, "a code that nobody types is told to nobody"
    sent = await browser.send(page, page.form, ("_step", "send"))
    number = sent.address.removeprefix("/counter/receipts/")
    with peopled.door.store.reading() as session:
        filed = filings.unanswered(number, peopled.counter.receipt(number).case, session)
    assert filed
    wanted = Register.model_validate(TYPED)
    assert filed.body == wanted.model_dump(mode="json")
    assert {each.act for each in house.drafts.of("tam", house.now())} == of_others, "its own draft is gone"


async def test_what_is_wrong_is_told_in_its_step_and_kept_and_the_rest_waits_as_a_draft(peopled: Street) -> None:
    browser = await peopled.visitor("hoa")
    page = await step(browser, "idea", {"title": ["Một cửa lưu động"]})
    assert (page.status, "Mục “Mục đích, yêu cầu”" in page.text, "#purpose" in page.links) == (422, True, True)
    later = await step(browser, "place", {"agency": ["khong co noi nay"]}, "later")
    assert later.address == BEGINS
    assert "Còn thiếu" in later.text
    assert (await browser.open(f"{BEGINS}/idea")).form.controls["title"].values == ["Một cửa lưu động"]
    assert (await browser.open("/counter/initiatives/new")).form.controls["title"].values == ["Một cửa lưu động"], (
        "the one page is the same draft"
    )
    check = await browser.open(f"{BEGINS}/check")
    assert (check.status, f"{BEGINS}/idea#purpose" in check.links) == (422, True)
    anew = await browser.send(check, check.form)
    assert (anew.address, (await browser.open(f"{BEGINS}/idea")).form.controls["title"].values) == (BEGINS, [""])


async def test_under_each_regime_the_questions_are_those_of_its_rule_set_today(peopled: Street) -> None:
    browser = await peopled.visitor("doctor")
    for regime, status in (("nd73-2023", 200), ("hcmc-plan-2022", 422)):
        await step(browser, "place", of("place", IDEA | {"regime": [regime]}))
        pages = [await step(browser, name, {}) for name in ("focus", "conditions")]
        assert [page.status for page in pages] == [status, status]
    assert "Căn cứ" in pages[1].text
    assert "#worst_case" in pages[1].links
    offered = (await browser.open(f"{BEGINS}/focus")).form.controls["focus_area"].offered
    assert offered == ["", "institutions_policies", "infrastructure_2025", "human_resources", "legal_obstacles"], "of the day"
    peopled.door.app.state.house.drafts.drop("doctor", "register", "")


async def test_what_is_alike_is_shown_to_whoever_may_read_it_and_to_nobody_else(peopled: Street) -> None:
    told = {}
    for who in ("lan", "stranger"):
        browser = await peopled.visitor(who)
        after = await step(browser, "idea", of("idea"))
        asked = await browser.open(f"{BEGINS}/idea")
        mark = asked.form.controls["_form"].values[0]
        typing = await browser.http.post(
            f"{BEGINS}/alike",
            data={"_form": mark, **{name: each[0] for name, each in of("idea").items()}},
            headers={"Origin": "http://khien"},
        )
        told[who] = (after.address, "SK-2026-26743-" in after.text, typing.status_code, "SK-2026-26743-" in typing.text)
        peopled.door.app.state.house.drafts.drop(who, "register", "")
    assert told == {"lan": (f"{BEGINS}/alike", True, 200, True), "stranger": (f"{BEGINS}/place", False, 200, False)}


async def test_what_the_door_refuses_comes_back_to_the_list_and_the_draft_is_still_there(peopled: Street) -> None:
    browser = await peopled.visitor("station_union")
    await everything(browser, agency=["99999"])
    check = await browser.open(f"{BEGINS}/check")
    page = await browser.send(check, check.form, ("_step", "send"))
    assert (page.status, "Danh bạ không có cơ quan mang mã 99999" in page.text) == (422, True)
    assert (await browser.open(f"{BEGINS}/place")).form.controls["agency"].values == ["99999"]
    peopled.door.app.state.house.drafts.drop("station_union", "register", "")
