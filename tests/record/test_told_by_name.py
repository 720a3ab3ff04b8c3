"""People, agencies, work items and programmes are called by name wherever a sentence is read: in a timeline, in an answer, in a refusal, in a list."""

import io
import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from domain import acts
from domain.acts import OpenCampaign
from domain.vocabulary import Regime
from store.record.numbers import known_numbers
from tests.doorstep import Doorstep, beside_a_counter
from tests.families import the_way
from tests.record.counter import Counter
from tests.record.test_names import IDS
from tests.record.whole_families import WELL, follow, play_families, until
from tests.sheets import GOOD, filled
from words.registration_list import rows_of

# What no reader is told in words: a code of several words, an agency's number. A moment and the digest of a report are for whoever checks it.
CODED = re.compile(r"\b[a-z]+_[a-z_]+\b|\b\d{5}\b")
STAMP = re.compile(r"[0-9a-f]{64}|\d{4}-\d{2}-\d{2}T.*")
REPORTS = (
    ("/campaigns/CD-1/report", "?"),
    ("/campaigns/CD-1/report?detail=true", "&"),
    ("/reports/heads/26743", "?"),
    ("/reports/yearly/2026", "?"),
)
NUMBERED = re.compile(r"(SK|TN|DK|CD|DS)-[\w-]+")
UNTITLED = re.compile(r"(phần việc|rủi ro|\() ?[WR]\d\b(?! “)")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[tuple[Counter, Doorstep]]:
    async with beside_a_counter(tmp_path, answer_within_seconds=0.1) as (counter, door):
        yield counter, door


async def refused(desk: tuple[Counter, Doorstep], who: str, act: str, case: str = "", **body: Any) -> str:
    """Why an act does not stand, as its sender reads it."""
    counter, door = desk
    receipt = (await door.act(who, act, case, **body)).json()
    counter.examine(receipt["filing"], act, receipt["case"])
    return str((await door.read(who, f"/filings/{receipt['filing']}"))["detail"])


async def test_every_timeline_calls_everybody_and_every_work_item_by_name(desk: tuple[Counter, Doorstep]) -> None:
    counter, door = desk
    play_families(counter)
    told = 0
    for number in known_numbers(counter.store):
        address = f"/reviews/{number}" if "-R" in number else f"/rewards/{number}" if number.endswith("-K") else f"/initiatives/{number}"
        for entry in await door.read("auditor", f"{address}/timeline") if number.startswith("SK") else ():
            sentence = NUMBERED.sub("", entry["sentence"])
            assert not IDS.search(sentence), (number, sentence)
            assert not UNTITLED.search(sentence), (number, sentence)
            told += "W1 “" in sentence
    assert told > 5


async def test_a_refusal_names_people_agencies_and_work_items(desk: tuple[Counter, Doorstep]) -> None:
    counter, _ = desk
    said = await refused(desk, "clerk", "register", **{**GOOD, "regime": "nd73-2023", "proposers": ["head_th"], "focus_area": None})
    assert "Ủy ban nhân dân phường Bến Thành" in said
    assert "(DEMO)" in said
    assert not IDS.search(NUMBERED.sub("", said)), said
    follow(counter, WELL, until(acts.Evaluate, the_way(Regime.ND73, ill=False))[0])
    said = await refused(desk, "head", "evaluate", WELL, **{**acts.Evaluate.example, "item": "W9"})
    assert re.search(r"không có phần việc W9; đề nghị chọn trong các phần việc: W1 “[^”]+”", said), said


async def test_programmes_to_choose_from_are_named(desk: tuple[Counter, Doorstep]) -> None:
    said = await refused(desk, "lan", "register", **{**GOOD, "proposers": ["lan"], "regime": "hcmc-plan-2022", "focus_area": None})
    assert "city_management" not in said
    assert "Vấn đề trọng điểm đang gặp khó khăn, vướng mắc về pháp lý, đang tập trung giải quyết" in said


