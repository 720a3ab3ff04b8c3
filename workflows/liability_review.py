"""One liability review, from the report to its decision: its own people and clocks. It may outlive the initiative."""

from temporalio import workflow

from workflows.names import REVIEW, CaseFile
from workflows.usher import Usher

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import ReviewStage

WAITS_FOR = {
    ReviewStage.REPORTED: "the head to say whether there is anything to review, and whose conduct",
    ReviewStage.CAUSE: "the cause to be determined: foreseen or not, objective or subjective, system causes first",
    ReviewStage.FINDINGS: "a panel, each person's statement, the findings, the Party committee's opinion, and the panel's recommendation",
    ReviewStage.RECOMMENDED: "the decision, by others than the panel; or the answer of the authority it was proposed to",
    ReviewStage.DECIDED: "nobody: it is at rest, and an appeal or new evidence would start it again",
    ReviewStage.APPEALED: "the answer to the appeal, by other people",
    ReviewStage.CLOSED: "nobody: it is at rest",
}


@workflow.defn(name=REVIEW)
class LiabilityReviewWorkflow(Usher):
    """Durable for as long as the review takes, and longer than the initiative if need be."""

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.open()
        while not self.at_rest:
            await self.carry_out_what_is_owed()  # notices; and nudges, where the initiative must hear of it
            await self.wait_for_an_act_or_the_clock(self.waits_for)  # a human act; or the next due moment: remind, escalate, never decide
            await self.turn_the_page_when_long()
        self.show(self.waits_for)

    @property
    def waits_for(self) -> str:
        return WAITS_FOR[ReviewStage(self.standing.stage)] if self.standing.stage else "its initiative"
