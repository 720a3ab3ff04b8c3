"""Saying no: problem+json (RFC 9457) in the reader's language, with the reason, its basis and what he may do instead."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

import words
from api.tokens import IssuerUnreachable, TokenRefused
from domain.refusals import Reason
from store.engine import Outage
from store.policies import Documents
from store.record.filings import Receipt

# Everything that was examined and does not stand is a conflict with how the case stands now; these few are something else.
STATUS = {
    Reason.NO_SUCH_CASE: 404,
    Reason.NOT_IN_THE_DIRECTORY: 403,
    Reason.NOT_YOUR_OFFICE: 403,
}


class Problem(BaseModel):
    """What every refusal looks like."""

    type: str = Field(description="urn:khien:problem: and the reason")
    title: str
    status: int
    detail: str = Field(description="In the reader's language: what is wrong, and what one can do")
    reason: str
    basis: str = ""
    citation: str = ""
    open_acts: list[str] = Field(default=[], description="What the sender may ask of this case now")
    filing: str = Field(default="", description="The receipt, where something was received")
    errors: list[dict[str, str]] = Field(default=[], description="Where a body is malformed: each field and what is wrong with it")


class Refusal(Exception):
    """The door's own no, by its key in words/ [door]."""

    def __init__(self, status: int, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.status, self.key, self.params = status, key, params


def language_of(request: Request) -> str:
    return words.language_of(request.headers.get("accept-language"))


def problem(status: int, reason: str, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    body = Problem(type=f"urn:khien:problem:{reason}", title=reason.replace("-", " "), status=status, detail=detail, reason=reason, **more)
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json", headers=headers and dict(headers))


def of_refusal(receipt: Receipt, language: str, documents: Documents) -> JSONResponse:
    """A filing's stored refusal, told in the language asked for: the same answer to the same key, for ever."""
    refusal = receipt.refusal or {}
    reason, basis = refusal["reason"], refusal["basis"]
    return problem(
        STATUS.get(Reason(reason), 409),
        reason,
        words.refusal(reason, language, refusal["params"]),
        basis=basis,
        citation=words.citation(basis, language, documents),
        open_acts=refusal["open_acts"],
        filing=receipt.number,
    )


# A misspelt field is named; whatever else was sent as a name is not repeated.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


def _place(loc: Sequence[int | str]) -> str:
    return ".".join(str(part) if isinstance(part, int) or _NAME.fullmatch(part) else "?" for part in loc if part != "body")


def malformed(request: Request, error: Exception) -> JSONResponse:
    """A body that is not the act. What was sent is not repeated: it may be anything."""
    assert isinstance(error, RequestValidationError)
    found = [{"field": _place(e["loc"]), "message": str(e["msg"])} for e in error.errors()]
    key = "not_json" if any(e["type"] == "json_invalid" for e in error.errors()) else "malformed"
    return problem(422, key.replace("_", "-"), words.door(key, language_of(request)), errors=found[:50])


def refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    filing = str(error.params.get("filing", ""))
    return problem(error.status, error.key.replace("_", "-"), words.door(error.key, language_of(request), **error.params), filing=filing)


def token_refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TokenRefused)
    headers = {"WWW-Authenticate": "Bearer" if error.reason == "token-missing" else 'Bearer error="invalid_token"'}
    return problem(401, error.reason, words.refusal(error.reason, language_of(request)), headers)


def away(request: Request, error: Exception) -> JSONResponse:
    """The register or the issuer cannot be reached: nothing was received, and the same key may be used again."""
    key = "issuer_unreachable" if isinstance(error, IssuerUnreachable) else "register_unreachable"
    return problem(503, key.replace("_", "-"), words.door(key, language_of(request)), {"Retry-After": "30"})


# What the framework refuses by itself, in our words: 400 is a body it could not parse.
_SAID = {400: (422, "not_json"), 404: (404, "no_such_address"), 405: (405, "wrong_method"), 413: (413, "too_large")}


def answer_for(request: Request, code: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    status, key = _SAID[code]
    if code == 404 and "/acts/" in request.url.path:
        key = "unknown_act"
    return problem(status, key.replace("_", "-"), words.door(key, language_of(request)), headers)


def framework_refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code not in _SAID:
        return problem(error.status_code, f"http-{error.status_code}", str(error.detail), error.headers)
    return answer_for(request, error.status_code, error.headers)


HANDLERS: dict[type[Exception], Any] = {
    RequestValidationError: malformed,
    Refusal: refused,
    TokenRefused: token_refused,
    IssuerUnreachable: away,
    Outage: away,
    HTTPException: framework_refused,
}
