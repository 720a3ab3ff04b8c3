"""kill -9 of every part, during an act and between acts, on both databases: nothing is lost, nothing is done twice, and all goes on."""

import asyncio
from uuid import uuid4

import httpx2
import pytest

from tests.processes import Processes, until
from tests.worker_that_obeys import Order

pytestmark = pytest.mark.server

RECEIVED, REVIEWED = "registered", "dossier_accepted"
VOTED, OPINION = "ballot_cast", "party_opinion_recorded"
IN_REVIEW = [RECEIVED, REVIEWED]


async def goes_on(processes: Processes, case: str, key: str, first: httpx2.Response | None = None) -> None:
    """The vote is on the record, once; its sender's retry gets the stored answer; the next act has the next number; every notice came."""
    retried = await processes.insist("deputy", "vote", case, key, ballot="for")
    assert (retried.status_code, retried.json()["sequence"]) == (201, 3)
    if first is not None:
        assert first.json()["filing"] == retried.json()["filing"]
        assert first.status_code == 202 or first.json() == retried.json()
    processes.back_to("the retry's answer")
    following = await processes.insist("secretary", "record_party_opinion", case, uuid4().hex, before="approval", opinion="agrees")
    assert (following.status_code, following.json()["sequence"]) == (201, 4)
    processes.back_to("the next act's answer")
    assert processes.facts(case) == [*IN_REVIEW, VOTED, OPINION]
    processes.sound(case)
    await processes.delivered(case)


@pytest.mark.parametrize(
    "order", [pytest.param(Order.DIE_BEFORE_COMMIT, id="before the commit"), pytest.param(Order.DIE_AFTER_COMMIT, id="after the commit")]
)
async def test_a_worker_killed_during_an_act_loses_and_doubles_nothing(processes: Processes, order: Order) -> None:
    """The sender has their receipt, and the door has left the number with Temporal: the next worker is asked to do it again."""
    case, key = await processes.under_review(), uuid4().hex
    processes.give(Order.WAIT_BEFORE_LOOKING)
    answer = await processes.act("deputy", "vote", case, key, ballot="for")
    assert answer.status_code == 202, answer.text
    processes.give(order)
    processes.take_back(Order.WAIT_BEFORE_LOOKING)
    await processes.died("worker")
    assert processes.facts(case) == [*IN_REVIEW, *([VOTED] if order is Order.DIE_AFTER_COMMIT else [])]
    await processes.start("worker")
    await until(lambda: processes.facts(case) == [*IN_REVIEW, VOTED], "the vote is recorded, with nobody asking again")
    await goes_on(processes, case, key, answer)


async def test_a_worker_killed_after_the_commit_costs_not_even_the_answer(processes: Processes) -> None:
    case, key = await processes.under_review(), uuid4().hex
    processes.give(Order.DIE_AFTER_COMMIT)
    answer = await processes.act("deputy", "vote", case, key, ballot="for")
    assert answer.status_code == 201, answer.text
    await processes.died("worker")
    await processes.start("worker")
    await goes_on(processes, case, key, answer)


async def test_a_worker_killed_between_acts_leaves_them_waiting_for_the_next(processes: Processes) -> None:
    case, key = await processes.under_review(), uuid4().hex
    processes.kill("worker")
    answer = await processes.act("deputy", "vote", case, key, ballot="for")
    assert answer.status_code == 202, answer.text
    await processes.start("worker")
    await until(lambda: processes.facts(case) == [*IN_REVIEW, VOTED], "the vote is recorded, with nobody asking again")
    await goes_on(processes, case, key, answer)


async def test_a_door_killed_during_an_act_gives_its_stored_answer_when_it_is_back(processes: Processes) -> None:
    case, key = await processes.under_review(), uuid4().hex
    processes.give(Order.WAIT_AFTER_COMMIT)
    asked = asyncio.create_task(processes.act("deputy", "vote", case, key, ballot="for"))
    await until(lambda: processes.facts(case) == [*IN_REVIEW, VOTED], "the vote is committed")
    assert not asked.done()
    processes.kill("api")
    with pytest.raises(httpx2.TransportError):
        await asked
    processes.take_back(Order.WAIT_AFTER_COMMIT)
    await processes.start("api")
    await goes_on(processes, case, key)


