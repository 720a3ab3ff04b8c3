"""My work: what is new, what several at a desk could do and who has taken it, what others have now, and what was done this month."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.acts import ReportObstruction
from store.beside import desk
from store.engine import Store
from tests.pages.browsers import Browser, Page, Street, street

WORK, SHARED, WAITING, DONE = "/counter/work", "/counter/work/shared", "/counter/work/waiting", "/counter/work/done"
FIRST, SECOND = "SK-2026-26743-1", "SK-2026-26743-2"


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """Two proposals wait at a desk where the head and the clerk serve."""
    async with street(tmp_path_factory.mktemp("desks")) as found:
        for number in (FIRST, SECOND):
            found.counter.register(number)
        yield found


def group(page: Page, of: str) -> list[str]:
    """The cases one may tick there."""
    return next((form.controls["row"].offered or [] for form in page.forms if form.sends.get("of") == [of]), [])


async def press(browser: Browser, of: str, step: str, rows: list[str], to: str = "") -> Page:
    page = await browser.open(SHARED)
    form = next(form for form in page.forms if form.sends.get("of") == [of])
    form.controls["row"].values = rows
    if to:
        form.controls["to"].values = [to]
    return await browser.send(page, form, ("_step", step))


async def test_shared_work_is_taken_handed_over_and_given_back_one_and_many_with_what_became_of_each(desks: Street) -> None:
    head, clerk = [await desks.visitor(who) for who in ("head", "clerk")]
    assert group(await clerk.open(SHARED), "untaken") == [FIRST, SECOND]
    taken = await press(clerk, "untaken", "take", [FIRST, SECOND])
    assert taken.text.count("Ông/bà đang phụ trách") == 2 + 2, "in the results, and at each case"
    assert group(await head.open(SHARED), "others") == [FIRST, SECOND]
    assert FIRST not in (await head.open(WORK)).text, "a colleague looks after it"
    handed = await press(clerk, "mine", "hand-over", [SECOND], "head")
    assert f"{SECOND} : Đang phụ trách: Võ Quốc Minh (DEMO)" in handed.text
    assert SECOND in (await head.open(WORK)).text
    assert group(await press(head, "mine", "give-back", [SECOND]), "untaken") == [SECOND]
    assert group(await press(head, "others", "take", [FIRST]), "mine") == [FIRST], "in the open, from the list of what colleagues have"
    await press(head, "mine", "give-back", [FIRST])


async def test_of_two_who_take_the_same_the_second_reads_who_was_first(desks: Street) -> None:
    head, clerk = [await desks.visitor(who) for who in ("head", "clerk")]
    drawn = await head.open(SHARED)
    await press(clerk, "untaken", "take", [FIRST])
    form = next(form for form in drawn.forms if form.sends.get("of") == ["untaken"])
    form.controls["row"].values = [FIRST]
    late = await head.send(drawn, form, ("_step", "take"))
    assert f"{FIRST} : Đang phụ trách: Phạm Văn Thư (DEMO)" in late.text
    await press(clerk, "mine", "give-back", [FIRST])


def test_a_note_is_written_over_the_one_that_was_seen_and_over_no_other(desks: Street) -> None:
    """However close together two press."""
    at, store = desks.counter.moment, desks.door.store
    assert desk.note("SK-2026-1-1", "26743", "clerk", "clerk", at, store, instead_of="")
    assert not desk.note("SK-2026-1-1", "26743", "head", "head", at, store, instead_of="")
    assert desk.note("SK-2026-1-1", "26743", "head", "clerk", at, store, instead_of="clerk")


async def test_nothing_ticked_and_nobody_chosen_is_said_and_changes_nothing(desks: Street) -> None:
    clerk = await desks.visitor("clerk")
    for step, rows in (("take", []), ("hand-over", [FIRST])):
        assert "đánh dấu ít nhất một hồ sơ" in (await press(clerk, "untaken", step, rows)).text
    assert group(await clerk.open(SHARED), "untaken") == [FIRST, SECOND]


async def test_whose_desk_it_is_not_changes_nothing_and_is_told_nothing_of_it(desks: Street) -> None:
    """A note says who looks after a case; whoever may not do it looks after nothing, whatever they send."""
    lan, clerk = [await desks.visitor(who) for who in ("lan", "clerk")]
    page = await clerk.open(SHARED)
    form = next(form for form in page.forms if form.sends.get("of") == ["untaken"])
    form.controls["row"].values, own_mark = [FIRST, "SK-2026-26743-77"], form.controls["_form"].values
    form.controls["_form"].values = (await lan.open("/counter/initiatives/new")).form.controls["_form"].values
    told = await lan.send(page, form, ("_step", "take"))
    assert told.text.count("Hiện không còn là việc chung") == 2, "one that is there reads as one that is not"
    form.controls["row"].values, form.controls["to"].values = [FIRST], ["lan"]
    form.controls["_form"].values = own_mark
    assert group(await clerk.send(page, form, ("_step", "hand-over")), "untaken") == [FIRST, SECOND], "nor is it handed to them"


async def test_when_a_term_ends_what_was_taken_is_untaken_again(desks: Street) -> None:
    head, clerk = [await desks.visitor(who) for who in ("head", "clerk")]
    await press(clerk, "untaken", "take", [FIRST])
    assert group(await head.open(SHARED), "untaken") == [SECOND]

    def clerks_term(ends: str) -> None:
        with desks.door.store.writing() as session:
            session.connection().execute(text(f"UPDATE terms SET ends = {ends} WHERE person = 'clerk'"))

    clerks_term("'2026-10-01'")
    try:
        page = await head.open(WORK)
        assert FIRST in page.text
        assert not group(await head.open(SHARED), "others"), "and where one serves alone nothing is shared"
    finally:
        clerks_term("NULL")
    await press(clerk, "mine", "give-back", [FIRST])


async def test_new_is_what_changed_since_i_opened_it_last(desks: Street) -> None:
    head = await desks.visitor("head")
    assert FIRST in (await head.open(f"{WORK}?only=new")).text
    await head.open(f"/counter/initiatives/{FIRST}")
    new = (await head.open(f"{WORK}?only=new")).text
    assert FIRST not in new
    assert SECOND in new
    assert FIRST in (await head.open(WORK)).text
    desks.counter.moment += timedelta(hours=1)
    desks.counter.file("lan", "report_obstruction", FIRST, **ReportObstruction.example)
    assert FIRST in (await head.open(f"{WORK}?only=new")).text


async def test_what_i_sent_waits_for_others_with_whose_desk_it_is_on_and_what_i_did_has_its_receipt(desks: Street) -> None:
    lan = await desks.visitor("lan")
    waiting = await lan.open(WAITING)
    assert f"/counter/initiatives/{FIRST}" in waiting.links
    assert "Người đứng đầu cơ quan" in waiting.text or "Bộ phận tiếp nhận" in waiting.text
    done = await lan.open(DONE)
    assert any(link.startswith("/counter/receipts/TN-") for link in done.links)
    assert "Chưa có việc nào được ghi vào sổ" in (await lan.open(f"{DONE}?month=2026-01")).text


async def test_the_counts_are_links_to_what_they_count(desks: Street) -> None:
    head = await desks.visitor("head")
    page = await head.open(WORK)
    for only in ("late", "soon", "later", "new"):
        assert f"{WORK}?only={only}" in page.links
        assert (await head.open(f"{WORK}?only={only}")).status == 200
    assert (await head.open(f"{WORK}?only=nonsense")).status == 200


def test_a_look_that_cannot_be_noted_costs_nobody_their_reading(desks: Street) -> None:
    store, at = desks.counter.store, desks.counter.moment
    only_read = Store(f"sqlite:///file:{store.engine.url.database}?mode=ro&uri=true")
    desk.look("tam", FIRST, at, at, only_read)
    with store.reading() as session:
        assert desk.looks("tam", [FIRST], session) == {}
    desk.look("tam", FIRST, at, at, store)
    with store.reading() as session:
        assert desk.looks("tam", [FIRST], session) == {FIRST: at}
    only_read.close()
