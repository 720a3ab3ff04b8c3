"""Whom the door lets speak: real keys, real signatures, a real JWKS; only the clock is ours."""

import base64
import hashlib
import hmac
import json
import socket
import stat
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, get_args

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from typer import Typer
from typer.testing import CliRunner

from api.tokens import KEYS_GROW_OLD_SECONDS, RELOAD_SPACING_SECONDS, IssuerUnreachable, TokenReason, TokenRefused, Verifier
from commands import token as token_command
from commands.issuer import make_issuer, mint, rotate
from settings import Settings

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
        site, self.document, self.status, self.visits = self, b"", 200, 0

        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.visits += 1
                self.send_response(site.status)
                self.end_headers()
                self.wfile.write(site.document)

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


def a_verifier(source: Path | str, clock: Clock) -> Verifier:
    return Verifier(issuer=ISSUER, audience=AUDIENCE, jwks_source=str(source), skew_seconds=SKEW, now=clock)


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


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "BEARER {}", "Bearer {} "])
def test_a_good_token_gives_its_subject(form: str, verifier: Verifier, folder: Path) -> None:
    assert verifier.subject(form.format(a_token(folder))) == "lan"


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"aud": [AUDIENCE]}, id="an audience in a list"),
        pytest.param({"aud": ["other", AUDIENCE]}, id="one audience among others"),
        pytest.param({"iat": NO_CLAIM}, id="no iat"),
        pytest.param({"nbf": NOW}, id="valid from now"),
        pytest.param({"exp": NOW + 0.5}, id="a fraction of a second"),
        pytest.param({"exp": NOW - SKEW + 1}, id="expired, within the skew"),
        pytest.param({"iat": NOW + SKEW}, id="issued in the future, within the skew"),
        pytest.param({"nbf": NOW + SKEW}, id="not yet valid, within the skew"),
    ],
)
def test_accepts(claims: dict[str, Any], verifier: Verifier, folder: Path) -> None:
    assert verifier.subject(f"Bearer {signed(key_of(folder), **claims)}") == "lan"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        pytest.param({"exp": NOW - SKEW}, "token-expired", id="expired beyond the skew"),
        pytest.param({"exp": NO_CLAIM}, "token-malformed", id="no exp"),
        pytest.param({"exp": "never"}, "token-malformed", id="an exp that is no time"),
        pytest.param({"exp": float("nan")}, "token-malformed", id="an exp that never comes"),
        pytest.param({"iat": NOW + SKEW + 1}, "token-not-yet-valid", id="issued in the future, beyond the skew"),
        pytest.param({"nbf": NOW + SKEW + 1}, "token-not-yet-valid", id="not yet valid, beyond the skew"),
        pytest.param({"aud": "other"}, "token-wrong-audience", id="another audience"),
        pytest.param({"aud": ["other", "third"]}, "token-wrong-audience", id="a list without us"),
        pytest.param({"aud": []}, "token-wrong-audience", id="an empty list"),
        pytest.param({"aud": AUDIENCE + "-staging"}, "token-wrong-audience", id="an audience that begins like us"),
        pytest.param({"aud": NO_CLAIM}, "token-wrong-audience", id="no audience"),
        pytest.param({"iss": ISSUER + "/"}, "token-wrong-issuer", id="another issuer"),
        pytest.param({"iss": [ISSUER]}, "token-wrong-issuer", id="an issuer in a list"),
        pytest.param({"iss": NO_CLAIM}, "token-wrong-issuer", id="no issuer"),
        pytest.param({"sub": NO_CLAIM}, "token-no-subject", id="no subject"),
        pytest.param({"sub": ""}, "token-no-subject", id="an empty subject"),
        pytest.param({"sub": 7}, "token-no-subject", id="a subject that is no name"),
    ],
)
def test_refuses_the_claims(claims: dict[str, Any], reason: str, verifier: Verifier, folder: Path) -> None:
    assert refusal(verifier, f"Bearer {signed(key_of(folder), **claims)}") == reason


@pytest.mark.parametrize("authorization", [None, "", "   ", "Bearer", "Bearer ", "Basic bGFuOmxhbg==", "lan"])
def test_no_token_is_said_to_be_missing(authorization: str | None, verifier: Verifier) -> None:
    assert refusal(verifier, authorization) == "token-missing"


