"""Filings, ledger, read model and running workflows compared, case by case: every difference reported, and repaired where the ledger says how."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

import structlog
from temporalio import activity
from temporalio.service import RPCError

from activities.effects import Nudge
from activities.failures import for_temporal
from domain.differences import Difference, Kind, Remedy, Tally
from domain.numbers import is_number
from domain.values import Durable
from logs import where
from store.clock import Now, now
from store.engine import Outage, Store
from store.policies import Lawbook
from store.record.numbers import known_numbers
from store.upkeep.audit import Audit
from store.upkeep.comparison import Expected, compare, compare_the_whole, expected
from store.upkeep.operator import GRACE, left_lying

log = structlog.get_logger()

PAGE = 100  # cases
BETWEEN_LOOKS = timedelta(seconds=5)  # what two looks so far apart both see was not just under way
LOOKS = 3  # at a case that changes while we look; one that still does is in good hands


@dataclass(frozen=True)
class Seen:
    """What Temporal says of one workflow id at this moment. `instead`: why what is there is no workflow of ours at work, in words."""

    running: bool
    instead: str = ""


class Workflows(Protocol):
    """The workflows of our cases, as Temporal has them (workflows/running.py). Everything raises RPCError."""

    async def running_among(self, numbers: list[str]) -> set[str]: ...

    def running(self) -> AsyncIterator[list[str]]: ...

    async def look_at(self, number: str) -> Seen: ...


@dataclass(frozen=True)
class Temporal:
    """Looks at the workflows, and wakes one. The composition root makes it, because that has the client."""

    workflows: Workflows
    nudge: Nudge


class Reconciliation:
    """The whole comparison. Without a Temporal the record is compared with itself alone."""

    def __init__(
        self,
        store: Store,
        audit: Audit,
        laws: Lawbook,
        temporal: Temporal | None,
        *,
        repair: bool = True,
        clock: Now = now,
        grace: timedelta = GRACE,
        between_looks: timedelta = BETWEEN_LOOKS,
        page: int = PAGE,
    ) -> None:
        self._store, self._audit, self._laws, self._temporal, self._repair = store, audit, laws, temporal, repair
        self._now, self._grace, self._between, self._page = clock, grace, between_looks.total_seconds(), page

    async def everything(self) -> AsyncIterator[tuple[int, list[Difference]]]:
        """How many cases were compared since the last time, and what differed. If Temporal goes away on the way, the rest is compared without it."""
        yield 0, await self.the_law()
        after = ""
        while numbers := await self.numbers_after(after):
            yield len(numbers), [each async for each in self.in_the_record(numbers)]
            yield 0, await self._unless_temporal_is_away(self.at_work(numbers))
            after = numbers[-1]
        yield 0, await self._unless_temporal_is_away(self.strangers())

    async def _unless_temporal_is_away(self, differences: AsyncIterator[Difference]) -> list[Difference]:
        found = list[Difference]()
        try:
            async for each in differences:
                found.append(each)
        except RPCError as error:
            self._temporal = None
            found.append(temporal_is_away(error.status.name))
        return found

    async def numbers_after(self, after: str) -> list[str]:
        return await asyncio.to_thread(known_numbers, self._store, after, self._page)

    async def in_the_record(self, numbers: list[str]) -> AsyncIterator[Difference]:
        """The record against itself. A case that cannot even be compared holds up no other."""
        today = self._laws.calendar.local_day(self._now())
        for number in numbers:
            _beat()
            try:
                found = await asyncio.to_thread(compare, number, self._audit, self._laws, today, self._store, repair=self._repair)
            except Outage:
                raise
            except Exception as defect:
                log.error("reconcile.defect", case=number, defect=type(defect).__name__, where=where(defect))
                found = [Difference(number, Kind.DEFECT, f"could not be compared ({type(defect).__name__})")]
            for each in found:
                yield each

    async def the_law(self) -> list[Difference]:
        return await asyncio.to_thread(compare_the_whole, self._audit, self._store)

    async def at_work(self, numbers: list[str]) -> AsyncIterator[Difference]:
        """The read model against the running workflows. Their listing lags behind, so it only names whom to look at twice."""
        numbers = [number for number in numbers if is_number(number)]  # Temporal would refuse to be asked of any other
        lying = await self._lying(numbers)
        suspects = set(lying)
        if self._temporal:
            running = await self._temporal.workflows.running_among(numbers)
            for number, case in (await self._expected(numbers)).items():
                if (case.must_run and number not in running) or (not case.may_run and number in running):
                    suspects.add(number)
        if suspects:
            await self._wait()
        for number in sorted(suspects):
            _beat()
            for found in await self._again(number):
                yield found

    async def _again(self, number: str) -> list[Difference]:
        """The second look. What the record says before and after it must be the same, or it is looked at once more."""
        for _ in range(LOOKS):
            before = await self._case(number)
            seen = await self._temporal.workflows.look_at(number) if self._temporal else None
            lying = (await self._lying([number])).get(number, set())
            if await self._case(number) == before:
                found = _judged(number, before, seen, lying)
                return found if seen and seen.instead else await self._nudged(found)
        return []

    async def _nudged(self, found: list[Difference]) -> list[Difference]:
        """Signal-with-start cures all of it: the case is looked at, by a workflow started anew if need be; one with nothing to do completes."""
        if not found or not self._temporal or not self._repair:
            return found
        try:
            await self._temporal.nudge(found[0].case)
        except RPCError as error:  # one case that cannot be woken must not hold up the others
            return [replace(each, says=f"{each.says}; it could not be nudged ({error.status.name})") for each in found]
        return [replace(each, remedy=Remedy.NUDGED) for each in found]

    async def strangers(self) -> AsyncIterator[Difference]:
        """Running workflows of our types whose id is no case and no filing's. They may be somebody's: nothing is done to them."""
        if not self._temporal:
            return
        async for numbers in self._temporal.workflows.running():
            _beat()
            unknown = [number for number, case in (await self._expected(numbers)).items() if not case.known]
            if unknown:
                await self._wait()
            for number in unknown:
                _beat()
                if (await self._temporal.workflows.look_at(number)).running and not (await self._case(number)).known:
                    yield Difference(_printable(number), Kind.STRANGER, "a workflow runs under a number that the record does not know")

    async def _case(self, number: str) -> Expected:
        return (await self._expected([number]))[number]

    async def _expected(self, numbers: list[str]) -> dict[str, Expected]:
        return await asyncio.to_thread(expected, numbers, self._store)

    async def _lying(self, numbers: list[str]) -> dict[str, set[str]]:
        return await asyncio.to_thread(left_lying, self._now(), self._store, self._grace, numbers)

    async def _wait(self) -> None:
        _beat()
        await asyncio.sleep(self._between)


def _judged(number: str, case: Expected, seen: Seen | None, lying: set[str]) -> list[Difference]:
    found = [Difference(number, Kind.LEFT_LYING, f"{what} left lying: nobody has looked at it") for what in sorted(lying)]
    if seen and seen.instead and (case.must_run or found):
        found.append(Difference(number, Kind.HELD_UP, seen.instead))
    elif seen and case.must_run and not seen.running:
        found.append(Difference(number, Kind.NO_WORKFLOW, "is not at rest, and no workflow runs for it"))
    elif seen and seen.running and not case.may_run:
        found.append(Difference(number, Kind.RUNS_AT_REST, "is at rest, and its workflow still runs"))
    return found


def temporal_is_away(how: str) -> Difference:
    return Difference("", Kind.NOT_COMPARED, f"Temporal does not answer ({how}), so the workflows were not compared")


def _printable(name: str) -> str:
    """An id that somebody else has chosen, for a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:80])


