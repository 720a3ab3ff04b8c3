"""Who gets in: nobody without a good token, nobody the directory does not know; and whoever is known but holds no office sees only their own."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from temporalio.testing import WorkflowEnvironment

from domain.acts import Register
from rehearsal.issuer import make_issuer, mint
from tests.described import the_description
from tests.houses import House

pytestmark = pytest.mark.server

# What stands in the braces of an address, as this house would name it; of a number, by what it is a number of.
NUMBERS = {
    "initiatives": "SK-2026-26743-1",
    "reviews": "SK-2026-26743-1-R1",
    "rewards": "SK-2026-26743-1-K",
    "campaigns": "CD-1",
    "yearly-campaigns": "DK",
    "declarations": "KK-hoa",
    "signing": "UQ-1",
    "certificates": "XN-1",
    "imports": "DS-1",
    "filings": "TN-20261123-0000000000",
}
NAMES = {
    "act": "vote",
    "agency": "26743",
    "form": "docx",
    "name": "receipt",
    "place": "2",
    "rule_set": "nd73-2023.3",
    "sha256": "0" * 64,
    "year": "2027",
}
OPEN_TO_ALL = {"/health", "/ready", "/deadlines/feed/{secret}.ics"}


def the_doors() -> Iterator[tuple[str, str]]:
    """Every operation the door describes, at an address of this house; of the acts, which share one way in, the vote alone."""
    for path, methods in the_description()["paths"].items():
        if path in OPEN_TO_ALL or ("/acts/" in path and not path.endswith("/vote")):
            continue
        address = path.format(**NAMES, number=NUMBERS.get(path.split("/")[1], ""))
        yield from ((method.upper(), address) for method in methods)


EVERY_DOOR = [*the_doors()]


async def knock(house: House, method: str, address: str, authorization: str | None, language: str = "en") -> httpx2.Response:
    headers = {"Idempotency-Key": "mine", "Accept-Language": language} | ({"Authorization": authorization} if authorization else {})
    body = {"POST": Register.example if address == "/initiatives" else {"ballot": "for"}}.get(method)
    return await house.http.request(method, address, json=body, headers=headers)


def test_every_door_there_is_is_knocked_at() -> None:
    """Or the tests below would pass by what they leave out."""
    assert len(EVERY_DOOR) > 80
    assert [address for _, address in EVERY_DOOR if "{" in address or "//" in address] == []


async def test_without_a_token_no_door_opens(house: House) -> None:
    for method, address in EVERY_DOOR:
        for authorization in (None, "Basic bGFuOmxhbg==", "Bearer", "Bearer "):
            answer = await knock(house, method, address, authorization)
            assert (answer.status_code, answer.json()["reason"]) == (401, "token-missing"), (method, address, authorization)
            assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_a_bad_token_opens_no_door_and_the_answer_says_why_in_both_languages(house: House, tmp_path: Path) -> None:
    config = house.config
    make_issuer(tmp_path / "elsewhere")
    keys, here = config.issuer_keys, {"subject": "lan", "issuer": config.issuer, "audience": config.audience}

    def token(folder: Path = keys, lifetime_seconds: int = 3600, now: float | None = None, **other: str) -> str:
        said = {**here, **other}
        return mint(
            folder,
            subject=said["subject"],
            issuer=said["issuer"],
            audience=said["audience"],
            lifetime_seconds=lifetime_seconds,
            now=now,
        )

    bad = {
        "token-malformed": "junk.of-no.meaning",
        "token-expired": token(lifetime_seconds=-3600),
        "token-not-yet-valid": token(now=4_000_000_000),
        "token-wrong-audience": token(audience="another-system"),
        "token-wrong-issuer": token(issuer="https://elsewhere.invalid"),
        "token-unknown-key": token(tmp_path / "elsewhere"),
        "token-no-subject": token(subject=""),
    }
    for reason, sent in bad.items():
        for method, address in EVERY_DOOR:
            answer = await knock(house, method, address, f"Bearer {sent}")
            assert (answer.status_code, answer.json()["reason"]) == (401, reason), (method, address)
            assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert sent not in answer.text
        details = [(await knock(house, "GET", "/initiatives", f"Bearer {sent}", language)).json()["detail"] for language in ("vi", "en")]
        assert len(set(details)) == 2


async def test_somebody_the_directory_does_not_know_is_told_so(house: House) -> None:
    for method, address in EVERY_DOOR:
        answer = await knock(house, method, address, f"Bearer {house.token('ghost')}")
        assert (answer.status_code, answer.json()["reason"]) == (403, "not-in-the-directory"), (method, address)
    assert await house.read("auditor", "/initiatives") == []


async def test_while_the_issuer_cannot_be_reached_nobody_is_called_unknown(temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        jwks = f"http://127.0.0.1:{closed.getsockname()[1]}/jwks.json"
        async with House.opened(temporal, tmp_path, f"sqlite:///{tmp_path / 'khien.db'}", with_worker=False, jwks=jwks) as house:
            for method, address in EVERY_DOOR:
                answer = await knock(house, method, address, f"Bearer {house.token('lan')}")
                assert (answer.status_code, answer.json()["reason"]) == (503, "issuer-unreachable"), (method, address)
                assert int(answer.headers["Retry-After"]) > 0
            without = await knock(house, "GET", "/initiatives", None)
            assert (without.status_code, without.json()["reason"]) == (401, "token-missing")


async def test_whoever_holds_no_office_proposes_and_reads_their_own_and_decides_nothing(house: House) -> None:
    others = await house.register("lan")
    assert await house.read("hoa", "/initiatives") == []
    assert await house.read("hoa", "/worklist") == []
    own = await house.register("hoa", implementers=[])
    assert [card["number"] for card in await house.read("hoa", "/initiatives")] == [own]
    assert (await house.get("hoa", f"/initiatives/{others}")).status_code == 404
    for case, status, reason in ((own, 403, "not-your-office"), (others, 404, "no-such-case")):
        answer = await house.act("hoa", "accept_dossier", case)
        assert (answer.status_code, answer.json()["reason"]) == (status, reason)
