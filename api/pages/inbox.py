"""My notices: what happened in my cases, the latest first, unread or read, each with the way to its case."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter, ValidationError

import words
from api.pages.look import AT, page
from api.pages.visits import SentByUs, Visiting, first
from api.signed_in import TheHouse
from domain.numbers import path_of
from domain.values import Moment
from store.beside import read_notices
from words import rendering

HERE = f"{AT}/notices"
UNTIL = "until"
_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


def notices(request: Request, house: TheHouse, visit: Visiting, cursor: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Raises NotOurCursor."""
    found, language = house.readings.inbox(visit.caller, cursor), visit.language
    entries = [
        {
            "read": each.read,
            "title": each.title,
            "number": each.case,
            "href": AT + path_of(each.case),
            "at": rendering.moment(each.at, language),
            "said": words.sentence(each.fact, language, found.names, each.titles),
        }
        for each in found.notices
    ]
    following = f"{HERE}?cursor={found.following}" if found.following else ""
    return page(
        request,
        "notices.html",
        visit,
        here="notices",
        entries=entries,
        until=found.notices[0].at.isoformat() if found.notices else "",
        following=following,
        action=f"{HERE}/read",
    )


def read(house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """What stood on the page is read now, and what came before it; what came meanwhile is not. What names no moment reads nothing."""
    with suppress(ValidationError):
        read_notices.read(visit.caller.id, _MOMENT.validate_python(first(sent, UNTIL)), house.now(), house.store)
    return RedirectResponse(HERE, 303)


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/notices")(notices)
    router.post("/notices/read")(read)
    return router
