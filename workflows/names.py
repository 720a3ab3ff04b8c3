"""What things are called in Temporal: ids people can read, the type names, the search attributes. Nothing personal ever goes there."""

from dataclasses import dataclass

from temporalio.common import SearchAttributeKey

from domain.numbers import kind_of
from domain.vocabulary import StreamKind

INITIATIVE, REVIEW = "InitiativeWorkflow", "LiabilityReviewWorkflow"
REWARD_FILE, CAMPAIGN = "RewardFileWorkflow", "CampaignWorkflow"
YEARLY_DEFINITION, SIGNING, DECLARATION = "YearlyDefinitionWorkflow", "SigningWorkflow", "DeclarationWorkflow"
OF_STREAMS = {
    StreamKind.INITIATIVE: INITIATIVE,
    StreamKind.REVIEW: REVIEW,
    StreamKind.REWARD_FILE: REWARD_FILE,
    StreamKind.CAMPAIGN: CAMPAIGN,
    StreamKind.YEARLY: YEARLY_DEFINITION,
    StreamKind.SIGNING: SIGNING,
    StreamKind.DECLARATION: DECLARATION,
}
CASE_WORKFLOWS = tuple(OF_STREAMS.values())  # every type that is some stream's workflow
SWEEP = "SweepWorkflow"
RECONCILE = "ReconcileWorkflow"
IMPORT = "ImportWorkflow"
DIGEST = "DigestWorkflow"
YEARLY_OPENER = "YearlyCampaignWorkflow"
NUDGE = "nudge"
SWEEP_ID = "khien-sweep"
RECONCILE_ID = "khien-reconcile"
DIGEST_ID = "khien-digest"
YEARLY_ID = "khien-campaign-yearly"

STAGE = SearchAttributeKey.for_keyword("KhienStage")
AGENCY = SearchAttributeKey.for_keyword("KhienAgency")
REGIME = SearchAttributeKey.for_keyword("KhienRegime")
DUE = SearchAttributeKey.for_datetime("KhienDue")
NEEDS_OPERATOR = SearchAttributeKey.for_bool("KhienNeedsOperator")
IN_CAMPAIGN = SearchAttributeKey.for_keyword("KhienCampaign")
SEARCHED = (STAGE, AGENCY, REGIME, DUE, NEEDS_OPERATOR, IN_CAMPAIGN)


@dataclass
class CaseFile:
    """A stream's workflow's whole input."""

    number: str


def workflow_of(number: str) -> str:
    """The workflow type a stream of this number has."""
    return OF_STREAMS[kind_of(number)]
