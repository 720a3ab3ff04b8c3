"""What is away for a while, and what is wrong until somebody mends it: it delays the one thing it touches and stops nothing else."""

import asyncio
from uuid import uuid4

import pytest

from domain.acts import Register
from store.upkeep.operator import retry, stuck
from tests.processes import Processes, until
from tests.worker_that_obeys import Order

pytestmark = pytest.mark.server

IN_REVIEW = ["registered", "dossier_accepted"]
BOTH = [*IN_REVIEW, "ballot_cast", "party_opinion_recorded"]
FEW = 60  # events, of which two acts and their notices without any outage are some twenty
OPINION = {"before": "approval", "opinion": "agrees"}


async def lasts(processes: Processes, seconds: float, case: str, *, of: str, told: int) -> None:
    """A vote was received before the lock, an opinion is sent during it: both are recorded once, in their order, when it is gone."""
    vote_key, opinion_key, before = uuid4().hex, uuid4().hex, await processes.events(case)
    processes.give(Order.WAIT_BEFORE_LOOKING)
    vote = await processes.act("deputy", "vote", case, vote_key, ballot="for")
    assert vote.status_code == 202, vote.text
    over = asyncio.get_running_loop().time() + seconds
    with processes.locked(of):
        processes.take_back(Order.WAIT_BEFORE_LOOKING)
        opinion = await processes.act("secretary", "record_party_opinion", case, opinion_key, **OPINION)
        assert opinion.status_code == told, opinion.text
        await asyncio.sleep(over - asyncio.get_running_loop().time())
    await until(lambda: "ballot_cast" in processes.facts(case), "the vote is recorded, with nobody asking again")
    recorded = await processes.insist("secretary", "record_party_opinion", case, opinion_key, **OPINION)
    assert (recorded.status_code, recorded.json()["sequence"]) == (201, 4)
    assert processes.facts(case) == BOTH
    processes.sound(case)
    await processes.delivered(case)
    assert await processes.events(case) - before < FEW


@pytest.mark.parametrize(
    ("all_processes", "seconds"),
    [pytest.param("sqlite", 60, id="sqlite, for a minute"), pytest.param("postgresql", 15, id="postgresql")],
    indirect=["all_processes"],
)
async def test_a_locked_register_receives_nothing_and_loses_nothing(processes: Processes, seconds: float) -> None:
    """503: the sender knows that nothing was received, and sends the same again."""
    await lasts(processes, seconds, await processes.under_review(), of="", told=503)


@pytest.mark.parametrize("all_processes", ["postgresql"], indirect=True)
async def test_a_locked_case_is_received_and_waits(processes: Processes) -> None:
    """202: the register is there, and only this one case cannot be looked at."""
    case = await processes.under_review()
    await lasts(processes, 10, case, of=case, told=202)


async def test_a_dead_mail_server_stops_neither_acts_nor_reminders(processes: Processes) -> None:
    case = await processes.implementing(reminder_in=3)
    before = processes.facts(case)
    processes.mail.close()
    await processes.recorded("head", "evaluate", case, item="W1", verdict="full", findings="Đạt.")
    await until(lambda: processes.facts(case) == [*before, "work_item_evaluated", "reminded"], "the other item's reminder")
    owed = [name for name, status in processes.owed(case) if status == "owed"]
    assert {name.removeprefix(f"{case}-").partition("-")[0] for name in owed} == {str(len(before) + 1), str(len(before) + 2)}
    await processes.mail.open()
    await processes.delivered(case)
    assert set(processes.mail.about(case).values()) == {1}
    processes.sound(case)


async def test_a_refused_recipient_is_an_operators_business_and_nobody_elses(processes: Processes) -> None:
    processes.mail.refuses.add("head@demo.khien.invalid")
    case = str((await processes.recorded("lan", "register", **Register.example))["case"])
    await until(lambda: {status for _, status in processes.owed(case)} == {"done", "failed"}, "one notice has failed and the others came")
    (failed,) = (each for each in stuck(processes.store) if each.case == case)
    assert failed.error.startswith("SMTPRecipientsRefused")
    await processes.recorded("clerk", "accept_dossier", case)
    processes.mail.refuses.clear()
    assert retry(failed.name, processes.store) == case
    await processes.nudge(case)
    await processes.delivered(case)
    assert set(processes.mail.about(case).values()) == {1}


async def test_a_defect_in_one_chapter_holds_up_one_filing(processes: Processes) -> None:
    case, key = await processes.implementing(reminder_in=4), uuid4().hex
    before = processes.facts(case)
    evaluation = {"verdict": "full", "findings": "Đạt."}
    processes.give(Order.A_BUG_IN_EVALUATION)
    broken = await processes.insist("head", "evaluate", case, key, item="W1", **evaluation)
    assert (broken.status_code, broken.json()["reason"]) == (500, "needs-operator")
    await processes.recorded("head", "evaluate", case, item="W2", **evaluation)
    await until(lambda: processes.facts(case) == [*before, "work_item_evaluated", "reminded"], "the first item's reminder")
    (found,) = (each for each in stuck(processes.store) if each.case == case)
    assert (found.name, found.what) == (broken.json()["filing"], "filing evaluate")
    processes.take_back(Order.A_BUG_IN_EVALUATION)
    assert retry(found.name, processes.store) == case
    await processes.nudge(case)
    mended = await processes.insist("head", "evaluate", case, key, item="W1", **evaluation)
    assert (mended.status_code, mended.json()["filing"]) == (201, found.name)
    assert processes.facts(case) == [*before, "work_item_evaluated", "reminded", "work_item_evaluated"]
    processes.sound(case)
    await processes.delivered(case)
