"""The nightly comparison: filings, ledger, read model and running workflows, told against each other a page of cases at a time."""

from temporalio import workflow

from workflows import steps
from workflows.names import RECONCILE

with workflow.unsafe.imports_passed_through():
    from domain.differences import Tally


@workflow.defn(name=RECONCILE)
class ReconcileWorkflow:
    """Started by a Schedule at night. Its result is what an operator reads in the morning: numbers and names, no content.

    A page is one activity, so that what it found and repaired is kept whatever happens to the next one.
    """

    @workflow.run
    async def run(self) -> Tally:
        tally, after = Tally(), ""
        while (page := await steps.reconcile_cases(after)) and page.last:
            tally, after = tally + page.tally, page.last
            workflow.set_current_details(
                f"{tally.cases} cases compared, {tally.differences} differences, {tally.repaired} repaired so far."
            )
        rest = await steps.reconcile_workflows()
        return tally + Tally(finished=page is not None) + (rest or Tally(finished=False))
