"""Reading: what is nobody's business is not there for them; whoever may read finds the same case everywhere, and what it wants of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from domain.acts import ACTS
from domain.filing import Filed
from domain.procedure.decide import decide
from domain.procedure.table import PROCEDURE
from domain.refusals import Reason, Refused
from domain.vocabulary import Regime, Stage, StreamKind
from settings import ROOT
from store.clock import now
from store.policies import Lawbook, lawbook
from store.record import streams
from tests.builders import A_LONG_SILENCE
from tests.door.stages import PATIENCE, bring_to, plan, story, take, until
from tests.houses import House
from workflows.names import NUDGE

pytestmark = pytest.mark.server

PARTS = ("", "/timeline", "/deadlines", "/acts")
READERS = ("lan", "tam", "clerk", "head", "deputy", "deputy2", "secretary", "chair", "vicechair", "city_secretary", "focal", "auditor")
OUTSIDERS = ("stranger", "hoa", "head_th", "clerk_th")


async def numbers(house: House, who: str, query: str = "") -> list[str]:
    return [card["number"] for card in await house.read(who, f"/initiatives{query}")]


async def test_parties_own_agency_those_above_it_focal_point_and_auditor_read_everything(house: House) -> None:
    case = await house.register()
    for who in READERS:
        for part in PARTS:
            assert (await house.get(who, f"/initiatives/{case}{part}")).status_code == 200, (who, part)
        assert await numbers(house, who) == [case], who


async def test_to_everybody_else_there_is_no_such_case_anywhere(house: House) -> None:
    answer = await house.act("lan", "register", **ACTS["register"].example)
    case, filing = answer.json()["case"], answer.json()["filing"]
    for who in OUTSIDERS:
        for part in PARTS:
            denied, absent = await house.get(who, f"/initiatives/{case}{part}"), await house.get(who, f"/initiatives/SK-0{part}")
            assert (denied.status_code, denied.content) == (404, absent.content), "a case one may not read looks like one there is not"
        denied, absent = await house.get(who, f"/filings/{filing}"), await house.get(who, "/filings/TN-20261123-0000000000")
        assert (denied.status_code, denied.content) == (404, absent.content)
        assert await numbers(house, who) == []
        assert await house.read(who, "/worklist") == []


async def test_a_filing_is_read_by_its_sender_alone_whatever_became_of_it(house: House) -> None:
    case = await house.register()
    for sender, status, told in (("clerk", 200, "recorded"), ("tam", 403, "not-your-office")):
        filing = (await house.act(sender, "accept_dossier", case)).json()["filing"]
        asked = await house.get(sender, f"/filings/{filing}")
        assert (asked.status_code, asked.json().get("reason", asked.json()["status"])) == (status, told)
        for who in ("head", "chair", "auditor", "lan", "hoa"):
            assert (await house.get(who, f"/filings/{filing}")).status_code == 404


async def test_a_refused_registration_is_its_senders_alone(house: House) -> None:
    refused = await house.act("lan", "register", **{**ACTS["register"].example, "implementers": ["ghost"]})
    assert refused.json()["reason"] == "unknown-person"
    assert (await house.get("lan", f"/filings/{refused.json()['filing']}")).json() == refused.json()
    for who in ("head", "auditor"):
        assert (await house.get(who, f"/filings/{refused.json()['filing']}")).status_code == 404


async def test_the_list_shows_exactly_the_cases_one_may_read(house: House) -> None:
    here, there = await house.register("lan"), await house.register("stranger", agency="27475", implementers=["tam"])
    above = await house.register("head", implementers=[])  # the head's own: addressed to the city
    everything = sorted([here, there, above])
    for who in (*READERS, *OUTSIDERS):
        readable = [number for number in everything if (await house.get(who, f"/initiatives/{number}")).status_code == 200]
        assert await numbers(house, who) == readable, who
    assert await numbers(house, "clerk_th") == [there]
    assert await numbers(house, "tam") == sorted([here, there])
    assert await numbers(house, "focal") == everything


async def test_whoever_is_named_to_evaluate_finds_the_case_in_their_list_from_then_on(house: House) -> None:
    case = await bring_to(house, Stage.PLANNING)
    assert await numbers(house, "hoa") == []
    for step in (("lan", "submit_plan", plan(evaluator="hoa")), ("head", "approve_plan", {})):
        await take(house, case, step)
        assert (await house.get("hoa", f"/initiatives/{case}")).status_code == 200
        assert await numbers(house, "hoa") == [case]
    for step in (("hoa", "evaluate", story()[Stage.IMPLEMENTING][0][2]), story()[Stage.IMPLEMENTING][1]):
        await take(house, case, step)
        assert (await house.get("hoa", f"/initiatives/{case}")).status_code == 200
        assert await numbers(house, "hoa") == [case]


# What is left for whom just before these steps of the story are taken, each for the first time: everybody else's desk is empty.
RECEIVE, OPINION, REPORT = ["accept_dossier", "return_dossier"], ["record_party_opinion"], ["submit_result_report"]
DESKS = {
    "accept_dossier": {"clerk": RECEIVE, "head": RECEIVE},
    "record_party_opinion": {
        "secretary": OPINION,
        "clerk": OPINION,
        "head": ["vote", "conclude_vote"],
        "deputy": ["vote"],
        "deputy2": ["vote"],
    },
    "conclude_vote": {"head": ["conclude_vote"]},
    "approve": {"head": ["approve"]},
    "submit_plan": {"lan": ["submit_plan"], "tam": ["submit_plan"], "clerk": ["submit_plan"]},
    "approve_plan": {"head": ["return_plan", "approve_plan"]},
    "evaluate": {"head": ["evaluate"], "tam": ["finish"]},
    "submit_result_report": {"lan": REPORT, "tam": REPORT, "secretary": OPINION, "clerk": OPINION},
    "evaluate_result": {"head": ["evaluate_result"]},
    "close": {"head": ["notify_result", "close", "propose_reward"], "clerk": ["notify_result", "propose_reward"]},
}
EVERYBODY = ("lan", "tam", "clerk", "head", "deputy", "deputy2", "secretary", "chair", "focal", "auditor", "head_th", "stranger")


async def desks(house: House) -> dict[str, dict[str, list[str]]]:
    """By person: the acts left to them, by the family they are asked in."""
    found: dict[str, dict[str, list[str]]] = {}
    for who in EVERYBODY:
        for item in await house.read(who, "/worklist"):
            found.setdefault(who, {}).setdefault(item["card"]["family"], []).extend(item["acts"])
    return found


async def test_the_worklist_holds_what_is_left_for_each_and_lets_go_of_what_is_done(house: House) -> None:
    case, left_to_see = await house.register(), dict(DESKS)
    for step in [step for steps in story().values() for step in steps]:
        if expected := left_to_see.pop(step[1], None):
            assert await desks(house) == {who: {case: acts} for who, acts in expected.items()}, step[1]
        await take(house, case, step)
    rewards_are_left = {who: {case: ["propose_reward"]} for who in ("head", "clerk")}
    assert (left_to_see, await desks(house)) == ({}, rewards_are_left)


async def test_whoever_has_voted_is_waited_for_no_more_and_the_others_still_are(house: House) -> None:
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    await take(house, case, ("deputy", "vote", {"ballot": "against"}))
    assert await house.read("deputy", "/worklist") == []
    assert [item["acts"] for item in await house.read("deputy2", "/worklist")] == [["vote"]]
    assert {entry["act"]: entry["open"] for entry in await house.read("deputy", f"/initiatives/{case}/acts")}["vote"], (
        "they may change their mind"
    )


async def test_the_most_urgent_case_lies_on_top_of_the_worklist(house: House) -> None:
    waiting = await bring_to(house, Stage.IMPLEMENTING)  # due in a hundred days
    urgent = await house.register()
    assert [item["card"]["number"] for item in await house.read("head", "/worklist")] == [urgent, waiting]


def sent_in_person(act: str) -> dict[str, Any]:
    """The act's own example, with nobody's signature entered for them."""
    return {name: value for name, value in ACTS[act].example.items() if name != "on_paper"}


def what_decide_says(house: House, laws: Lawbook, case: str, who: str, act: str) -> Reason | None:
    """The answer of the rules to the act's own example, sent now: nothing is recorded."""
    moment, body = now(), ACTS[act].model_validate(sent_in_person(act))
    with house.store.reading() as session:
        kept = streams.load(case, session).stream
        named = (who, *body.mentions())
        directory = streams.directory_for(kept, named, laws.calendar.local_day(moment), session, *body.mentions_agencies())
        try:
            decide(Filed("TN", case, body, who, moment), kept, laws.of(kept.policy, session), directory)
        except Refused as refused:
            return refused.reason
    return None


