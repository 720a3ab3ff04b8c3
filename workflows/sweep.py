"""The sweep: nothing waits for somebody to knock. Whatever was left lying, after any crash or wipe, gets its usher back."""

from temporalio import workflow
from temporalio.common import WorkflowIDConflictPolicy

from workflows import steps
from workflows.names import INITIATIVE, NUDGE, SWEEP
from workflows.usher import CaseFile


@workflow.defn(name=SWEEP)
class SweepWorkflow:
    """Started with every worker and by a Schedule. One query says who was left; each is nudged awake."""

    @workflow.run
    async def run(self) -> int:
        left = await steps.overdue()
        for number in left:
            await workflow.signal_with_start_workflow(
                INITIATIVE,
                CaseFile(number),
                id=number,
                task_queue=workflow.info().task_queue,
                signal=NUDGE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
        return len(left)
