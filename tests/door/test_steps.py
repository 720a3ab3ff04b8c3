"""A workflow of one step meets a defect: its run ends, says that an operator is needed, and keeps no later run waiting."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError

from tests.houses import House
from workflows.importing import ImportWorkflow
from workflows.sweep import SweepWorkflow
from workflows.yearly import YearlyCampaignWorkflow

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    ("run", "args", "table"),
    [
        pytest.param(SweepWorkflow.run, [], "effects", id="the sweep"),
        pytest.param(ImportWorkflow.run, ["DS-1"], "imports", id="a list"),
        pytest.param(YearlyCampaignWorkflow.run, [], "yearly_definitions", id="the yearly campaign"),
    ],
)
async def test_a_defect_ends_the_run_and_is_not_tried_again(house: House, run: Any, args: list[str], table: str) -> None:
    with house.store.writing() as session:
        session.connection().execute(text(f"ALTER TABLE {table} RENAME TO elsewhere"))
    queue, patience = house.config.task_queue, timedelta(seconds=20)
    with pytest.raises(WorkflowFailureError) as failed:
        await house.client.execute_workflow(run, args=args, id=uuid4().hex, task_queue=queue, execution_timeout=patience)
    assert isinstance(failed.value.cause, ApplicationError), "it would be tried again until its time is over"
    assert failed.value.cause.message == "needs an operator: the worker's log says where"
