"""Whoever is named in a report of obstruction reads everything else as before, to the letter: nothing anywhere tells them of it."""

from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pytest
from sqlmodel import col, select

from domain.vocabulary import Stage
from store.clock import now
from store.reading.listing import Sort
from store.record import ledger
from store.tables import EffectRow, LedgerRow
from tests.door.stages import bring_to, story, take
from tests.houses import House

pytestmark = pytest.mark.server

NAMED = "deputy2"
REPORT: dict[str, Any] = {
    "about": NAMED,
    "what": "Giữ hồ sơ ba tuần không nêu lý do.",
    "evidence": ["E1"],
    "reported_as": "reflection",
    "no_secrets": True,
}
ANSWER: dict[str, Any] = {"report": "O1", "answer": "Đã chấn chỉnh; hồ sơ được giải quyết."}
KINDS = ("initiatives", "reviews", "rewards")
PARTS = ("", "/timeline", "/deadlines", "/acts")


async def everything_read_by(who: str, house: House, *numbers: str) -> dict[str, Any]:
    """Every address there is, and every way of sorting and filtering what would tell."""
    queries = [*(f"sort={sort}" for sort in Sort), "limit=1", "limit=1&sort=-updated", "due_before=2030-01-01"]
    queries += [f"waiting_for={office}" for office in ("inspectorate", "home_affairs", "leadership", "agency_head")]
    addresses = [*(f"/{kind}?{query}" for kind in KINDS for query in queries), "/worklist"]
    addresses += [f"{number}{part}" for number in numbers for part in PARTS]
    answers = {(address, language): await house.get(who, address, language) for address in addresses for language in ("vi", "en")}
    return {f"{address} {language}": (a.status_code, a.headers.get("Link"), a.json()) for (address, language), a in answers.items()}


async def test_everything_they_read_is_the_same_before_and_after_it_to_the_letter(house: House) -> None:
    case, other = await bring_to(house, Stage.AGENCY_REVIEW), await house.register()
    addresses = [f"/initiatives/{number}" for number in (case, other)]
    before = await everything_read_by(NAMED, house, *addresses)
    assert {status for status, _, _ in before.values()} == {200}
    await take(house, case, ("lan", "report_obstruction", REPORT))
    assert await everything_read_by(NAMED, house, *addresses) == before
    await take(house, case, ("inspector", "answer_obstruction", ANSWER))
    assert await everything_read_by(NAMED, house, *addresses) == before


async def test_everybody_else_who_may_read_the_case_does_read_of_it(house: House) -> None:
    case, other = await bring_to(house, Stage.AGENCY_REVIEW), await house.register()
    await take(house, case, ("lan", "report_obstruction", REPORT))
    for who in ("lan", "head", "auditor", "inspector"):
        file = await house.read(who, f"/initiatives/{case}")
        [report] = file["case"]["obstructions"]
        assert (report["about"], report["answered"], report["report"][:3]) == (NAMED, False, "TN-")
        assert "inspectorate" in file["waiting_for"]
        assert (await house.read(who, f"/initiatives/{case}/timeline"))[-1]["kind"] == "obstruction_reported"
        assert file["card"]["sequence"] == 3
        assert [card["number"] for card in await house.read(who, "/initiatives?waiting_for=inspectorate")] == [case]
        assert [card["number"] for card in await house.read(who, "/initiatives?sort=-updated")] == [case, other]
    assert [item["acts"] for item in await house.read("inspector", "/worklist")] == [["answer_obstruction"]]


async def test_the_case_goes_on_and_their_numbers_have_no_gap(house: House) -> None:
    """What is recorded later has one number for them everywhere: in the answer, the receipt, the file and the timeline."""
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    await take(house, case, ("lan", "report_obstruction", REPORT))
    voted = await house.act(NAMED, "vote", case, ballot="for")
    assert (voted.status_code, voted.json()["sequence"]) == (201, 3)
    assert (await house.get(NAMED, f"/filings/{voted.json()['filing']}")).json() == voted.json()
    others = await house.act("deputy", "vote", case, ballot="for")
    assert others.json()["sequence"] == 5
    for who, numbers in (
        (NAMED, [1, 2, 3, 4]),
        ("deputy", [1, 2, 4, 5]),
        ("head", [1, 2, 3, 4, 5]),
    ):  # a colleague reads that there is something
        timeline = await house.read(who, f"/initiatives/{case}/timeline")
        assert [entry["sequence"] for entry in timeline] == numbers
        file = await house.read(who, f"/initiatives/{case}")
        assert file["card"]["sequence"] == file["case"]["sequence"] == numbers[-1]
        assert ("obstruction_reported" in {entry["kind"] for entry in timeline}) == (who == "head")


