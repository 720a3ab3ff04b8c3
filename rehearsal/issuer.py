"""The local issuer of demo and tests: one signing key and a JWKS in a folder. Production trusts its OIDC provider instead."""

import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

ALGORITHM = "ES256"
SIGNING_KEY = "signing.pem"
JWKS = "jwks.json"


def make_issuer(folder: Path) -> None:
    """Give the folder a key pair and its JWKS; a key that is there stays, so that tokens outlive a second set-up."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if (folder / SIGNING_KEY).exists():
        _publish(folder, _signing_key(folder))
    else:
        rotate(folder)


def rotate(folder: Path) -> None:
    """Sign with a new key from now on. The public halves of older keys stay, for the tokens that are still about."""
    key = ECKey.generate_key("P-256", auto_kid=True)  # the kid is the RFC 7638 thumbprint
    _publish(folder, key)  # first: no token may name a key that nobody can look up
    _replace(folder / SIGNING_KEY, key.as_pem(private=True))


def mint(
    folder: Path, *, subject: str, issuer: str, audience: str, lifetime_seconds: int = 8 * 3600, now: float | None = None, **more: Any
) -> str:
    """A token saying that `subject` signed in now, and what more it is to say. Raises FileNotFoundError before make_issuer."""
    issued_at = int(time.time() if now is None else now)
    about = {"sub": subject} if subject else {}  # a token may be about a session alone
    claims = {**more, **about, "iss": issuer, "aud": audience, "iat": issued_at, "exp": issued_at + lifetime_seconds}
    return signed(folder, claims)


def signed(folder: Path, claims: dict[str, Any]) -> str:
    """Whatever it says, under the issuer's signature."""
    key = _signing_key(folder)
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key)


def _signing_key(folder: Path) -> ECKey:
    key = ECKey.import_key((folder / SIGNING_KEY).read_bytes())
    key.ensure_kid()
    return key


def _publish(folder: Path, key: ECKey) -> None:
    jwks = folder / JWKS
    published = json.loads(jwks.read_bytes())["keys"] if jwks.exists() else []
    if all(entry["kid"] != key.kid for entry in published):
        published.append(key.as_dict(private=False, use="sig", alg=ALGORITHM))
        _replace(jwks, json.dumps({"keys": published}, indent=2).encode())


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, and 0600 from the first byte (mkstemp's mode): a running API may be reading."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(draft, path)
