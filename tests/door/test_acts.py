"""The door: what is received, what is answered, and that the same key never acts twice, whatever is there behind it."""

import asyncio
import socket
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text
from temporalio.api.enums.v1 import EventType
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import WorkflowEnvironment

from api.app import make_app
from domain.acts import Register
from domain.vocabulary import Stage
from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, Settings
from store.directory_file import load_directory
from store.engine import Store
from store.policies import lawbook
from store.record.seals import Seals
from store.setup import setup
from tests.door.operators import temporal as temporal_cli
from tests.door.stages import answered, bring_to, until
from tests.houses import House, Visitor
from worker import make_worker

pytestmark = pytest.mark.server


def in_the_record(house: House, query: str, **params: Any) -> Any:
    """One value, past every room of the house."""
    with house.store.reading() as session:
        return session.connection().execute(text(query), params).scalar_one()


def filings_of(house: House, case: str) -> int:
    return int(in_the_record(house, 'SELECT count(*) FROM filings WHERE "case" = :case', case=case))


async def test_a_recorded_act_is_answered_with_its_receipt_its_place_a_sentence_and_the_fact(house: House) -> None:
    case = await house.register()
    answer = await house.act("clerk", "accept_dossier", case)
    told = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/initiatives/{case}")
    assert (told["status"], told["case"], told["sequence"]) == ("recorded", case, 2)
    assert told["filing"] == answer.headers["Khien-Filing"]
    assert told["sentence"] == "Phạm Văn Thư (DEMO) (bộ phận tiếp nhận hồ sơ) đã tiếp nhận hồ sơ đầy đủ và chuyển sang bước xem xét."
    assert told["fact"]["by"] == {
        "person": "clerk",
        "name": "Phạm Văn Thư (DEMO)",
        "office": "receiving_office",
        "agency": "26743",
        "on_behalf": None,
    }
    asked = await house.get("clerk", f"/filings/{told['filing']}")
    assert (asked.status_code, asked.json()) == (200, told)
    assert (await house.get("clerk", answer.headers["Location"])).json()["card"]["sequence"] == 2


@pytest.mark.parametrize(
    ("who", "act", "status"),
    [pytest.param("clerk", "accept_dossier", 201, id="recorded"), pytest.param("lan", "accept_dossier", 403, id="refused")],
)
async def test_the_same_key_gets_the_same_answer_byte_for_byte_and_wakes_nobody(house: House, who: str, act: str, status: int) -> None:
    case = await house.register()
    first = await house.act(who, act, case, key="mine")
    assert first.status_code == status
    card = (await house.read("lan", f"/initiatives/{case}"))["card"]
    await temporal_cli(house, "delete", "--yes", "-w", case)

    async def gone() -> bool:
        try:
            await house.client.get_workflow_handle(case).describe()
        except RPCError as error:
            return error.status == RPCStatusCode.NOT_FOUND
        return False

    await until(gone, "Temporal has forgotten the case")
    again = await house.act(who, act, case, key="mine")
    assert (again.status_code, again.content, again.headers.raw) == (first.status_code, first.content, first.headers.raw)
    assert await gone(), "an answered filing starts no workflow"
    assert (await house.read("lan", f"/initiatives/{case}"))["card"] == card
    assert filings_of(house, case) == 2


async def test_a_registration_sent_twice_under_one_key_opens_one_case(house: House) -> None:
    first = await house.act("lan", "register", key="mine", **Register.example)
    again = await house.act("lan", "register", key="mine", **Register.example)
    assert (first.status_code, again.content) == (201, first.content)
    assert [card["number"] for card in await house.read("lan", "/initiatives")] == [first.json()["case"]]


