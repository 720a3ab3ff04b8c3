"""The board of a campaign: its counts are lists, one act is done for many agencies with a result for each, and lists go up and come down."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from api.pages.charts import columns, shares
from api.pages.multipart import NotFromOurPage
from api.pages.uploads import parts_of
from api.pages.visits import TOKEN
from domain.acts import OpenCampaign, Register
from tests.pages.browsers import AT, Browser, Page, Street, street
from tests.sheets import GOOD, filled

BOARD = "/counter/campaigns/CD-1"


@pytest.fixture(scope="module")
async def campaign(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """An open campaign of four agencies: one has registered, one was waived, two owe."""
    async with street(tmp_path_factory.mktemp("campaign")) as found:
        counter = found.counter
        closes_on = str(counter.moment.date() + timedelta(days=30))
        agencies = {"kinds": [], "agencies": ["26743", "STC", "STP", "SNV"]}
        counter.file("focal", "open_campaign", "CD-1", **{**OpenCampaign.example, **agencies, "closes_on": closes_on})
        counter.file("chair", "waive", "CD-1", agency="SNV", reasons="Chưa đến lượt.")
        yield found


async def examined(street: Street, page: Page) -> Page:
    """The same page, once the registrar has looked at what it tells of."""
    act = page.address.split("/together/")[1].split("/")[0]
    for number in dict.fromkeys(link.rsplit("/", 1)[1] for link in page.links if "/receipts/" in link):
        street.counter.examine(number, act, "CD-1")
    return await (await street.visitor("focal")).open(page.address)


async def upload(browser: Browser, content: bytes, **headers: str) -> Page:
    page = await browser.open(f"{BOARD}/imports")
    mark = next(form.controls[TOKEN].values[0] for form in page.forms if TOKEN in form.controls)
    files = {"list": ("list.xlsx", content)}
    answer = await browser.http.post(page.address, data={TOKEN: mark}, files=files, headers={"Origin": AT, **headers})
    return await browser.open(answer.headers["Location"]) if answer.status_code == 303 else Page.of(answer, page.address)


async def test_every_count_of_the_board_is_the_list_it_leads_to(campaign: Street) -> None:
    browser = await campaign.visitor("focal", "en")
    board = await browser.open(BOARD)
    counted = re.findall(r'href="(\?[^"]*standing=[^"]*)"[^>]*>(?:<b>)?(\d+)', board.answer.text)
    assert len(counted) >= 6
    wrong = []
    for leads, count in counted:
        shown = await browser.open(f"{BOARD}{leads.replace('&amp;', '&').removesuffix('#agencies')}")
        rows = len(re.findall(r'href="/counter/initiatives\?campaign=CD-1&amp;agency=', shown.answer.text))
        wrong += [(leads, count, rows)] if rows != int(count) else []
    assert wrong == []
    assert (await browser.open(f"{BOARD}?standing=nonsense")).status == 422


async def test_one_act_for_many_agencies_tells_each_by_itself_and_a_refusal_of_one_loses_nothing_of_the_others(campaign: Street) -> None:
    browser, counter = await campaign.visitor("focal"), campaign.counter
    page = await browser.open(f"{BOARD}/together/include_agency?agency=27475&agency=UBNDTP")
    assert sorted(page.form.controls["agency"].values) == ["27475", "UBNDTP"]
    page.form.controls["reasons"].values = ["Mới thành lập."]
    checked = await browser.send(page, page.form, ("_step", "check"))
    counter.file("chair", "include_agency", "CD-1", agency="27475", reasons="Bị bỏ sót.")  # somebody was quicker
    told = await browser.send(checked, checked.form, ("_step", "send"))
    assert told.text.count("Đang xem xét") == 2
    again = await browser.send(checked, checked.form, ("_step", "send"))
    assert (again.address, again.links) == (told.address, told.links), "sent twice, each is filed once"
    told = await examined(campaign, told)
    assert (told.text.count("Đã ghi"), told.text.count("Chưa thực hiện"), "đã thuộc đợt đăng ký này" in told.text) == (1, 1, True), (
        told.text
    )
    assert (await (await campaign.visitor("chair")).open(told.address)).status == 404, "to others there is nothing under that key"


async def test_many_are_reminded_by_one_act_whose_fact_tells_each(campaign: Street) -> None:
    browser = await campaign.visitor("focal")
    page = await browser.open(f"{BOARD}/together/remind_agencies?agency=STC&agency=SNV&agency=STP")
    checked = await browser.send(page, page.form, ("_step", "check"))
    told = await examined(campaign, await browser.send(checked, checked.form, ("_step", "send")))
    assert len({link for link in told.links if "/receipts/" in link}) == 1
    assert (told.text.count("Đã ghi"), told.text.count("Không nhắc"), "Được miễn" in told.text) == (2, 1, True), told.text
    assert "đôn đốc gần nhất" in (await browser.open(BOARD)).text


async def test_whoever_chose_no_agency_is_told_and_loses_nothing_typed(campaign: Street) -> None:
    browser = await campaign.visitor("focal")
    page = await browser.open(f"{BOARD}/together/waive")
    page.form.controls["reasons"].values = ["Vì thế."]
    again = await browser.send(page, page.form, ("_step", "check"))
    assert (again.status, "Đề nghị chọn ít nhất một cơ quan" in again.text) == (422, True)
    assert again.form.controls["reasons"].values == ["Vì thế."]


async def test_the_board_offers_many_at_once_to_those_alone_to_whom_the_act_is_open(campaign: Street) -> None:
    offered = {}
    for who in ("focal", "chair", "head"):
        board = await (await campaign.visitor(who)).open(BOARD)
        offered[who] = {found[1] for found in re.finditer(r'formaction="[^"]*/together/(\w+)"', board.answer.text)}
    assert offered == {"focal": {"remind_agencies", "waive"}, "chair": {"waive"}, "head": set()}


async def test_to_a_stranger_nothing_of_a_campaign_is_there(campaign: Street) -> None:
    browser = await campaign.visitor("stranger")
    found = [
        f"{BOARD}{rest}"
        for rest in ("", "/timeline", "/form", "/imports", "/together/waive", "/together/waive/some-key")
        if (await browser.open(f"{BOARD}{rest}")).status != 404
    ]
    assert found == []


# -- lists up and down


async def test_what_is_wrong_with_a_list_stands_in_the_page_by_its_row(campaign: Street) -> None:
    browser = await campaign.visitor("clerk")
    told = await upload(browser, filled(GOOD, {**GOOD, "title": ""}, {**GOOD, "agency": "99999", "title": "B"}))
    assert (told.status, "Có 2 dòng cần sửa" in told.text) == (200, True), told.text
    assert re.search(r"Dòng 3 Tên gọi", told.text)
    workbook = await browser.http.get(f"{told.address}/errors")
    assert (workbook.status_code, workbook.content[:2]) == (200, b"PK")
    assert told.address in (await browser.open(f"{BOARD}/imports")).links
    assert (await (await campaign.visitor("head")).open(told.address)).status == 404


async def test_a_good_list_is_followed_row_by_row(campaign: Street) -> None:
    browser = await campaign.visitor("clerk")
    told = await upload(browser, filled(*({**GOOD, "title": f"Sáng kiến {n}"} for n in range(2))))
    assert "Đã xem xét 0 trên 2 dòng" in told.text, told.text
    assert "đang chờ 2" in told.text


async def test_rows_like_earlier_proposals_or_each_other_are_told_as_far_as_one_may_read_and_none_is_refused(campaign: Street) -> None:
    counter, clerk = campaign.counter, await campaign.visitor("clerk")
    earlier, elsewhere = ("SK-2026-26743-70", "26743"), ("SK-2026-27475-70", "27475")
    for (number, agency), who in ((earlier, "lan"), (elsewhere, "head_th")):
        sent = {"title": "Vườn thuốc nam của khu phố", "purpose": "Người dân tự trồng cây thuốc.", "agency": agency, "proposers": []}
        assert counter.file(who, "register", number, **{**Register.example, **sent}).status == "recorded"
    said = ("Nguoi dan tu trong cay thuoc", "Nguoi dan tu trong cay thuoc nam")
    rows = [{**GOOD, "title": "Vuon thuoc nam cua khu pho", "purpose": purpose} for purpose in said]
    told = await upload(clerk, filled(*rows, {**GOOD, "title": "Trạm nghỉ", "purpose": "Cho người giao hàng."}))
    assert "Có 2 dòng giống đề xuất khác" in told.text, told.text
    assert (told.links.count(f"/counter/initiatives/{earlier[0]}"), elsewhere[0] in told.text) == (2, False)
    assert "Giống dòng 3 của danh sách này" in told.text
    for filing, act, case in counter.waiting():
        counter.examine(filing, act, case)
    told = await clerk.open(told.address)
    own = [link for link in told.links if link.startswith("/counter/initiatives/SK-") and not link.endswith(earlier[0])]
    assert (len(own), "Đã đăng ký 3" in told.text, "Có 2 dòng" in told.text) == (3, True, True), "a row is not like itself"
    assert elsewhere[0] in (await (await campaign.visitor("focal")).open(told.address)).text


async def test_where_the_cases_of_a_campaign_wait_leads_to_those_that_lie_there(campaign: Street) -> None:
    number, sent = "SK-2026-26743-71", {"title": "Chợ phiên cuối tuần", "agency": "26743", "campaign": "CD-1", "proposers": []}
    assert campaign.counter.file("lan", "register", number, **{**Register.example, **sent}).status == "recorded"
    browser, wrong = await campaign.visitor("focal", "en"), []
    board = await browser.open(BOARD)
    lying = re.findall(r'href="(/counter/initiatives\?campaign=CD-1&amp;at_desk=[^"]*)"[^>]*>(\d+)', board.answer.text)
    for leads, count in lying:
        shown = await browser.open(leads.replace("&amp;", "&"))
        rows = {link for link in shown.links if re.fullmatch("/counter/initiatives/SK-[0-9-]+", link)}
        if len(rows) != int(count) or "have something due at" not in shown.text or f"/counter/initiatives/{number}" not in rows:
            wrong.append((leads, count, rows))
    assert (wrong, len(lying)) == ([], 1)


async def test_a_file_that_is_no_list_is_told_beside_the_form(campaign: Street) -> None:
    browser = await campaign.visitor("clerk")
    for content, said in ((b"no workbook", "phải ghi"), (b"", "chưa có dòng nào")):
        told = await upload(browser, content)
        assert (told.status, said in told.text, "Gửi danh sách đã điền" in told.text) == (422, True, True), told.text


async def test_a_list_is_taken_from_our_page_and_from_officers_alone(campaign: Street) -> None:
    assert (await upload(await campaign.visitor("head"), filled(GOOD))).status == 403
    clerk = await campaign.visitor("clerk")
    assert (await upload(clerk, filled(GOOD), **{"Sec-Fetch-Site": "cross-site"})).status == 403
    assert (
        await clerk.http.post(f"{BOARD}/imports", content=b"x", headers={"Origin": AT, "Content-Type": "text/plain"})
    ).status_code == 403


def test_a_file_is_read_to_the_byte() -> None:
    content = b"PK\r\n--other\r\n\r\n--\x00\xff\n"
    body = b'--b\r\nContent-Disposition: form-data; name="list"; filename="a"\r\n\r\n' + content + b"\r\n--b--\r\n"
    assert parts_of("multipart/form-data; boundary=b", body) == {"list": content}
    with pytest.raises(NotFromOurPage):
        parts_of("text/plain", body)


# -- pictures


def test_bars_fill_the_whole_and_no_more() -> None:
    assert [(bar.look, bar.begins, bar.long) for bar in shares({"registered": 1, "waived": 0, "owing": 3})] == [
        ("registered", 0.0, 25.0),
        ("owing", 25.0, 75.0),
    ]
    assert shares({"registered": 0}) == ()
    assert [bar.long for bar in columns([1, 2, 0])] == [50.0, 100.0, 0.0]
    assert columns([0])[0].long == 0.0
