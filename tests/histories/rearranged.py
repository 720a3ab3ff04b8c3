"""A workflow as a careless release might make it: one timer more at the beginning. The replay gate must find it out."""

from datetime import timedelta

from temporalio import workflow

from workflows.initiative import InitiativeWorkflow as Original
from workflows.names import INITIATIVE, CaseFile

ONE_TIMER_MORE = timedelta(seconds=1)


@workflow.defn(name=INITIATIVE)
class InitiativeWorkflow(Original):
    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await workflow.sleep(ONE_TIMER_MORE)
        await super().run(file)
