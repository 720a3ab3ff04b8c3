"""What can never be answered is not received; and what an earlier release received under such a number holds up nobody."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import structlog
from sqlmodel import func, select
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.reconcile import Reconciliation, Seen, Temporal
from activities.sweep import Sweep
from api.door import Door, NoSuchCase
from commands.operator import what_needs_a_hand
from domain.acts import Triage, Vote
from domain.differences import Kind
from store.reading.readers import Readers
from store.reading.readings import Readings
from store.record.sightings import ReadingLedger
from store.tables import FilingRow
from store.upkeep.audit import Audit
from tests.record.counter import Counter

CASE = "SK-2026-26743-1"
ENDLESS = "SK-2026-26743-" + "1" * 1_100
LATER = timedelta(minutes=10)


def refused_by_temporal(number: str) -> None:
    if len(number) > 1_000:
        raise RPCError("workflow id is too long", RPCStatusCode.INVALID_ARGUMENT, b"")


async def received(counter: Counter, act: Vote | Triage, case: str) -> int:
    """How many more filings there are once somebody has tried; raises what the door raises."""
    nowhere = await Client.connect("127.0.0.1:1", lazy=True)
    readings = Readings(counter.store, counter.laws)
    zone = counter.laws.calendar.zone
    door = Door(
        nowhere,
        counter.store,
        readings,
        Readers(counter.store, ReadingLedger(counter.store, counter.ring), readings),
        counter.cabinet,
        counter.ring,
        task_queue="khien",
        zone=zone,
        clock=lambda: counter.moment,
        within=0.1,
    )
    before = how_many(counter)
    await door.submit(act, case, "head", f"key-{case[:50]}")
    return how_many(counter) - before


def how_many(counter: Counter) -> int:
    with counter.store.reading() as session:
        return session.exec(select(func.count()).select_from(FilingRow)).one()


@pytest.mark.parametrize(
    "case", [ENDLESS, f"{CASE}-R1", f"{CASE}-R0", f"{CASE}-R1000", f"{CASE}-K", f"{CASE}-K\n", "SK-٢٠٢٦-26743-1", "DK-20270"]
)
async def test_what_nobody_can_answer_is_not_received(case: str, counter: Counter) -> None:
    """The initiative is there; it has neither a review nor a reward file, even after somebody filed to one in an earlier release."""
    counter.register()
    counter.hand_in("head", "triage", f"{CASE}-R1", to_review=False, reasons="Không có căn cứ.")
    before = how_many(counter)
    with pytest.raises(NoSuchCase):
        await received(counter, Triage(to_review=False, reasons="x"), case)
    assert how_many(counter) == before


async def test_what_a_case_can_answer_is_received(counter: Counter) -> None:
    counter.register()
    assert await received(counter, Vote.model_validate(Vote.example), CASE) == 1


async def test_one_that_can_never_be_woken_holds_up_no_sweep_and_is_not_logged_for_ever(counter: Counter) -> None:
    counter.hand_in("head", "vote", ENDLESS, ballot="for")
    counter.hand_in("clerk", "accept_dossier", CASE)
    counter.moment += LATER
    woken = list[str]()

    async def nudge(number: str) -> None:
        refused_by_temporal(number)
        woken.append(number)

    with structlog.testing.capture_logs() as logs:
        for _ in range(2):
            await ActivityEnvironment().run(Sweep(counter.store, nudge, clock=lambda: counter.moment).sweep)
    assert woken == [CASE, CASE]
    of_the_sweep = [
        line for line in logs if not line["event"].startswith("door.")
    ]  # what a door of an earlier test leaves behind is its own
    assert [(line["event"], line["nudged"]) for line in of_the_sweep] == [("sweep.done", 1)] * 2


def test_an_operator_is_told_that_its_number_is_none(counter: Counter) -> None:
    counter.hand_in("head", "vote", ENDLESS, ballot="for")
    table = what_needs_a_hand(counter.store)
    assert table is not None
    assert [("under a number that is none" in str(cell)) for cell in table.columns[3].cells] == [True]


class Running:
    """A Temporal that refuses to be asked of what is too long to be a workflow's id, and in which nothing runs."""

    async def running_among(self, numbers: list[str]) -> set[str]:
        for number in numbers:
            refused_by_temporal(number)
        return set()

    async def look_at(self, number: str) -> Seen:
        refused_by_temporal(number)
        return Seen(running=False)

    async def running(self) -> AsyncIterator[list[str]]:
        yield []


async def test_the_nightly_comparison_goes_on_past_it(counter: Counter) -> None:
    counter.register()
    counter.hand_in("head", "vote", ENDLESS, ballot="for")
    counter.moment += LATER

    async def nudge(number: str) -> None:
        refused_by_temporal(number)

    temporal = Temporal(Running(), nudge)
    comparison = Reconciliation(
        counter.store, Audit(counter.seals), counter.laws, temporal, clock=lambda: counter.moment, between_looks=timedelta(0)
    )
    found = [each async for _, differences in comparison.everything() for each in differences]
    assert {each.kind for each in found if each.case == CASE} >= {Kind.NO_WORKFLOW}
    assert Kind.NOT_COMPARED not in {each.kind for each in found}
