"""My work: what is left for me to do, the most urgent first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

import words
from api.pages.cards import Line, Lines
from api.pages.drafts import begun
from api.pages.look import AT, page
from api.pages.visits import Visiting
from api.signed_in import TheHouse
from store.reading.worklist import WorkSought

GROUPS = ("late", "soon", "later")
LOOKED_AT = 200


def work(request: Request, house: TheHouse, visit: Visiting, cursor: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Raises NotOurCursor."""
    found, lines = house.readings.on_the_desk(WorkSought(limit=LOOKED_AT, cursor=cursor), visit.caller), Lines(house, visit.language)
    groups: dict[str, list[Line]] = {name: [] for name in GROUPS}
    for card, acts in found.items:
        line = lines.of(card, acts)
        groups[(line.due and line.due.look) or "later"].append(line)
    offices = [
        f"{words.label('offices', term.office, visit.language)}{', ' if term.agency else ''}{lines.agency(term.agency)}"
        for term in visit.caller.terms
    ]
    return page(
        request,
        "work.html",
        visit,
        here="work",
        groups=groups,
        offices=offices,
        begun=begun(house, visit),
        following=f"{AT}/work?cursor={found.following}" if found.following else "",
    )


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/work")(work)
    return router
