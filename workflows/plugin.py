"""One plugin for client, worker, replayer and tests, so that none of them can drift from the others."""

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner
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


def _runner(_: WorkflowRunner | None) -> WorkflowRunner:
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH))


def khien_plugin() -> SimplePlugin:
    return SimplePlugin("khien", data_converter=pydantic_data_converter, workflow_runner=_runner)