async def test_a_door_killed_between_receiving_and_asking_loses_nothing(processes: Processes) -> None:
    """Temporal does not answer, so the door still holds the number in its hand when it dies; the sweep brings the filing home."""
    case, key = await processes.under_review(), uuid4().hex
    processes.kill("temporal")
    asked = asyncio.create_task(processes.act("deputy", "vote", case, key, ballot="for"))
    await until(lambda: processes.received(case) == 3, "the vote is received")
    processes.kill("api")
    with pytest.raises(httpx2.TransportError):
        await asked
    processes.kill("worker")
    processes.give(Order.SWEEP_WITHOUT_GRACE)
    await processes.start("temporal", "worker")
    await until(lambda: processes.facts(case) == [*IN_REVIEW, VOTED], "the vote is recorded, with nobody asking again")
    await processes.start("api")
    await goes_on(processes, case, key)


async def test_temporal_killed_during_an_act_costs_not_even_the_answer(processes: Processes) -> None:
    case, key = await processes.under_review(), uuid4().hex
    processes.give(Order.WAIT_AFTER_COMMIT)
    asked = asyncio.create_task(processes.act("deputy", "vote", case, key, ballot="for"))
    await until(lambda: processes.facts(case) == [*IN_REVIEW, VOTED], "the vote is committed")
    processes.kill("temporal")
    processes.take_back(Order.WAIT_AFTER_COMMIT)
    answer = await asked
    assert answer.status_code == 201, answer.text
    await processes.start("temporal")
    await goes_on(processes, case, key, answer)


async def test_temporal_killed_between_acts_leaves_them_received(processes: Processes) -> None:
    case, key = await processes.under_review(), uuid4().hex
    processes.kill("temporal")
    answer = await processes.act("deputy", "vote", case, key, ballot="for")
    assert answer.status_code == 202, answer.text
    await processes.start("temporal")
    await goes_on(processes, case, key, answer)


async def test_a_worker_killed_while_the_clock_speaks_reminds_once(processes: Processes) -> None:
    case = await processes.implementing(reminder_in=1.5)
    before = processes.facts(case)
    processes.give(Order.DIE_AFTER_COMMIT)
    await processes.died("worker")
    assert processes.facts(case) == [*before, "reminded", "reminded"], "both items, in one transaction"
    await processes.start("worker")
    await processes.recorded("head", "evaluate", case, item="W1", verdict="full", findings="Đạt.")
    await processes.delivered(case)
    assert processes.facts(case) == [*before, "reminded", "reminded", "work_item_evaluated"]
    processes.sound(case)


@pytest.mark.parametrize("worker", [pytest.param("starts again", id="worker starts again"), pytest.param("stays", id="worker stays")])
async def test_temporal_wiped_leaves_every_case_answering_and_every_reminder_coming(processes: Processes, worker: str) -> None:
    processes.kill("worker")
    processes.give(Order.SWEEP_WITHOUT_GRACE)
    await processes.start("worker")
    case, clocked, key = await processes.under_review(), await processes.implementing(reminder_in=3), uuid4().hex
    before = processes.facts(clocked)
    assert "reminded" not in before
    processes.kill("temporal")
    processes.wipe_temporal()
    if worker == "stays":
        await processes.start("temporal")
    else:
        processes.kill("worker")
        await processes.start("temporal", "worker")
    await goes_on(processes, case, key)
    await until(lambda: processes.facts(clocked) == [*before, "reminded", "reminded"], "both reminders")
    processes.back_to("the reminder")
    processes.sound(clocked)
    await processes.delivered(clocked)


async def test_a_terminated_workflow_comes_back_with_its_reminder(processes: Processes) -> None:
    case = await processes.implementing(reminder_in=2)
    before = processes.facts(case)
    await (await processes.client()).get_workflow_handle(case).terminate("an operator's cure")
    await asyncio.sleep(2.5)
    assert processes.facts(case) == before
    processes.kill("worker")
    processes.give(Order.SWEEP_WITHOUT_GRACE)
    await processes.start("worker")
    await until(lambda: processes.facts(case) == [*before, "reminded", "reminded"], "both reminders, with nobody asking")
    processes.sound(case)
