"""What things are called in Temporal: ids people can read, the type names, the search attributes. Nothing personal ever goes there."""

from temporalio.common import SearchAttributeKey

INITIATIVE = "InitiativeWorkflow"
CASE_WORKFLOWS = (INITIATIVE,)  # every type that is some case's usher
SWEEP = "SweepWorkflow"
RECONCILE = "ReconcileWorkflow"
NUDGE = "nudge"
SWEEP_ID = "khien-sweep"
RECONCILE_ID = "khien-reconcile"

STAGE = SearchAttributeKey.for_keyword("KhienStage")
AGENCY = SearchAttributeKey.for_keyword("KhienAgency")
REGIME = SearchAttributeKey.for_keyword("KhienRegime")
DUE = SearchAttributeKey.for_datetime("KhienDue")
NEEDS_OPERATOR = SearchAttributeKey.for_bool("KhienNeedsOperator")
SEARCHED = (STAGE, AGENCY, REGIME, DUE, NEEDS_OPERATOR)