@pytest.mark.parametrize(
    "token",
    [
        "junk",
        "a.b.c",
        "..",
        "a b",
        "ti\u1ebfng.Vi\u1ec7t.nh\u00e9",
        "\ud800.e.e",
        "e.e.e.e.e",
        "A" * 200_000,
        raw([]),
        raw(["alg"]),
        raw("alg"),
        raw(None),
        raw({}),
        raw({"alg": 7}),
        raw({"alg": ["ES256"]}),
        raw({"alg": "ES256", "kid": 7}),
        raw({"alg": "ES256", "kid": ["x"]}),
        raw({"alg": "ES256", "crit": 7}),
        raw({"alg": "ES256", "crit": ["exp"], "exp": 1}),
        raw({"alg": "ES256", "b64": "no", "crit": ["b64"]}),
        base64.urlsafe_b64encode(b"[" * 300).rstrip(b"=").decode() + ".e30.",
    ],
)
def test_junk_is_malformed_and_never_a_crash(token: str, verifier: Verifier) -> None:
    assert refusal(verifier, f"Bearer {token}") == "token-malformed"


@pytest.mark.parametrize("payload", ["[]", "7", "no json", ""])
def test_a_well_signed_payload_that_is_no_set_of_claims_is_malformed(payload: str, verifier: Verifier, folder: Path) -> None:
    key = key_of(folder)
    assert refusal(verifier, "Bearer " + jws.serialize_compact({"alg": "ES256", "kid": key.kid}, payload, key)) == "token-malformed"


# -- signatures


def test_a_changed_claim_breaks_the_signature(verifier: Verifier, folder: Path) -> None:
    header, _, signature = a_token(folder).split(".")
    forged = raw({}, GOOD | {"sub": "minh"}).split(".")[1]
    assert refusal(verifier, f"Bearer {header}.{forged}.{signature}") == "token-bad-signature"
    assert refusal(verifier, f"Bearer {a_token(folder).rpartition('.')[0]}.") == "token-bad-signature"


def test_a_stranger_may_not_borrow_our_kid(verifier: Verifier, folder: Path) -> None:
    stranger = ECKey.generate_key("P-256", parameters={"kid": str(key_of(folder).kid)})
    assert refusal(verifier, f"Bearer {signed(stranger)}") == "token-bad-signature"


def test_a_key_brought_along_in_the_header_counts_for_nothing(verifier: Verifier, folder: Path) -> None:
    stranger = ECKey.generate_key("P-256", auto_kid=True)
    brought = {"jwk": {name: stranger[name] for name in ("kty", "crv", "x")}}
    assert refusal(verifier, f"Bearer {signed(stranger, header=brought)}") == "token-unknown-key"
    assert refusal(verifier, f"Bearer {signed(stranger, header=brought | {'kid': key_of(folder).kid})}") == "token-bad-signature"


@pytest.mark.parametrize("name", ["none", "None", "NONE", "HS256", "ES999", ""])
def test_an_unsigned_token_is_refused(name: str, verifier: Verifier, folder: Path) -> None:
    assert refusal(verifier, f"Bearer {raw({'alg': name, 'kid': key_of(folder).kid})}") == "token-bad-signature"


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(lambda key: key.as_pem(private=False), id="the PEM"),
        pytest.param(lambda key: key.as_der(private=False), id="the DER"),
        pytest.param(lambda key: json.dumps(key.as_dict(private=False)).encode(), id="the JWK"),
    ],
)
def test_the_public_key_is_no_shared_secret(secret: Callable[[ECKey], bytes], verifier: Verifier, folder: Path) -> None:
    key = key_of(folder)
    signing_input = raw({"alg": "HS256", "kid": key.kid}).rpartition(".")[0]
    mac = base64.urlsafe_b64encode(hmac.digest(secret(key), signing_input.encode(), "sha256")).rstrip(b"=").decode()
    assert refusal(verifier, f"Bearer {signing_input}.{mac}") == "token-bad-signature"


