"""The sweep: nothing waits for somebody to knock. Whatever was left lying, after any crash or wipe, gets its workflow back."""

from temporalio import workflow

from workflows import steps
from workflows.names import SWEEP


@workflow.defn(name=SWEEP)
class SweepWorkflow:
    """Started with every worker and by a Schedule. One query says who was left; each is nudged awake.

    By an activity with a client: a workflow's own signal-with-start is behind a server flag that is off by default
    (history.enableSignalWithStartFromWorkflow), and ten thousand of them would not fit into one history.
    """

    @workflow.run
    async def run(self) -> int:
        return steps.done(await steps.sweep())
