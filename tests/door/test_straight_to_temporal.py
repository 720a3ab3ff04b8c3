"""Messages sent past the door, with Temporal's own command line: none can hurt a case, none can decide anything, and nobody is named there."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import text
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import RawValue
from temporalio.testing import WorkflowEnvironment

from domain.acts import Register
from domain.vocabulary import Stage
from settings import ROOT
from store.policies import lawbook
from tests.door import operators
from tests.door.operators import PERSONAL, everything_in_temporal, history, is_well, nothing_personal_in_temporal, temporal
from tests.door.stages import answered, bring_to, until
from tests.houses import House
from worker import make_worker

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
async def house(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder = tmp_path_factory.mktemp("house")
    async with House.opened(temporal, folder, f"sqlite:///{folder / 'khien.db'}") as house:
        yield house


@dataclass(frozen=True)
class Initiative:
    """A registered case, and numbers somebody may have seen somewhere."""

    number: str
    answered: str
    elsewhere: str
    megabyte: Path


@pytest.fixture
async def case(house: House, tmp_path: Path) -> Initiative:
    first, other = [(await house.act("lan", "register", **{**Register.example, "implementers": ["tam"]})).json() for _ in range(2)]
    megabyte = tmp_path / "megabyte.json"
    megabyte.write_text(json.dumps("x" * 1_000_000))
    return Initiative(first["case"], first["filing"], other["filing"], megabyte)


def nonsense(house: House, case: str) -> int:
    with house.store.reading() as session:
        return int(session.connection().execute(text("SELECT nonsense FROM cases WHERE number = :n"), {"n": case}).scalar_one())


async def goes_on(house: House, case: str, sequence: int = 2) -> None:
    """The case takes an act through the door, at the right place of its ledger, and its workflow is well."""
    answer = await house.act("clerk", "accept_dossier", case)
    assert (answer.status_code, answer.json().get("sequence")) == (201, sequence), answer.text
    await is_well(house, case)
    timeline = await house.read("lan", f"/initiatives/{case}/timeline")
    assert [entry["sequence"] for entry in timeline] == list(range(1, sequence + 1))


Arguments = Callable[[Initiative], list[str]]
# What is sent under the name of an act, or another name: (name, arguments, whether it makes no sense)
SENT: dict[str, tuple[str, Arguments, bool]] = {
    "no argument": ("accept_dossier", lambda _: [], True),
    "two arguments": ("accept_dossier", lambda c: ["-i", json.dumps(c.elsewhere), "-i", '"2"'], True),
    "a number": ("accept_dossier", lambda _: ["-i", "12"], True),
    "an object": ("accept_dossier", lambda _: ["-i", '{"act": "accept_dossier", "by": "clerk"}'], True),
    "null": ("accept_dossier", lambda _: ["-i", "null"], True),
    "bytes": ("accept_dossier", lambda _: ["-i", "junk", "--input-meta", "encoding=binary/plain"], True),
    "an unknown encoding": ("accept_dossier", lambda _: ["-i", "{", "--input-meta", "encoding=binary/encrypted"], True),
    "a protobuf that is none": ("accept_dossier", lambda _: ["-i", "{", "--input-meta", "encoding=binary/protobuf"], True),
    "nothing, as such": ("accept_dossier", lambda _: ["-i", "x", "--input-meta", "encoding=binary/null"], True),
    "no number of a filing": ("accept_dossier", lambda _: ["-i", '"TN-20260101-XXXXXXXXXX"'], True),
    "a filing there is not": ("accept_dossier", lambda _: ["-i", '"TN-20260101-0123456789"'], True),
    "another case's filing": ("register", lambda c: ["-i", json.dumps(c.elsewhere)], True),
    "an answered filing": ("register", lambda c: ["-i", json.dumps(c.answered)], False),
    "an answered filing and something more": ("register", lambda c: ["-i", json.dumps(c.answered), "-i", "{}"], False),
    "a filing under another act's name": ("accept_dossier", lambda c: ["-i", json.dumps(c.answered)], True),
    "an unknown name": ("aprove", lambda c: ["-i", json.dumps(c.answered)], True),
    "a name of nine hundred letters": ("x" * 900, lambda _: [], True),
    "a name of Temporal's own kind": ("__temporal_workflow_metadata", lambda _: [], True),
    "a query's name": ("__stack_trace", lambda _: [], True),
    "a name in Vietnamese, with spaces": ("phê duyệt ngay", lambda _: [], True),
    "a megabyte": ("accept_dossier", lambda c: ["--input-file", str(c.megabyte)], True),
    "a nudge": ("nudge", lambda _: [], False),
    "a nudge with junk": ("nudge", lambda _: ["-i", "{", "-i", "2", "--input-meta", "encoding=junk"], False),
}


@pytest.mark.parametrize("what", SENT)
async def test_whatever_is_sent_as_signal_or_update_changes_nothing_and_is_counted(house: House, case: Initiative, what: str) -> None:
    name, arguments, makes_no_sense = SENT[what]
    before = await house.read("auditor", f"/initiatives/{case.number}")
    for how in (["signal"], ["update", "execute"]):
        status, said = await temporal(house, *how, "-w", case.number, "--name", name, *arguments(case))
        assert status == 0, said
    await is_well(house, case.number)
    assert await house.read("auditor", f"/initiatives/{case.number}") == before
    assert nonsense(house, case.number) == (2 if makes_no_sense else 0)
    _, details = await temporal(house, "metadata", "-w", case.number)
    assert ("Messages that made no sense: 2" in details) is makes_no_sense
    await goes_on(house, case.number)


@pytest.mark.parametrize("sent", [b'{"a', b"\xff\xfe", b""], ids=["cut short", "no UTF-8", "nothing"])
async def test_json_that_is_none_which_the_command_line_would_not_even_send_changes_nothing(
    house: House, case: Initiative, sent: bytes
) -> None:
    handle = house.client.get_workflow_handle(case.number)
    payload = RawValue(Payload(metadata={"encoding": b"json/plain"}, data=sent))
    await handle.signal("accept_dossier", payload)
    assert await handle.execute_update("accept_dossier", payload) == 1
    await is_well(house, case.number)
    assert nonsense(house, case.number) == 2
    await goes_on(house, case.number)


async def test_temporal_itself_refuses_a_message_without_a_name(house: House, case: Initiative) -> None:
    for how in (["signal"], ["update", "execute"]):
        status, said = await temporal(house, *how, "-w", case.number, "--name", "")
        assert (status, "is not set on request" in said) == (1, True)
    await goes_on(house, case.number)


async def test_whatever_is_asked_by_query_tells_nothing_personal_and_changes_nothing(house: House, case: Initiative) -> None:
    for query in ("nonsense", "accept_dossier", "nudge", "__temporal_workflow_metadata"):
        _, said = await temporal(house, "query", "-w", case.number, "--name", query, "-i", json.dumps(case.answered))
        assert not PERSONAL.search(said), said
    status, stack = await temporal(house, "stack", "-w", case.number)
    assert (status, "InitiativeWorkflow" in stack, PERSONAL.search(stack)) == (0, True, None), stack
    assert nonsense(house, case.number) == 0
    await goes_on(house, case.number)


ENDS = {
    "terminated": (["terminate", "--reason", "a test"], WorkflowExecutionStatus.TERMINATED),
    "cancelled": (["cancel"], WorkflowExecutionStatus.CANCELED),
    "deleted": (["delete", "--yes"], None),
    "reset to its start": (["reset", "--type", "FirstWorkflowTask", "--reason", "a test"], WorkflowExecutionStatus.RUNNING),
    "reset to its last task": (["reset", "--type", "LastWorkflowTask", "--reason", "a test"], WorkflowExecutionStatus.RUNNING),
}


@pytest.mark.parametrize("how", ENDS)
async def test_a_case_whose_workflow_was_ended_goes_on_where_the_ledger_stands(house: House, how: str) -> None:
    case, (words, ending) = await bring_to(house, Stage.AGENCY_REVIEW), ENDS[how]
    handle = house.client.get_workflow_handle(case)
    status, said = await temporal(house, *words, "-w", case)
    assert status == 0, said

    async def ended() -> bool:
        found = [run.status async for run in house.client.list_workflows(f"WorkflowId = '{case}'")]
        return not found if ending is None else (await handle.describe()).status == ending

    await until(ended, how)
    for sequence, (who, ballot) in enumerate([("head", "for"), ("deputy", "against")], start=3):
        answer = await house.act(who, "vote", case, ballot=ballot)
        assert (answer.status_code, answer.json().get("sequence")) == (201, sequence), answer.text
    await is_well(house, case)
    timeline = await house.read("lan", f"/initiatives/{case}/timeline")
    assert [entry["kind"] for entry in timeline] == ["registered", "dossier_accepted", "ballot_cast", "ballot_cast"]


async def started(house: House, workflow_id: str, *given: str) -> None:
    words = ("start", "-w", workflow_id, "--type", "InitiativeWorkflow", "-t", house.config.task_queue)
    status, said = await temporal(house, *words, *given)
    assert status == 0, said


async def test_a_workflow_started_for_a_case_there_is_not_ends_at_once_and_leaves_nothing(house: House) -> None:
    before = await house.read("auditor", "/initiatives?limit=200")
    for n, given in enumerate(['{"number": "SK-2026-26743-0"}', '{"number": ""}', '{"number": "x", "more": 1}', '{"number": "\\u0000"}']):
        await started(house, f"SK-2026-26743-0-{n}", "-i", given)
        await house.client.get_workflow_handle(f"SK-2026-26743-0-{n}").result()
        assert not [e for e in await history(house, f"SK-2026-26743-0-{n}") if e.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED]
    assert await house.read("auditor", "/initiatives?limit=200") == before


async def test_a_workflow_started_by_hand_serves_the_case_whose_number_it_bears_whatever_it_was_given(
    house: House, case: Initiative
) -> None:
    other = await house.register()
    await temporal(house, "terminate", "-w", case.number)
    await started(house, case.number, "-i", json.dumps({"number": other}))
    await goes_on(house, case.number)
    assert (await house.read("lan", f"/initiatives/{other}"))["card"]["sequence"] == 1


async def test_a_clock_that_somebody_set_forward_makes_nothing_fall_due(house: House, case: Initiative) -> None:
    given = json.dumps({"number": case.number, "clock_offset_seconds": 400 * 86_400})
    await started(house, f"of-{case.number}", "-i", given)
    await temporal(house, "terminate", "-w", case.number)
    await started(house, case.number, "-i", given)
    await asyncio.sleep(2)
    timeline = await house.read("lan", f"/initiatives/{case.number}/timeline")
    assert [entry["kind"] for entry in timeline] == ["registered"], "no reminder, no escalation before its day"
    assert len(await history(house, case.number)) < 40, "nor does it spin"
    await goes_on(house, case.number)


async def test_a_workflow_started_with_what_cannot_be_read_is_cured_by_termination(house: House, case: Initiative) -> None:
    """Whoever may start workflows can keep a case from being answered at once; nothing is lost, and the filing is answered in the end."""
    await temporal(house, "terminate", "-w", case.number)
    await started(house, case.number, "-i", "12")
    waiting = await house.act("clerk", "accept_dossier", case.number)
    assert waiting.status_code == 202
    await temporal(house, "terminate", "-w", case.number)
    await temporal(
        house,
        "signal-with-start",
        "-w",
        case.number,
        "--type",
        "InitiativeWorkflow",
        "-t",
        house.config.task_queue,
        "-i",
        json.dumps({"number": case.number}),
        "--signal-name",
        "nudge",
    )
    told = await answered(house, "clerk", waiting.json()["filing"])
    assert (told.status_code, told.json()["sequence"]) == (200, 2)
    await is_well(house, case.number)


async def test_a_waiting_filings_own_number_only_has_it_examined(temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    """A right number under its right name is what the door itself would send; what it does was sealed when it came in."""
    options: dict[str, Any] = {"with_worker": False, "answer_within_seconds": 0.5}
    async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}", **options) as house:
        receipt = (await house.act("lan", "register", **Register.example)).json()
        for _ in range(2):
            await operators.temporal(house, "signal", "-w", receipt["case"], "--name", "register", "-i", json.dumps(receipt["filing"]))
        async with make_worker(house.client, house.store, lawbook(ROOT / "policies", house.store), house.config):
            assert (await answered(house, "lan", receipt["filing"])).json()["fact"]["by"]["person"] == "lan"
            await is_well(house, receipt["case"])
            assert (await house.read("lan", f"/initiatives/{receipt['case']}"))["card"]["sequence"] == 1


async def test_a_filing_altered_behind_the_doors_back_is_broken_and_the_case_goes_on(temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'khien.db'}"
    async with House.opened(temporal, tmp_path, url, with_worker=False, answer_within_seconds=0.5) as house:
        laws = lawbook(ROOT / "policies", house.store)
        async with make_worker(house.client, house.store, laws, house.config):
            case = (await answered(house, "lan", (await house.act("lan", "register", **Register.example)).json()["filing"])).json()["case"]
        receipt = (await house.act("clerk", "return_dossier", case, key="mine", missing=["resources"], advice="Thêm.")).json()
        with house.store.writing() as session:
            altered = {"b": json.dumps({"missing": ["everything"], "advice": ""}), "n": receipt["filing"]}
            session.connection().execute(text("UPDATE filings SET body = :b WHERE number = :n"), altered)
        async with make_worker(house.client, house.store, laws, house.config):
            told = await answered(house, "clerk", receipt["filing"])
            assert (told.status_code, told.json()["reason"], told.json()["filing"]) == (500, "needs-operator", receipt["filing"])
            again = await house.act("clerk", "return_dossier", case, key="mine", missing=["resources"], advice="Thêm.")
            assert (again.status_code, again.content) == (500, told.content)
            assert len({(await house.get("clerk", f"/filings/{receipt['filing']}", lang)).json()["detail"] for lang in ("vi", "en")}) == 2
            assert [entry["kind"] for entry in await house.read("lan", f"/initiatives/{case}/timeline")] == ["registered"]
            await goes_on(house, case)
            seen = await everything_in_temporal(house, case)
            assert "Needs an operator" in seen
            assert "SealDoesNotVerify" not in seen


async def test_nothing_of_people_or_texts_is_in_temporal_after_a_whole_case(house: House) -> None:
    await nothing_personal_in_temporal(house, await bring_to(house, Stage.CLOSED))


async def test_nothing_of_people_or_texts_is_in_temporal_after_a_defect(house: House) -> None:
    """The exception of a defect quotes what it choked on; Temporal must not keep it."""
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    with house.store.writing() as session:
        (snapshot,) = session.connection().execute(text("SELECT snapshot FROM cases WHERE number = :n"), {"n": case}).one()
        spoilt = json.dumps({**json.loads(snapshot), "stage": "Nguyễn Thị Lan", "proposers": "lan"})
        session.connection().execute(text("UPDATE cases SET snapshot = :s WHERE number = :n"), {"s": spoilt, "n": case})
    await temporal(house, "signal", "-w", case, "--name", "nudge")

    async def it_failed() -> bool:
        return "needs an operator" in await everything_in_temporal(house, case)

    await until(it_failed, "the defect is in the history")
    await nothing_personal_in_temporal(house, case)
    with house.store.writing() as session:
        session.connection().execute(text("UPDATE cases SET snapshot = :s WHERE number = :n"), {"s": snapshot, "n": case})
    answer = await house.act("head", "vote", case, ballot="for")
    assert (answer.status_code, answer.json().get("sequence")) == (201, 3), answer.text


class Indiscreet:
    """A mail server that refuses for now, and says whom the letter was for."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        return f"451 {envelope.rcpt_tos[0]} Nguyễn is busy".encode("ascii", "replace").decode()


async def test_nothing_of_people_is_in_temporal_when_the_mail_server_says_whom_it_refused(
    temporal: WorkflowEnvironment, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    mail = Controller(Indiscreet(), hostname="127.0.0.1", port=port)
    mail.start()
    try:
        async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}", smtp_port=port) as house:
            case = await house.register()

            async def it_failed() -> bool:
                return "could not be carried out" in await everything_in_temporal(house, case)

            await until(it_failed, "a letter was refused")
            await nothing_personal_in_temporal(house, case)
    finally:
        mail.stop()
