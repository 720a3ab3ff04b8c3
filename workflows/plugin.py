"""One plugin for client, worker, replayer and tests, so that none of them can drift from the others."""

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.plugin import SimplePlugin
from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

# What steps.py names by type only. Imported once and passed through, or every workflow would import SQLModel again inside the sandbox.
PASSED_THROUGH = (
    "workflows.names",
    "workflows.card",
    "workflows.steps",
    "activities",
    "store",
    "domain",
    "words",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "structlog",
    "aiosmtplib",
    "cryptography",
    "rfc8785",
)


def _in_the_sandbox(_: WorkflowRunner | None) -> WorkflowRunner:
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH))


def _as_it_is(_: WorkflowRunner | None) -> WorkflowRunner:
    return UnsandboxedWorkflowRunner()


def khien_plugin(*, sandboxed: bool = False) -> SimplePlugin:
    """`sandboxed`: nothing impure gets through, at a price. The tests pay it for every workflow and every recorded history (ADR 29)."""
    return SimplePlugin("khien", data_converter=pydantic_data_converter, workflow_runner=_in_the_sandbox if sandboxed else _as_it_is)
