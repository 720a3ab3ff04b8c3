"""An issuer of tokens, near or far, and tokens as it or somebody else would sign them."""

import base64
import json
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, get_args

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, Key

from api.tokens import TokenReason, TokenRefused, Verifier
from rehearsal.issuer import make_issuer, mint

ISSUER = "https://issuer.khien.invalid"
AUDIENCE = "khien"
NOW = 1_800_000_000
SKEW = 30
GOOD: dict[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "lan", "iat": NOW, "exp": NOW + 3600}
NO_CLAIM = object()


@dataclass
class Clock:
    """Seconds that pass only when a test says so."""

    seconds: float = NOW

    def __call__(self) -> float:
        return self.seconds


class IssuerSite:
    """An issuer's JWKS behind HTTP on this machine: its content and status can be changed, and its visitors are counted."""

    def __init__(self) -> None:
        site, self.document, self.status, self.visits, self.seconds_a_byte = self, b"", 200, 0, 0.0

        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.visits += 1
                self.send_response(site.status)
                self.end_headers()
                try:
                    for place in range(len(site.document) if site.seconds_a_byte else 0):
                        self.wfile.write(site.document[place : place + 1])
                        time.sleep(site.seconds_a_byte)
                    if not site.seconds_a_byte:
                        self.wfile.write(site.document)
                except OSError:
                    """Whoever asked has had enough."""

            def log_message(self, format: str, *args: Any) -> None:
                """Silence."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self.server.server_port}/jwks.json"

    def publish(self, folder: Path) -> None:
        self.document = (folder / "jwks.json").read_bytes()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_issuer(tmp_path / "issuer")
    return tmp_path / "issuer"


@pytest.fixture
def verifier(folder: Path, clock: Clock) -> Verifier:
    return a_verifier(folder / "jwks.json", clock)


@pytest.fixture
def site(folder: Path) -> Iterator[IssuerSite]:
    site = IssuerSite()
    site.publish(folder)
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


def a_verifier(source: Path | str, clock: Clock, **more: Any) -> Verifier:
    return Verifier(issuer=ISSUER, audience=AUDIENCE, jwks_source=str(source), skew_seconds=SKEW, now=clock, **more)


def a_token(folder: Path, subject: str = "lan") -> str:
    return mint(folder, subject=subject, issuer=ISSUER, audience=AUDIENCE, now=NOW)


def key_of(folder: Path) -> ECKey:
    key = ECKey.import_key((folder / "signing.pem").read_bytes())
    key.ensure_kid()
    return key


def signed(key: Key, *, header: dict[str, Any] | None = None, **claims: Any) -> str:
    """The good claims with a few changed, or left out, under a header with a few fields changed."""
    kept = {name: value for name, value in (GOOD | claims).items() if value is not NO_CLAIM}
    fields = {"alg": "ES256", "kid": key.kid} | (header or {})
    registry = jws.JWSRegistry(algorithms=[fields["alg"]], strict_check_header=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # joserfc warns whoever signs with the older names; whether the verifier is silent is ours to see
        return jwt.encode(fields, kept, key, registry=registry)


def raw(header: Any, payload: Any = GOOD, signature: bytes = b"") -> str:
    """A token that no library would write."""
    parts = (json.dumps(header).encode(), json.dumps(payload).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def refusal(verifier: Verifier, authorization: str | None) -> str:
    with pytest.raises(TokenRefused) as refused:
        verifier.subject(authorization)
    assert refused.value.reason in get_args(TokenReason)
    return refused.value.reason


# -- who comes in, and who does not