@pytest.mark.parametrize(
    ("key", "algorithm", "reason"),
    [
        pytest.param(RSAKey.generate_key(2048, auto_kid=True), "RS256", None, id="RS256"),
        pytest.param(OKPKey.generate_key("Ed25519", auto_kid=True), "Ed25519", None, id="Ed25519"),
        pytest.param(OKPKey.generate_key("Ed25519", auto_kid=True), "EdDSA", None, id="EdDSA, the older name"),
        pytest.param(ECKey.generate_key("P-384", auto_kid=True), "ES384", "token-bad-signature", id="ES384"),
        pytest.param(RSAKey.generate_key(2048, auto_kid=True), "PS256", "token-bad-signature", id="PS256"),
        pytest.param(OctKey.generate_key(256, auto_kid=True), "HS256", "token-bad-signature", id="HS256, even from the JWKS"),
    ],
)
def test_asymmetric_algorithms_only(key: Key, algorithm: str, reason: str | None, tmp_path: Path, clock: Clock) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps({"keys": [key.as_dict(private=isinstance(key, OctKey))]}))
    authorization = f"Bearer {signed(key, header={'alg': algorithm})}"
    if reason:
        assert refusal(a_verifier(jwks, clock), authorization) == reason
    else:
        assert a_verifier(jwks, clock).subject(authorization) == "lan"


def test_what_we_cannot_use_in_a_jwks_is_passed_over(folder: Path, clock: Clock) -> None:
    jwks = folder / "jwks.json"
    ours = json.loads(jwks.read_bytes())["keys"]
    kid = ours[0]["kid"]
    odd = [
        "junk",
        {},
        {"kty": "ML-DSA"},
        {"kty": "EC"},
        {"kty": "EC", "crv": "P-1", "x": "e", "y": "e"},
        ours[0] | {"use": "enc", "kid": kid},
    ]
    jwks.write_text(json.dumps({"keys": odd + ours}))
    assert a_verifier(jwks, clock).subject(f"Bearer {a_token(folder)}") == "lan"


def test_a_token_without_kid_goes_by_the_only_key(verifier: Verifier, folder: Path, clock: Clock) -> None:
    token = jwt.encode({"alg": "ES256"}, GOOD, key_of(folder))
    assert verifier.subject(f"Bearer {token}") == "lan"
    rotate(folder)
    clock.seconds += KEYS_GROW_OLD_SECONDS
    assert refusal(verifier, f"Bearer {token}") == "token-unknown-key"


# -- keys come, go, and cannot be read


def test_a_rotated_key_is_found_without_restart_and_the_old_one_still_counts(verifier: Verifier, folder: Path) -> None:
    old = a_token(folder)
    assert verifier.subject(f"Bearer {old}") == "lan"
    rotate(folder)
    assert verifier.subject(f"Bearer {a_token(folder, 'minh')}") == "minh"
    assert verifier.subject(f"Bearer {old}") == "lan"


def test_a_withdrawn_key_is_forgotten(verifier: Verifier, folder: Path, clock: Clock) -> None:
    authorization = f"Bearer {a_token(folder)}"
    assert verifier.subject(authorization) == "lan"
    (folder / "jwks.json").write_text('{"keys": []}')
    clock.seconds += KEYS_GROW_OLD_SECONDS - 1
    assert verifier.subject(authorization) == "lan"
    clock.seconds += 1
    assert refusal(verifier, authorization) == "token-unknown-key"


