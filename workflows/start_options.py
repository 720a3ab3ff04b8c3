"""How a case's workflow is called: by the case's number, whether it is running, at rest, never begun, or lost with a whole Temporal."""

from typing import Any

from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from workflows.names import CaseFile


def start_options(number: str, task_queue: str) -> dict[str, Any]:
    """The arguments every start has in common, with an update, with a signal or with nothing."""
    return {
        "arg": CaseFile(number),
        "id": number,
        "task_queue": task_queue,
        "id_conflict_policy": WorkflowIDConflictPolicy.USE_EXISTING,
        "id_reuse_policy": WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        "static_summary": number,
    }
