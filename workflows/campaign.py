"""One registration campaign, from its opening to its report: it chases those that are missing, and a person closes it."""

from temporalio import workflow

from workflows.names import CAMPAIGN, CaseFile
from workflows.usher import Usher

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import CampaignStage

WAITS_FOR = {
    CampaignStage.OPEN: "the agencies that owe a registration, until the window is over",
    CampaignStage.CLOSING: "somebody to close it, with the list of those that owe; late registrations still count",
    CampaignStage.CLOSED: "nobody: it is closed and reported",
}


@workflow.defn(name=CAMPAIGN)
class CampaignWorkflow(Usher):
    """Durable for the months of a window. Registrations do not pass through it: it hears of an agency's last missing one, and no more."""

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.open()
        while not self.at_rest:
            await self.carry_out_what_is_owed()  # notices, so many at a time: a slow mail server holds up no reminder
            await self.wait_for_an_act_or_the_clock(
                self.waits_for
            )  # a directive, a waiver; or the next due moment: remind, tell, never decide
            await self.turn_the_page_when_long()
        self.show(self.waits_for)

    @property
    def waits_for(self) -> str:
        return WAITS_FOR[CampaignStage(self.standing.stage)] if self.standing.stage else "its opening"
