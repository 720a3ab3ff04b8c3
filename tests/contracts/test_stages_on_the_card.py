"""The card in the Temporal UI: what an operator reads of a stream, at every stage of every kind."""

from enum import StrEnum

import pytest

from domain.facts import FACTS
from domain.standing import Standing
from domain.vocabulary import CampaignStage, DeclarationStage, ReviewStage, RewardStage, SigningStage, Stage, StreamKind, YearlyStage
from workflows import card
from workflows.campaign import CampaignWorkflow
from workflows.declaration import DeclarationWorkflow
from workflows.initiative import InitiativeWorkflow
from workflows.liability_review import LiabilityReviewWorkflow
from workflows.names import OF_STREAMS
from workflows.reward_file import RewardFileWorkflow
from workflows.signing import SigningWorkflow
from workflows.stream_workflow import StreamWorkflow
from workflows.yearly_definition import YearlyDefinitionWorkflow

KINDS: dict[StreamKind, tuple[type[StreamWorkflow], type[StrEnum]]] = {
    StreamKind.INITIATIVE: (InitiativeWorkflow, Stage),
    StreamKind.REVIEW: (LiabilityReviewWorkflow, ReviewStage),
    StreamKind.REWARD_FILE: (RewardFileWorkflow, RewardStage),
    StreamKind.CAMPAIGN: (CampaignWorkflow, CampaignStage),
    StreamKind.YEARLY: (YearlyDefinitionWorkflow, YearlyStage),
    StreamKind.SIGNING: (SigningWorkflow, SigningStage),
    StreamKind.DECLARATION: (DeclarationWorkflow, DeclarationStage),
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


def test_no_card_names_what_was_reported_also_where_an_earlier_release_said_it() -> None:
    """Whoever opens the Temporal UI need be party to nothing; running histories hold what releases before 0.5.0 were told."""
    said = (*(f"2026-11-02T02:{minute:02}+00:00 {kind}" for minute, kind in enumerate(FACTS)), "2026-11-03T02:00+00:00")
    told = card.told(Standing(number="SK-2026-26743-1", stage="implementing", sequence=500, last=said), "the work")
    assert [kind for kind in FACTS if kind in told] == []
    assert "- 2026-11-03T02:00+00:00 entry 500\n" in told
    assert f"- 2026-11-02T02:00+00:00 entry {501 - len(said)}\n" in told
