"""Who gets in: nobody without a good token, nobody the directory does not know; and whoever is known but holds no office sees only their own."""

import re
import socket
from pathlib import Path

import httpx2
import pytest
from temporalio.testing import WorkflowEnvironment

from domain.acts import Register
from rehearsal.issuer import make_issuer, mint
from tests.houses import House

pytestmark = pytest.mark.server

STREAMS = (
    "/initiatives/SK-2026-26743-1",
    "/reviews/SK-2026-26743-1-R1",
    "/rewards/SK-2026-26743-1-K",
    "/declarations/KK-hoa",
    "/campaigns/CD-1",
    "/yearly-campaigns/DK",
    "/signing/UQ-1",
)
NOTED = STREAMS[:4]  # of which it is noted who has read them
DRAFTED = (*STREAMS[:3], STREAMS[4])  # of which papers are drafted

EVERY_DOOR = [
    *(("GET", address) for address in ("/initiatives", "/reviews", "/rewards", "/campaigns", "/yearly-campaigns", "/declarations")),
    *(("GET", f"{stream}{part}") for stream in STREAMS for part in ("", "/timeline", "/deadlines", "/acts", "/foresight")),
    *(("POST", f"{stream}/foresight/vote") for stream in STREAMS),
    *(("GET", f"{stream}/readings") for stream in NOTED),
    *(("GET", f"{stream}/papers{draft}") for stream in DRAFTED for draft in ("", "/2/receipt.docx")),
    *(("POST", f"{stream}/papers/vote.docx") for stream in DRAFTED),
    ("GET", "/readings"),
    ("GET", "/readings/about-me"),
    ("GET", "/signing"),
    ("POST", "/signing"),
    ("GET", "/agencies/26743/delegations"),
    ("GET", "/imports/DS-1/alike"),
    ("GET", "/silence/cases"),
    ("GET", "/filings/TN-20261123-0000000000"),
    ("GET", "/worklist"),
    ("GET", "/deadlines"),
    ("GET", "/silence"),
    ("POST", "/deadlines/feed"),
    ("DELETE", "/deadlines/feed"),
    ("GET", "/calendar"),
    ("GET", "/agencies"),
    ("GET", "/calendar/due?start=2026-11-20&working_days=7"),
    ("GET", "/reviews/SK-2026-26743-1-R1/assessment"),
    ("GET", "/reviews/SK-2026-26743-1-R1/candidates?person=hoa"),
    ("GET", "/initiatives/SK-2026-26743-1/candidates?person=hoa"),
    ("GET", "/reviews/SK-2026-26743-1-R1/in-favour"),
    ("GET", "/reviews/SK-2026-26743-1-R1/again"),
    ("GET", "/departures"),
    ("GET", "/policies"),
    ("GET", "/policies/nd73-2023.3"),
    ("GET", "/policies/nd73-2023.3/difference?to=nd73-2023.2"),
    ("POST", "/initiatives"),
    ("POST", "/initiatives/past"),
    ("POST", "/campaigns"),
    ("POST", "/initiatives/similar"),
    ("GET", "/campaigns/yearly"),
    ("GET", "/campaigns/CD-1/form"),
    ("POST", "/campaigns/CD-1/imports"),
    ("GET", "/imports/DS-1"),
    ("GET", "/imports/DS-1/errors"),
    ("GET", "/campaigns/CD-1/report"),
    ("GET", "/reports/yearly/2027"),
    ("GET", "/recognised-initiatives"),
    ("GET", "/reports/talent"),
    ("GET", "/reports/heads/26743"),
    ("PUT", "/campaigns/yearly"),
    ("POST", "/campaigns/yearly/pause"),
    ("POST", "/campaigns/yearly/resume"),
    ("POST", "/initiatives/SK-2026-26743-1/acts/vote"),
    ("POST", "/yearly-campaigns"),
    ("POST", "/declarations"),
]


async def knock(house: House, method: str, address: str, authorization: str | None, language: str = "en") -> httpx2.Response:
    headers = {"Idempotency-Key": "mine", "Accept-Language": language} | ({"Authorization": authorization} if authorization else {})
    body = {"POST": Register.example if address == "/initiatives" else {"ballot": "for"}}.get(method)
    return await house.http.request(method, address, json=body, headers=headers)


def _as_described(address: str) -> str:
    path = re.sub(r"SK-2026-26743-1(-R1|-K)?|CD-1|DK|KK-hoa|UQ-1|DS-1|TN-20261123-0000000000", "{number}", address.partition("?")[0])
    return (
        path.replace("nd73-2023.3", "{rule_set}")
        .replace("2027", "{year}")
        .replace("/26743", "/{agency}")
        .replace("foresight/vote", "foresight/{act}")
        .replace("papers/2/receipt.docx", "papers/{place}/{name}.{form}")
        .replace("papers/vote.docx", "papers/{act}.{form}")
    )


async def test_every_door_there_is_is_knocked_at(house: House) -> None:
    """Or the tests below would pass by what they leave out."""
    described = (await house.http.get("/openapi.json")).json()["paths"]
    open_to_all = {"/health", "/ready", "/deadlines/feed/{secret}.ics"}
    one_act = {path for path in described if "/acts/" in path and not path.endswith("/vote")}
    there = {(method.upper(), path) for path, methods in described.items() for method in methods if path not in open_to_all | one_act}
    knocked = {(method, _as_described(address)) for method, address in EVERY_DOOR}
    assert there == knocked


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
