"""Slow is not broken: an attempt that was cancelled, or took too long, leaves every filing waiting, and each is answered later."""

from functools import partial
from threading import Event

import pytest
import structlog
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from activities.sweep import Sweep
from domain.acts import Act, Vote
from domain.facts import Fact
from domain.matter import Matter
from domain.procedure.chapters import CONCLUSIONS
from store.record.filings import BROKEN, RECORDED, WAITING
from store.upkeep.audit import Audit
from store.upkeep.operator import retry, stuck
from tests.builders import another_conclusion, defective
from tests.record.counter import Counter, as_sent
from tests.record.threads import at_once

CASE = "SK-2026-26743-1"


def _cancelled(act: Act, matter: Matter) -> Fact:
    raise CancelledError("Cancelled")


def _out_of_memory(act: Act, matter: Matter) -> Fact:
    raise MemoryError


@pytest.mark.parametrize("name", ["examine", "tick"])
def test_an_attempt_that_temporal_gives_up_in_the_middle_ends_as_it_began(reviewed: Counter, name: str) -> None:
    """As Temporal does to a local activity whose workflow was evicted, or whose 30 seconds are over: it cancels, and the thread is in the middle."""
    number, sound = reviewed.hand_in("head", "vote", CASE, ballot="for"), CONCLUSIONS[Vote].rule
    environment, examining, given_up = ActivityEnvironment(), Event(), Event()
    arguments = {"examine": (CASE, "vote", as_sent(number)), "tick": (CASE, reviewed.moment)}[name]

    def slowly(act: Vote, matter: Matter) -> Fact:
        examining.set()
        assert given_up.wait(timeout=10)
        return sound(act, matter)

    def give_up() -> None:
        assert examining.wait(timeout=10)
        environment.cancel()
        given_up.set()

    with another_conclusion(Vote, slowly):
        outcome, _ = at_once(lambda: environment.run(getattr(reviewed.registrar, name), *arguments), give_up)
    assert not isinstance(outcome, Exception), outcome
    assert reviewed.receipt(number).status == RECORDED


def test_a_cancellation_that_does_reach_the_registrar_leaves_all_waiting_and_calls_nobody(reviewed: Counter) -> None:
    first, second = (reviewed.hand_in(who, "vote", CASE, ballot="for") for who in ("head", "deputy"))
    with another_conclusion(Vote, _cancelled), structlog.testing.capture_logs() as logs:
        for attempt in (partial(reviewed.examine, second, "vote"), reviewed.tick):
            with pytest.raises(CancelledError):
                attempt(CASE)
    assert [reviewed.receipt(number).status for number in (first, second)] == [WAITING, WAITING]
    assert (logs, stuck(reviewed.store)) == ([], [])
    assert not reviewed.examine(second, "vote", CASE).needs_operator
    assert [reviewed.receipt(number).sequence for number in (first, second)] == [3, 4]


# --- what the machine broke ---


async def swept(counter: Counter) -> list[str]:
    """The cases a sweep wakes."""
    woken = list[str]()

    async def nudge(number: str) -> None:
        woken.append(number)

    await ActivityEnvironment().run(Sweep(counter.store, nudge, clock=lambda: counter.moment).sweep)
    return woken


async def test_what_the_machine_broke_is_tried_once_more_by_the_sweep_before_anybody_is_called(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    with another_conclusion(Vote, _out_of_memory):
        reviewed.examine(number, "vote", CASE)
    assert (reviewed.receipt(number).status, stuck(reviewed.store)) == (BROKEN, [])
    assert CASE in await swept(reviewed)
    reviewed.tick(CASE)
    assert reviewed.receipt(number).status == RECORDED
    assert [*Audit(reviewed.seals).faults_of([CASE], reviewed.store)] == [], "whoever puts it back forges nothing"


async def test_what_breaks_a_second_time_waits_for_an_operator(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    with another_conclusion(Vote, _out_of_memory):
        reviewed.examine(number, "vote", CASE)
        await swept(reviewed)
        reviewed.tick(CASE)
    assert [each.name for each in stuck(reviewed.store)] == [number]
    await swept(reviewed)
    assert reviewed.receipt(number).status == BROKEN
    assert retry(number, reviewed.store) == CASE
    assert [*Audit(reviewed.seals).faults_of([CASE], reviewed.store)] == []


async def test_a_defect_of_ours_is_not_tried_again_by_the_sweep(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    with defective(Vote):
        reviewed.examine(number, "vote", CASE)
    await swept(reviewed)
    assert reviewed.receipt(number).status == BROKEN
    assert [each.name for each in stuck(reviewed.store)] == [number]
