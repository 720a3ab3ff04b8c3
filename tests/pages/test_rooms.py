"""A case shown whole: each of its parts tells what the door tells the same reader, and no part tells more."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from api.pages.case import TABS
from api.pages.visits import STEP
from domain import acts
from domain.numbers import kind_of, path_of
from domain.vocabulary import Regime
from store.record.filings import RECORDED
from tests.contracts.test_vietnamese_only import strange
from tests.families import the_way
from tests.pages import essentials
from tests.pages.browsers import Page, Street, street
from tests.record.whole_families import GAINED, ILL, PAST, WAITING, WELL, follow, until
from words import act_title, books

AMENDED, FRESH = "SK-2026-26743-4", "SK-2026-26743-5"
[ITEM], [RISK] = acts.SubmitPlan.example["items"], acts.SubmitPlan.example["risks"]
CHANGED = {
    "items": [{**ITEM, "title": "Soạn và thử nghiệm", "evaluate_by": "2027-05-31"}],
    "risks": [RISK, {**RISK, "code": "R2", "cause": "Mất điện"}],
}


@pytest.fixture(scope="module")
async def amended(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """One case whose plan was changed, on a counter whose clock these tests may move."""
    async with street(tmp_path_factory.mktemp("amended"), session_idle_minutes=10) as found:
        to_the_change, _ = until(acts.ProposeAmendment, the_way(Regime.ND73, ill=False))
        follow(
            found.counter, AMENDED, [*to_the_change, ("tam", "", acts.ProposeAmendment, CHANGED), ("head", "", acts.ApproveAmendment, {})]
        )
        follow(found.counter, FRESH, [("lan", "", acts.Register, {"implementers": ["tam"]})])
        yield found


def spoken(text: str) -> str:
    return " ".join(text.split())


async def part_of(street: Street, who: str, number: str, part: str = "", language: str = "vi") -> Page:
    return await (await street.visitor(who, language)).open(f"/counter{path_of(number)}{part}")


# -- every part, whole


@pytest.mark.parametrize(("who", "language"), [("focal", "vi"), ("inspector", "en")])
async def test_every_part_of_every_kind_of_case_is_there_in_words(peopled: Street, who: str, language: str) -> None:
    browser, faults = await peopled.visitor(who, language), list[Any]()
    for number in (WELL, ILL, PAST, f"{ILL}-R1", f"{ILL}-R2", f"{WELL}-R1", f"{WELL}-K"):
        for part in (*(f"/{tab}" for tab in TABS[kind_of(number)][1:]), "", "/print"):
            page = await browser.open(f"/counter{path_of(number)}{part}")
            shown = re.sub(r"[\w./-]*\d[\w./-]*", " ", page.text)
            faults += [(number, part, page.status)] if page.status != 200 or re.search(r"[{}]|None|undefined|&lt;|…\.", shown) else []
            faults += [(number, part, word) for word in (strange(shown) if language == "vi" else ())]
            faults += [(number, part, fault) for fault in essentials.faults(page.answer.text)]
    assert faults == []


async def test_the_printed_version_holds_every_part_and_says_whose_it_is(peopled: Street) -> None:
    page, pages = await part_of(peopled, "head", f"{ILL}-R1", "/print"), books()["vi"]["pages"]
    assert {pages[f"tab_{tab}"] for tab in TABS[kind_of(f"{ILL}-R1")]} <= {*page.texts}
    assert f"{ILL}-R1 ·" in page.text
    assert "Người in: Võ Quốc Minh (DEMO)" in page.text
    assert not page.ids.count("parts")


# -- the review room


@pytest.mark.parametrize("who", ["tam", "head", "hoa", "inspector"])
async def test_the_room_tells_of_the_tables_what_the_door_tells_and_that_they_decide_nothing(peopled: Street, who: str) -> None:
    number = f"{ILL}-R1"
    page, told = await part_of(peopled, who, number, "/room"), await peopled.door.read(who, f"/reviews/{number}/assessment")
    said = [each["sentence"] for each in told] + [row["sentence"] for each in told for row in each["rows"]]
    said += [turn for each in told if each["rule_set"] == "pinned" for turn in each["turns_on"]]
    assert len(said) > 20
    assert [each for each in said if spoken(each) not in page.text] == []
    assert "Mở việc xem xét trách nhiệm không có nghĩa là có lỗi." in page.text
    assert "không phải kết luận của hệ thống" in page.text
    assert "Trần Minh Tâm (DEMO)" in page.text
    assert "Tôi đã làm đúng kế hoạch được duyệt." in page.text


@pytest.mark.parametrize("who", ["deputy", "deputy2"])
async def test_whoever_needs_not_know_reads_in_no_part_what_tells_of_conduct(peopled: Street, who: str) -> None:
    """What the inspectorate reads of it in the timeline stands on none of their pages, and the counts are those of the door."""
    whole = await peopled.door.read("inspector", f"/initiatives/{WELL}/timeline")
    own = {entry["kind"]: entry for entry in await peopled.door.read(who, f"/initiatives/{WELL}/timeline")}
    withheld = [entry["sentence"] for entry in whole if entry["kind"] not in own]
    assert withheld
    pages = [await part_of(peopled, who, WELL, part) for part in ("", "/people", "/papers", "/deadlines", "/family", "/print")]
    assert [said for said in withheld for page in pages if spoken(said) in page.text] == []
    assert (await part_of(peopled, who, f"{WELL}-R1", "/room")).status == 404
    flagged = books()["vi"]["pages"]["is_flagged"]
    assert flagged in (await part_of(peopled, "inspector", GAINED, "/people")).text
    assert flagged not in (await part_of(peopled, who, GAINED, "/people")).text


async def test_whose_desk_it_is_on_is_told_by_agency_to_those_alone_who_need_to_know(peopled: Street) -> None:
    """Which head it goes to turns on whose conduct is looked at."""
    desk = "Người đứng đầu cơ quan, Ủy ban nhân dân phường Bến Thành"
    running, _, late = (await part_of(peopled, "head", WAITING, "/deadlines")).text.partition("Đã quá hạn")
    assert desk in running
    assert desk in late
    assert desk not in (await part_of(peopled, "deputy", WAITING, "/deadlines")).text.partition("Đã quá hạn")[0]


# -- the timeline


async def test_the_timeline_shows_one_kind_where_the_address_says_so(peopled: Street) -> None:
    browser = await peopled.visitor("head")
    whole = await browser.open(f"/counter/initiatives/{ILL}")
    assert "voting" in (whole.form.controls["kind"].offered or ())
    votes = await browser.open(f"/counter/initiatives/{ILL}?kind=voting")
    entries = [entry for entry in await peopled.door.read("head", f"/initiatives/{ILL}/timeline") if entry["chapter"] == "voting"]
    assert sorted(each for each in votes.ids if each.startswith("entry-")) == sorted(f"entry-{each['sequence']}" for each in entries)
    assert [entry["sentence"] for entry in entries if spoken(entry["sentence"]) not in votes.text] == []
    assert {entry["citation"] for entry in entries} == {"khoản 1 Điều 8 Nghị định số 73/2023/NĐ-CP ngày 29 tháng 9 năm 2023 của Chính phủ"}


async def test_a_kind_of_which_nothing_is_there_for_the_reader_looks_like_any_other_and_one_that_is_none_is_told(peopled: Street) -> None:
    browser = await peopled.visitor("clerk")
    nothing = [await browser.open(f"/counter/initiatives/{WELL}?kind={kind}") for kind in ("duty", "yearly")]
    assert {page.status for page in nothing} == {200}
    assert all("Không có mục nào thuộc loại việc này" in page.text for page in nothing)
    wrong = await browser.open(f"/counter/initiatives/{WELL}?kind=nonsense")
    assert (wrong.status, "Điều kiện lọc chưa đúng" in wrong.text) == (422, True)


# -- people, papers, plan


async def test_people_and_papers_come_from_the_entries_the_reader_may_read(peopled: Street) -> None:
    entries = await peopled.door.read("head", f"/initiatives/{ILL}/timeline")
    people, papers = await part_of(peopled, "head", ILL, "/people"), await part_of(peopled, "head", ILL, "/papers")
    signed = {entry["fact"]["by"]["name"] for entry in entries if entry["fact"]["by"]}
    assert len(signed) > 4
    assert [name for name in signed if name not in people.text] == []
    assert "Võ Quốc Minh (DEMO) Người đứng đầu cơ quan Ủy ban nhân dân phường Bến Thành" in people.text
    assert f": {act_title('approve', 'vi')}" in people.text
    numbers = {entry["fact"]["paper"]["number"] for entry in entries if entry["fact"]["paper"]}
    assert [number for number in numbers if number not in papers.text] == []
    assert {link.rpartition("/")[2] for link in people.own_links if "/entries/" in link} <= {str(each["sequence"]) for each in entries}


async def test_a_new_version_says_in_words_what_it_changed(amended: Street) -> None:
    page = await part_of(amended, "lan", AMENDED, "/plan")
    for said in (
        "Phiên bản 2",
        "Sửa phần việc W1 “Soạn và thử nghiệm”.",
        "Thêm rủi ro R2 “Mất điện”.",
        "Trước: 31/03/2027",
        "Sau: 31/05/2027",
    ):
        assert said in page.text, said


async def test_a_reward_file_tells_promises_money_and_wishes(peopled: Street) -> None:
    page, file = (
        await part_of(peopled, "tam", f"{WELL}-K", "/rewards"),
        (await peopled.door.read("tam", f"/rewards/{WELL}-K"))["reward_file"],
    )
    kinds = books()["vi"]["reward_kinds"]
    assert [each["reward"] for each in file["proposals"].values() if kinds[each["reward"]].capitalize()[:12] not in page.text] == []
    assert "Kinh phí đào tạo theo năm" in page.text
    assert [wish for wish in file["wishes"].values() if wish not in page.text] == []


# -- one entry by itself


async def test_every_entry_the_reader_has_is_told_in_full_at_its_own_address_and_no_other_is(peopled: Street) -> None:
    """Whoever needs not know finds at the addresses between theirs what stands where no case is."""
    whole, browser, faults = await peopled.door.read("inspector", f"/initiatives/{WELL}/timeline"), await peopled.visitor("deputy"), []
    own = {entry["sequence"]: entry for entry in await peopled.door.read("deputy", f"/initiatives/{WELL}/timeline")}
    nowhere = await browser.open("/counter/initiatives/SK-2026-26743-999")
    assert len(whole) > len(own)
    for entry in whole[::3] + [each for each in whole if each["sequence"] not in own]:
        place = entry["sequence"]
        page = await browser.open(f"/counter/initiatives/{WELL}/entries/{place}")
        if place in own:
            fine = (
                page.status == 200
                and spoken(own[place]["sentence"]) in page.text
                and not re.search(r"[{}]|None|\b[a-z]+_[a-z_]+\b", page.text)
            )
        else:
            fine = (page.status, page.text) == (404, nowhere.text)
        faults += [] if fine else [(place, entry["kind"], page.status, page.text[:200])]
    assert faults == []


async def test_a_decision_is_printed_with_who_signed_it_in_which_office_then(peopled: Street) -> None:
    entries = await peopled.door.read("head", f"/reviews/{ILL}-R1/timeline")
    decided = next(entry for entry in entries if entry["kind"] == "review_decided")
    page = await part_of(peopled, "head", f"{ILL}-R1", f"/entries/{decided['sequence']}")
    for said in (
        "Người đứng đầu cơ quan, Ủy ban nhân dân phường Bến Thành",
        "Được giảm nhẹ trách nhiệm",
        decided["citation"],
        decided["filing"],
    ):
        assert said in page.text, said
    assert "Người in: Võ Quốc Minh (DEMO)" in page.text


# -- while it lies open


async def test_an_open_page_is_told_of_what_somebody_else_does_and_of_nothing_before(amended: Street) -> None:
    browser = await amended.visitor("lan")
    page = await browser.open(f"/counter/initiatives/{AMENDED}")
    after = re.search(r'data-news="([^"]+)" data-after="(\d+)"', page.answer.text)
    assert after
    address = f"{after[1]}?after={after[2]}"
    assert (await browser.http.get(address)).status_code == 304
    amended.counter.file(
        "tam", "report_incident", AMENDED, **acts.ReportIncident.example | {"happened_on": f"{amended.counter.moment:%Y-%m-%d}"}
    )
    answer = await (await amended.visitor("lan")).http.get(address)  # an hour has passed, and the session with it
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert answer.json()["entries"] > int(after[2])


async def test_nobody_is_told_of_news_that_they_may_not_read(amended: Street) -> None:
    after = (await amended.door.read("deputy", f"/initiatives/{AMENDED}"))["card"]["sequence"]
    flag = acts.RaiseIntegrityFlag.example | {"happened_on": f"{amended.counter.moment:%Y-%m-%d}"}
    assert amended.counter.file("inspector", "raise_integrity_flag", AMENDED, **flag).status == RECORDED
    news = f"/counter/initiatives/{AMENDED}/news?after={after}"
    answers = {who: (await (await amended.visitor(who)).http.get(news)).status_code for who in ("deputy", "head")}
    assert answers == {"deputy": 304, "head": 200}


async def test_a_page_that_lies_open_keeps_nobody_signed_in(amended: Street) -> None:
    news, begun = f"/counter/initiatives/{AMENDED}/news?after=0", amended.counter.moment
    asks, left = await amended.visitor("lan"), await amended.visitor("tam")
    for minutes in (4, 8):
        amended.counter.moment = begun + timedelta(minutes=minutes)
        assert (await asks.open("/counter/work")).status == 200
        assert (await left.http.get(news)).status_code == 200
    amended.counter.moment = begun + timedelta(minutes=12)
    assert (await asks.open("/counter/work")).status == 200
    assert (await left.http.get(news)).status_code == 303


# -- what comes of it


async def test_a_case_tells_what_comes_if_nobody_acts_and_a_check_what_comes_of_the_act(amended: Street, peopled: Street) -> None:
    told = await part_of(amended, "lan", FRESH, "/deadlines")
    assert "Nếu không ai làm gì thêm" in told.text
    assert "không tự quyết định điều gì" in told.text
    clerk = await amended.visitor("clerk")
    form = await clerk.open(f"/counter{path_of(FRESH)}/acts/accept_dossier")
    checked = await clerk.send(form, form.form, (STEP, "check"))
    assert "Sau khi gửi, nếu không ai làm gì thêm" in checked.text
    assert "đề nghị thực hiện việc" in checked.text
    assert "không còn lời nhắc nào" in (await part_of(peopled, "head", WAITING, "/deadlines")).text


async def test_what_speaks_for_somebody_is_shown_to_them_and_their_adviser_and_to_nobody_else(peopled: Street) -> None:
    told = (await part_of(peopled, "tam", f"{ILL}-R1", "/room")).text
    assert "Những điều có lợi đã được ghi nhận: " in told
    assert "Còn thiếu gì" in told or "phục vụ trường hợp" in told
    for who in ("head", "focal", "inspector", "auditor"):
        assert "Những điều có lợi" not in (await part_of(peopled, who, f"{ILL}-R1", "/room")).text
        assert await peopled.door.read(who, f"/reviews/{ILL}-R1/in-favour") == []
    [first, *_] = await peopled.door.read("tam", f"/reviews/{ILL}-R1/in-favour")
    assert first["person"] == "tam"
    assert all(fact["citation"] and fact["sentence"] for fact in first["speaks"])
