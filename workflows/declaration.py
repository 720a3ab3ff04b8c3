"""A person's declaration of relatives and interests: it takes in what they declare anew, and rests in between."""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import DECLARATION, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import DeclarationStage


@workflow.defn(name=DECLARATION)
class DeclarationWorkflow(StreamWorkflow):
    waits_for: ClassVar[Mapping[str, str]] = {
        DeclarationStage.STANDS: "nobody: it stands until the person declares anew",
    }
    waits_to_begin_for: ClassVar[str] = "its declaration"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