async def test_they_get_no_notice_of_it(house: House) -> None:
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    await take(house, case, ("lan", "report_obstruction", REPORT))
    await take(house, case, ("inspector", "answer_obstruction", ANSWER))
    with house.store.reading() as session:
        hidden = [entry.sequence for entry in ledger.entries(case, session) if NAMED in entry.fact.hidden_from]
        told = session.exec(select(EffectRow.addressee).where(EffectRow.case == case, col(EffectRow.sequence).in_(hidden))).all()
        assert session.exec(select(LedgerRow.kind).where(LedgerRow.case == case, col(LedgerRow.sequence).in_(hidden))).all() == [
            "obstruction_reported",
            "obstruction_answered",
        ]
    assert set(told) == {"inspector", "focal"}


async def test_they_cannot_find_out_by_asking(house: House) -> None:
    """Every act of the rules about it answers them as if there were nothing; and a correction of the hidden entry is hidden as it is."""
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    filing = (await house.act("lan", "report_obstruction", case, **REPORT)).json()["filing"]

    def said(answer: httpx2.Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["reason"]

    unknown = await house.get(NAMED, "/filings/TN-20261123-0000000000")
    assert (await house.get(NAMED, f"/filings/{filing}")).content == unknown.content
    assert said(await house.act(NAMED, "answer_obstruction", case, **ANSWER)) == (403, "not-your-office")
    approved: dict[str, Any] = {
        "decided_by": "head",
        "number": "01/CV",
        "issued_on": now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat(),
        "sha256": "0" * 64,
    }
    wrong: dict[str, Any] = {"should_say": "x", "reason": "x", "on_paper": approved}
    assert said(await house.act(NAMED, "correct", case, entry=3, **wrong)) == (409, "no-such-entry")
    await take(house, case, ("deputy", "vote", {"ballot": "for"}))
    await take(house, case, (NAMED, "vote", {"ballot": "for"}))
    right = await house.act(NAMED, "correct", case, entry=4, **wrong)
    assert (right.status_code, right.json()["fact"]["entry"]) == (201, 4), "their fourth entry is their own ballot"
    shown = {who: (await house.read(who, f"/initiatives/{case}/timeline"))[-1] for who in (NAMED, "head")}
    assert [shown[who]["fact"]["entry"] for who in (NAMED, "head")] == [4, 5]
    assert (await house.act("lan", "correct", case, entry=3, **wrong)).status_code == 201
    assert len(await house.read(NAMED, f"/initiatives/{case}/timeline")) == 5, "the correction of what is hidden is hidden"


async def test_a_head_who_is_named_reads_on_and_closes_as_if_there_were_nothing(house: House) -> None:
    """The streams that their case opens later name its entries by their numbers."""
    case = await bring_to(house, Stage.REWARDING)
    twin = await bring_to(house, Stage.FINAL_EVALUATION)
    await take(house, twin, ("lan", "report_obstruction", {**REPORT, "about": "head"}))
    for step in story()[Stage.FINAL_EVALUATION]:
        await take(house, twin, step)

    async def as_seen(number: str) -> Any:
        pages = {
            part: await house.read("head", f"/{part.format(number)}")
            for part in ("initiatives/{}", "initiatives/{}/timeline", "rewards/{}-K/timeline")
        }
        counted = [entry["sequence"] for entry in pages["initiatives/{}/timeline"]]
        opened = pages["rewards/{}-K/timeline"][0]
        return counted, pages["initiatives/{}"]["card"]["sequence"], opened["fact"]["follows"].removeprefix(number), opened["filing"]

    assert await as_seen(twin) == await as_seen(case)
