"""One reward file, from the first proposal to the last payment: years of grants, held and released with the initiative's flags."""

from collections.abc import Mapping
from typing import ClassVar

from temporalio import workflow

from workflows.names import REWARD_FILE, CaseFile
from workflows.stream_workflow import StreamWorkflow

with workflow.unsafe.imports_passed_through():
    from domain.vocabulary import RewardStage


@workflow.defn(name=REWARD_FILE)
class RewardFileWorkflow(StreamWorkflow):
    """Durable for the years a training takes."""

    waits_for: ClassVar[Mapping[str, str]] = {
        RewardStage.PROPOSED: "rewards to be proposed, and the emulation council's view of each",
        RewardStage.CONSIDERED: "the grant or refusal of each proposed reward, unless a hold is on the file",
        RewardStage.GRANTING: "each person to accept or decline, and training to be committed and paid",
        RewardStage.CLOSED: "nobody: everything proposed is settled",
    }
    waits_to_begin_for: ClassVar[str] = "its initiative"

    @workflow.init
    def __init__(self, file: CaseFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: CaseFile) -> None:
        await self.live()
