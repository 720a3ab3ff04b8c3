"""Lists: found by any word with or without diacritics, sorted, with the columns one wants, kept under a name, and taken away as a file."""

import io
from pathlib import Path
from urllib.parse import urlencode

import pytest
from python_calamine import CalamineWorkbook

from domain.acts import Register
from tests.pages.browsers import Browser, Page, Street, street
from tests.record.whole_families import CAMPAIGN, ILL, WELL

LIST = "/counter/initiatives"


def numbers(page: Page) -> list[str]:
    return [link.rsplit("/", 1)[1] for link in page.links if link.startswith(f"{LIST}/SK-")]


@pytest.mark.parametrize(
    ("find", "where"),
    [
        (WELL.lower(), "số hồ sơ"),
        ("Trợ lý SỐ", "tên"),
        ("tro ly so", "tên"),
        ("ben thanh", "cơ quan"),
        (f"tro {WELL}", "tên, số hồ sơ"),
        ("ngoai gio hanh chinh nuoc", "mục đích"),
    ],
)
async def test_words_are_found_in_any_field_with_or_without_diacritics_and_it_says_in_which(peopled: Street, find: str, where: str) -> None:
    page = await (await peopled.visitor("focal")).open(f"{LIST}?find={find}")
    assert numbers(page), page.text
    assert f"Khớp ở {where}" in page.text


async def test_nobody_finds_what_they_may_not_read_whatever_they_look_for(peopled: Street) -> None:
    stranger = await peopled.visitor("station_union")
    for find in (WELL, ILL, "tro ly", "ben thanh"):
        assert not numbers(await stranger.open(f"{LIST}?find={find}"))
        assert "Không có hồ sơ nào ông/bà được xem" in (await stranger.open(f"/counter/search?find={find}")).text
    nothing, forbidden = [await stranger.open(f"{LIST}/export?format=csv&find={find}") for find in ("zzzz", WELL)]
    assert nothing.answer.content == forbidden.answer.content


async def test_a_word_that_stands_nowhere_finds_nothing_and_signs_mean_nothing(peopled: Street) -> None:
    focal = await peopled.visitor("focal")
    for find in ("zzzz", "%25", "_", "tro zzzz", "' OR 1=1 --"):
        assert not numbers(await focal.open(f"{LIST}?find={find}")), find


async def test_a_list_is_filtered_by_the_name_of_an_agency(peopled: Street) -> None:
    focal = await peopled.visitor("focal")
    by_code = await focal.open(f"{LIST}?agency=26743")
    assert numbers(by_code)
    name = by_code.form.controls["agency"].values[0].rpartition(" · ")[0]
    wrong = []
    for typed in (name, name.lower(), f"{name} · 26743", "uy ban ben thanh"):
        page = await focal.open(f"{LIST}?{urlencode({'agency': typed})}")
        sort = next(link for link in page.links if "sort=number" in link)
        wrong += [] if numbers(page) == numbers(by_code) and "agency=26743" in sort else [(typed, numbers(page), sort)]
    assert wrong == []


async def test_a_name_that_several_agencies_bear_asks_which_and_one_that_none_bears_is_kept_for_another_try(peopled: Street) -> None:
    focal = await peopled.visitor("focal")
    several = await focal.open(f"{LIST}?stage=closed&{urlencode({'agency': 'phường'})}")
    assert (several.status, "Có nhiều tên khớp với “phường”" in several.text) == (422, True), several.text
    assert "?stage=closed&agency=26743" in several.links
    none = await focal.open(f"{LIST}?agency=zzzz")
    assert (none.status, none.form.controls["agency"].values) == (422, ["zzzz"])
    assert "Không tìm thấy cơ quan nào tên “zzzz”" in none.text


async def test_what_a_link_asks_and_no_control_does_is_told_and_goes_along(peopled: Street) -> None:
    focal = await peopled.visitor("focal")
    page = await focal.open(f"{LIST}?campaign={CAMPAIGN}")
    assert f"thuộc đợt đăng ký {CAMPAIGN}" in page.text
    form = next(form for form in page.forms if "campaign" in form.controls)
    assert form.sends["campaign"] == [CAMPAIGN]


