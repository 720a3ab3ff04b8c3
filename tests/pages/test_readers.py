"""Who reads the reading ledger: whoever a case is about sees who has read it, the inspectorate and the auditor see all, and whoever asks stands in it too."""

import csv
from io import StringIO
from typing import Any

import pytest

from domain.vocabulary import Part
from tests.pages.browsers import Street
from tests.pages.test_reading_ledger import read_since, so_far
from tests.record.whole_families import ILL, WELL

REVIEW = f"{ILL}-R1"
OTHERS = ("focal", "head", "deputy", "clerk", "chair", "lan", "stranger")


async def all_of(street: Street, who: str, address: str) -> list[dict[str, Any]]:
    """Page by page, to the last: others who use this street have read much."""
    found = list[dict[str, Any]]()
    while address:
        answer = await street.door.ask("GET", address, who)
        assert answer.status_code == 200, answer.text
        found += answer.json()
        address = answer.links.get("next", {}).get("url", "").removeprefix("http://khien")
    return found


async def looked_at(street: Street, who: str, address: str) -> None:
    assert (await (await street.visitor(who)).open(address)).status == 200


async def test_the_person_reviewed_sees_who_has_read_about_them(peopled: Street) -> None:
    await looked_at(peopled, "inspector", f"/counter/reviews/{REVIEW}/room")
    browser = await peopled.visitor("tam")
    assert f"/counter/reviews/{REVIEW}/readers#parts" in (await browser.open(f"/counter/reviews/{REVIEW}")).links
    for address in (f"/counter/reviews/{REVIEW}/readers", "/counter/me/readers"):
        page = await browser.open(address)
        assert (page.status, "Mã đối chiếu" in page.text) == (200, True), "a reading, with its hash"
    mine = await all_of(peopled, "tam", "/readings/about-me")
    assert {(each["person"], each["case"], each["part"]) for each in mine} >= {("inspector", REVIEW, Part.ROOM)}
    assert "tam" not in {each["person"] for each in mine}, "what one read oneself is no news"
    of_case = await all_of(peopled, "tam", f"/reviews/{REVIEW}/readings")
    assert {each["case"] for each in of_case} == {REVIEW}


async def test_to_everybody_else_there_is_no_such_part_and_no_such_page(peopled: Street) -> None:
    """Whoever reads the review for their office sees nothing of who else reads it."""
    seen = list[tuple[str, str, int]]()
    for who in OTHERS:
        browser = await peopled.visitor(who)
        for address in (f"/counter/reviews/{REVIEW}/readers", "/counter/readers", "/counter/readers/export"):
            status = (await browser.open(address)).status
            seen += [(who, address, status)] if status != 404 and not (who == "lan" and "reviews" in address) else []
        for address in (f"/reviews/{REVIEW}/readings", "/readings"):
            status = (await peopled.door.ask("GET", address, who)).status_code
            seen += [(who, address, status)] if status != 404 else []
        page = await browser.open(f"/counter/initiatives/{WELL}")
        seen += [(who, "tab", page.status)] if any("/readers" in link for link in page.links) and who not in ("lan", "tam") else []
    assert seen == []


async def test_whoever_a_case_is_not_about_finds_nothing_of_it_among_their_own(peopled: Street) -> None:
    await looked_at(peopled, "inspector", f"/counter/reviews/{REVIEW}/room")
    for who in ("head", "stranger", "deputy"):
        assert REVIEW not in {each["case"] for each in await all_of(peopled, who, "/readings/about-me")}


async def test_the_inspectorate_sees_all_and_asks_by_person_by_day_and_by_case(peopled: Street) -> None:
    await looked_at(peopled, "head", f"/counter/initiatives/{ILL}/plan")
    await looked_at(peopled, "deputy", f"/counter/initiatives/{WELL}")
    browser, today = await peopled.visitor("inspector"), peopled.door.app.state.house.readings.today(peopled.counter.moment)
    name, other = [(await peopled.door.read("inspector", f"/readings?person={who}&limit=1"))[0]["name"] for who in ("head", "deputy")]
    for asked in (f"person=head&day={today}", f"person={name}&case={ILL}", f"person={name.lower()}"):
        page = await browser.open(f"/counter/readers?{asked}")
        assert name in page.text, asked
        assert other not in page.text, asked
    assert "Chưa có lượt xem nào" in (await browser.open("/counter/readers?day=2020-01-01")).text
    wrong = await browser.open("/counter/readers?day=hôm+qua")
    assert (wrong.status, "không đọc được" in wrong.text) == (422, True)
    auditor = {each["person"] for each in await all_of(peopled, "auditor", "/readings?limit=200")}
    assert auditor >= {"head", "deputy", "inspector"}


async def test_it_is_read_page_by_page_and_taken_away_as_a_file(peopled: Street) -> None:
    for _ in range(3):
        await looked_at(peopled, "deputy2", f"/counter/initiatives/{WELL}")
    answer = await peopled.door.ask("GET", f"/readings?person=deputy2&case={WELL}&limit=2", "inspector")
    following = answer.links["next"]["url"].removeprefix("http://khien")
    rest = await peopled.door.read("inspector", following)
    assert len({each["at"] for each in rest} | {each["at"] for each in answer.json()}) >= 1
    assert not {each["seen"] for each in rest} & {each["seen"] for each in answer.json()}, (
        "each page was sent with another mask of its forms"
    )
    file = (await (await peopled.visitor("inspector")).open("/counter/readers/export?person=deputy2&format=csv")).answer
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) >= 3 + 2
    assert (await (await peopled.visitor("inspector")).open("/counter/readers/export?format=xlsx")).answer.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("inspector", "/counter/readers"),
        ("inspector", "/counter/readers/export"),
        ("auditor", "/readings"),
        ("tam", f"/counter/reviews/{REVIEW}/readers"),
        ("tam", "/counter/me/readers"),
        ("tam", "/readings/about-me"),
    ],
)
async def test_reading_it_is_in_it(peopled: Street, who: str, address: str) -> None:
    before = so_far(peopled)
    status = (await (await peopled.visitor(who)).open(address)).status if address.startswith("/counter") else None
    assert (status or (await peopled.door.ask("GET", address, who)).status_code) == 200
    assert [(row.person, row.part) for row in read_since(peopled, before)] == [(who, Part.READERS)]
