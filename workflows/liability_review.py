"""One liability review, from the report to its decision: its own people and clocks. It may outlive the initiative."""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import REVIEW, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import ReviewStage


@workflow.defn(name=REVIEW)
class LiabilityReviewWorkflow(StreamWorkflow):
    """Durable for as long as the review takes, and longer than the initiative if need be."""

    waits_for: ClassVar[Mapping[str, str]] = {
        ReviewStage.REPORTED: "the head to say whether there is anything to review, and whose conduct",
        ReviewStage.CAUSE: "the cause to be determined: foreseen or not, objective or subjective, system causes first",
        ReviewStage.FINDINGS: "a panel, each person's statement, the findings, the Party committee's opinion, and the panel's recommendation",
        ReviewStage.RECOMMENDED: "the decision, by others than the panel; or the answer of the authority it was proposed to",
        ReviewStage.DECIDED: "nobody: it is at rest, and an appeal or new evidence would start it again",
        ReviewStage.APPEALED: "the answer to the appeal, by other people",
        ReviewStage.CLOSED: "nobody: it is at rest",
    }
    waits_to_begin_for: ClassVar[str] = "its initiative"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
