"""What the procedure refuses, asked at the door as people ask it: each with its reason and basis, in the reader's language, and nothing is lost."""

import asyncio
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import acts
from domain.acts import Act
from domain.people.directory import Tenure
from domain.vocabulary import Office, Regime
from store import directory
from store.clock import now
from tests.families import the_way
from tests.houses import House

pytestmark = pytest.mark.server

TODAY = now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def addressed(kind: type[Act], example: dict[str, Any]) -> dict[str, Any]:
    """The example's days, moved to where they can stand today."""
    moved = dict(example)
    if kind in (acts.SubmitPlan, acts.ProposeAmendment):
        moved["items"] = [{**item, "evaluate_by": str(TODAY + timedelta(days=90))} for item in example["items"]]
    if kind is acts.Finish:
        moved["finished_on"] = str(TODAY)
    if kind is acts.NotifyResult:
        moved["notified_on"] = str(TODAY)
    if "happened_on" in moved:
        moved["happened_on"] = str(TODAY)
    return moved


async def come_to(house: House, before: type[Act], *, ill: bool, regime: Regime = Regime.ND73) -> str:
    """A case on the usual way, through the door, up to the act that is not sent any more: its number."""
    case = ""
    for who, stream, kind, fields in the_way(regime, ill=ill):
        if kind is before:
            return case
        file = await house.read(who, f"/initiatives/{case}") if case else {}
        hashes: dict[type[Act], str] = {acts.ApprovePlan: "plan_sha256", acts.ApproveAmendment: "amendment_sha256"}
        named = {"plan_sha256": file["case"][hashes[kind]]} if kind in hashes else {}
        body = {**addressed(kind, {**kind.example, **fields}), **named}
        answer = await house.act(who, kind.name, f"{case}{stream}" if case else "", **body)
        assert answer.status_code == 201, (kind.name, answer.text)
        case = case or str(answer.json()["case"])
    return case


REFUSED: tuple[tuple[str, type[Act], bool, str, str, type[Act], dict[str, Any], str], ...] = (
    ("an approval before the vote", acts.Vote, False, "head", "", acts.Approve, {}, "vote-not-concluded"),
    ("a vote after the close", acts.Approve, False, "deputy", "", acts.Vote, {}, "vote-already-concluded"),
    ("an evaluation by who did the item", acts.Finish, False, "tam", "", acts.Evaluate, {}, "not-your-office"),
    (
        "an amendment dated back",
        acts.ApproveAmendment,
        False,
        "head",
        "",
        acts.ApproveAmendment,
        {"effective_on": "2026-01-05"},
        "amendment-dated-back",
    ),
    ("an incident before the approval of the plan", acts.SubmitPlan, False, "tam", "", acts.ReportIncident, {}, "not-open-in-stage"),
    ("a statement by the wrong person", acts.GiveStatement, True, "lan", "-R1", acts.GiveStatement, {}, "not-your-office"),
    ("an appeal by whoever is not under review", acts.Appeal, True, "lan", "-R1", acts.Appeal, {}, "not-your-office"),
    ("another plan than the one that waits", acts.ApprovePlan, False, "head", "", acts.ApprovePlan, {}, "plan-changed"),
)


@pytest.mark.parametrize(
    ("before", "ill", "who", "stream", "kind", "fields", "reason"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
async def test_is_refused_with_its_reason_and_its_basis_in_both_languages(
    house: House, before: type[Act], ill: bool, who: str, stream: str, kind: type[Act], fields: dict[str, Any], reason: str
) -> None:
    case = await come_to(house, before, ill=ill)
    body, key = {**addressed(kind, kind.example), **fields}, f"once-{reason}"
    if kind is acts.ApproveAmendment:
        body["plan_sha256"] = (await house.read("head", f"/initiatives/{case}"))["case"]["amendment_sha256"]
    length = len(await house.read("focal", f"/initiatives/{case}/timeline"))
    answer = await house.act(who, kind.name, case + stream, key=key, **body)
    said = answer.json()
    assert (answer.status_code in (403, 409), said["reason"]) == (True, reason), said
    assert said["citation"]
    again = await house.act(who, kind.name, case + stream, key=key, **body)
    assert again.json() == said, "the same key is told the same, for ever"
    in_english = await house.read(who, f"/filings/{said['filing']}", "en")
    assert (in_english["reason"], in_english["basis"]) == (reason, said["basis"])
    assert in_english["detail"] != said["detail"]
    assert len(await house.read("focal", f"/initiatives/{case}/timeline")) == length, "and nothing is recorded"


async def test_a_ballot_by_whoever_has_stepped_aside_is_refused(house: House) -> None:
    case = await come_to(house, acts.ConcludeVote, ill=False)
    assert (await house.act("deputy2", "recuse", case, reason="Người thân của người đề xuất.")).status_code == 201
    assert (await house.act("deputy2", "vote", case, ballot="for")).json()["reason"] == "has-recused-himself"


async def test_of_two_heads_at_once_one_decides(house: House) -> None:
    """On the day one head hands over to another, both may come with the same decision in the same moment."""
    case = await come_to(house, acts.Approve, ill=False)
    with house.store.writing() as session:
        known = directory.person("hoa", session)
        assert known
        directory.load([], [known], [Tenure(person="hoa", office=Office.AGENCY_HEAD, agency="26743", starts=date(2025, 7, 1))], session)
    answers = await asyncio.gather(*(house.act(head, "approve", case, scope="Toàn phường") for head in ("head", "hoa")))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert [entry["kind"] for entry in await house.read("focal", f"/initiatives/{case}/timeline")].count("approved") == 1
