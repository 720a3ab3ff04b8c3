"""The door without an answer from Temporal: the filing is received either way, and our log tells an outage from a defect of ours."""

from pathlib import Path
from typing import Any

import pytest
import structlog
from temporalio.client import Client, Interceptor, OutboundInterceptor, StartWorkflowUpdateInput, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.door import Door
from domain.acts import ACTS
from store.engine import Store
from store.reading.readers import Readers
from store.reading.readings import Readings
from store.record.sightings import ReadingLedger
from store.upkeep.migrate import migrate
from tests.record.counter import Counter
from workflows.plugin import khien_plugin

SECRET = "Nguyễn Thị Lan wrote this"


class Fails(Interceptor):
    """Every update fails with this, as if the client or our own code had raised it."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        error = self.error

        class Outbound(OutboundInterceptor):
            async def start_workflow_update(self, input: StartWorkflowUpdateInput) -> Any:
                raise error

        return Outbound(next)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    store = Store(f"sqlite:///{tmp_path / 'khien.db'}")
    migrate(store)
    return Counter(store, tmp_path / "keys")


async def logged(counter: Counter, *fails: Fails) -> tuple[str, Any]:
    """How an act stands that was sent while Temporal gave no answer, and what our log says of that."""
    case = counter.register()
    client = await Client.connect("127.0.0.1:1", lazy=True, interceptors=fails, plugins=[khien_plugin()])
    registers = Readings(counter.store, counter.laws)
    zone = counter.laws.calendar.zone
    door = Door(
        client,
        counter.store,
        registers,
        Readers(counter.store, ReadingLedger(counter.store, counter.ring), registers),
        counter.cabinet,
        counter.ring,
        task_queue="nobody",
        zone=zone,
        clock=lambda: counter.moment,
        within=5,
    )
    with structlog.testing.capture_logs() as logs:
        receipt = await door.submit(ACTS["accept_dossier"](), case, "clerk", "key")
    assert receipt.number, "it is received"
    (line,) = [each for each in logs if each["event"] in ("door.no_answer_yet", "door.defect")]
    counter.store.close()
    return receipt.status, line


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(RPCError("down", RPCStatusCode.UNAVAILABLE, b""), id="Temporal is down"),
        pytest.param(TimeoutError(), id="nobody answers in time"),
        pytest.param(WorkflowUpdateFailedError(ApplicationError("completed meanwhile")), id="the workflow ended meanwhile"),
    ],
)
async def test_an_outage_is_one_line_and_no_error(error: Exception, counter: Counter) -> None:
    status, line = await logged(counter, Fails(error))
    assert status == "waiting"
    assert (line["event"], line["log_level"], line["error"]) == ("door.no_answer_yet", "info", type(error).__name__)


async def test_a_server_that_was_never_reached_is_an_outage(counter: Counter) -> None:
    status, line = await logged(counter)
    assert (status, line["event"], line["log_level"]) == ("waiting", "door.no_answer_yet", "info")


@pytest.mark.parametrize("error", [TypeError(SECRET), RuntimeError(SECRET)], ids=lambda error: type(error).__name__)
async def test_a_defect_of_ours_is_an_error_that_says_where_it_is_and_the_sender_has_a_receipt(error: Exception, counter: Counter) -> None:
    status, line = await logged(counter, Fails(error))
    assert status == "waiting"
    assert (line["event"], line["log_level"], line["defect"]) == ("door.defect", "error", type(error).__name__)
    assert "api/door.py" in line["where"]
    assert SECRET not in str(line)
