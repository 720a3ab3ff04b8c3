"""The operator's page: there for those alone whom the settings name, telling no text of a case, and trying again by what the command uses."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import col, select, update

from domain.acts import Register
from store.record.filings import BROKEN, WAITING
from store.tables import FilingRow
from tests.pages.browsers import Street, street

PAGE = "/counter/operator"


@pytest.fixture(scope="module")
async def broken(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Street, str]]:
    """A house that names tam, who holds no office, with one filing that broke."""
    async with street(tmp_path_factory.mktemp("operated"), operators=" tam ,nobody", answer_within_seconds=0.2) as found:
        number = found.counter.hand_in("lan", "register", "SK-2026-26743-1", **{**Register.example, "implementers": ["tam"]})
        with found.door.store.writing() as session:
            session.exec(
                update(FilingRow).where(col(FilingRow.number) == number).values(status=BROKEN, error="KeyError: tên mật", attempts=1)
            )
        yield found, number


def status_of(number: str, street: Street) -> str:
    with street.door.store.reading() as session:
        return session.exec(select(FilingRow.status).where(FilingRow.number == number)).one()


async def test_to_whoever_is_not_named_there_is_no_such_page(broken: tuple[Street, str]) -> None:
    street, number = broken
    for who in ("focal", "chair", "auditor", "stranger"):
        browser = await street.visitor(who)
        nowhere, page = await browser.open("/counter/nowhere"), await browser.open(PAGE)
        assert (page.status, page.text) == (404, nowhere.text)
        assert PAGE not in (await browser.open("/counter/work")).links
        begun = await browser.open("/counter/initiatives/new")
        form = begun.form
        form.action, form.controls = PAGE, {name: each for name, each in form.controls.items() if each.kind == "hidden"}
        form.controls["what"] = type(next(iter(form.controls.values())))("hidden", [number])
        assert (await browser.send(begun, form)).status == 404
    assert status_of(number, street) == BROKEN


async def test_who_is_named_sees_what_broke_without_its_text_and_has_it_looked_at_again(broken: tuple[Street, str]) -> None:
    street, number = broken
    browser = await street.visitor("tam")
    assert PAGE in (await browser.open("/counter/work")).links
    page = await browser.open(PAGE)
    assert (page.status, number in page.text, "Đăng ký đề xuất" in page.text, "KeyError" in page.text) == (200, True, True, True)
    assert "tên mật" not in page.text
    again = next(form for form in page.forms if "what" in form.controls)
    done = await browser.send(page, again)
    assert (done.status, status_of(number, street)) == (200, WAITING)
    assert "Đã đưa về hàng chờ" in done.text
    twice = await browser.send(page, again)
    assert (twice.status, "không còn ở tình trạng gặp lỗi" in twice.text) == (409, True)


async def test_where_temporal_is_away_the_page_says_so_and_is_there(broken: tuple[Street, str]) -> None:
    street, _ = broken
    page = await (await street.visitor("tam", "en")).open(PAGE)
    assert (page.status, "No comparison is known" in page.text) == (200, True)
