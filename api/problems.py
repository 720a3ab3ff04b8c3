"""Saying no: problem+json (RFC 9457) in the reader's language, with the reason, its basis and what the reader may do instead.

Every exception that reaches a reader as an answer stands in HANDLERS; what does not is a defect.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

import words
from api import faults
from api.addresses import methods_at
from api.door import NoSuchCase, UnknownAgency
from api.door_reasons import DoorReason
from api.rates import TooOften
from api.tokens import IssuerUnreachable, TokenRefused
from domain.refusals import Reason, Refused
from papers.examining.answer import NotTaken, Unfit
from papers.paper import TooLargeToPrint
from store.engine import Outage
from store.files.cabinet import Altered, NothingToDecide
from store.files.shelf import ShelfAway
from store.reading.paging import NotOurCursor
from store.record.filings import KeyReused
from words.bad_sheet import BadSheet, SheetProblem

# Everything that was examined and does not stand is a conflict with how the case stands now; these few are something else.
STATUS = {
    Reason.NO_SUCH_CASE: 404,
    Reason.NOT_IN_THE_DIRECTORY: 403,
    Reason.NOT_YOUR_OFFICE: 403,
    Reason.REPORTS_FOR_LEADERS: 403,
    Reason.TALENT_FOR_APPOINTING: 403,
    Reason.HEADS_FOR_SUPERIORS: 403,
    Reason.CERTIFICATE_FOR_WHO_ASKED: 403,
    Reason.LISTS_FOR_OFFICERS: 403,
    Reason.NOT_EVERY_YEAR: 422,
    Reason.NO_SUCH_DAY: 422,
    Reason.NO_SUCH_HOUR: 422,
    Reason.CLOSES_BEFORE_IT_OPENS: 422,
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


PROBLEM_JSON = "application/problem+json"


def documented(description: str, model: type[BaseModel] = Problem, **more: object) -> dict[str, object]:
    """An answer in OpenAPI, naming its model. (A model given to FastAPI is read anew for every operation: a second of each start.)"""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    media_type = PROBLEM_JSON if model is Problem else "application/json"
    return {"description": description, "content": {media_type: {"schema": schema}}, **more}


class Refusal(Exception):
    """The door's own no: the case is not asked."""

    def __init__(self, status: int, reason: DoorReason, **params: str | int) -> None:
        super().__init__(reason)
        self.status, self.reason, self.params = status, reason, params

    def in_words(self, language: str) -> str:
        return self.reason.in_words(language, **self.params)


def language_of(request: Request) -> str:
    return words.language_of(request.headers.get("accept-language"))