def _beat() -> None:
    if activity.in_activity():
        activity.heartbeat()


class Page(Durable):
    """`last`: the last case compared; empty when there was none left."""

    tally: Tally
    last: str = ""


class ReconciliationActivities:
    """The comparison as activities, a page of cases in each: what a page found is in the workflow's history, whatever happens to the next one."""

    def __init__(self, reconciliation: Reconciliation) -> None:
        self._all = reconciliation

    @activity.defn(name="reconcile_cases")
    async def cases(self, after: str) -> Page:
        """The next cases by number."""
        with for_temporal("reconcile"):
            return await self._cases(after)

    @activity.defn(name="reconcile_workflows")
    async def workflows(self) -> Tally:
        """Published law, and running workflows that belong to no case."""
        with for_temporal("reconcile"):
            return await self._workflows()

    async def _cases(self, after: str) -> Page:
        numbers = await self._all.numbers_after(after)
        tally = Tally(cases=len(numbers))
        for differences in (self._all.in_the_record(numbers), self._all.at_work(numbers)):
            async for found in differences:
                tally = tally.of(_logged(found))
        return Page(tally=tally, last=numbers[-1] if numbers else "")

    async def _workflows(self) -> Tally:
        tally = Tally()
        for found in await self._all.the_law():
            tally = tally.of(_logged(found))
        async for found in self._all.strangers():
            tally = tally.of(_logged(found))
        return tally


def _logged(found: Difference) -> Difference:
    log.warning("reconcile.difference", case=found.case, kind=str(found.kind), says=found.says, remedy=str(found.remedy))
    return found
