"""One initiative, from registration to rest: what it waits for, stage by stage.

What an act means and who may do it is the law's business (domain/procedure/); here is only how the case waits. A legal act is added
there, and needs nothing here: every act arrives at the same counter (workflows/stream_workflow.py) under its own name.
"""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import INITIATIVE, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import Stage


@workflow.defn(name=INITIATIVE)
class InitiativeWorkflow(StreamWorkflow):
    """Durable for as long as the case lives: restarts, releases and a lost Temporal database included."""

    waits_for: ClassVar[Mapping[str, str]] = {
        Stage.REGISTERED: "the receiving office to accept the dossier or return it, and the proposer to complete it",
        Stage.AGENCY_REVIEW: "the Party committee's opinion, the leadership's vote, and the head's decision within its term",
        Stage.CITY_APPRAISAL: "the departments' answers, the focal point's appraisal, and the city chair's decision",
        Stage.PLANNING: "the lead agency's plan, and the approval that freezes its work items and foreseen risks",
        Stage.IMPLEMENTING: "the evaluation of each work item by its day, and the finish",
        Stage.FINAL_EVALUATION: "the result report, the Party committee's opinion, and the evaluation of the result, each within its term",
        Stage.REWARDING: "the close, once no review, referral or proposed reward is open",
        Stage.CLOSED: "nobody: it is at rest, and a reopening would start it again",
    }
    waits_to_begin_for: ClassVar[str] = "its registration"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
