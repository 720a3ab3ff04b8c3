"""Production runs workflows outside the SDK's sandbox (ADR 29). Here every one of them runs in it, so that nothing impure slips in."""

import asyncio
import random
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from commands.chaos.lives import INCIDENT, REWARDED
from commands.chaos.senders import Senders
from domain.acts import DeclareTies, GiveLeaveToSign
from tests.door.test_campaigns import opened
from tests.door.test_imports import answered, send
from tests.door.test_yearly import put
from tests.houses import House
from tests.sheets import GOOD, filled
from worker import WORKFLOWS
from workflows.digest import DigestWorkflow
from workflows.reconcile import ReconcileWorkflow
from workflows.sweep import SweepWorkflow
from workflows.yearly import YearlyCampaignWorkflow

pytestmark = pytest.mark.server

PEOPLE = ("lan", "tam", "clerk", "head", "deputy", "deputy2", "secretary", "stranger", "emulation")


async def test_every_workflow_runs_in_the_sandbox(temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}", sandboxed=True) as house:
        senders = Senders([house.http], {who: house.token(who) for who in PEOPLE}, random.Random(1), thinks_for=0)
        await asyncio.gather(senders.live(REWARDED), senders.live(INCIDENT))
        assert senders.journal.failed == []
        taken = await send(house, await opened(house), filled(GOOD))
        assert (await answered(house, taken.json()["number"]))["recorded"] == 1
        assert (await put(house, "focal")).status_code == 200
        for who, act in (("hoa", DeclareTies), ("head", GiveLeaveToSign)):
            assert (await house.act(who, act.name, **act.example)).status_code == 201
        for each in (YearlyCampaignWorkflow, SweepWorkflow, ReconcileWorkflow, DigestWorkflow):
            await house.client.execute_workflow(each.run, id=uuid4().hex, task_queue=house.config.task_queue)
        ran = house.client.list_workflows(f"TaskQueue = '{house.config.task_queue}'")
        found = {each.workflow_type: each.status async for each in ran}
    names = {workflow._Definition.must_from_class(each).name for each in WORKFLOWS}
    assert found.keys() == names
    assert WorkflowExecutionStatus.FAILED not in found.values()