async def test_what_is_said_to_be_open_is_open_and_what_is_closed_is_refused_for_the_reason_given(house: House) -> None:
    """Before each step of the story. A closed act is also sent, once for each stage, person and reason."""
    case, laws, opened, sent = await house.register(), lawbook(ROOT / "policies", house.store), set(), set()
    of_the_decree = {row.act.name for row in PROCEDURE[StreamKind.INITIATIVE] if Regime.ND73 in row.basis}
    for stage, steps in story().items():
        for step in [*steps, *([] if steps else [None])]:
            before = await house.read("auditor", f"/initiatives/{case}")
            for who in ("lan", "tam", "clerk", "head", "secretary", "chair"):
                entries = await house.read(who, f"/initiatives/{case}/acts")
                assert {entry["act"] for entry in entries} == of_the_decree
                for entry in entries:
                    act = entry["act"]
                    if ACTS[act].opens_stream:
                        assert not entry["open"]
                        continue
                    said = what_decide_says(house, laws, case, who, act)
                    if entry["open"]:
                        assert said not in (Reason.NOT_OPEN_IN_STAGE, Reason.NOT_YOUR_OFFICE, Reason.PARTY_MAY_NOT_DECIDE), (
                            who,
                            stage,
                            act,
                        )
                        opened.add(act)
                        continue
                    assert said == entry["reason"], (who, stage, act)
                    if who in ("head", "tam") and (stage, who, said) not in sent:
                        sent.add((stage, who, said))
                        posted = (await house.act(who, act, case, **sent_in_person(act))).json()
                        assert (posted["reason"], posted["detail"]) == (entry["reason"], entry["because"]), (who, stage, act)
            assert await house.read("auditor", f"/initiatives/{case}") == before, "what was refused changed nothing"
            if step:
                await take(house, case, step)
    assert of_the_decree - opened == {
        *(
            "register",
            "enter_past_case",
            "resubmit",
            "conclude_not_handled",
            "record_council_conclusion",
            "override",
            "refuse",
            "approve_amendment",
            "refuse_amendment",
        ),
        *("resume", "answer_obstruction", "clear_integrity_flag", "record_referral_outcome", "grant_extension", "refuse_extension"),
        "attach_paper",  # no paper of the story waits for its scan
        # The story summons no meeting and convenes no council whose members could be challenged.
        *("open_meeting", "postpone_meeting", "cast_ballot", "close_meeting"),
        *("declare_impartiality", "challenge", "decide_challenge"),
    }
    assert {reason for _, _, reason in sent} >= {"not-open-in-stage", "not-your-office", "party-opinion-missing", "vote-not-concluded"}


