"""Whom a bearer token speaks for: the local issuer's and any OIDC provider's tokens are verified by the same code, against a JWKS."""

import asyncio
import json
import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import httpx2
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyCurveError,
    InvalidKeyIdError,
    InvalidKeyTypeError,
    JoseError,
    KeyParameterError,
    UnsupportedAlgorithmError,
)
from joserfc.jwa import JWSAlgModel
from joserfc.jwk import GuestProtocol, JWKRegistry, Key, KeySet, OctKey
from joserfc.jws import JWSRegistry

TokenReason = Literal[
    "token-missing",
    "token-malformed",
    "token-unknown-key",
    "token-bad-signature",
    "token-expired",
    "token-not-yet-valid",
    "token-wrong-audience",
    "token-wrong-issuer",
    "token-no-subject",
]

LONGEST_SUBJECT = 255
FETCH_TIMEOUT_SECONDS = 5.0
LARGEST_JWKS = 256 * 1024  # bytes; a key takes one or two thousand
RELOAD_SPACING_SECONDS = 30.0
KEYS_GROW_OLD_SECONDS = 600.0  # a key the issuer has withdrawn is trusted no longer than this, as long as the issuer can be reached

_NOT_SIGNED_BY_THE_KEY = (BadSignatureError, UnsupportedAlgorithmError, KeyParameterError, InvalidKeyTypeError, InvalidKeyCurveError)
# What the parser raises on junk beside its own errors: a header that is a list, a `crit` that is a number, JSON a thousand levels deep.
_NOT_A_TOKEN = (JoseError, ValueError, TypeError, AttributeError, KeyError, RecursionError)

_REASON_BY_CLAIM: dict[str, TokenReason] = {
    "iss": "token-wrong-issuer",
    "aud": "token-wrong-audience",
    "sub": "token-no-subject",
    "nbf": "token-not-yet-valid",
    "iat": "token-not-yet-valid",
}


class TokenRefused(Exception):
    """The caller must sign in (again): the door answers 401. `reason` is the code that words/*.toml has a sentence for."""

    def __init__(self, reason: TokenReason) -> None:
        super().__init__(reason)
        self.reason: str = reason


class IssuerUnreachable(Exception):
    """We cannot tell whether the token is good, because the issuer's keys cannot be read: the door answers 503, never 401."""


class Verifier:
    """Turns an Authorization header into the person it speaks for. One per process; shared by all threads."""

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        jwks_source: str,
        skew_seconds: int,
        now: Callable[[], float] = time.time,
        patience_seconds: float = FETCH_TIMEOUT_SECONDS,
    ) -> None:
        self._keys = _IssuerKeys(jwks_source, now, patience_seconds)
        essential = {"exp": {"essential": True}, "iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": audience}}
        whole: Any = {"now": lambda: int(now()), "leeway": skew_seconds, **essential}
        self._of_a_session = jwt.JWTClaimsRegistry(**whole)
        self._claims = jwt.JWTClaimsRegistry(**whole, sub={"essential": True})

    def subject(self, authorization_header: str | None) -> str:
        """The `sub` claim of a good token. Raises as `claims` does."""
        scheme, _, token = (authorization_header or "").strip().partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TokenRefused("token-missing")
        return str(self.claims(token)["sub"])

    def claims(self, token: str, *, needs_subject: bool = True) -> dict[str, Any]:
        """What a good token says; its `sub` is a name that a register can hold. Blocks for a few seconds when keys must be fetched: from async code,
        call it in a thread. `needs_subject`: False for a token that may be about a session instead of a person.

        Raises TokenRefused, or IssuerUnreachable where no key at hand can settle the question.
        """
        try:
            claims = self._signed(token)
            (self._claims if needs_subject else self._of_a_session).validate(claims)
        except ExpiredTokenError as error:
            raise TokenRefused("token-expired") from error
        except ClaimError as error:
            first, *_ = error.claim.split(",")  # several missing claims come as one name
            raise TokenRefused(_REASON_BY_CLAIM.get(first, "token-malformed")) from error
        except _NOT_SIGNED_BY_THE_KEY as error:
            raise TokenRefused("token-bad-signature") from error
        except _NOT_A_TOKEN as error:
            raise TokenRefused("token-malformed") from error
        return {**claims, "sub": _a_name(claims["sub"])} if needs_subject or "sub" in claims else dict(claims)

    def _signed(self, token: str) -> dict[str, Any]:
        """What stands in a token that one of the keys of its kid has signed: issuers may publish two under one (RFC 7517, 4.5)."""
        tried = left = 0

        def next_key(header: GuestProtocol) -> Key:
            nonlocal tried, left
            keys = self._keys.signing(header)
            key, left = keys[min(tried, len(keys) - 1)], len(keys) - tried - 1
            tried += 1
            return key

        while True:
            try:
                return jwt.decode(token, next_key, registry=_ACCEPTED).claims
            except _NOT_SIGNED_BY_THE_KEY:
                if left <= 0:
                    raise


