"""A case brought to a stage through the door, by the people who would do it; and looking at it afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx2

from domain.acts import SubmitPlan
from domain.vocabulary import Stage
from store.clock import now
from tests.houses import Visitor

PATIENCE = 40.0  # seconds for anything that must happen in the end, on a busy machine

Step = tuple[str, str, dict[str, Any]]  # who, which act, its body


def plan(**item: Any) -> dict[str, Any]:
    """The example's plan, with its one work item to be evaluated in a hundred days."""
    day = (now() + timedelta(days=100)).date().isoformat()
    return {**SubmitPlan.example, "items": [{**SubmitPlan.example["items"][0], "evaluate_by": day, **item}]}


def story() -> dict[Stage, list[Step]]:
    """What is done at each stage so that the case reaches the next: an initiative that is carried, carried out and completed."""
    agrees = {"opinion": "agrees", "summary": "Thống nhất."}
    return {
        Stage.REGISTERED: [("clerk", "accept_dossier", {})],
        Stage.AGENCY_REVIEW: [
            ("secretary", "record_party_opinion", {"before": "approval", **agrees}),
            *((who, "vote", {"ballot": "for"}) for who in ("head", "deputy", "deputy2")),
            ("head", "conclude_vote", {}),
            ("head", "approve", {"scope": "20 thủ tục, 12 tháng"}),
        ],
        Stage.PLANNING: [("lan", "submit_plan", plan()), ("head", "approve_plan", {})],
        Stage.IMPLEMENTING: [
            ("head", "evaluate", {"item": "W1", "verdict": "full", "findings": "Đạt."}),
            ("tam", "finish", {"finished_on": (now() + timedelta(hours=7)).date().isoformat()}),
        ],
        Stage.FINAL_EVALUATION: [
            ("lan", "submit_result_report", {"report": "Các phần việc đều đạt."}),
            ("secretary", "record_party_opinion", {"before": "evaluation", **agrees}),
            ("head", "evaluate_result", {"result": "completed", "findings": "Đạt.", "present": ["head", "deputy"]}),
        ],
        Stage.REWARDING: [("head", "close", {})],
        Stage.CLOSED: [],
    }


async def until(true: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait, but not for ever."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not await true():
        assert asyncio.get_running_loop().time() < deadline, f"still not so after {PATIENCE} s: {what}"
        await asyncio.sleep(0.1)


async def answered(visitor: Visitor, who: str, filing: str) -> httpx2.Response:
    """What became of a filing, once it is no longer waiting."""
    last = await visitor.get(who, f"/filings/{filing}")

    async def known() -> bool:
        nonlocal last
        last = await visitor.get(who, f"/filings/{filing}")
        return last.status_code != 202

    await until(known, f"{filing} is answered")
    return last


async def take(visitor: Visitor, case: str, step: Step) -> dict[str, Any]:
    """One step of the story, which must be recorded."""
    who, act, body = step
    if act == "approve_plan":
        body = {"plan_sha256": (await visitor.read(who, f"/initiatives/{case}"))["case"]["plan_sha256"]}
    if act == "answer_obstruction":
        body = {**body, "report": (await visitor.read(who, f"/initiatives/{case}"))["case"]["obstructions"][0]["report"]}
    answer = await visitor.act(who, act, case, **body)
    if answer.status_code == 202:
        answer = await answered(visitor, who, answer.json()["filing"])
    assert answer.status_code in (200, 201), f"{who} {act}: {answer.text}"
    recorded: dict[str, Any] = answer.json()
    return recorded


async def bring_to(visitor: Visitor, stage: Stage, case: str = "") -> str:
    """A case that stands at this stage, with nothing done there yet."""
    case = case or await visitor.register()
    for here, steps in story().items():
        if here is stage:
            return case
        for step in steps:
            await take(visitor, case, step)
    raise AssertionError(stage)
