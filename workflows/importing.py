"""A list of registrations on its way to its cases: each has its workflow woken. How far it is, is told at GET /imports/{number}."""

from temporalio import workflow

from workflows import steps
from workflows.names import IMPORT


@workflow.defn(name=IMPORT)
class ImportWorkflow:
    """Started by the door. Should it be lost, the sweep does the same, more slowly. Its result is how many cases were woken."""

    @workflow.run
    async def run(self, number: str) -> int:
        return steps.done(await steps.wake_all_of(number))
