"""What is mine: notices read and unread, what I chose to get by mail, my feed, my lists, my language, and every place where I am signed in."""

from base64 import b64decode

from tests.pages.browsers import Browser, Page, Street
from tests.record.whole_families import ILL

ME, NOTICES = "/counter/me", "/counter/notices"


async def press(browser: Browser, page: Page, action: str, **typed: str) -> Page:
    form = next(form for form in page.forms if form.action == action)
    for name, value in typed.items():
        form.controls[name].values = [value]
    return await browser.send(page, form)


async def test_notices_are_unread_until_their_case_is_opened_or_all_are_marked(peopled: Street) -> None:
    clerk = await peopled.visitor("clerk")
    page = await clerk.open(NOTICES)
    unread = page.text.count("chưa đọc")
    assert unread
    case = next(link for link in page.links if link.startswith("/counter/initiatives/"))
    await clerk.open(case)
    assert (await clerk.open(NOTICES)).text.count("chưa đọc") < unread
    page = await press(clerk, page, "/counter/notices/read")
    assert "chưa đọc" not in page.text
    assert page.address == NOTICES


async def test_nobody_marks_anothers_notices_as_read_and_what_names_no_moment_marks_none(peopled: Street) -> None:
    head, lan = [await peopled.visitor(who) for who in ("head", "lan")]
    unread = (await head.open(NOTICES)).text.count("chưa đọc")
    page = await lan.open(NOTICES)
    for until in ("", "yesterday", "2026-11-02"):
        assert (await press(lan, page, "/counter/notices/read", until=until)).text.count("chưa đọc") == page.text.count("chưa đọc")
    assert "chưa đọc" not in (await press(lan, await lan.open(NOTICES), "/counter/notices/read")).text
    assert (await head.open(NOTICES)).text.count("chưa đọc") == unread


async def test_the_page_of_notices_holds_no_number_that_counts_entries(peopled: Street) -> None:
    """The name of an effect counts the entries of a case, those too that are hidden from its reader."""
    page = await (await peopled.visitor("head")).open(NOTICES)
    assert page.own_links
    assert "-notice-" not in page.answer.text
    cursors = [link.partition("cursor=")[2] for link in page.links if "cursor=" in link]
    assert cursors, "there are more than one page of them"
    assert not any(b"-notice-" in b64decode(each + "=" * (-len(each) % 4), altchars=b"-_") for each in cursors)


async def test_a_notice_of_what_one_may_no_longer_read_is_gone(peopled: Street) -> None:
    """Whoever loses the office by which they were told reads in the inbox what the case would tell them now."""
    deputy = await peopled.visitor("deputy2")
    assert ILL in (await deputy.open(NOTICES)).text

    def term(starts: str) -> None:
        with peopled.door.store.writing() as session:
            session.connection().exec_driver_sql(f"UPDATE terms SET starts = '{starts}' WHERE person = 'deputy2'")

    term("2099-01-01")
    try:
        assert ILL not in (await deputy.open(NOTICES)).text
    finally:
        term("2025-07-01")


async def test_what_comes_by_mail_is_each_persons_choice(peopled: Street) -> None:
    tam = await peopled.visitor("tam")
    page = await tam.open(ME)
    assert "tam@demo.khien.invalid" in page.text
    page = await press(tam, page, f"{ME}/notices", notices="daily")
    assert next(form for form in page.forms if form.action == f"{ME}/notices").controls["notices"].values == ["daily"]
    page = await press(tam, page, f"{ME}/notices", notices="nonsense")
    assert next(form for form in page.forms if form.action == f"{ME}/notices").controls["notices"].values == ["daily"]


async def test_the_feeds_address_is_shown_once_opens_the_feed_and_ends_when_it_is_taken_back(peopled: Street) -> None:
    lan = await peopled.visitor("lan")
    page = await press(lan, await lan.open(ME), f"{ME}/feed")
    address = next(text for text in page.texts if text.endswith(".ics")).removeprefix("http://khien")
    assert (await peopled.door.http.get(address)).text.startswith("BEGIN:VCALENDAR")
    page = await lan.open(ME)
    assert ".ics" not in page.text
    await press(lan, page, f"{ME}/feed/take-back")
    assert (await peopled.door.http.get(address)).status_code == 404


async def test_a_kept_list_stands_here_and_is_removed_by_its_owner_alone(peopled: Street) -> None:
    deputy, tam = [await peopled.visitor(who) for who in ("deputy", "tam")]
    form = await deputy.open("/counter/initiatives?stage=closed")
    await press(deputy, form, "/counter/searches", name="Đã đóng")
    page = await deputy.open(ME)
    assert "Đã đóng" in page.text
    forget = next(form for form in page.forms if form.action == "/counter/searches/forget")
    forget.controls["_form"].values, own = (await tam.open(ME)).form.controls["_form"].values, forget.controls["_form"].values
    await tam.send(page, forget)
    assert "Đã đóng" in (await deputy.open(ME)).text
    forget.controls["_form"].values = own
    assert "Đã đóng" not in (await deputy.send(page, forget)).texts


async def test_the_language_is_kept_with_the_person_and_found_again_in_another_browser(peopled: Street) -> None:
    inspector = await peopled.visitor("inspector")
    page = await inspector.open(ME)
    await inspector.send(page, next(form for form in page.forms if form.action == "/counter/language"))
    other = Browser(peopled.door.app, "vi")
    assert "My work" in (await other.sign_in("inspector")).text


async def test_signing_out_everywhere_ends_every_browsers_session_and_nobody_elses(peopled: Street) -> None:
    here, there, other = [await peopled.visitor(who) for who in ("chair", "chair", "focal")]
    page = await here.open(ME)
    assert page.text.count("Dùng gần nhất lúc") >= 2
    assert here.secret not in page.answer.text
    assert "Đã thoát" in (await press(here, page, f"{ME}/sign-out")).text
    assert [(await each.open(ME)).status for each in (here, there, other)] == [303, 303, 200]
