"""What an operator, or anybody else let near it, can do to a case with Temporal's own command line; and all that can be read of it there."""

import asyncio
import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from google.protobuf.json_format import MessageToDict
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent

from rehearsal.in_one_process import temporal_binary
from tests.door.stages import until
from tests.houses import House

# Words of these people and of the example's texts that stand in no label, number or stage of ours.
PERSONAL = re.compile(
    r"\b(lan|tam|hoa|clerk|deputy2|secretary)\b|@demo|Nguyễn|Trần|Phạm|Võ Quốc|Huỳnh|Bùi|DEMO|Trợ lý|song ngữ|máy chủ|Toàn phường|thủ tục",
    re.I,
)


async def temporal(house: House, *words: str) -> tuple[int, str]:
    """`temporal workflow ...` against the house's server: exit code, and what it said."""
    where = ("--address", house.config.temporal_address, "--namespace", house.config.temporal_namespace, "--color", "never")
    command = await asyncio.create_subprocess_exec(
        temporal_binary(), "workflow", *words, *where, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(command.communicate(), 30)
    except TimeoutError:
        command.kill()
        raise
    assert command.returncode is not None
    return command.returncode, said.decode()


async def history(house: House, workflow_id: str) -> list[HistoryEvent]:
    return list((await house.client.get_workflow_handle(workflow_id).fetch_history()).events)


async def is_well(house: House, workflow_id: str) -> None:
    """The workflow has no task that fails, now or before. (A reset is written down as a failed task too.)"""
    handle = house.client.get_workflow_handle(workflow_id)

    async def no_task_waits() -> bool:
        described = (await handle.describe()).raw_description
        assert described.pending_workflow_task.attempt <= 1, described.pending_workflow_task
        return not described.HasField("pending_workflow_task")

    await until(no_task_waits, f"the workflow of {workflow_id} has taken in what it was sent")
    failed = [e for e in await history(house, workflow_id) if e.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED]
    causes = {event.workflow_task_failed_event_attributes.cause for event in failed}
    assert causes <= {WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW}, failed


def _texts(value: Any) -> Iterator[str]:
    """Every text in it, payloads opened."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "data" and isinstance(each, str):
                yield base64.b64decode(each).decode(errors="replace")
            else:
                yield name
                yield from _texts(each)


async def everything_in_temporal(house: House, workflow_id: str) -> str:
    """All runs of a workflow as Temporal shows them: histories, memo, attributes, summaries, details, and what is under way."""
    found: list[str] = []
    _, metadata = await temporal(house, "metadata", "-w", workflow_id, "-o", "json")
    found += _texts(json.loads(metadata))
    async for run in house.client.list_workflows(f"WorkflowId = '{workflow_id}'"):
        handle = house.client.get_workflow_handle(workflow_id, run_id=run.run_id)
        found += _texts(json.loads((await handle.fetch_history()).to_json()))
        found += _texts(MessageToDict((await handle.describe()).raw_description))
    return "\n".join(found)


async def nothing_personal_in_temporal(house: House, workflow_id: str) -> None:
    seen = await everything_in_temporal(house, workflow_id)
    assert workflow_id in seen
    assert "registered" in seen, "it did look into the payloads"
    assert not (found := PERSONAL.search(seen)), seen[max(0, found.start() - 300) : found.end() + 100]
