"""Every act is filed from its page, in each way its fields are filled in: whole families live at the counter, as they do at the door for programs."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from api.pages.forms import fields_of, typed_from
from api.pages.suggestions import people_for
from api.pages.visits import Sent
from domain.acts import ACTS, Act, Approve, EnterPastCase, GiveLeaveToSign, OpenCampaign, Register, SetUpYearlyCampaign
from domain.numbers import path_of
from domain.people.directory import Directory, Person, Tenure
from domain.vocabulary import Office
from store.record.filings import RECORDED, Receipt
from tests.pages.browsers import Browser, Control, Page, Street, street
from tests.record.counter import Counter
from tests.record.whole_families import WAITING, play_families
from tests.record.whole_story import play_refused, play_with_every_turn, play_withdrawn
from words import label

BEGINNINGS = {
    "register": "/counter/initiatives/new",
    "enter_past_case": "/counter/initiatives/past/new",
    "open_campaign": "/counter/campaigns/new",
    "set_up_yearly_campaign": "/counter/yearly-campaigns/new",
    "give_leave_to_sign": "/counter/signing/new",
    "declare_ties": "/counter/declarations/new",
}


@dataclass
class ByForms(Counter):
    """The stories' own counter, where every act in a case comes from its page, from people who read Vietnamese or English by turns.

    What was sent from that page before, with the same fields filled in, comes by the counter's own way: it would be the same page again. What begins a case
    is filed under the number that its story gives it, which no page can do.
    """

    street: Street | None = None
    loop: asyncio.AbstractEventLoop | None = None
    browsers: dict[str, Browser] = field(default_factory=dict)
    filed: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def file(self, who: str, act: str, case: str, **body: Any) -> Receipt:
        if ACTS[act].opens_stream or who == "stranger":  # to whoever may not read the case there is no page
            return super().file(who, act, case, **body)
        typed = typed_from(fields_of(ACTS[act]), body)
        if (way := (act, frozenset(typed))) in self.filed:
            return super().file(who, act, case, **body)
        assert self.loop
        page = asyncio.run_coroutine_threadsafe(self._sent(who, act, case, typed), self.loop).result(60)
        assert page.address.startswith("/counter/receipts/"), (who, act, body, page.text)
        number = page.address.rsplit("/", 1)[1]
        self.examine(number, act, case)
        self.moment += timedelta(hours=1)
        self.filed.add(way)
        return self.receipt(number)

    async def _sent(self, who: str, act: str, case: str, typed: Sent) -> Page:
        assert self.street
        if who not in self.browsers:
            self.browsers[who] = await self.street.visitor(who, ("vi", "en")[len(self.browsers) % 2])
        browser, address = self.browsers[who], f"/counter{path_of(case)}/acts/{act}"
        if "scan" in typed:  # one of the files that are in the form already, as handing them in leaves them there (test_enclosing.py)
            page = await browser.open(address)
            page.form.controls["enclosed"] = Control("hidden", typed["scan"])
            await browser.send(page, page.form, ("_step", "save"))
        return await browser.act(address, typed)


@pytest.fixture(scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """The families of the record's own tests, from the first act to the last, by forms."""
    async with street(tmp_path_factory.mktemp("lived"), ByForms) as found:
        assert isinstance(found.counter, ByForms)
        found.counter.street, found.counter.loop = found, asyncio.get_running_loop()
        for play in (play_refused, play_withdrawn, play_with_every_turn, play_families):
            await asyncio.to_thread(play, found.counter)
        yield found


async def test_every_act_in_a_case_was_filed_from_its_page_and_stands(lived: Street) -> None:
    assert isinstance(lived.counter, ByForms)
    assert {act for act, _ in lived.counter.filed} == {name for name, act in ACTS.items() if not act.opens_stream}


@pytest.fixture(scope="module", params=["vi", "en"])
async def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Street, str]]:
    """Where nothing has begun, once for each language."""
    async with street(tmp_path_factory.mktemp("fresh")) as found:
        yield found, request.param


@pytest.mark.parametrize(
    ("act", "who"),
    [(Register, "lan"), (EnterPastCase, "focal"), (OpenCampaign, "focal"), (SetUpYearlyCampaign, "focal"), (GiveLeaveToSign, "head")],
    ids=lambda each: getattr(each, "name", each),
)
async def test_so_is_every_act_that_begins_a_case(fresh: tuple[Street, str], act: type[Act], who: str) -> None:
    found, language = fresh
    page = await (await found.visitor(who, language)).act(BEGINNINGS[act.name], typed_from(fields_of(act), act.example))
    number = page.address.removeprefix("/counter/receipts/")
    found.counter.examine(number, act.name, found.counter.receipt(number).case)
    receipt = found.counter.receipt(number)
    assert (receipt.act, receipt.sender, receipt.status) == (act.name, who, RECORDED)


# -- form, check your answers, receipt

NEW = "/counter/initiatives/new"
IDEA = typed_from(fields_of(Register), Register.example)


