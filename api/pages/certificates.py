"""Certificates of silence at the counter: taken by whoever's matter waits, and checked by whoever is shown one (ADR 51)."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api import certificates
from api.certificates import LONGEST
from api.house import House
from api.pages.look import AT, page
from api.pages.open_case import opened
from api.pages.uploads import uploaded_by_us
from api.pages.visits import SentByUs, TheReception, Visit, Visiting, first
from api.routers.certificates import as_file, theirs
from api.signed_in import TheHouse
from api.views.certificates import CheckedView
from domain.numbers import PATHS, path_of
from domain.procedure.unanswered import BASIS
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Part, StreamKind

CHECK = "check-paper"
FILE = "paper"


def _of(kind: StreamKind) -> Callable[..., Response]:
    def those_of(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        """Of what the reader may take one, and those they have. Raises Refusal (404)."""
        file = opened(number, kind, house, visit, Part.DEADLINES)
        found = certificates.of(file, house, visit.language)
        return page(request, "certificates.html", visit, here=PATHS[kind], card=file.card, href=AT + path_of(number), found=found)

    return those_of


def _take(kind: StreamKind) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def take(number: str, sent: SentByUs, house: TheHouse, visit: Visiting) -> Response:
        """Raises Refusal (404), Refused (403, 409), TooLargeToPrint, Outage."""
        file = await asyncio.to_thread(opened, number, kind, house, visit, None)
        clock = first(sent, "clock")
        if clock not in {*ClockKind}:
            raise Refused(Reason.NOTHING_WAITS, BASIS)
        issued = await certificates.issue(file, ClockKind(clock), first(sent, "item"), house)
        return RedirectResponse(f"{AT}/certificates/{issued.number}", 303)

    return take


def one(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    """Raises Refusal (404): to everybody else it is not there."""
    found, file = theirs(number, house, visit.caller)
    told = certificates.in_words(found, house.documents, visit.language)
    href = AT + path_of(found.case)
    return page(request, "certificate.html", visit, here=PATHS[file.card.kind], told=told, card=file.card, href=href)


def file_of(number: str, house: TheHouse, visit: Visiting) -> Response:
    found, file = theirs(number, house, visit.caller)
    visit.saw(file, Part.CERTIFICATE)
    return as_file(found, house)


def ask(request: Request, house: TheHouse, visit: Visiting) -> Response:
    """By what stands on the paper: it changes nothing, so it is asked by an address."""
    number, code = (request.query_params.get(name, "").strip()[:LONGEST] for name in ("number", "code"))
    asked = bool(number and code)
    worth = certificates.worth(certificates.checked(number, code, visit.caller, house), visit.language) if asked else None
    return _asked(request, visit, worth, number=number, code=code)


async def ask_of_file(request: Request, house: TheHouse, visit: Visiting, reception: TheReception) -> Response:
    content = await uploaded_by_us(FILE, request, visit, reception)
    worth = await asyncio.to_thread(_worth_of, content, house, visit) if content else None
    return _asked(request, visit, worth, no_file=not content)


def _worth_of(content: bytes, house: House, visit: Visit) -> CheckedView:
    return certificates.worth(certificates.checked_file(content, visit.caller, house), visit.language)


def _asked(
    request: Request, visit: Visit, worth: CheckedView | None, *, number: str = "", code: str = "", no_file: bool = False
) -> Response:
    half = bool(number) is not bool(code)
    status = 422 if half or no_file else 200
    return page(
        request,
        "check_paper.html",
        visit,
        status=status,
        here="me",
        worth=worth,
        number=number,
        code=code,
        half=half,
        no_file=no_file,
        field=FILE,
        address_here=f"{AT}/{CHECK}",
    )


def routes() -> APIRouter:
    router = APIRouter()
    for kind, path in PATHS.items():
        router.get(f"/{path}/{{number}}/certificates")(_of(kind))
        router.post(f"/{path}/{{number}}/certificates")(_take(kind))
    router.get("/certificates/{number}")(one)
    router.get("/certificates/{number}/file")(file_of)
    router.get(f"/{CHECK}")(ask)
    router.post(f"/{CHECK}")(ask_of_file)
    return router
