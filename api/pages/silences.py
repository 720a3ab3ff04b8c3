"""Each day that passed in silence at an office: what the numbers of the boards count, and in which case it was."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

import words
from api.pages.cards import Lines
from api.pages.look import AT, page
from api.pages.visits import Visiting
from api.signed_in import TheHouse
from domain.numbers import path_of
from domain.vocabulary import Office
from store.reading.due import SilencesSought
from store.reading.views import SilenceAt

ADDRESS = "/silences"


def list_of(desk: SilenceAt, *, unanswered: bool = False, campaign: str = "") -> str:
    """The address of those that one number counts."""
    asked = {"office": desk.office, "desk": desk.agency, "campaign": campaign, "unanswered": "true" if unanswered else ""}
    return f"{AT}{ADDRESS}?{urlencode({name: value for name, value in asked.items() if value})}"


def silences(request: Request, house: TheHouse, visit: Visiting, sought: Annotated[SilencesSought, Query()]) -> Response:
    lines, language = Lines(house, visit.language), visit.language
    found = house.readings.silent(sought, visit.caller)
    return page(
        request,
        "silences.html",
        visit,
        here="board",
        where=", ".join(filter(None, (_whose(sought.office, sought.desk or "", lines, language), sought.campaign))),
        unanswered=sought.unanswered,
        found=[
            (each, AT + path_of(each.number), words.label("clocks", each.clock, language), _whose(each.office, each.desk, lines, language))
            for each in found
        ],
        last_day=lambda each: lines.due(each.due).day,
        most=sought.limit if len(found) == sought.limit else None,
    )


def _whose(office: Office | None, agency: str, lines: Lines, language: str) -> str:
    """The office and its agency, as far as they are known."""
    return ", ".join(filter(None, (words.label("offices", office, language) if office else "", lines.agency(agency) if agency else "")))


def routes() -> APIRouter:
    router = APIRouter()
    router.get(ADDRESS)(silences)
    return router
