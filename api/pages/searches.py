"""Looking through everything one may read at once, and keeping a list under a name."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import QueryParams

import words
from api.door_reasons import DoorReason
from api.pages.cards import Lines
from api.pages.lists import SHOWN, address_of, asked_of, hits, sought_of
from api.pages.look import AT, page
from api.pages.refusals import refused
from api.pages.visits import SentByUs, Visiting, below_the_counter, first
from api.problems import Refusal
from api.signed_in import TheHouse
from domain.numbers import PATHS
from store.beside import saved
from store.reading.listing import LONGEST_FIND

OF_EACH_KIND = 10


def search(request: Request, house: TheHouse, visit: Visiting, find: Annotated[str, Query(max_length=LONGEST_FIND)] = "") -> Response:
    """Of each kind the latest that hold all the words; the rest is in the list of that kind."""
    lines, groups = Lines(house, visit.language), []
    for kind in SHOWN if find.strip() else ():
        if sought := sought_of(kind, {"find": find}, OF_EACH_KIND):
            found = house.readings.page(kind, sought, visit.caller)
            rows = [(lines.of(card), hits(card, sought, lines, found, visit.language)) for card in found.cards]
            more = f"{AT}/{PATHS[kind]}?{address_of({'find': find})}" if found.following else ""
            groups.append((PATHS[kind], rows, more))
    return page(request, "search.html", visit, find=find.strip(), groups=[each for each in groups if each[1]])


def keep(request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """A list under a name, and back to it. What the list cannot be asked is not kept. Raises Refusal (422)."""
    kind = next((each for each in SHOWN if PATHS[each] == first(sent, "list")), None)
    name, asked = " ".join(first(sent, "name").split()), asked_of(QueryParams(first(sent, "query")))
    if kind is None or sought_of(kind, {**asked, "cursor": ""} if "cursor" not in asked else asked, 1) is None:
        raise Refusal(422, DoorReason.MALFORMED)
    query = address_of(asked)
    if not name or len(name) > saved.LONGEST_NAME or not name.isprintable() or len(query) > saved.LONGEST_QUERY:
        return refused(request, 422, words.page("search_needs_name", visit.language, most=saved.LONGEST_NAME))
    shared = first(sent, "share")
    agency = shared if shared in {term.agency for term in visit.caller.terms} else ""
    try:
        saved.keep(visit.caller.id, name, kind, query, agency, house.now(), house.store)
    except saved.TooMany:
        return refused(request, 422, words.page("too_many_searches", visit.language, most=saved.MOST))
    return RedirectResponse(f"{AT}/{PATHS[kind]}?{query}", 303)


def forget(house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    saved.forget(visit.caller.id, first(sent, "id"), house.store)
    return RedirectResponse(below_the_counter(first(sent, "next")), 303)


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/search")(search)
    router.post("/searches")(keep)
    router.post("/searches/forget")(forget)
    return router
