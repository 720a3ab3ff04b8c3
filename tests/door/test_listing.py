"""Lists at the door: pages turned by the Link header, filters said in the address, and what is no filter refused in the reader's language."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from sqlalchemy import text

from tests.door.stages import take
from tests.houses import House

pytestmark = pytest.mark.server

LISTS = ("/initiatives", "/reviews", "/rewards")


def following(answer: httpx2.Response) -> str:
    """The address of the next page, as the header gives it; "" on the last."""
    link = answer.headers.get("Link", "")
    address, _, relation = link.partition(">; ")
    assert not link or relation == 'rel="next"'
    return address.removeprefix("<")


async def pages(house: House, who: str, address: str) -> AsyncIterator[list[str]]:
    while address:
        answer = await house.get(who, address)
        assert answer.status_code == 200, answer.text
        yield [card["number"] for card in answer.json()]
        address = following(answer)


async def numbers(house: House, who: str, query: str = "") -> list[str]:
    return [number async for page in pages(house, who, f"/initiatives{query}") for number in page]


async def test_a_list_is_turned_page_by_page_while_others_register(house: House) -> None:
    everything = [await house.register() for _ in range(5)]
    assert [page async for page in pages(house, "head", "/initiatives?limit=2")] == [everything[:2], everything[2:4], everything[4:]]
    assert [page async for page in pages(house, "head", "/initiatives?limit=5")] == [everything], "a full last page is the last"
    seen: list[str] = []
    async for page in pages(house, "head", "/initiatives?limit=2&sort=-number"):
        seen += page
        await house.register()
    assert seen == everything[::-1]


async def test_the_filters_go_along_from_page_to_page(house: House) -> None:
    everything = [await house.register() for _ in range(5)]
    for case in everything[1:]:
        await take(house, case, ("clerk", "accept_dossier", {}))
    address = "/initiatives?stage=agency_review&agency=26743&regime=nd73-2023&waiting_for=leadership&sort=-updated&limit=3"
    assert [page async for page in pages(house, "chair", address)] == [everything[:1:-1], everything[1:2]]
    assert await numbers(house, "chair", "?stage=registered") == everything[:1]
    assert await numbers(house, "chair", "?agency=27475") == []
    assert await numbers(house, "chair", f"?family={everything[3]}") == everything[3:4]
    year = everything[0].split("-")[1]
    assert await numbers(house, "chair", f"?year={year}&due_before={int(year) + 2}-01-01") == everything
    assert await numbers(house, "chair", f"?year={int(year) - 1}") == await numbers(house, "chair", f"?due_before={year}-01-01") == []
    assert await numbers(house, "chair", "?flag=suspended") == await numbers(house, "chair", "?flag=suspended&flag=integrity") == []


async def test_numbers_are_in_the_order_of_counting(house: House) -> None:
    """As -10 comes after -9."""
    with house.store.writing() as session:
        session.connection().execute(text("UPDATE counters SET last = 999999995"))
    everything = [await house.register() for _ in range(8)]
    assert everything != sorted(everything)
    assert await numbers(house, "head", "?limit=3") == everything


@pytest.mark.parametrize(
    "wrong",
    [
        *("limit=0", "limit=201", "limit=-1", "limit=many", "stage=nowhere", "outcome=good", "regime=x", "sort=title", "sort=", "flag=red"),
        *("flag=held&flag=red", "year=1", "year=99999", "year=now", "due_before=soon", "due_before=0001-01-01", "due_before=9999-12-31"),
        *("waiting_for=god", "agency=a/b", "agency=", f"agency={'x' * 41}", "focus_area=%20", "family=%27;DROP%20TABLE", "after=SK-1"),
        *("stgae=closed", "cursor=" + "x" * 501),
    ],
)
async def test_what_is_no_filter_is_refused_by_its_name_in_the_readers_language(reading: House, wrong: str) -> None:
    for address in LISTS:
        details = set()
        for language in ("vi", "en"):
            answer = await reading.get("head", f"{address}?{wrong}", language)
            assert (answer.status_code, answer.json()["reason"]) == (422, "malformed"), (address, wrong)
            assert wrong.partition("=")[0] in answer.json()["errors"][0]["field"]
            details.add(answer.json()["detail"])
        assert len(details) == 2


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzEsMl0", "%F0%9F%9A%80", "%ED%A0%80", "..", "A" * 500])
async def test_a_cursor_that_is_not_ours_is_refused_in_words(reading: House, cursor: str) -> None:
    for address in LISTS:
        vi, en = [await reading.get("head", f"{address}?cursor={cursor}", language) for language in ("vi", "en")]
        assert (vi.status_code, vi.json()["reason"]) == (en.status_code, en.json()["reason"]) == (422, "not-our-cursor")
        assert vi.json()["detail"] != en.json()["detail"]


async def test_a_cursor_is_good_for_its_own_list_only(house: House) -> None:
    for _ in range(3):
        await house.register()
    cursor = following(await house.get("head", "/initiatives?limit=1")).partition("cursor=")[2]
    assert (await house.get("clerk", f"/initiatives?limit=2&cursor={cursor}")).status_code == 200, "how much is on a page does not matter"
    for elsewhere in ("/initiatives?sort=due&", "/initiatives?agency=26743&", "/reviews?", "/rewards?"):
        assert (await house.get("head", f"{elsewhere}cursor={cursor}")).json()["reason"] == "not-our-cursor"


async def test_stages_and_outcomes_are_those_of_the_kind(reading: House) -> None:
    for address, good, bad in (
        ("/initiatives", "stage=rewarding&outcome=withdrawn", "stage=findings"),
        ("/reviews", "stage=findings&outcome=no_review", "stage=rewarding"),
        ("/rewards", "stage=granting", "outcome=withdrawn"),
    ):
        assert (await reading.get("head", f"{address}?{good}")).json() == []
        assert (await reading.get("head", f"{address}?{bad}")).status_code == 422
