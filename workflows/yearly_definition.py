"""The yearly campaign as it is set up: it takes in the acts of Home Affairs one after the other, and rests in between."""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import YEARLY_DEFINITION, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import YearlyStage


@workflow.defn(name=YEARLY_DEFINITION)
class YearlyDefinitionWorkflow(StreamWorkflow):
    """The campaigns it leads to are opened by a Schedule, each with a workflow of its own."""

    waits_for: ClassVar[Mapping[str, str]] = {
        YearlyStage.RUNNING: "nobody: the Schedule opens a campaign when its day comes",
        YearlyStage.PAUSED: "nobody: nothing opens by itself until somebody resumes it",
    }
    waits_to_begin_for: ClassVar[str] = "its definition"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