async def test_a_key_used_for_something_else_is_refused_and_names_what_it_was_used_for(house: House) -> None:
    case, other = await bring_to(house, Stage.AGENCY_REVIEW), await bring_to(house, Stage.AGENCY_REVIEW)
    first = await house.act("head", "vote", case, key="mine", ballot="for")
    for elsewhere, act, body in (
        (case, "vote", {"ballot": "against"}),
        (case, "conclude_vote", {}),
        (other, "vote", {"ballot": "for"}),
        ("", "register", Register.example),
    ):
        answer = await house.act("head", act, elsewhere, key="mine", **body)
        assert (answer.status_code, answer.json()["reason"]) == (422, "key-reused")
        assert answer.json()["filing"] == first.json()["filing"]
    assert (await house.read("head", f"/initiatives/{case}"))["card"]["sequence"] == 3
    assert (await house.read("head", f"/initiatives/{other}"))["card"]["sequence"] == 2


async def test_the_same_key_of_another_person_is_another_filing(house: House) -> None:
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    answers = [await house.act(who, "vote", case, key="everybody's", ballot="for") for who in ("head", "deputy", "deputy2")]
    assert [answer.json()["sequence"] for answer in answers] == [3, 4, 5]
    assert len({answer.json()["filing"] for answer in answers}) == 3


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "a\tb", "a\x7fb"], ids=["empty", "blank", "too long", "tab", "delete"])
async def test_a_key_nobody_can_use_is_refused_before_anything_is_received(house: House, key: str) -> None:
    case = await house.register()
    for language, words in (("en", "1 to 200 printable characters"), ("vi", "từ 1 đến 200 ký tự in được")):
        headers = {"Authorization": f"Bearer {house.token('clerk')}", "Idempotency-Key": key, "Accept-Language": language}
        answer = await house.http.post(f"/initiatives/{case}/acts/accept_dossier", json={}, headers=headers)
        assert (answer.status_code, answer.json()["reason"]) == (400, "key-missing")
        assert words in answer.json()["detail"]
    assert filings_of(house, case) == 1


async def test_no_key_at_all_is_refused_and_the_longest_is_not(house: House) -> None:
    case = await house.register()
    headers = {"Authorization": f"Bearer {house.token('clerk')}"}
    without = await house.http.post(f"/initiatives/{case}/acts/accept_dossier", json={}, headers=headers)
    assert (without.status_code, without.json()["reason"]) == (400, "key-missing")
    assert (await house.act("clerk", "accept_dossier", case, key="x" * 200)).status_code == 201


async def test_one_key_sent_at_once_from_several_places_is_one_entry(house: House) -> None:
    case = await house.register()
    answers = await asyncio.gather(*(house.act("clerk", "accept_dossier", case, key="one") for _ in range(6)))
    assert {answer.json()["filing"] for answer in answers} == {answers[0].json()["filing"]}
    await answered(house, "clerk", answers[0].json()["filing"])
    assert {(await house.act("clerk", "accept_dossier", case, key="one")).status_code} == {201}
    assert (await house.read("clerk", f"/initiatives/{case}"))["card"]["sequence"] == 2
    assert filings_of(house, case) == 2


async def test_one_registration_sent_at_once_from_several_places_is_one_case(house: House) -> None:
    answers = await asyncio.gather(*(house.act("lan", "register", key="one", **Register.example) for _ in range(6)))
    assert len({(answer.json()["filing"], answer.json()["case"]) for answer in answers}) == 1
    assert in_the_record(house, "SELECT count(*) FROM filings") == 1


