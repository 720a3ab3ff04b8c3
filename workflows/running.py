"""The workflows of our cases as Temporal has them: listed from its visibility, which lags behind, and looked at one by one, which does not.

Asked below the SDK's own listing, which raises at the first workflow in a state it does not know, such as a paused one (temporalio 1.35.0).
"""

from collections.abc import AsyncIterator

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import WorkflowExecutionStatus
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest, ListWorkflowExecutionsRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.reconcile import Seen
from workflows.names import CASE_WORKFLOWS

PAGE = 200
RUNNING = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
ENDED = {
    WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
    WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED,
    WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
    WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
    WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT,
    WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
}
OF_CASES = f"ExecutionStatus = 'Running' AND WorkflowType IN ({', '.join(repr(name) for name in CASE_WORKFLOWS)})"


class RunningWorkflows:
    """Everything raises RPCError."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def running(self) -> AsyncIterator[list[str]]:
        """The ids of all that run, page by page."""
        async for page in self._pages(OF_CASES):
            yield page

    async def running_among(self, numbers: list[str]) -> set[str]:
        """Those of a page of numbers for which a workflow runs."""
        quotable = [number for number in numbers if not {"'", "\\"} & set(number)]
        if not quotable:
            return set()
        listed = ", ".join(f"'{number}'" for number in quotable)
        return {number async for page in self._pages(f"{OF_CASES} AND WorkflowId IN ({listed})") for number in page}

    async def look_at(self, number: str) -> Seen:
        request = DescribeWorkflowExecutionRequest(namespace=self._client.namespace, execution=WorkflowExecution(workflow_id=number))
        try:
            info = (await self._client.workflow_service.describe_workflow_execution(request, retry=True)).workflow_execution_info
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return Seen(running=False)
            raise
        if info.status in ENDED:
            return Seen(running=False)
        if info.status != RUNNING:
            state = WorkflowExecutionStatus.Name(info.status).removeprefix("WORKFLOW_EXECUTION_STATUS_").lower()
            return Seen(running=False, instead=f"its workflow is {state}, and waits for whoever made it so")
        if info.type.name not in CASE_WORKFLOWS:
            return Seen(running=False, instead="a workflow of another type runs under its number")
        return Seen(running=True)

    async def _pages(self, query: str) -> AsyncIterator[list[str]]:
        request = ListWorkflowExecutionsRequest(namespace=self._client.namespace, page_size=PAGE, query=query)
        while True:
            answer = await self._client.workflow_service.list_workflow_executions(request, retry=True)
            yield [each.execution.workflow_id for each in answer.executions]
            if not answer.next_page_token:
                return
            request.next_page_token = answer.next_page_token
