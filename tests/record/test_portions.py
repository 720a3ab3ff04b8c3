"""A long list on its way to the registrar: never more than a portion of it in hand, each row once, and nothing that hangs holds up the rest."""

import asyncio
from datetime import timedelta

from temporalio.testing import ActivityEnvironment

from activities.imports import Imports
from activities.portions import Pace
from activities.sweep import Sweep
from domain.acts import Register
from store.record import filings, imports
from store.record.imports import Arrived
from tests.record.counter import Counter

ROWS, PORTION = 25, 4


def received(counter: Counter) -> list[str]:
    """A list that has come in: the numbers of its cases."""
    cases = [f"SK-2026-26743-{n}" for n in range(1, ROWS + 1)]
    sealed = {
        row: counter.filing("lan", "register", case, key=imports.key_of("DS-1", row), **{**Register.example, "title": case})
        for row, case in enumerate(cases, 2)
    }
    with counter.store.writing() as session:
        assert imports.receive(Arrived("DS-1", "CD-1", "lan", counter.moment), sealed, session) == ROWS
    return cases


class Workers:
    """Who is woken; each woken case is answered a little later, but for those that hang."""

    def __init__(self, counter: Counter, *hang: str) -> None:
        self.counter, self.hang, self.woken, self.most_in_hand = counter, hang, list[str](), 0
        self._working: set[asyncio.Task[None]] = set()

    async def nudge(self, case: str) -> None:
        self.woken.append(case)
        task = asyncio.create_task(self._answer(case))
        self._working.add(task)
        self.most_in_hand = max(self.most_in_hand, len(self._waiting()))

    async def _answer(self, case: str) -> None:
        await asyncio.sleep(0.02)
        if case not in self.hang:
            await asyncio.to_thread(self.counter.tick, case)

    async def finished(self) -> None:
        await asyncio.gather(*self._working)

    def _waiting(self) -> set[str]:
        with self.counter.store.reading() as session:
            return filings.waiting_among(self.woken, session)


async def test_no_more_than_a_portion_of_a_list_is_in_hand_and_each_row_is_woken_once_in_order(counter: Counter) -> None:
    cases, workers = received(counter), Workers(counter)
    lists = Imports(counter.store, workers.nudge, Pace(PORTION, 0.05))
    assert await ActivityEnvironment().run(lists.wake, "DS-1") == ROWS
    await workers.finished()
    assert workers.woken == cases
    assert 1 <= workers.most_in_hand <= PORTION


async def test_what_hangs_holds_up_nobody_for_ever(counter: Counter) -> None:
    cases = received(counter)
    workers = Workers(counter, *cases[:PORTION])
    lists = Imports(counter.store, workers.nudge, Pace(PORTION, 0.05, patience=0.3))
    assert await ActivityEnvironment().run(lists.wake, "DS-1") == ROWS
    await workers.finished()
    assert workers.woken == cases


async def test_the_sweep_wakes_what_was_left_lying_first_and_a_list_in_portions_after_it(counter: Counter) -> None:
    cases, alone = received(counter), "SK-2026-27475-1"
    counter.hand_in("lan", "register", alone, **Register.example)
    workers = Workers(counter, *cases)
    counter.moment += timedelta(minutes=5)
    sweep = Sweep(counter.store, workers.nudge, clock=lambda: counter.moment, at_lists=0.2)
    assert await ActivityEnvironment().run(sweep.sweep) == len(workers.woken)
    await workers.finished()
    assert workers.woken == [alone, *cases[:10]], "a portion, and the next sweep goes on"