def _a_name(subject: object) -> str:
    """Raises TokenRefused for what no register can hold or look up: no text, a long one (OIDC Core, 2), NUL, half a surrogate pair."""
    if not isinstance(subject, str) or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise TokenRefused("token-malformed")
    return subject


class _AsymmetricOnly(JWSRegistry):
    """The algorithms a holder of public keys can verify; `none` and HMAC are refused before any key is looked for."""

    names = frozenset({"ES256", "RS256", "Ed25519", "EdDSA"})

    def get_alg(self, name: str) -> JWSAlgModel:
        # Not the parent's: it warns at each use of EdDSA, which RFC 9864 renamed to Ed25519 and providers still send.
        if name not in self.names:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


_ACCEPTED = _AsymmetricOnly(strict_check_header=False)  # RFC 7515, 4: unknown header fields are ignored, unless `crit` names them


class _IssuerKeys:
    """The issuer's public keys as last read. A key set is replaced whole, never changed, so that readers need no lock."""

    def __init__(self, source: str, now: Callable[[], float], patience_seconds: float) -> None:
        self._source, self._patience = source, patience_seconds
        self._now = now
        self._known = KeySet([])
        self._read_at = self._reloaded_at = -math.inf
        self._trouble: str | None = None
        self._one_reload = threading.Lock()

    def signing(self, token: GuestProtocol) -> tuple[Key, ...]:
        """The keys that the token's header names, mostly one: joserfc asks once it has accepted the algorithm."""
        kid = token.headers().get("kid")
        if self._wants_reload(kid):
            with self._one_reload:
                if self._wants_reload(kid):  # whoever held the lock before us may have found it
                    self._reload()
        if keys := self._find(kid):
            return keys
        if self._trouble:
            raise IssuerUnreachable(self._trouble)
        raise TokenRefused("token-unknown-key")

    def _find(self, kid: str | None) -> tuple[Key, ...]:
        if kid is not None:
            return tuple(key for key in self._known.keys if key.kid == kid)
        with suppress(InvalidKeyIdError):
            return (self._known.get_by_kid(None),)  # the only key there is (OIDC Core, 10.1)
        return ()

    def _wants_reload(self, kid: str | None) -> bool:
        now = self._now()
        if 0 <= now - self._reloaded_at < RELOAD_SPACING_SECONDS:  # not `<` alone: a clock set back must not lock us out for hours
            return False
        return not self._find(kid) or not 0 <= now - self._read_at < KEYS_GROW_OLD_SECONDS

    def _reload(self) -> None:
        first = self._read_at == -math.inf
        try:
            self._known, self._trouble = _usable(_read(self._source, self._patience)), None
            self._read_at = self._now()
        except IssuerUnreachable as error:
            self._trouble = str(error)
        # The first reading that succeeds is free: a key rotated right after our start need not wait out the spacing.
        if self._trouble or not first:
            self._reloaded_at = self._now()


def _read(source: str, patience_seconds: float) -> bytes:
    try:
        if source.startswith(("http://", "https://")):
            return asyncio.run(_fetched(source, patience_seconds))
        return Path(source).read_bytes()
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:  # TimeoutError is an OSError
        raise IssuerUnreachable(f"{source}: {type(error).__name__} {error}") from error


async def _fetched(source: str, patience_seconds: float) -> bytes:
    """The whole of it within the time, however slowly it comes: the client's own timeout begins again with each byte."""
    content = b""
    async with (
        asyncio.timeout(patience_seconds),
        httpx2.AsyncClient(headers={"Accept-Encoding": "identity"}) as http,
        http.stream("GET", source) as answer,
    ):
        answer.raise_for_status()
        async for piece in answer.aiter_raw():  # as it comes: nothing is unpacked into more than was sent
            content += piece
            if len(content) > LARGEST_JWKS:
                raise IssuerUnreachable(f"{source}: larger than {LARGEST_JWKS} bytes")
    return content


def _usable(document: bytes) -> KeySet:
    """The keys that may verify a signature; others are passed over one by one (RFC 7517, 5), so that a new kind of key breaks nothing."""
    try:
        entries = list(json.loads(document)["keys"])
    except (ValueError, KeyError, TypeError) as error:
        raise IssuerUnreachable(f"not a JWKS: {error!r}") from error
    keys: list[Key] = []
    for entry in entries:
        with suppress(*_NOT_A_TOKEN):
            key = JWKRegistry.import_key(entry)
            if not isinstance(key, OctKey) and key.get("use") != "enc":
                keys.append(key)
    return KeySet(keys)
