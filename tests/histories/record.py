"""Recording the replay corpus: `make histories`. Whole lives on the real server, kept as Temporal kept them.

Recorded again only when a release may break running cases, beside the old ones and with an ADR (docs/decisions/0009). Named lives alone:
`python -m tests.histories.record a_whole_life a_night`. What was recorded is never written over.
"""

import asyncio
import gzip
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink as Dropped
from sqlalchemy import text
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from domain.acts import Register, SubmitPlan
from domain.vocabulary import Regime
from rehearsal.in_one_process import temporal_binary
from settings import ROOT, settings
from store.policies import lawbook
from store.record.numbers import known_numbers
from tests.families import the_way
from tests.houses import House
from worker import make_worker
from workflows.names import RECONCILE_ID
from workflows.reconcile import ReconcileWorkflow
from workflows.stream_workflow import LONG_HISTORY

HERE = Path(__file__).parent


def today() -> date:
    """The day in Vietnam, which is not always the day in Greenwich."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()  # noqa: TID251


Life = Callable[[House], Awaitable[str]]


def nobody_has_mail(house: House) -> None:
    """Notices would be tried again for a day where no mail server is."""
    with house.store.writing() as session:
        session.connection().execute(text("UPDATE people SET email = ''"))


async def done(house: House, who: str, act: str, case: str, **body: Any) -> dict[str, Any]:
    answer = await house.act(who, act, case, **body)
    assert answer.status_code == 201, (act, answer.text)
    found: dict[str, Any] = answer.json()
    return found


async def to_review(house: House) -> str:
    case = await house.register()
    await done(house, "clerk", "accept_dossier", case)
    return case


async def to_implementing(house: House, evaluate_by: str) -> str:
    case = await to_review(house)
    await done(house, "secretary", "record_party_opinion", case, before="approval", opinion="agrees")
    for voter in ("head", "deputy", "deputy2"):
        await done(house, voter, "vote", case, ballot="for")
    await done(house, "head", "conclude_vote", case)
    await done(house, "head", "approve", case, scope="20 thủ tục")
    item = {**SubmitPlan.example["items"][0], "evaluate_by": evaluate_by}
    plan = await done(house, "lan", "submit_plan", case, **{**SubmitPlan.example, "items": [item]})
    await done(house, "head", "approve_plan", case, plan_sha256=plan["fact"]["plan_sha256"])
    return case


async def a_whole_life(house: House) -> str:
    """Registered, approved, carried out, evaluated, closed, and opened again: completion and a new run."""
    case = await to_implementing(house, "2027-06-30")
    await done(house, "head", "evaluate", case, item="W1", verdict="full", findings="Đạt.")
    await done(house, "tam", "finish", case, finished_on=today().isoformat())
    await done(house, "tam", "submit_result_report", case, report="Kết quả.")
    await done(house, "secretary", "record_party_opinion", case, before="evaluation", opinion="agrees")
    await done(house, "head", "evaluate_result", case, result="completed", findings="Đạt.", present=["head", "deputy"])
    await done(house, "head", "close", case)
    await asyncio.wait_for(house.client.get_workflow_handle(case).result(), 20)
    return case


async def reminded_and_refused(house: House) -> str:
    """A work item due so soon that the clock speaks at once; acts that are refused; one evaluated only in part."""
    tomorrow = (today() + timedelta(days=1)).isoformat()
    case = await to_implementing(house, tomorrow)
    await house.act("stranger", "finish", case, finished_on=tomorrow)
    await house.act("tam", "finish", case, finished_on=tomorrow)
    await done(house, "head", "evaluate", case, item="W1", verdict="partly", findings="Đạt một phần.", happened_on=today().isoformat())
    await asyncio.sleep(2)
    return case


async def taken_in_later(house: House) -> str:
    """What arrives while no worker is there waits as signals, and is taken in when one comes."""
    answer = await house.act("lan", "register", **{**Register.example, "implementers": ["tam"]})
    case = str(answer.json()["case"])
    await house.act("clerk", "accept_dossier", case)
    await asyncio.sleep(1)
    async with make_worker(house.client, house.store, lawbook(ROOT / "policies", house.store), house.config):
        await done(house, "head", "vote", case, ballot="for")
    return case


async def junk(house: House) -> str:
    """Everything that can be thrown at a case from the Temporal UI, and an act after it."""
    case = await to_review(house)
    handle: WorkflowHandle[object, None] = house.client.get_workflow_handle(case)
    for arguments in ([], [None], [1], ["TN-20260101-0000000000"], ["a", "b"], [{"ballot": "for"}]):
        for name in ("vote", "nudge", "no_such_act"):
            await handle.signal(name, args=arguments)
            await handle.execute_update(name, args=arguments)
    await done(house, "head", "vote", case, ballot="for")
    return case


async def a_turned_page(house: House) -> str:
    """So many acts that the page is turned: the run that ends by continuing as new."""
    case = await to_review(house)
    for number in range(LONG_HISTORY // 5 + 5):
        await done(house, "head", "vote", case, ballot="for" if number % 2 else "against")
    return case


async def mailed(house: House) -> str:
    """A notice that is sent, and one whose server is away at first: the activities beside the clock."""
    case = await to_review(house)
    await asyncio.sleep(3)
    sink = Controller(Dropped(), hostname=house.config.smtp_host, port=house.config.smtp_port)
    sink.start()
    await asyncio.sleep(6)
    sink.stop()
    return case


async def _along(house: House, *, ill: bool) -> str:
    """The way of tests/families.py, asked for at the door."""
    case, submitted, day = "", "", today().isoformat()
    for who, stream, act, fields in the_way(Regime.ND73, ill=ill):
        body = {**act.example, **fields}
        body |= {name: day for name in ("finished_on", "happened_on") if name in body}
        if "plan_sha256" in act.model_fields:
            body["plan_sha256"] = submitted
        answer = await done(house, who, act.name, case and case + stream, **body)
        case, submitted = case or answer["case"], answer["fact"].get("plan_sha256", "")
    await asyncio.sleep(1)
    return case


async def rewarded(house: House) -> str:
    """A result that is rewarded: an initiative that starts a reward file, and closes."""
    return await _along(house, ill=False)


async def reviewed(house: House) -> str:
    """An incident and its review, decided, appealed and decided again: the review goes on for itself until the initiative closes."""
    return await _along(house, ill=True)


async def a_night(house: House) -> str:
    """The comparison of every case with what runs."""
    await to_review(house)
    night = f"{RECONCILE_ID}-of-a-test"
    await house.client.execute_workflow(ReconcileWorkflow.run, id=night, task_queue=house.config.task_queue)
    return night


LIVES: dict[Life, dict[str, object]] = {
    a_whole_life: {},
    rewarded: {},
    reviewed: {},
    a_night: {},
    reminded_and_refused: {},
    taken_in_later: {"with_worker": False, "answer_within_seconds": 0.5},
    junk: {},
    a_turned_page: {},
    mailed: {"smtp_port": 18025},
}


async def first_run(house: House, workflow: str) -> str | None:
    """The run a page was turned from, once the server lists it; the only one, where none was."""
    runs = [run async for run in house.client.list_workflows(f"WorkflowId = '{workflow}'")]
    return min(runs, key=lambda run: run.start_time).run_id if runs else None


async def record(folder: Path, lives: Sequence[str]) -> None:
    """Each life's workflow, and those of the reviews and the reward file it began. Raises FileExistsError."""
    folder.mkdir(exist_ok=True)
    wanted = {life: options for life, options in LIVES.items() if not lives or life.__name__ in lives}
    if there := [name for life in wanted if (name := f"{life.__name__}.json.gz") and (folder / name).exists()]:
        raise FileExistsError(f"{', '.join(there)}: kept in {folder.name} already, and running cases may match it")
    async with await WorkflowEnvironment.start_local(dev_server_existing_path=temporal_binary(), dev_server_log_level="error") as temporal:
        for life, options in wanted.items():
            with tempfile.TemporaryDirectory() as home:
                async with House.opened(temporal, Path(home), f"sqlite:///{home}/khien.db", **options) as house:  # type: ignore[arg-type]
                    if life is not mailed:
                        nobody_has_mail(house)
                    first = await asyncio.wait_for(life(house), 120)
                    for number in (first, *(n for n in known_numbers(house.store) if n.startswith(f"{first}-"))):
                        history = await house.client.get_workflow_handle(number, run_id=await first_run(house, number)).fetch_history()
                        kept = folder / f"{life.__name__}{number.removeprefix(first)}.json.gz"
                        kept.write_bytes(gzip.compress(history.to_json().encode(), mtime=0))
                        print(f"{kept.name}: {len(history.events)} events")


if __name__ == "__main__":
    asyncio.run(record(HERE / settings().release, sys.argv[1:]))
