"""Saying no on a page: the same exceptions as api/problems.py tells programs, in the same words, in HTML."""

from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

import words
from api import problems
from api.door_reasons import DoorReason
from api.pages.language import language_of
from api.pages.look import AT, page
from api.pages.multipart import NotFromOurPage
from api.pages.provider import SignInFailed
from api.pages.visits import TOKEN, DrawnEarlier, NotSignedIn, Sent, fields_of
from api.problems import Refusal
from api.rates import TooOften
from api.tokens import IssuerUnreachable
from domain.refusals import Refused
from store.engine import Outage
from store.files.shelf import ShelfAway


def refused(request: Request, status: int, detail: str, *, citation: str = "", headers: dict[str, str] | None = None) -> Response:
    return page(request, "refused.html", status=status, headers=headers, detail=detail, citation=citation)


def by_the_door(request: Request, error: Exception) -> Response:
    refusal = problems.told(error)
    return refused(request, refusal.status, refusal.reason.in_words(language_of(request), **refusal.params))


def by_the_rules(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    language, documents = language_of(request), request.app.state.house.documents
    citation = words.citation(error.basis, language, documents)
    return refused(request, problems.STATUS.get(error.reason, 409), words.refusal(error.reason, language, error.params), citation=citation)


def away(request: Request, error: Exception) -> Response:
    key = "sign_in_away" if isinstance(error, IssuerUnreachable) else "register_away"
    return refused(request, 503, words.page(key, language_of(request)), headers={"Retry-After": "30"})


def too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooOften)
    detail = words.page("too_often", language_of(request), most=error.most, wait=error.wait)
    return refused(request, 429, detail, headers={"Retry-After": str(error.wait)})


async def not_signed_in(request: Request, _: Exception) -> Response:
    """Whoever asks for a page signs in and comes back to it. What somebody sent is shown again, to be sent once they have signed in: nothing is lost."""
    if request.method == "GET":
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{AT}/sign-in?{urlencode({'next': address})}", 303)
    return page(request, "session_over.html", status=401, typed=await _typed(request))


async def drawn_earlier(request: Request, error: Exception) -> Response:
    assert isinstance(error, DrawnEarlier)
    return page(
        request, "send_again.html", error.visit, status=409, typed=_without_mark(error.typed) if error.typed else await _typed(request)
    )


async def _typed(request: Request) -> Sent:
    return _without_mark(await fields_of(request))


def _without_mark(sent: Sent) -> Sent:
    return {name: values for name, values in sent.items() if name != TOKEN}


def files_away(request: Request, _: Exception) -> Response:
    return refused(request, 503, DoorReason.FILES_AWAY.in_words(language_of(request)), headers={"Retry-After": "30"})


def not_from_our_page(request: Request, _: Exception) -> Response:
    return refused(request, 403, words.page("not_from_our_page", language_of(request)))


def sign_in_failed(request: Request, _: Exception) -> Response:
    return page(request, "sign_in_failed.html", status=400)


def malformed(request: Request, _: Exception) -> Response:
    return refused(request, 422, DoorReason.MALFORMED.in_words(language_of(request)))


def by_the_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = {404: "no_such_page", 413: "too_large"}.get(error.status_code, "no_such_page")
    return refused(request, error.status_code, words.page(key, language_of(request)))


def defect(request: Request, _: Exception) -> Response:
    return refused(request, 500, words.page("defect", language_of(request)))


HANDLERS: dict[type[Exception], Any] = {
    NotSignedIn: not_signed_in,
    NotFromOurPage: not_from_our_page,
    DrawnEarlier: drawn_earlier,
    SignInFailed: sign_in_failed,
    Refused: by_the_rules,
    **dict.fromkeys((Refusal, *problems.TOLD), by_the_door),
    IssuerUnreachable: away,
    Outage: away,
    ShelfAway: files_away,
    TooOften: too_often,
    RequestValidationError: malformed,
    HTTPException: by_the_framework,
}