async def test_before_anything_is_sent_one_reads_it_in_words_and_may_change_it(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    form = await browser.fill_in(await browser.open(NEW), IDEA)
    check = await browser.send(form, form.form, ("_step", "check"))
    assert "Xem lại trước khi gửi: Đăng ký đề xuất" in check.text
    assert "Bến Thành (26743)" in check.text
    assert label("regimes", "nd73-2023", "vi") in check.text
    assert "Nguyễn Thị Lan (DEMO)" in check.text
    again = await browser.send(check, check.form, ("_step", "edit"))
    assert again.form.controls["title"].values == IDEA["title"]
    assert again.form.controls["regime"].values == ["nd73-2023"]


async def test_sent_twice_it_is_done_once_and_both_see_the_same_receipt(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    form = await browser.fill_in(await browser.open(NEW), IDEA)
    check = await browser.send(form, form.form, ("_step", "check"))
    first, second = [await browser.send(check, check.form, ("_step", "send")) for _ in range(2)]
    assert first.address == second.address
    check.form.controls["title"].values = ["Sửa sau khi đã gửi"]  # by the browser's own way back
    assert (await browser.send(check, check.form, ("_step", "send"))).address == first.address


async def test_what_must_be_put_right_stands_on_top_and_at_its_field_and_nothing_typed_is_lost(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    page = await browser.act(NEW, {**IDEA, "purpose": [""], "agency": ["phường 1"]})
    assert page.status == 422
    assert "Mục đích, yêu cầu" in page.text
    assert "còn thiếu; đề nghị bổ sung" in page.text
    assert {"#purpose", "#agency"} <= {*page.links}
    assert {"purpose", "agency", "purpose-error", "agency-error"} <= {*page.ids}
    assert page.form.controls["title"].values == IDEA["title"]
    assert page.form.controls["agency"].values == ["phường 1"]


async def test_an_agency_nobody_knows_is_told_on_the_form(peopled: Street) -> None:
    page = await (await peopled.visitor("lan")).act(NEW, {**IDEA, "agency": ["99999"]})
    assert page.status == 422
    assert "Danh bạ không có cơ quan mang mã 99999" in page.text
    assert page.form.controls["title"].values == IDEA["title"]


async def test_a_refusal_comes_back_to_the_form_with_its_basis_and_under_another_key(peopled: Street) -> None:
    """The answer comes at once where Temporal is; here it is there when the same is sent again."""
    counter, browser = peopled.counter, await peopled.visitor("clerk")
    case = counter.register("SK-2026-26743-90")
    counter.file("clerk", "accept_dossier", case)
    paper = {"decided_by": "head", "number": "1/QĐ", "issued_on": "2026-11-02", "sha256": "0" * 64}
    typed = typed_from(fields_of(Approve), {"scope": "Toàn phường", "on_paper": paper})
    form = await browser.fill_in(await browser.open(f"/counter/initiatives/{case}/acts/approve"), typed)
    check = await browser.send(form, form.form, ("_step", "check"))
    waiting = await browser.send(check, check.form, ("_step", "send"))
    counter.examine(waiting.address.rsplit("/", 1)[1], "approve", case)
    refused = await browser.send(check, check.form, ("_step", "send"))
    assert refused.status == 409
    assert "Căn cứ: khoản" in refused.text
    assert refused.form.controls["scope"].values == ["Toàn phường"]
    assert refused.form.controls["_key"].values != check.form.controls["_key"].values


async def test_without_a_worker_the_receipt_says_so_and_later_what_became_of_it(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    page = await browser.act(NEW, IDEA)
    assert "Đã nhận, đang chờ xem xét" in page.text
    receipt = peopled.counter.receipt(page.address.rsplit("/", 1)[1])
    peopled.counter.examine(receipt.number, "register", receipt.case)
    later = await browser.open(page.address)
    assert "Đã ghi vào sổ" in later.text
    assert f"/counter/initiatives/{receipt.case}" in later.links
    assert (await (await peopled.visitor("tam")).open(page.address)).status == 404, "nobody else's business"


async def test_an_act_that_is_not_open_says_why_and_shows_no_form_unless_it_may_be_on_paper(peopled: Street) -> None:
    browser = await peopled.visitor("lan")
    for act, forms in (("vote", 0), ("approve", 1)):
        page = await browser.open(f"/counter/initiatives/{WAITING}/acts/{act}")
        assert sum(("_step", "check") in form.buttons for form in page.forms) == forms
        assert "Căn cứ" in page.text


async def test_rows_are_added_and_taken_away_by_plain_buttons(peopled: Street) -> None:
    browser = await peopled.visitor("clerk")
    page = await browser.open(f"/counter/initiatives/{WAITING}/acts/return_dossier")
    page.form.controls["missing.0"].values = ["nguồn lực"]
    page = await browser.send(page, page.form, ("_step", "add:missing"))
    assert page.form.controls["missing.0"].values == ["nguồn lực"]
    page.form.controls["missing.1"].values = ["thời gian"]
    page = await browser.send(page, page.form, ("_step", "remove:missing.0"))
    assert {name for name in page.form.controls if name.startswith("missing")} == {"missing.1"}


async def test_nobody_is_suggested_whose_only_office_is_an_officers(peopled: Street) -> None:
    """An officer may be in the directory of a case because of something hidden in it; who leads an agency is there in any case."""
    house = peopled.door.app.state.house
    head = house.readings.caller("head", house.now())
    file = house.readings.open(WAITING, head, house.now())
    directory = file.standpoint.directory

    def suggested(office: Office) -> bool:
        term = Tenure(person="reporter", office=office, agency=file.stream.agency, starts=date(2026, 1, 1))
        seen = Directory(directory.agencies, {**directory.people, "reporter": Person(id="reporter", name="R")}, (*directory.terms, term))
        return "reporter" in people_for(replace(file, standpoint=replace(file.standpoint, directory=seen)), head)

    assert suggested(Office.DEPUTY_HEAD)
    assert not suggested(Office.AGENCY_OFFICER)