async def test_acts_that_all_come_at_once_are_each_answered_once_and_stand_in_one_order(house: House) -> None:
    case = await bring_to(house, Stage.AGENCY_REVIEW)
    voters = [("head", "for"), ("deputy", "against"), ("deputy2", "abstain")]
    votes = [house.act(who, "vote", case, ballot=ballot) for who, ballot in voters * 6]
    others = [
        house.act(who, act, case) for who, act in [("head", "conclude_vote"), ("lan", "accept_dossier"), ("clerk", "accept_dossier")] * 2
    ]
    answers = await asyncio.gather(*votes, *others)
    assert len(answers) == 24
    assert {answer.status_code for answer in answers} <= {201, 202, 403, 409}, [answer.text for answer in answers]

    async def all_answered() -> bool:
        return not in_the_record(house, "SELECT count(*) FROM filings WHERE status = 'waiting'")

    await until(all_answered, "all 24 are answered")
    assert in_the_record(house, "SELECT count(DISTINCT number) FROM filings WHERE attempts = 1") == filings_of(house, case) == 26
    recorded = in_the_record(house, "SELECT count(*) FROM filings WHERE status = 'recorded'")
    timeline = await house.read("head", f"/initiatives/{case}/timeline")
    assert [entry["sequence"] for entry in timeline] == list(range(1, recorded + 1))
    assert len({entry["filing"] for entry in timeline}) == recorded
    told = {answer.json()["sequence"]: answer.json()["filing"] for answer in answers if answer.status_code == 201}
    assert told.items() <= {entry["sequence"]: entry["filing"] for entry in timeline}.items()


async def test_with_no_worker_there_the_act_has_its_receipt_and_is_answered_when_one_comes(
    temporal: WorkflowEnvironment, tmp_path: Path
) -> None:
    options: dict[str, Any] = {"with_worker": False, "answer_within_seconds": 1.0}
    async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}", **options) as house:
        receipt = await house.act("lan", "register", key="mine", **Register.example)
        filing, case = receipt.json()["filing"], receipt.json()["case"]
        assert (receipt.status_code, receipt.json()["status"]) == (202, "waiting")
        assert receipt.headers["Location"] == f"/filings/{filing}"
        waiting = await house.get("lan", f"/filings/{filing}")
        assert (waiting.status_code, waiting.json()) == (202, receipt.json())
        assert (await house.get("lan", f"/initiatives/{case}")).status_code == 404
        assert (await house.act("lan", "register", key="mine", **Register.example)).json() == receipt.json()

        async def signal_is_there() -> bool:
            events = (await house.client.get_workflow_handle(case).fetch_history()).events
            names = [e.workflow_execution_signaled_event_attributes.signal_name for e in events]
            return "register" in [
                n for e, n in zip(events, names, strict=True) if e.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED
            ]

        await until(signal_is_there, "the number was left with Temporal as a signal")
        async with make_worker(house.client, house.store, lawbook(ROOT / "policies", house.store), house.config):
            told = await answered(house, "lan", filing)
            again = await house.act("lan", "register", key="mine", **Register.example)
        assert (again.status_code, again.json()) == (201, told.json())
        assert again.json()["fact"]["at"] == receipt.json()["received_at"], "legal time is when the door received it"


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_with_temporal_down_the_door_receives_all_the_same(tmp_path: Path) -> None:
    config = Settings(home=tmp_path, temporal_address=f"127.0.0.1:{closed_port()}", answer_within_seconds=1.0, demo=True)
    store = Store(config.database)
    setup(store, seals := Seals.at(config), ROOT / "policies")
    load_directory(DEMO_DIRECTORY, store, seals.sealer())
    make_issuer(config.issuer_keys)
    app = make_app(config)
    async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://khien") as http:
        visitor, begun = Visitor(config, http), time.monotonic()
        receipt = await visitor.act("lan", "register", key="mine", **Register.example)
        took = time.monotonic() - begun
        assert receipt.status_code == 202, receipt.text
        assert took < config.answer_within_seconds + 3
        waiting = await visitor.get("lan", f"/filings/{receipt.json()['filing']}")
        assert (waiting.status_code, waiting.json()) == (202, receipt.json())
        assert (await visitor.act("lan", "register", key="mine", **Register.example)).json() == receipt.json()
        ready = await http.get("/ready")
        assert (ready.status_code, ready.json()) == (
            503,
            {"database": True, "temporal": False, "worker": False, "readings_lost": 0, "readings_waiting": 0},
        )
    store.close()
