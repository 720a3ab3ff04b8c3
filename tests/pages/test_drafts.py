"""What somebody has begun is there again when they come back, is theirs alone, and is gone when it is sent."""

from api.pages.forms import fields_of, typed_from
from domain.acts import Register
from tests.pages.browsers import Browser, Page, Street
from tests.record.whole_families import WAITING

NEW, WORK = "/counter/initiatives/new", "/counter/work"
OBSTRUCTED = f"/counter/initiatives/{WAITING}/acts/report_obstruction"
IDEA = typed_from(fields_of(Register), Register.example)


async def begun(browser: Browser, address: str, typed: dict[str, list[str]], step: str = "save") -> Page:
    page = await browser.open(address)
    for name, values in typed.items():
        page.form.controls[name].values = values
    return await browser.send(page, page.form, ("_step", step))


async def test_a_draft_is_there_when_its_author_comes_back_and_stands_on_their_work_and_on_nobody_elses(peopled: Street) -> None:
    author = await peopled.visitor("tam")
    page = await begun(author, OBSTRUCTED, {"what": ["Chậm chuyển hồ sơ"]})
    assert (page.status, page.address) == (200, OBSTRUCTED)
    later = await (await peopled.visitor("tam")).open(OBSTRUCTED)
    assert later.form.controls["what"].values == ["Chậm chuyển hồ sơ"]
    assert "Trang này đang có bản nháp" in later.text
    work = await author.open(WORK)
    assert OBSTRUCTED in work.links
    assert "giữ đến ngày" in work.text
    for other in ("lan", "head", "focal", "auditor"):
        browser = await peopled.visitor(other)
        assert OBSTRUCTED not in (await browser.open(WORK)).links
        assert "Chậm chuyển hồ sơ" not in (await browser.open(OBSTRUCTED)).answer.text
    page = await author.open(OBSTRUCTED)
    dropped = await author.send(page, page.form, ("_step", "drop"))
    assert dropped.form.controls["what"].values == [""]
    assert OBSTRUCTED not in (await author.open(WORK)).links


async def test_it_is_gone_when_it_is_sent_and_also_when_everything_in_it_was_taken_out(peopled: Street) -> None:
    browser = await peopled.visitor("hoa")
    await begun(browser, NEW, {"title": ["Một ý tưởng"]})
    assert "Một ý tưởng" in (await browser.open(WORK)).text
    assert (await browser.act(NEW, IDEA)).address.startswith("/counter/receipts/")
    assert "Việc đang ghi dở" not in (await browser.open(WORK)).text
    await begun(browser, NEW, {"title": ["Một ý tưởng"]})
    await begun(browser, NEW, {"title": [" "]})
    assert "Việc đang ghi dở" not in (await browser.open(WORK)).text


async def test_a_script_keeps_it_along_the_way_and_is_answered_with_nothing(peopled: Street) -> None:
    browser = await peopled.visitor("doctor")
    page = await browser.open(NEW)
    page.form.controls["title"].values = ["Đang gõ"]
    answer = await browser.http.post(
        NEW, data={name: values[0] for name, values in page.form.sends.items()} | {"_step": "autosave"}, headers={"Origin": "http://khien"}
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await browser.open(NEW)).form.controls["title"].values == ["Đang gõ"]
    peopled.door.app.state.house.drafts.drop("doctor", "register", "")


async def test_it_outlives_the_session_and_a_case_one_may_no_longer_read_is_told_nowhere(peopled: Street) -> None:
    house, author = peopled.door.app.state.house, await peopled.visitor("tam")
    await begun(author, OBSTRUCTED, {"what": ["Còn dở"]})
    assert OBSTRUCTED in (await (await peopled.visitor("tam")).open(WORK)).links
    house.drafts.keep("stranger", "report_obstruction", WAITING, {"what": ["Không còn được đọc"]}, house.now())
    stranger = await peopled.visitor("stranger")
    work = await stranger.open(WORK)
    assert (WAITING in work.text, "Không còn" in work.answer.text) == (False, False)
    assert (await stranger.open(OBSTRUCTED)).status == 404


async def test_what_cannot_be_sent_now_is_still_shown_to_whoever_wrote_it(peopled: Street) -> None:
    house, address = peopled.door.app.state.house, f"/counter/initiatives/{WAITING}/acts/vote"
    house.drafts.keep("lan", "vote", WAITING, {"opinion": ["Vì sao tôi bỏ phiếu"]}, house.now())
    page = await (await peopled.visitor("lan")).open(address)
    assert ("Vì sao tôi bỏ phiếu" in page.text, "nay chưa gửi được" in page.text) == (True, True)


async def test_of_the_text_that_is_answered_the_mark_is_always_that_of_today(peopled: Street) -> None:
    """A draft from before an amendment must not approve what its author has never read, nor be refused for ever."""
    house, address = peopled.door.app.state.house, f"/counter/initiatives/{WAITING}/acts/approve"
    browser = await peopled.visitor("head")
    mark = (await browser.open(address)).form.controls["dossier_sha256"].values
    house.drafts.keep("head", "approve", WAITING, {"scope": ["Toàn phường"], "dossier_sha256": ["0" * 64]}, house.now())
    again = (await browser.open(address)).form.controls
    assert (again["scope"].values, again["dossier_sha256"].values) == (["Toàn phường"], mark)
    await begun(browser, address, {"scope": ["Nửa phường"]})
    assert "dossier_sha256" not in house.drafts.find("head", "approve", WAITING, house.now()).typed
