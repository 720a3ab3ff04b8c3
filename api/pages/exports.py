"""A list as a file: the same rows and columns as on the page, for the same reader, as CSV or Excel."""

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

import words
from api.door_reasons import DoorReason
from api.house import House
from api.pages import columns
from api.pages.cards import Lines
from api.pages.lists import SHOWN, asked_of, sought_of
from api.pages.visits import Visit, Visiting
from api.problems import Refusal
from api.report_forms import Form, as_file
from api.signed_in import TheHouse
from domain.numbers import PATHS
from domain.vocabulary import StreamKind
from store.reading.listing import Sought
from store.reading.views import Card
from words import rendering
from words.sheets import MOST_ROWS

_A_TURN = 200
IN_FORM = "format"


def _all(kind: StreamKind, sought: Sought, house: House, visit: Visit) -> Iterator[Card]:
    """Page after page, from the first, no further than a file may be long."""
    left, cursor = MOST_ROWS, ""
    while left > 0:
        found = house.readings.page(kind, sought.model_copy(update={"cursor": cursor, "limit": min(_A_TURN, left)}), visit.caller)
        yield from found.cards
        left, cursor = left - len(found.cards), found.following
        if not cursor:
            return


def export(kind: StreamKind) -> Callable[..., Response]:
    def exported(request: Request, house: TheHouse, visit: Visiting, form: Annotated[Form, Query(alias=IN_FORM)] = Form.CSV) -> Response:
        """Raises Refusal (422) for what the list cannot be asked."""
        asked = {name: value for name, value in asked_of(request.query_params).items() if name not in (IN_FORM, "cursor")}
        sought = sought_of(kind, asked, _A_TURN)
        if sought is None:
            raise Refusal(422, DoorReason.MALFORMED)
        language, lines = visit.language, Lines(house, visit.language)
        shown = columns.shown(kind, asked.get(columns.COLUMN, []))
        rows = [columns.row(card, shown, lines, language) for card in _all(kind, sought, house, visit)]
        told = {"who": visit.caller.person.name, "moment": rendering.moment(house.now(), language), "most": MOST_ROWS}
        head = [[words.page("export_of", language, what=words.page(f"go_{PATHS[kind]}", language), **told)]]
        if len(rows) == MOST_ROWS:
            head.append([words.page("export_is_cut", language, **told)])
        return as_file(PATHS[kind], Form.EXCEL if form is Form.EXCEL else Form.CSV, head, columns.headings(shown, language), rows)

    return exported


def routes() -> APIRouter:
    router = APIRouter()
    for kind in SHOWN:
        router.get(f"/{PATHS[kind]}/export")(export(kind))
    return router
