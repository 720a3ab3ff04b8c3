"""The verbs a workflow has, and every timeout and retry there is.

A step raises for no failed activity: it gives back None for what could not be done. An outage is waited for. A defect is not tried again
(activities/failures.py).
"""

import contextlib
from datetime import datetime, timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, WorkflowAlreadyStartedError

from workflows.names import CaseFile, workflow_of

with workflow.unsafe.imports_passed_through():
    from activities.digests import Digests
    from activities.effects import Effects
    from activities.imports import Imports
    from activities.reconcile import Page, ReconciliationActivities
    from activities.registrar import Registrar
    from activities.sweep import Sweep
    from activities.yearly import Yearly
    from domain.differences import Tally
    from domain.standing import Standing

Result = TypeVar("Result")

# An outage of the database is waited for, however long. activities/failures.py marks a defect as not to be tried again.
# The wait grows past `local_retry_threshold`, so that a long outage is a timer and not a worker held by the hand.
THROUGH_AN_OUTAGE = RetryPolicy(initial_interval=timedelta(seconds=1), backoff_coefficient=2.0, maximum_interval=timedelta(minutes=1))
# A mail server may be away for a day. After that the effect is still owed, and the sweep has it tried again (activities/effects.py).
THROUGH_A_DEAD_MAIL_SERVER = RetryPolicy(
    initial_interval=timedelta(seconds=2),
    backoff_coefficient=2.0,
    maximum_interval=timedelta(hours=1),
    maximum_attempts=Effects.ATTEMPTS,
)


async def look_up(number: str) -> Standing | None:
    """How the case stands, from the record."""
    return await _ask_registrar(Registrar.look_up, number)


async def file(number: str, act: str, filing: RawValue) -> Standing | None:
    """Have the registrar answer one filing."""
    return await _ask_registrar(Registrar.examine, number, act, filing)


async def tick(number: str, moment: datetime) -> Standing | None:
    """Have the registrar answer what waits and say what is due."""
    return await _ask_registrar(Registrar.tick, number, moment)


async def _ask_registrar(verb: Any, *args: Any) -> Standing | None:
    try:
        standing: Standing = await workflow.execute_local_activity_method(
            verb,
            args=args,
            start_to_close_timeout=timedelta(seconds=30),
            local_retry_threshold=timedelta(seconds=5),
            retry_policy=THROUGH_AN_OUTAGE,
        )
    except ActivityError:
        return None
    return standing


async def carry_out(effect: str) -> None:
    """Do one piece of work that leaves the building. Whether it was done is in the record, not here."""
    try:
        await workflow.execute_activity_method(
            Effects.carry_out,
            effect,
            start_to_close_timeout=timedelta(seconds=90),
            retry_policy=THROUGH_A_DEAD_MAIL_SERVER,
            summary=effect,
        )
    except ActivityError:
        workflow.logger.warning("an effect could not be carried out", extra={"effect": effect})


async def start(number: str) -> None:
    """Have a stream of the family begin, as this one's child: the Temporal UI shows the family. It lives on when this one ends.

    It may be there already: whoever had something to ask of it first has started it under the same id.
    """
    with contextlib.suppress(WorkflowAlreadyStartedError):
        await workflow.start_child_workflow(
            workflow_of(number),
            CaseFile(number),
            id=number,
            parent_close_policy=workflow.ParentClosePolicy.ABANDON,
            static_summary=number,
        )


async def sweep() -> int | None:
    """Have every case nudged that nobody is looking at: how many there were."""
    nudged: int | None = await _do(Sweep.sweep, timedelta(minutes=30), beat=timedelta(minutes=1))
    return nudged


async def open_yearly(fired: datetime | None) -> str | None:
    """Have the yearly campaign opened, if it is not: its number, or "" where none is to be opened."""
    number: str | None = await _do(Yearly.open, timedelta(minutes=2), fired)
    return number


async def send_digests(after: str) -> str | None:
    """Have the letter of the day handed in to the next page of persons: the last of them, or "". A mail server may be away all morning; not for ever, for
    tomorrow's letter tells what today's could not."""
    last: str | None = await _do(Digests.send, timedelta(minutes=30), after, beat=timedelta(minutes=2), until=timedelta(hours=9))
    return last


async def wake_all_of(number: str) -> int | None:
    """Have the cases of a list of registrations woken: how many there were."""
    woken: int | None = await _do(Imports.wake, timedelta(minutes=30), number, beat=timedelta(minutes=1))
    return woken


async def reconcile_cases(after: str) -> Page | None:
    """Compare the next page of cases."""
    page: Page | None = await _compare(ReconciliationActivities.cases, after)
    return page


async def reconcile_workflows() -> Tally | None:
    """Look for running workflows that belong to no case."""
    tally: Tally | None = await _compare(ReconciliationActivities.workflows)
    return tally


async def _compare(verb: Any, *args: Any) -> Any:
    # What is away all night is compared the next.
    return await _do(verb, timedelta(hours=1), *args, beat=timedelta(minutes=2), until=timedelta(hours=8))


async def _do(verb: Any, once: timedelta, *args: Any, beat: timedelta | None = None, until: timedelta | None = None) -> Any:
    """An activity on the task queue. `once`: how long one attempt may last; `until`: how long all of them together."""
    try:
        return await workflow.execute_activity_method(
            verb,
            args=args,
            start_to_close_timeout=once,
            schedule_to_close_timeout=until,
            heartbeat_timeout=beat,
            retry_policy=THROUGH_AN_OUTAGE,
        )
    except ActivityError:
        return None


def done(result: Result | None) -> Result:
    """For the workflow of one step: what the step gave back, or this run fails, where an operator sees it in the Temporal UI."""
    if result is None:
        raise ApplicationError("needs an operator: the worker's log says where", type="Defect", non_retryable=True)
    return result