def test_a_jwks_is_read_over_http_and_kept(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier = a_verifier(site.url, clock)
    assert site.visits == 0
    assert [verifier.subject(f"Bearer {a_token(folder)}") for _ in range(5)] == ["lan"] * 5
    assert site.visits == 1


def test_junk_kids_cause_one_reload_only(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, stranger = a_verifier(site.url, clock), ECKey.generate_key("P-256", auto_kid=True)

    def flood() -> None:
        for number in range(20):
            assert refusal(verifier, f"Bearer {signed(stranger, header={'kid': f'junk-{number}'})}") == "token-unknown-key"

    assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"
    flood()
    assert site.visits == 1 + 1
    clock.seconds += RELOAD_SPACING_SECONDS - 1
    flood()
    assert site.visits == 1 + 1
    clock.seconds += 1
    flood()
    assert site.visits == 1 + 2
    clock.seconds -= 3600  # a clock that is set back does not lock new keys out
    flood()
    assert site.visits == 1 + 3


def test_refused_algorithms_do_not_even_ask_the_issuer(site: IssuerSite, clock: Clock) -> None:
    assert refusal(a_verifier(site.url, clock), f"Bearer {raw({'alg': 'none', 'kid': 'junk'})}") == "token-bad-signature"
    assert site.visits == 0


def test_many_threads_share_one_reading(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, authorization = a_verifier(site.url, clock), f"Bearer {a_token(folder)}"
    together, subjects = threading.Barrier(16), []

    def come_in() -> None:
        together.wait()
        subjects.append(verifier.subject(authorization))

    threads = [threading.Thread(target=come_in) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert subjects == ["lan"] * 16
    assert site.visits == 1


def test_an_unreachable_issuer_is_no_fault_of_the_caller(folder: Path, clock: Clock) -> None:
    with socket.socket() as taken:  # bound, not listening: nobody answers here
        taken.bind(("127.0.0.1", 0))
        verifier = a_verifier(f"http://127.0.0.1:{taken.getsockname()[1]}/jwks.json", clock)
        for _ in range(2):  # the second time within the spacing, without asking
            with pytest.raises(IssuerUnreachable):
                verifier.subject(f"Bearer {a_token(folder)}")


@pytest.mark.parametrize(
    ("status", "document"), [(500, b"{}"), (302, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b'{"keys": 7}')]
)
def test_an_outage_costs_only_those_whose_key_is_unknown(
    status: int, document: bytes, site: IssuerSite, folder: Path, clock: Clock
) -> None:
    verifier, known = a_verifier(site.url, clock), f"Bearer {a_token(folder)}"
    assert verifier.subject(known) == "lan"
    rotate(folder)
    unknown = f"Bearer {a_token(folder, 'minh')}"

    site.status, site.document = status, document
    for _ in range(2):
        with pytest.raises(IssuerUnreachable):
            verifier.subject(unknown)
    clock.seconds += 2 * RELOAD_SPACING_SECONDS
    assert verifier.subject(known) == "lan"

    site.status = 200
    site.publish(folder)
    assert verifier.subject(unknown) == "minh"


def test_keys_outlive_an_outage_however_long(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier = a_verifier(site.url, clock)
    assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"
    site.status = 503
    clock.seconds += KEYS_GROW_OLD_SECONDS + 1
    assert [verifier.subject(f"Bearer {a_token(folder)}") for _ in range(3)] == ["lan"] * 3
    assert site.visits == 2


def test_an_issuer_down_from_the_start_is_not_hammered_and_is_found_when_it_comes(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, authorization = a_verifier(site.url, clock), f"Bearer {a_token(folder)}"
    site.status = 503
    for _ in range(5):
        with pytest.raises(IssuerUnreachable):
            verifier.subject(authorization)
    assert site.visits == 1
    site.status = 200
    clock.seconds += RELOAD_SPACING_SECONDS
    assert verifier.subject(authorization) == "lan"


def test_a_missing_jwks_file_is_an_outage(tmp_path: Path, folder: Path, clock: Clock) -> None:
    with pytest.raises(IssuerUnreachable):
        a_verifier(tmp_path / "nowhere.json", clock).subject(f"Bearer {a_token(folder)}")


# -- the local issuer


def test_the_private_key_is_for_its_owner_only_and_never_published(folder: Path) -> None:
    for file in (folder, folder / "signing.pem"):
        assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600)
    rotate(folder)
    assert stat.S_IMODE((folder / "signing.pem").stat().st_mode) == 0o600
    for key in json.loads((folder / "jwks.json").read_bytes())["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert {file.name for file in folder.iterdir()} == {"signing.pem", "jwks.json"}


def test_the_kid_is_the_thumbprint_of_rfc_7638(folder: Path) -> None:
    (key,) = json.loads((folder / "jwks.json").read_bytes())["keys"]
    canonical = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    assert key["kid"] == base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).rstrip(b"=").decode()


def test_a_second_set_up_keeps_the_key_and_mends_the_jwks(verifier: Verifier, folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    make_issuer(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    (folder / "jwks.json").unlink()
    make_issuer(folder)
    assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"


def test_the_token_command_prints_a_token_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Settings(home=tmp_path)
    monkeypatch.setattr(token_command, "settings", lambda: here)
    command = Typer()
    command.command()(token_command.token)

    refused = CliRunner().invoke(command, ["lan"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "make demo" in refused.stderr

    make_issuer(here.issuer_keys)
    minted = CliRunner().invoke(command, ["lan", "--hours", "1"])
    assert minted.exit_code == 0
    verifier = Verifier(issuer=here.issuer, audience=here.audience, jwks_source=here.jwks_source, skew_seconds=0)
    assert verifier.subject(f"Bearer {minted.stdout.removesuffix(chr(10))}") == "lan"
