"""Somebody at the front door, signed in with a token of the local issuer: what the stories, the demo and the tests act through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2

from domain.acts import ACTS
from domain.numbers import address_of, path_of
from rehearsal.issuer import mint
from settings import Settings


@dataclass
class DoorClient:
    config: Settings
    http: httpx2.AsyncClient

    def token(self, who: str) -> str:
        return mint(self.config.issuer_keys, subject=who, issuer=self.config.issuer, audience=self.config.audience)

    async def send(self, who: str, act: str, case: str, body: Mapping[str, Any], key: str = "") -> httpx2.Response:
        """Ask for an act; what begins a stream has none to be sent to yet."""
        begins = ACTS[act].opens_stream if act in ACTS else None
        address = f"{address_of(begins)}{ACTS[act].begins_at}" if begins else f"{path_of(case)}/acts/{act}"
        headers = {"Authorization": f"Bearer {self.token(who)}", "Idempotency-Key": key or uuid4().hex}
        return await self.http.post(address, json=body, headers=headers)

    async def put(self, who: str, address: str, body: Mapping[str, Any]) -> httpx2.Response:
        return await self.http.put(address, json=body, headers={"Authorization": f"Bearer {self.token(who)}"})

    async def send_file(self, who: str, name: str, content: bytes) -> httpx2.Response:
        return await self.http.post(
            "/files", params={"name": name}, content=content, headers={"Authorization": f"Bearer {self.token(who)}"}
        )

    async def decide_on_file(self, who: str, sha256: str, *, release: bool, reasons: str) -> httpx2.Response:
        """On one in quarantine."""
        headers = {"Authorization": f"Bearer {self.token(who)}"}
        return await self.http.post(f"/files/{sha256}/decision", json={"release": release, "reasons": reasons}, headers=headers)

    async def get(self, who: str, address: str, language: str = "vi") -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token(who)}", "Accept-Language": language}
        return await self.http.get(address, headers=headers)
