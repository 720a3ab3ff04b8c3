"""Lists of registrations, up and down: the empty form, the filled list sent in, how far it is, and every fault by its row."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api import problems
from api.door_reasons import DoorReason
from api.pages.cards import Lines
from api.pages.look import AT, page
from api.pages.open_case import opened
from api.pages.uploads import uploaded_by_us
from api.pages.visits import TheReception, Visit, Visiting
from api.problems import Refusal
from api.routers import imports
from api.signed_in import TheHouse
from domain.numbers import PATHS, path_of
from domain.people.rights import SEND_LISTS
from domain.vocabulary import StreamKind
from store.reading.alike_rows import AT_A_GLANCE, LOOKED_AT
from store.reading.sent_lists import sent_in
from words.bad_sheet import BadSheet
from words.sheets import MOST_ROWS

FILE = "list"  # as the field is called that has it
CAMPAIGNS = PATHS[StreamKind.CAMPAIGN]


def empty_form(number: str, house: TheHouse, visit: Visiting) -> Response:
    return imports.empty_form(opened(number, StreamKind.CAMPAIGN, house, visit, None), house, visit.caller)


def lists(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    """Raises Refusal (404)."""
    return _lists(number, request, house, visit)


def _lists(number: str, request: Request, house: TheHouse, visit: Visit, wrong: str = "", status: int = 200) -> Response:
    file = opened(number, StreamKind.CAMPAIGN, house, visit, None)
    return page(
        request,
        "lists_sent.html",
        visit,
        status=status,
        here=CAMPAIGNS,
        card=file.card,
        href=AT + path_of(number),
        may_send=SEND_LISTS.is_held(visit.caller.terms),
        sent=sent_in(number, visit.caller, house.store),
        wrong=wrong,
        most=MOST_ROWS,
        field=FILE,
    )


async def take(number: str, request: Request, house: TheHouse, visit: Visiting, reception: TheReception) -> Response:
    """Whole, or not at all. Whether its sender may send is asked before a byte of the file is read. Raises Refusal (404), Refused (403), Outage."""
    await asyncio.to_thread(opened, number, StreamKind.CAMPAIGN, house, visit, None)
    SEND_LISTS.refuse_unless_held(visit.caller.terms)
    content, language = await uploaded_by_us(FILE, request, visit, reception), visit.language
    try:
        if not content:
            raise Refusal(422, DoorReason.SHEET_ROWS, most=MOST_ROWS)
        taken = await imports.read_and_take(content, number, house, visit.caller)
    except (Refusal, BadSheet) as error:
        said = problems.told(error)
        return await asyncio.to_thread(_lists, number, request, house, visit, said.in_words(language), said.status)
    if not taken.wrong:
        await imports.wake(taken.id, house)
    return RedirectResponse(f"{AT}/imports/{taken.id}", 303)


def how_far(number: str, request: Request, house: TheHouse, visit: Visiting, alike: Annotated[str, Query(max_length=10)] = "") -> Response:
    """Raises Refusal (404): to whoever neither sent it nor sees every list, it is not there."""
    imported, looked_at = imports.list_of(number, house, visit.caller), LOOKED_AT if alike == "all" else AT_A_GLANCE
    return page(
        request,
        "list_sent.html",
        visit,
        here=CAMPAIGNS,
        told=imports.how_far(imported, house, visit.language),
        wrong=imports.wrong_rows(imported, house, visit.language),
        alike=house.readings.alike_in(number, visit.caller, looked_at),
        looked_at=looked_at if len(imported.answers) > looked_at else None,
        look_further=looked_at < LOOKED_AT,
        agency=Lines(house, visit.language).agency,
        campaign_href=AT + path_of(imported.campaign),
        address_of=lambda case: AT + path_of(case),
    )


def errors(number: str, house: TheHouse, visit: Visiting) -> Response:
    return imports.errors(imports.list_of(number, house, visit.caller), house)


def routes() -> APIRouter:
    router = APIRouter()
    router.get(f"/{CAMPAIGNS}/{{number}}/form")(empty_form)
    router.get(f"/{CAMPAIGNS}/{{number}}/imports")(lists)
    router.post(f"/{CAMPAIGNS}/{{number}}/imports")(take)
    router.get("/imports/{number}")(how_far)
    router.get("/imports/{number}/errors")(errors)
    return router
