"""One reward file, from the first proposal to the last payment: years of grants, held and released with the initiative's flags."""

from temporalio import workflow

from workflows.names import REWARD_FILE, CaseFile
from workflows.usher import Usher

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import RewardStage

WAITS_FOR = {
    RewardStage.PROPOSED: "rewards to be proposed, and the emulation council's view of each",
    RewardStage.CONSIDERED: "the grant or refusal of each proposed reward, unless a hold is on the file",
    RewardStage.GRANTING: "each person to accept or decline, and training to be committed and paid",
    RewardStage.CLOSED: "nobody: everything proposed is settled",
}


@workflow.defn(name=REWARD_FILE)
class RewardFileWorkflow(Usher):
    """Durable for the years a training takes."""

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
        return WAITS_FOR[RewardStage(self.standing.stage)] if self.standing.stage else "its initiative"
