"""One leave to sign for the head of an agency, or one absence of theirs: it takes in the acts about it, and rests in between."""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import SIGNING, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import SigningStage


@workflow.defn(name=SIGNING)
class SigningWorkflow(StreamWorkflow):
    """Its last day needs no clock: the directory of each day says who signs."""

    waits_for: ClassVar[Mapping[str, str]] = {
        SigningStage.GIVEN: "nobody: it holds until its last day, or until somebody ends it",
        SigningStage.ENDED: "nobody",
        SigningStage.ABSENT: "nobody: it lasts until its last day, or until the head is back",
        SigningStage.BACK: "nobody",
    }
    waits_to_begin_for: ClassVar[str] = "its paper"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
