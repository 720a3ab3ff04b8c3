"""One signed paper entered for many cases: typed once, examined case by case, and what was refused goes back to the form with what was typed."""

from collections.abc import AsyncIterator

import pytest

from api.pages.one_paper import for_many
from domain.acts import Register
from domain.vocabulary import StreamKind
from tests.pages.browsers import Browser, Page, Street, street

LIST = "/counter/initiatives"
CASES = ("SK-2026-26743-1", "SK-2026-26743-2", "SK-2026-26743-3")
SAID = {
    "before": ["approval"],
    "on_paper.number": ["15/CV-UBND"],
    "on_paper.issued_on.day": ["2"],
    "on_paper.issued_on.month": ["11"],
    "on_paper.issued_on.year": ["2026"],
    "on_paper.decided_by": ["head"],
}


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """Three initiatives of one ward, of which two were accepted; and one of another."""
    async with street(tmp_path_factory.mktemp("papers")) as found:
        for number in CASES:
            assert found.counter.file("lan", "register", number, **Register.example).status == "recorded"
        for number in CASES[:2]:
            assert found.counter.file("clerk", "accept_dossier", number).status == "recorded"
        elsewhere = {**Register.example, "agency": "27475", "proposers": []}
        assert found.counter.file("head_th", "register", "SK-2026-27475-1", **elsewhere).status == "recorded"
        yield found


async def the_form(browser: Browser) -> Page:
    """As somebody comes to it: from the list, by ticking and choosing."""
    chooser = await browser.open(next(link for link in (await browser.open(LIST)).links if "/paper?" in link))
    form = next(form for form in chooser.forms if "act" in form.controls)
    assert sorted(form.controls["row"].offered or []) == list(CASES), "only what they may read"
    return await browser.open(f"{LIST}/paper?act=ask_party_opinion&" + "&".join(f"row={number}" for number in CASES))


async def sent(browser: Browser, page: Page) -> Page:
    checked = await browser.send(page, page.form, ("_step", "check"))
    assert ("_step", "send") in checked.form.buttons, checked.text
    return await browser.send(checked, checked.form, ("_step", "send"))


async def examined(town: Street, browser: Browser, page: Page) -> Page:
    for number, act, case in town.counter.waiting():
        town.counter.examine(number, act, case)
    return await browser.open(page.address)


async def test_each_case_has_its_own_result_and_what_was_refused_keeps_what_was_typed(town: Street) -> None:
    clerk = await town.visitor("clerk")
    own = {f"_number.{number}": ["16/CV-UBND" if number == CASES[1] else ""] for number in CASES}
    told = await sent(clerk, await clerk.fill_in(await the_form(clerk), {**SAID, **own, "_row": [*CASES]}))
    assert told.text.count("Đang xem xét") == 3
    told = await examined(town, clerk, told)
    assert (told.text.count("Đã ghi"), told.text.count("Chưa thực hiện")) == (2, 1), told.text
    said = [(await clerk.open(f"{LIST}/{number}")).text for number in CASES]
    assert [("15/CV-UBND" in each, "16/CV-UBND" in each) for each in said] == [(True, False), (False, True), (False, False)]
    form = (await clerk.send(told, told.form, ("_step", "edit"))).form.controls
    typed = {name: form[name].values for name in ("_row", "before", "on_paper.number", "on_paper.issued_on.day")}
    assert typed == {"_row": [CASES[2]], "before": ["approval"], "on_paper.number": ["15/CV-UBND"], "on_paper.issued_on.day": ["02"]}
    assert (await (await town.visitor("head")).open(told.address)).status == 404, "to others there is nothing under that key"


async def test_nothing_is_sent_without_a_paper_or_a_case_and_nothing_typed_is_lost(town: Street) -> None:
    clerk = await town.visitor("clerk")
    page = await clerk.fill_in(await the_form(clerk), {"before": ["approval"], "on_paper.signer": ["Võ Quốc Minh"]})
    again = await clerk.send(page, page.form, ("_step", "check"))
    assert (again.status, again.form.controls["on_paper.signer"].values) == (422, ["Võ Quốc Minh"])
    assert {"#_row", "#on_paper.number", "#on_paper.issued_on"} <= {*again.links}, again.links


async def test_a_case_one_may_not_read_is_not_there_and_what_is_no_such_decision_neither(town: Street) -> None:
    clerk = await town.visitor("clerk")
    asked = [f"ask_party_opinion?_case={CASES[0]}&_case=SK-2026-27475-1", f"vote?_case={CASES[0]}", "ask_party_opinion/some-key"]
    assert [(await clerk.open(f"{LIST}/paper/{each}")).status for each in asked] == [404, 404, 404]
    assert not [link for link in (await (await town.visitor("lan")).open(LIST)).links if "/paper" in link]


def test_only_what_may_be_said_of_several_cases_is_offered() -> None:
    names = {kind: {act.name for act in for_many(kind)} for kind in (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE)}
    assert {"approve", "approve_plan", "stop", "close", "evaluate"} <= names[StreamKind.INITIATIVE]
    assert {"grant", "refuse_reward"} <= names[StreamKind.REWARD_FILE]
    assert not {"correct", "conclude_not_handled"} & names[StreamKind.INITIATIVE]
    assert not {"decide", "appoint_panel"} & names[StreamKind.REVIEW]
