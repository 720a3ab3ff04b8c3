"""The floor: the least that ten answered messages cost on this machine. A workflow that takes ten updates and does nothing with them."""

from temporalio import workflow

FLOOR_QUEUE = "floor"
MESSAGES = 10


@workflow.defn
class Floor:
    """Ends after ten, as the product's life does: both pay for one start, ten updates and one completion."""

    def __init__(self) -> None:
        self.taken = 0

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self.taken == MESSAGES and workflow.all_handlers_finished())

    @workflow.update
    async def take(self) -> None:
        self.taken += 1
