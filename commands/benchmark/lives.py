"""What is lived, by both: ten messages, each sent when the one before it has been answered, and an end."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

import httpx2
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from commands.benchmark.floor import FLOOR_QUEUE, MESSAGES, Floor
from domain.acts import Register

# A proposal that is returned, filed again, heard, voted down 1 to 2 and refused: ten acts from registration to rest, four offices, the
# decision clock started, stopped and started again. It is at rest after the tenth, so that its workflow completes as the floor's does.
TEN_ACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("lan", "register", {**Register.example, "implementers": ["tam"]}),
    ("clerk", "return_dossier", {"missing": ["resources"], "advice": "Nêu rõ nguồn kinh phí."}),
    ("lan", "resubmit", {name: text for name, text in Register.example.items() if name not in ("agency", "regime")}),
    ("clerk", "accept_dossier", {}),
    ("secretary", "record_party_opinion", {"before": "approval", "opinion": "agrees", "summary": "Thống nhất chủ trương."}),
    ("head", "vote", {"ballot": "against", "opinion": "Chưa rõ nguồn lực."}),
    ("deputy", "vote", {"ballot": "against"}),
    ("deputy2", "vote", {"ballot": "for"}),
    ("head", "conclude_vote", {"minutes": "Biên bản họp tập thể lãnh đạo."}),
    ("head", "refuse", {"reasons": "Nội dung đã có quy định, không cần thí điểm."}),
)
PEOPLE = tuple(dict.fromkeys(who for who, _, _ in TEN_ACTS))
LOOK_AGAIN = 0.05  # seconds, when the door said 202


class NotAnswered(Exception):
    """An act of the life was not recorded: whatever was measured, it was not this life."""


class Contender(Protocol):
    """One of those that are compared. `lived` are the ids of the workflows it has left behind."""

    name: str
    lived: list[str]

    async def live(self) -> list[float]:
        """One life. Gives back how long each of its ten answers took, in seconds."""
        ...


@dataclass
class FloorLives:
    """The SDK's client to a bare workflow: started with the first update, as cheaply as Temporal can do it."""

    client: Client
    name: str = "floor"
    lived: list[str] = field(default_factory=list)

    async def live(self) -> list[float]:
        number = f"floor-{uuid4().hex}"
        self.lived.append(number)
        start = WithStartWorkflowOperation(
            Floor.run, id=number, task_queue=FLOOR_QUEUE, id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING
        )
        begun = time.perf_counter()
        await self.client.execute_update_with_start_workflow(Floor.take, start_workflow_operation=start)
        acks = [time.perf_counter() - begun]
        workflow = self.client.get_workflow_handle_for(Floor.run, number)
        for _ in range(MESSAGES - 1):
            begun = time.perf_counter()
            await workflow.execute_update(Floor.take)
            acks.append(time.perf_counter() - begun)
        return acks


@dataclass
class BareRequests:
    """Ten times the one route that looks at a token and does nothing."""

    http: httpx2.AsyncClient
    address: str
    token: str
    name: str = "bare route"
    lived: list[str] = field(default_factory=list)

    async def live(self) -> list[float]:
        acks: list[float] = []
        for _ in range(MESSAGES):
            begun = time.perf_counter()
            response = await self.http.post(self.address, headers={"Authorization": f"Bearer {self.token}"})
            acks.append(time.perf_counter() - begun)
            if response.status_code != 200:
                raise NotAnswered(f"{self.address}: {response.status_code} {response.text}")
        return acks


@dataclass
class KhienLives:
    """The whole product as its users meet it: HTTP with a bearer token, 201 with the recorded fact. `late` counts answers that began as 202."""

    http: httpx2.AsyncClient
    tokens: dict[str, str]
    name: str = "khien"
    lived: list[str] = field(default_factory=list)
    late: int = 0

    async def live(self) -> list[float]:
        acks: list[float] = []
        case = ""
        for who, act, body in TEN_ACTS:
            address = f"/initiatives/{case}/acts/{act}" if case else "/initiatives"
            begun = time.perf_counter()
            answer = await self._answered(who, address, body)
            acks.append(time.perf_counter() - begun)
            case = str(answer["case"])
        self.lived.append(case)
        return acks

    async def _answered(self, who: str, address: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": uuid4().hex}
        response = await self.http.post(address, json=body, headers=headers)
        self.late += response.status_code == 202
        while response.status_code == 202:
            await asyncio.sleep(LOOK_AGAIN)
            response = await self.http.get(f"/filings/{response.json()['filing']}", headers=headers)
        if response.status_code not in (200, 201):
            raise NotAnswered(f"{address}: {response.status_code} {response.text}")
        found: dict[str, Any] = response.json()
        return found
