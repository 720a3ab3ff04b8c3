"""The yearly campaign opens itself: by a Schedule that is kept in step with its definition, and never twice in one year."""

from temporalio import workflow
from temporalio.common import SearchAttributeKey

from workflows import steps
from workflows.names import YEARLY_OPENER

FIRED_FOR = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")


@workflow.defn(name=YEARLY_OPENER)
class YearlyCampaignWorkflow:
    """Started by the Schedule, by a backfill, or by hand. Its result is the campaign's number, or "" where none was to be opened."""

    @workflow.run
    async def run(self) -> str:
        return steps.done(await steps.open_yearly(workflow.info().typed_search_attributes.get(FIRED_FOR)))