async def test_every_line_is_in_the_readers_language(house: House) -> None:
    case = await bring_to(house, Stage.IMPLEMENTING)
    for part, field in (
        ("timeline", "sentence"),
        ("timeline", "office"),
        ("deadlines", "label"),
        ("deadlines", "citation"),
        ("acts", "title"),
        ("acts", "because"),
    ):
        vi, en = [await house.read("head", f"/initiatives/{case}/{part}", language) for language in ("vi", "en")]
        assert len(vi) == len(en) > 0
        assert all(a[field] != b[field] for a, b in zip(vi, en, strict=True) if a[field]), (part, field)
        assert any(a[field] for a in vi), (part, field)
    headers = {"Authorization": f"Bearer {house.token('head')}"}
    assert (await house.http.get(f"/initiatives/{case}/timeline", headers=headers)).json() == await house.read(
        "head", f"/initiatives/{case}/timeline", "vi"
    )


async def test_the_timeline_tells_every_fact_in_order_and_links_each_to_its_receipt(house: House) -> None:
    case = await bring_to(house, Stage.CLOSED)
    timeline = await house.read("lan", f"/initiatives/{case}/timeline", "en")
    steps = [step for steps in story().values() for step in steps]
    assert [entry["sequence"] for entry in timeline] == list(range(1, len(steps) + 2))
    assert [entry["fact"]["by"]["person"] for entry in timeline] == ["lan", *(who for who, _, _ in steps)]
    assert all(entry["at"] <= entry["recorded_at"] and "hash" not in entry for entry in timeline)
    told = {entry["kind"]: entry["sentence"] for entry in timeline}
    assert (
        told["vote_concluded"] == "Võ Quốc Minh (DEMO) concluded the vote: 3 of 3 for, 0 against, 0 abstaining; the proposal was carried."
    )
    assert told["closed"] == "Võ Quốc Minh (DEMO) (head of the agency) closed the case; result: completed."
    for entry in timeline:
        asked = (await house.get(entry["fact"]["by"]["person"], f"/filings/{entry['filing']}", "en")).json()
        assert (asked["sequence"], asked["sentence"], asked["fact"]) == (entry["sequence"], entry["sentence"], entry["fact"])


