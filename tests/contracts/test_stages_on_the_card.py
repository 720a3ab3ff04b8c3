"""The card in the Temporal UI: what an operator reads of a stream, at every stage of every kind."""

from enum import StrEnum

import pytest

from domain.vocabulary import CampaignStage, ReviewStage, RewardStage, Stage, StreamKind, YearlyStage
from workflows.campaign import CampaignWorkflow
from workflows.initiative import InitiativeWorkflow
from workflows.liability_review import LiabilityReviewWorkflow
from workflows.names import OF_STREAMS
from workflows.reward_file import RewardFileWorkflow
from workflows.stream_workflow import StreamWorkflow
from workflows.yearly_definition import YearlyDefinitionWorkflow

KINDS: dict[StreamKind, tuple[type[StreamWorkflow], type[StrEnum]]] = {
    StreamKind.INITIATIVE: (InitiativeWorkflow, Stage),
    StreamKind.REVIEW: (LiabilityReviewWorkflow, ReviewStage),
    StreamKind.REWARD_FILE: (RewardFileWorkflow, RewardStage),
    StreamKind.CAMPAIGN: (CampaignWorkflow, CampaignStage),
    StreamKind.YEARLY: (YearlyDefinitionWorkflow, YearlyStage),
}


@pytest.mark.parametrize("kind", StreamKind)
def test_every_stage_says_what_it_waits_for(kind: StreamKind) -> None:
    workflow, stages = KINDS[kind]
    assert set(workflow.waits_for) == set(stages)
    assert all(workflow.waits_for.values())
    assert workflow.waits_to_begin_for


def test_every_workflow_of_a_stream_is_looked_at_here() -> None:
    assert {workflow for workflow, _ in KINDS.values()} == set(StreamWorkflow.__subclasses__())
    assert set(KINDS) == set(OF_STREAMS)