def problem(status: int, reason: str, detail: str, language: str, headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    title = words.problem_title(status, language)
    body = Problem(type=f"urn:khien:problem:{reason}", title=title, status=status, detail=detail, reason=reason, **more)
    return JSONResponse(body.model_dump(), status, media_type=PROBLEM_JSON, headers=headers and dict(headers))


def answer(request: Request, status: int, reason: DoorReason, headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    language = language_of(request)
    return problem(status, reason.code, reason.in_words(language), language, headers, **more)


# A misspelt field is named; whatever else was sent as a name is not repeated.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


def _place(loc: Sequence[int | str]) -> str:
    return ".".join(str(part) if isinstance(part, int) else as_name(part) for part in loc if part != "body")


def _named(loc: Sequence[int | str]) -> str:
    """The innermost field of that place, or "" where it is the whole body."""
    return next((as_name(part) for part in reversed(loc) if isinstance(part, str) and part != "body"), "")


def as_name(sent: str) -> str:
    """A field's name as it was sent, or "?" for what looks like none."""
    return sent if _NAME.fullmatch(sent) else "?"


def malformed(request: Request, error: Exception) -> JSONResponse:
    """A body that is not the act. What was sent is not repeated: it may be anything."""
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    found = [
        {"field": _place(e["loc"]), "message": faults.in_words(e["type"], language, faults.bounds(e.get("ctx", {})), _named(e["loc"]))}
        for e in error.errors()
    ]
    no_json = any(e["type"] == "json_invalid" for e in error.errors())
    return answer(request, 422, DoorReason.NOT_JSON if no_json else DoorReason.MALFORMED, errors=found[:50])


def told(error: Exception) -> Refusal:
    """The door's own no, whoever below raised it."""
    return error if isinstance(error, Refusal) else next(refusal(error) for kind, refusal in TOLD.items() if isinstance(error, kind))


def refused(request: Request, error: Exception) -> JSONResponse:
    refusal = told(error)
    language = language_of(request)
    detail = refusal.in_words(language)
    return problem(refusal.status, refusal.reason.code, detail, language, filing=str(refusal.params.get("filing", "")))


def refused_by_the_rules(request: Request, error: Exception) -> JSONResponse:
    """What a rule refuses outside any stream (domain/people/rights.py), with its basis. Nothing was received."""
    assert isinstance(error, Refused)
    language, documents = language_of(request), request.app.state.house.documents
    said = words.refusal(error.reason, language, error.params)
    citation = words.citation(error.basis, language, documents)
    return problem(STATUS.get(error.reason, 409), error.reason, said, language, basis=error.basis, citation=citation)


def _of_sheet(error: Any) -> Refusal:
    return Refusal(422, SHEETS[error.problem], where=error.where, wanted=error.wanted, found=error.found)


def _of_file(error: Any) -> Refusal:
    return Refusal(422, FILES[error.why], wanted=error.wanted, found=error.found)


SHEETS = {
    SheetProblem.UNREADABLE: DoorReason.SHEET_UNREADABLE,
    SheetProblem.OLD_OR_LOCKED: DoorReason.SHEET_OLD_OR_LOCKED,
    SheetProblem.ENCODING: DoorReason.SHEET_ENCODING,
    SheetProblem.TOO_LARGE: DoorReason.SHEET_TOO_LARGE,
    SheetProblem.WRONG_SHEET: DoorReason.SHEET_WRONG_SHEET,
    SheetProblem.WRONG_COLUMNS: DoorReason.SHEET_WRONG_COLUMNS,
    SheetProblem.BEYOND: DoorReason.SHEET_BEYOND,
    SheetProblem.LONG_CELL: DoorReason.SHEET_LONG_CELL,
    SheetProblem.MERGED_CELLS: DoorReason.SHEET_MERGED_CELLS,
    SheetProblem.FORMULAS: DoorReason.SHEET_FORMULAS,
    SheetProblem.ERRORS: DoorReason.SHEET_ERRORS,
    SheetProblem.NOT_TEXT: DoorReason.SHEET_NOT_TEXT,
}
FILES = {
    NotTaken.EMPTY: DoorReason.FILE_EMPTY,
    NotTaken.NOT_ALLOWED: DoorReason.FILE_NOT_ALLOWED,
    NotTaken.LIES: DoorReason.FILE_LIES,
    NotTaken.EXECUTABLE: DoorReason.FILE_EXECUTABLE,
    NotTaken.MACROS: DoorReason.FILE_MACROS,
    NotTaken.ENCRYPTED: DoorReason.FILE_ENCRYPTED,
    NotTaken.BOMB: DoorReason.FILE_BOMB,
    NotTaken.SCRIPTED: DoorReason.FILE_SCRIPTED,
    NotTaken.EMBEDDED: DoorReason.FILE_EMBEDDED,
    NotTaken.REMOTE: DoorReason.FILE_REMOTE,
    NotTaken.UNREADABLE: DoorReason.FILE_UNREADABLE,
}
# Whoever raises these knows nothing of HTTP and nothing of words.
TOLD: dict[type[Exception], Callable[[Exception], Refusal]] = {
    KeyReused: lambda error: Refusal(422, DoorReason.KEY_REUSED, filing=str(error)),
    UnknownAgency: lambda error: Refusal(422, DoorReason.UNKNOWN_AGENCY, agency=str(error)),
    NoSuchCase: lambda error: Refusal(404, DoorReason.NO_SUCH_CASE, number=str(error)),
    NotOurCursor: lambda _: Refusal(422, DoorReason.NOT_OUR_CURSOR),
    Altered: lambda _: Refusal(409, DoorReason.FILE_ALTERED),
    NothingToDecide: lambda _: Refusal(409, DoorReason.NOTHING_TO_DECIDE),
    TooLargeToPrint: lambda _: Refusal(422, DoorReason.TOO_LARGE_TO_PRINT),
    BadSheet: _of_sheet,
    Unfit: _of_file,
}


def token_refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TokenRefused)
    headers = {"WWW-Authenticate": "Bearer" if error.reason == "token-missing" else 'Bearer error="invalid_token"'}
    language = language_of(request)
    return problem(401, error.reason, words.refusal(error.reason, language), language, headers)


def away(request: Request, error: Exception) -> JSONResponse:
    """The register or the issuer cannot be reached: nothing was received, and the same key may be used again."""
    reason = DoorReason.ISSUER_UNREACHABLE if isinstance(error, IssuerUnreachable) else DoorReason.REGISTER_UNREACHABLE
    return answer(request, 503, reason, {"Retry-After": "30"})


def files_away(request: Request, _: Exception) -> JSONResponse:
    """Where files are kept is full or cannot be reached: nothing was kept, and the same file may be sent again."""
    return answer(request, 503, DoorReason.FILES_AWAY, {"Retry-After": "30"})


def too_often(request: Request, error: Exception) -> JSONResponse:
    """RFC 6585, 4. Nothing was received, and nothing kept of it."""
    assert isinstance(error, TooOften)
    language = language_of(request)
    detail = DoorReason.TOO_OFTEN.in_words(language, most=error.most, wait=error.wait)
    return problem(429, DoorReason.TOO_OFTEN.code, detail, language, {"Retry-After": str(error.wait)})


# What the framework refuses by itself, in our words: 400 is a body it could not parse.
_SAID = {
    400: (422, DoorReason.NOT_JSON),
    404: (404, DoorReason.NO_SUCH_ADDRESS),
    405: (405, DoorReason.WRONG_METHOD),
    413: (413, DoorReason.TOO_LARGE),
}


def answer_for(request: Request, code: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    status, reason = _SAID[code]
    if code == 404 and "/acts/" in request.url.path:
        reason = DoorReason.UNKNOWN_ACT
    return answer(request, status, reason, headers)


def framework_refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code not in _SAID:
        return problem(error.status_code, f"http-{error.status_code}", str(error.detail), language_of(request), error.headers)
    allowed = {"Allow": ", ".join(methods_at(request.url.path, request.app.routes))} if error.status_code == 405 else None
    return answer_for(request, error.status_code, allowed or error.headers)


HANDLERS: dict[type[Exception], Any] = {
    RequestValidationError: malformed,
    Refusal: refused,
    Refused: refused_by_the_rules,
    **dict.fromkeys(TOLD, refused),
    TokenRefused: token_refused,
    IssuerUnreachable: away,
    Outage: away,
    ShelfAway: files_away,
    TooOften: too_often,
    HTTPException: framework_refused,
}