@dataclass
class Clock:
    """The clock of door and registrar, so many days away from ours."""

    days: int = 0

    def __call__(self) -> datetime:
        return now() + timedelta(days=self.days)


async def test_a_deadline_says_from_whom_by_when_and_whether_it_has_passed(temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    clock = Clock(days=-30)
    async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}", clock=clock) as house:
        case = await house.register()
        (deadline,) = await house.read("head", f"/initiatives/{case}/deadlines", "en")
        assert (deadline["clock"], deadline["label"], deadline["waiting_for"]) == ("decision", "Decision on the proposal", ["agency_head"])
        assert deadline["overdue"] is False, "as the clock then stood"
        assert deadline["citation"].startswith("Article 8(1) of Decree 73/2023/NĐ-CP")
        assert deadline["due"] == (await house.read("head", f"/initiatives/{case}"))["card"]["due"]
        clock.days = 0
        await house.client.get_workflow_handle(case).signal(NUDGE)

        async def told() -> bool:
            (deadline,) = await house.read("head", f"/initiatives/{case}/deadlines")
            return bool(deadline["reminded"] and deadline["escalated"])

        await until(told, f"the clock has reminded and escalated within {PATIENCE} s")
        (deadline,) = await house.read("head", f"/initiatives/{case}/deadlines")
        assert deadline["overdue"] is True
        assert [entry["kind"] for entry in await house.read("lan", f"/initiatives/{case}/timeline")] == [
            "registered",
            *A_LONG_SILENCE,
        ]


async def test_deadlines_stand_in_the_order_they_fall_due_and_are_gone_when_met(house: House) -> None:
    case = await bring_to(house, Stage.IMPLEMENTING)
    (item,) = await house.read("head", f"/initiatives/{case}/deadlines")
    assert (item["clock"], item["item"], item["basis"]) == ("item_evaluation", "W1", "house: plan")
    today = (now() + timedelta(hours=7)).date().isoformat()
    in_part = {"item": "W1", "verdict": "partly", "findings": "x", "next_by": item["due_day"], "happened_on": today}
    await take(house, case, ("head", "evaluate", in_part))
    obstruction = {"about": "deputy2", "what": "Giữ hồ sơ ba tuần không nêu lý do.", "reported_as": "reflection", "no_secrets": True}
    await take(house, case, ("lan", "report_obstruction", obstruction))
    both = await house.read("head", f"/initiatives/{case}/deadlines")
    assert [deadline["clock"] for deadline in both] == ["obstruction", "item_evaluation"]
    assert both[0]["due"] < both[1]["due"]
    await take(house, case, ("head", "evaluate", {"item": "W1", "verdict": "full", "findings": "x"}))
    assert [deadline["clock"] for deadline in await house.read("head", f"/initiatives/{case}/deadlines")] == ["obstruction"]
