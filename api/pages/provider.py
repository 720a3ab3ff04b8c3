"""Signing in at an OpenID Connect provider: authorisation code with PKCE (RFC 6749, 4.1; RFC 7636), and the ID token it ends in (OIDC Core, 3.1)."""

import asyncio
import base64
import hashlib
import json
import secrets
import ssl
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2

from api.tokens import LONGEST_SUBJECT, IssuerUnreachable, TokenRefused, Verifier

PATIENCE_SECONDS = 10.0
LARGEST_ANSWER = 256 * 1024  # bytes
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint")


class SignInFailed(Exception):
    """The provider did not say who it is, or said it to somebody else: one begins again."""


@dataclass(frozen=True)
class Attempt:
    """One sign-in under way, kept in the browser that began it. `goes_on_at`: the page that was asked for."""

    state: str
    nonce: str
    verifier: str
    goes_on_at: str

    @classmethod
    def begun(cls, goes_on_at: str) -> "Attempt":
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, goes_on_at)

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class SignedOutThere:
    """`jti`: of the provider's word; `person` or `sid` may be ""."""

    jti: str
    person: str
    sid: str


class Provider:
    """`address`: below which its description is read. Its keys are the verifier's business, who knows the issuer and us as audience."""

    def __init__(self, *, address: str, issuer: str, client_id: str, client_secret: str, comes_back_to: str, verifier: Verifier) -> None:
        self._address, self._issuer, self._verifier = address, issuer, verifier
        self._client_id, self._client_secret, self._comes_back_to = client_id, client_secret, comes_back_to
        self._described: dict[str, Any] | None = None

    async def begins_at(self, attempt: Attempt, language: str) -> str:
        """Where the browser goes to sign in. Raises IssuerUnreachable."""
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._comes_back_to,
            "scope": "openid",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        endpoint = (await self._description())["authorization_endpoint"]
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    async def subject(self, attempt: Attempt, state: str, code: str) -> tuple[str, str]:
        """Who signed in, and what the provider calls the session, or "". Raises SignInFailed, IssuerUnreachable."""
        if not secrets.compare_digest(state.encode(), attempt.state.encode()):
            raise SignInFailed("state")
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._comes_back_to,
            "client_id": self._client_id,
            "code_verifier": attempt.verifier,
        }
        # RFC 6749, 2.3.1: a client with a secret shows it by HTTP Basic, which every provider must take.
        secret = httpx2.BasicAuth(self._client_id, self._client_secret) if self._client_secret else None
        answer = await _answer("POST", (await self._description())["token_endpoint"], data=asked, auth=secret)
        if not isinstance(answer.get("id_token"), str):
            raise SignInFailed(str(answer.get("error", "no ID token"))[:80])
        try:
            claims = await asyncio.to_thread(self._verifier.claims, answer["id_token"])
        except TokenRefused as refused:
            raise SignInFailed(refused.reason) from refused
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), attempt.nonce.encode()):
            raise SignInFailed("nonce")
        return str(claims["sub"]), str(claims.get("sid", ""))[:LONGEST_SUBJECT]

    async def logout(self, token: str) -> "SignedOutThere":
        """Who has signed out at the provider (Back-Channel Logout 1.0, 2.6): a token for us, of that event, without a nonce, so that no ID token passes for
        one. Raises SignInFailed, IssuerUnreachable.
        """
        try:
            claims = await asyncio.to_thread(self._verifier.claims, token, needs_subject=False)
        except TokenRefused as refused:
            raise SignInFailed(refused.reason) from refused
        events, jti = claims.get("events"), claims.get("jti")
        if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict) or "nonce" in claims:
            raise SignInFailed("no logout token")
        person, sid = claims.get("sub", ""), claims.get("sid", "")
        said = (jti, person, sid)
        if (
            any(not isinstance(each, str) or len(each) > LONGEST_SUBJECT for each in said)
            or not jti
            or not (person or sid)
            or "iat" not in claims
        ):
            raise SignInFailed("no logout token")
        return SignedOutThere(str(jti), str(person), str(sid))

    async def ends_at(self) -> str:
        """Where one signs out at the provider too, or "" where it has no such page, or cannot be asked."""
        try:
            endpoint = str((await self._description()).get("end_session_endpoint", ""))
        except IssuerUnreachable:
            return ""
        return f"{endpoint}?{urlencode({'client_id': self._client_id})}" if endpoint.startswith(("https://", "http://")) else ""

    async def _description(self) -> dict[str, Any]:
        """Read once: where a provider moves its addresses, the API is started again."""
        if self._described is None:
            described = await _answer("GET", f"{self._address}/.well-known/openid-configuration")
            if any(not isinstance(described.get(name), str) for name in _NEEDED) or described["issuer"] != self._issuer:
                raise IssuerUnreachable(f"{self._address}: not the description of {self._issuer}")
            self._described = described
        return self._described


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates we believe, read once: reading them anew at each question would hold up everybody's pages."""
    return httpx2.create_ssl_context()


async def _answer(method: str, address: str, **sent: Any) -> dict[str, Any]:
    """What the provider says, as JSON. Raises IssuerUnreachable for whoever is away, fails, or says no JSON."""
    try:
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            httpx2.AsyncClient(headers={"Accept-Encoding": "identity"}, verify=_trusted()) as http,
            http.stream(method, address, **sent) as answer,
        ):
            content = b""
            async for piece in answer.aiter_raw():
                content += piece
                if len(content) > LARGEST_ANSWER:
                    raise IssuerUnreachable(f"{address}: larger than {LARGEST_ANSWER} bytes")
            if answer.is_server_error:
                raise IssuerUnreachable(f"{address}: {answer.status_code}")
            said = json.loads(content)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        raise IssuerUnreachable(f"{address}: {type(error).__name__}") from error
    if not isinstance(said, dict):
        raise IssuerUnreachable(f"{address}: no JSON object")
    return said
