"""The demo's OpenID Connect provider: a page that lists the demo's people, and whoever is chosen has signed in. No password, and never outside a demo."""

import base64
import hashlib
import secrets
import time
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode

import httpx2
import uvicorn
from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

import words
from api.pages.counter import FilesOfThisRelease
from api.pages.look import AT, STATIC, of_this_release, page
from api.pages.provider import LOGOUT_EVENT
from domain.vocabulary import Office
from rehearsal.issuer import ALGORITHM, JWKS, mint
from rehearsal.people import DEMO_DIRECTORY
from settings import OnlyInADemo, Settings, keep_private, settings

HOST = "127.0.0.1"
CODE_SECONDS = 60


def sign_in_port(smtp_port: int) -> int:
    """Two above SMTP's: between them lies the page of the mail."""
    return smtp_port + 2


@dataclass(frozen=True)
class Someone:
    """A person of the demo as the page shows them."""

    id: str
    name: str
    who: str
    href: str = ""


@dataclass(frozen=True)
class Chosen:
    """Whom a code stands for, and what its bearer must show (RFC 7636). `sid`: what we call the session that begins with it."""

    subject: str
    sid: str
    nonce: str
    challenge: str
    good_until: float


def people(language: str) -> list[Someone]:
    """Everybody of the demo's directory, and who they are."""
    directory = tomllib.loads(DEMO_DIRECTORY.read_text(encoding="utf-8"))
    names = {each["code"]: each["name"] for each in directory["agencies"]}

    def who(person: dict[str, Any]) -> str:
        terms = [f"{words.label('offices', term['office'], language)}, {names[term['agency']]}" for term in person.get("terms", ())]
        return "; ".join(terms) or words.page("provider_no_office", language)

    return [Someone(each["id"], each["name"], who(each)) for each in directory["people"]]


def held_in_the_demo(offices: Collection[Office], language: str) -> list[str]:
    """The names of those who hold one of these offices, as the page that lists everybody says them."""
    directory = tomllib.loads(DEMO_DIRECTORY.read_text(encoding="utf-8"))
    held = {each["id"] for each in directory["people"] if any(term["office"] in offices for term in each.get("terms", ()))}
    return [each.name for each in people(language) if each.id in held]


def make_provider(config: Settings, here: str) -> FastAPI:
    """`here`: the address people reach it at. Raises OnlyInADemo."""
    if not config.demo:
        raise OnlyInADemo("Anybody may sign in here as anybody, which is for a demo. If this is one, set KHIEN_DEMO=true")
    app, codes = FastAPI(openapi_url=None), dict[str, Chosen]()
    comes_back_to = f"{config.public_url}{AT}/signed-in"
    app.mount(f"{AT}/static/{of_this_release()}", FilesOfThisRelease(directory=STATIC), name="files")

    @app.get("/.well-known/openid-configuration")
    def description() -> dict[str, Any]:
        return {
            "issuer": config.issuer,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/jwks.json",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "code_challenge_methods_supported": ["S256"],
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }

    @app.get("/jwks.json")
    def keys() -> Response:
        return Response((config.issuer_keys / JWKS).read_bytes(), media_type="application/json")

    @app.get("/authorize")
    def authorize(
        request: Request,
        client_id: str = "",
        redirect_uri: str = "",
        response_type: str = "",
        state: str = "",
        nonce: str = "",
        code_challenge: str = "",
        code_challenge_method: str = "",
        ui_locales: str = "vi",
        chosen: Annotated[str, Query(alias="as")] = "",
    ) -> Response:
        """The people; and with `as`, back to the counter with a code for that person."""
        asked = (client_id, redirect_uri, response_type, code_challenge_method)
        if asked != (config.client_id, comes_back_to, "code", "S256") or not code_challenge:
            return JSONResponse({"error": "invalid_request"}, 400)
        language = ui_locales if ui_locales in words.LANGUAGES else "vi"
        everybody = people(language)
        if chosen not in {each.id for each in everybody}:
            links = [Someone(each.id, each.name, each.who, f"?{request.url.query}&{urlencode({'as': each.id})}") for each in everybody]
            return page(request, "people.html", language=language, bare=True, people=links)
        code = secrets.token_urlsafe(24)
        codes[code] = Chosen(chosen, secrets.token_urlsafe(8), nonce, code_challenge, time.monotonic() + CODE_SECONDS)
        return RedirectResponse(f"{comes_back_to}?{urlencode({'code': code, 'state': state})}", 303)

    @app.post("/token")
    async def token(request: Request) -> Response:
        sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        code = codes.pop(sent.get("code", ""), None)  # good once, whoever brings it
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        asked = (sent.get("grant_type"), sent.get("client_id"), sent.get("redirect_uri"))
        if asked != ("authorization_code", config.client_id, comes_back_to) or not code or code.challenge != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if time.monotonic() > code.good_until:
            return JSONResponse({"error": "invalid_grant"}, 400)
        id_token = mint(
            config.issuer_keys,
            subject=code.subject,
            issuer=config.issuer,
            audience=config.client_id,
            lifetime_seconds=300,
            nonce=code.nonce,
            sid=code.sid,
        )
        return JSONResponse({"token_type": "Bearer", "access_token": "-", "id_token": id_token})

    @app.post("/signed-out")
    async def signed_out(request: Request) -> Response:
        """Somebody signs out here: the counter is told (Back-Channel Logout 1.0, 2.5), and whether it has heard is the answer."""
        person = parse_qs((await request.body()).decode()).get("as", [""])[0]
        token = logout_token(config, person)
        async with httpx2.AsyncClient(timeout=10) as http:
            heard = await http.post(f"{config.public_url}{AT}/backchannel-logout", data={"logout_token": token})
        return JSONResponse({"heard": heard.status_code}, heard.status_code)

    return app


def logout_token(config: Settings, person: str = "", **more: Any) -> str:
    """Our word that this person, or the session named among `more`, has signed out here."""
    said = {"jti": secrets.token_urlsafe(12), "events": {LOGOUT_EVENT: {}}, **more}
    return mint(config.issuer_keys, subject=person, issuer=config.issuer, audience=config.client_id, lifetime_seconds=120, **said)


if __name__ == "__main__":
    config = settings()
    keep_private(config.home)
    port = sign_in_port(config.smtp_port)
    uvicorn.run(make_provider(config, f"http://{HOST}:{port}"), host=HOST, port=port, access_log=False, server_header=False)