async def test_a_list_offers_names_and_is_read_back_by_what_stands_before_the_dash(desk: tuple[Counter, Doorstep]) -> None:
    counter, door = desk
    counter.file("focal", "open_campaign", "CD-1", **OpenCampaign.example)
    form = (await door.get("clerk", "/campaigns/CD-1/form")).content
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        shown = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "26743 – Ủy ban nhân dân phường Bến Thành" in shown
    assert "clerk – Phạm Văn Thư (DEMO)" in shown
    picked = {
        **GOOD,
        "agency": "26743 – Ủy ban nhân dân phường Bến Thành",
        "proposers": "lan – Nguyễn Thị Lan (DEMO); tam - Trần Minh Tâm (DEMO), hoa",
    }
    picked |= {"gap": "unclear – Đã có quy định nhưng chưa rõ", "proposed_as": "solution – Giải pháp"}
    ((_, body),) = rows_of(filled(picked))
    assert (body["gap"], body["proposed_as"]) == ("unclear", "solution")
    assert (body["agency"], body["proposers"]) == ("26743", ["lan", "tam", "hoa"])
    assert "nội dung không thuộc bí mật nhà nước" in shown
    assert [next(rows_of(filled({**GOOD, "no_secrets": said})))[1].get("no_secrets") for said in (True, "có", "Không", "")] == [
        True,
        True,
        False,
        None,
    ]
    ((_, bare),) = rows_of(filled(GOOD))
    assert (bare["agency"], bare["proposers"], bare["regime"]) == ("26743", ["lan"], GOOD["regime"])
    assert bare["title"] == GOOD["title"], "a dash in what people write is theirs"


async def test_what_is_wrong_with_a_list_is_told_by_name_and_kind(desk: tuple[Counter, Doorstep]) -> None:
    counter, door = desk
    counter.file("focal", "open_campaign", "CD-1", **OpenCampaign.example)
    rows = [{**GOOD, "title": ""}, {**GOOD, "proposers": "head_th", "title": "C"}]
    headers = {"Authorization": f"Bearer {door.token('clerk')}", "Accept-Language": "vi"}
    told = (await door.http.post("/campaigns/CD-1/imports", content=filled(*rows), headers=headers)).json()
    messages = [each["message"] for each in told["errors"]]
    assert messages[0] == "Mục “tên gọi”: còn thiếu; đề nghị bổ sung."
    assert "Ủy ban nhân dân phường Bến Thành" in messages[1]
    assert not IDS.search(messages[1]), messages


def spoken_in(book: bytes) -> list[str]:
    """The cells of a workbook that people read as words: no hash, no moment, and of a sentence no number of a case."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    return [NUMBERED.sub("", cell) for row in rows for cell in row if isinstance(cell, str) and not STAMP.fullmatch(cell)]


def coded(spoken: list[str]) -> list[str]:
    return [cell for cell in spoken if CODED.search(cell) or IDS.search(cell)]


async def test_no_code_stands_in_a_workbook_of_faults_or_of_a_report(desk: tuple[Counter, Doorstep]) -> None:
    counter, door = desk
    counter.file("focal", "open_campaign", "CD-1", **OpenCampaign.example)
    rows = [
        {**GOOD, "title": ""},
        {**GOOD, "title": "B", "gap": "no_such_gap"},
        {**GOOD, "title": "C", "proposers": "head_th"},
        {**GOOD, "title": "D", "no_secrets": False},
        {**GOOD, "title": "E", "focus_area": ""},
        {**GOOD, "title": "G", "regime": "hcmc"},
    ]
    headers = {"Authorization": f"Bearer {door.token('clerk')}", "Accept-Language": "vi"}
    told = (await door.http.post("/campaigns/CD-1/imports", content=filled(*rows), headers=headers)).json()
    books = [(await door.get("clerk", f"/imports/{told['filing']}/errors")).content]
    books += [(await door.get("chair", f"{address}{sign}format=xlsx", "vi")).content for address, sign in REPORTS]
    spoken = [cell for book in books for cell in spoken_in(book)]
    assert len(books) == len([book for book in books if book]), "each is a workbook"
    assert {"Ủy ban nhân dân phường Bến Thành"} <= {*spoken}
    assert coded(spoken) == []


async def test_a_problem_is_headed_in_the_readers_language(desk: tuple[Counter, Doorstep]) -> None:
    _, door = desk
    assert (await door.read("lan", "/initiatives/SK-2026-26743-99"))["title"] == "Không tìm thấy"
    assert (await door.read("lan", "/initiatives/SK-2026-26743-99", "en"))["title"] == "Not found"
    answer = (await door.act("lan", "register", title="")).json()
    assert {each["message"] for each in answer["errors"] if each["field"] == "title"} == {
        "Mục “tên gọi”: không được để trống; đề nghị bổ sung."
    }
