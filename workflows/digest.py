"""The letter of the day: to everybody who has chosen one, a page of persons at a time."""

from temporalio import workflow

from workflows import steps
from workflows.names import DIGEST


@workflow.defn(name=DIGEST)
class DigestWorkflow:
    """Started by a Schedule each morning; on a day off it finds nobody. Begun again it goes through everybody once more, and nobody gets a second letter."""

    @workflow.run
    async def run(self) -> None:
        after = ""
        while after := steps.done(await steps.send_digests(after)):
            pass