async def test_one_search_looks_through_every_kind(peopled: Street) -> None:
    page = await (await peopled.visitor("focal")).open(f"/counter/search?find={ILL}")
    assert {f"{LIST}/{ILL}", f"/counter/reviews/{ILL}-R1"} <= {*page.links}


async def test_a_head_sorts_the_list_and_turns_it_round(peopled: Street) -> None:
    focal = await peopled.visitor("focal")
    down = numbers(await focal.open(LIST))
    page = await focal.open(f"{LIST}?sort=number")
    assert numbers(page) == down[::-1]
    assert 'aria-sort="ascending"' in page.answer.text
    assert "?sort=-number" in page.links


async def test_the_columns_one_chooses_stand_in_the_address_and_in_the_file(peopled: Street) -> None:
    focal = await peopled.visitor("focal")
    page = await focal.open(f"{LIST}?col=registered&col=stage&sort=number")
    heads = [text for text in page.texts if text in ("Ngày mở", "Hạn", "Giai đoạn")]
    assert "Ngày mở" in heads
    address = next(link for link in page.links if link.endswith("format=xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO((await focal.open(address)).answer.content)).get_sheet_by_index(0).to_python()
    head = next(n for n, row in enumerate(sheet) if row[0] == "Số hồ sơ")
    assert sheet[head][:4] == ["Số hồ sơ", "Tên hồ sơ", "Ngày mở", "Giai đoạn"]
    assert [row[0] for row in sheet[head + 1 :]] == numbers(page)


async def test_what_somebody_wrote_is_no_formula_in_a_file(tmp_path: Path) -> None:
    async with street(tmp_path) as own:  # the others only look
        own.counter.file("lan", "register", "SK-2026-26743-80", **{**Register.example, "title": "=HYPERLINK(1)"})
        csv = (await (await own.visitor("focal")).open(f"{LIST}/export?format=csv&find=hyperlink")).answer.text
    assert "'=HYPERLINK(1)" in csv


async def keep(browser: Browser, page: Page, name: str, share: str = "") -> Page:
    form = next(form for form in page.forms if form.action == "/counter/searches")
    form.controls["name"].values, form.controls["share"].values = [name], [share] if share else []
    return await browser.send(page, form)


async def test_a_list_is_kept_under_a_name_and_shared_with_the_agency_alone_and_gives_no_right(peopled: Street) -> None:
    head, clerk, lan, other = [await peopled.visitor(who) for who in ("head", "clerk", "stranger", "head_th")]
    page = await keep(head, await head.open(f"{LIST}?stage=closed&sort=number"), "Đã xong <b>", "26743")
    assert page.address == f"{LIST}?stage=closed&sort=number"
    link = f"{LIST}?stage=closed&sort=number"
    assert link in (await clerk.open(LIST)).links
    assert "Võ Quốc Minh (DEMO) chia sẻ" in (await clerk.open(LIST)).text
    for browser in (lan, other):
        assert link not in (await browser.open(LIST)).links
    assert not numbers(await lan.open(link))
    await keep(head, await head.open(f"{LIST}?stage=planning"), "Của riêng tôi")
    assert "Của riêng tôi" not in (await clerk.open(LIST)).text


async def test_a_list_without_a_name_or_shared_where_one_does_not_serve_is_not_kept_so(peopled: Street) -> None:
    lan, clerk = [await peopled.visitor(who) for who in ("lan", "clerk")]
    page = await clerk.open(f"{LIST}?stage=closed")
    assert (await keep(clerk, page, "  ")).status == 422
    assert (await keep(clerk, page, "x" * 81)).status == 422
    form = next(form for form in page.forms if form.action == "/counter/searches")
    form.controls["name"].values, form.controls["share"].values = ["Nhờ"], ["UBNDTP"]
    await clerk.send(page, form)
    assert "Nhờ" not in (await (await peopled.visitor("chair")).open(LIST)).texts
    assert "Nhờ" not in (await lan.open(LIST)).texts
