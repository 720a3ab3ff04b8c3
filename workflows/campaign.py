"""One registration campaign, from its opening to its report: it chases those that are missing, and a person closes it."""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import CAMPAIGN, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import CampaignStage


@workflow.defn(name=CAMPAIGN)
class CampaignWorkflow(StreamWorkflow):
    """Durable for the months of a window. Registrations do not pass through it: it hears of an agency's last missing one, and no more."""

    waits_for: ClassVar[Mapping[str, str]] = {
        CampaignStage.OPEN: "the agencies that owe a registration, until the window is over",
        CampaignStage.CLOSING: "somebody to close it, with the list of those that owe; late registrations still count",
        CampaignStage.CLOSED: "nobody: it is closed and reported",
    }
    waits_to_begin_for: ClassVar[str] = "its opening"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
