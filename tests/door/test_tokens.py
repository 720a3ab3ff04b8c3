"""Whom the door lets speak: real keys, real signatures, a real JWKS; only the clock is ours."""

import base64
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from api.tokens import KEYS_GROW_OLD_SECONDS, Verifier
from rehearsal.issuer import rotate
from tests.door.issuers import (
    AUDIENCE,
    GOOD,
    ISSUER,
    NO_CLAIM,
    NOW,
    SKEW,
    Clock,
    a_token,
    a_verifier,
    key_of,
    raw,
    refusal,
    signed,
)


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
