"""Who has read what, as pages: all of it with a filter and as a file for the inspectorate and the auditor; what is about oneself for everybody."""

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import ValidationError

import words
from api import noting
from api.house import House
from api.pages.lists import address_of
from api.pages.look import AT, page
from api.pages.visits import Visit, Visiting
from api.report_forms import Form, as_file
from api.signed_in import TheHouse
from api.views.readers import ReaderView, in_words
from domain.vocabulary import Part
from store.reading.sightings import ReadersPage, ReadersSought
from words import rendering
from words.sheets import MOST_ROWS, Line

HERE, MINE = f"{AT}/readers", f"{AT}/me/readers"
ASKED = ("person", "day", "case", "cursor")
_A_TURN = 200
_COLUMNS = ("column_when", "column_person", "column_office_then", "column_case", "column_part", "column_seen")


def shown(found: ReadersPage, language: str, href: str, asked: dict[str, str] | None = None) -> dict[str, Any]:
    """What readers_table.html draws."""
    following = f"{href}?{address_of(asked or {}, cursor=found.following)}" if found.following else ""
    return {"lines": in_words(found, language), "following": following}


def _asked(request: Request) -> dict[str, str]:
    return {name: value for name in ASKED if (value := request.query_params.get(name, "").strip())}


def _sought(asked: dict[str, str], **more: Any) -> ReadersSought | None:
    """None for what the ledger cannot be asked."""
    try:
        return ReadersSought.model_validate({**asked, **more})
    except ValidationError:
        return None


def everybody(request: Request, house: TheHouse, visit: Visiting) -> Response:
    """Raises Refused (404), NotOurCursor."""
    asked = _asked(request)
    sought = _sought(asked)
    found = house.readers.all(sought or ReadersSought(), visit.caller)
    _note(visit)
    return page(
        request,
        "readers.html",
        visit,
        status=200 if sought else 422,
        here="readers",
        asked=asked,
        wrong=sought is None,
        export=f"{HERE}/export?{urlencode({**asked, 'cursor': '', 'format': ''})}",
        href=HERE,
        **shown(found, visit.language, HERE, asked),
    )


def mine(request: Request, house: TheHouse, visit: Visiting, cursor: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Raises NotOurCursor."""
    found = house.readers.about(visit.caller, cursor)
    _note(visit, visit.caller.id)
    return page(request, "my_readers.html", visit, here="me", **shown(found, visit.language, MINE))


def export(request: Request, house: TheHouse, visit: Visiting, form: Annotated[Form, Query(alias="format")] = Form.CSV) -> Response:
    """The same lines as a file, from the latest on, no further than a file may be long. Raises Refused (404)."""
    language = visit.language
    sought = _sought({**_asked(request), "cursor": ""}, limit=_A_TURN) or ReadersSought(limit=_A_TURN)
    rows = list(_all(sought, house, visit))
    _note(visit)
    told = {"who": visit.caller.person.name, "moment": rendering.moment(house.now(), language), "most": MOST_ROWS}
    head: list[Line] = [[words.page("export_of", language, what=words.page("go_readers", language), **told)]]
    if len(rows) == MOST_ROWS:
        head.append([words.page("export_is_cut", language, **told)])
    headings = [words.page(name, language) for name in _COLUMNS]
    lines: list[Line] = [_line(each, language) for each in rows]
    return as_file("readers", Form.EXCEL if form is Form.EXCEL else Form.CSV, head, headings, lines)


def _all(sought: ReadersSought, house: House, visit: Visit) -> Iterator[ReaderView]:
    left, cursor = MOST_ROWS, ""
    while left > 0:
        found = house.readers.all(sought.model_copy(update={"cursor": cursor, "limit": min(_A_TURN, left)}), visit.caller)
        yield from in_words(found, visit.language)
        left, cursor = left - len(found.readers), found.following
        if not cursor:
            return


def _line(reader: ReaderView, language: str) -> Line:
    part = words.page("lost_so_many", language, many=reader.lost) if reader.lost else reader.part_label
    return [rendering.moment(reader.at, language), reader.name, "; ".join(reader.office_labels), reader.case, part, reader.seen]


def _note(visit: Visit, *about: str) -> None:
    noting.opened_in(visit.request).append(noting.of_persons(Part.READERS, about, visit.caller, visit.request))


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/readers")(everybody)
    router.get("/readers/export")(export)
    router.get("/me/readers")(mine)
    return router
