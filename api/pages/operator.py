"""What needs a hand, for whoever the settings name: what broke, what nobody looks at, how the last comparison went. It decides nothing of a case (ADR 39),
and of a file in which harm was found whether it is given out (ADR 48).

To everybody else there is no such page. A retry is what `make retry` does: things are put back in their queue, and looked at again.
"""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

import words
from api.pages.look import AT, page
from api.pages.visits import STEP, SentByUs, TheReception, Visit, Visiting, first
from api.routers.files import Decided, decided
from api.signed_in import TheHouse
from api.temporal_away import say
from api.views import files
from store.upkeep.operator import overdue, retry, retry_notices, stuck
from words import rendering

NAME = "what"  # the field that says what is tried again
NOTICES = "notices"  # all letters that failed
REASONS, RELEASE, DESTROY = "reasons", "release", "destroy"  # of a file: why, and which button was pressed
ADDRESS = "/operator"


def _refuse_unless_named(visit: Visit) -> None:
    """Raises HTTPException (404)."""
    if not visit.operates:
        raise HTTPException(404)


async def needs_a_hand(request: Request, house: TheHouse, visit: Visiting, reception: TheReception) -> Response:
    _refuse_unless_named(visit)
    return await _shown(request, house, visit, reception)


async def _shown(request: Request, house: TheHouse, visit: Visit, reception: TheReception, wrong: str = "") -> Response:
    language = visit.language
    broken, left = await asyncio.to_thread(stuck, house.store), await asyncio.to_thread(overdue, house.now(), house.store)
    held = await asyncio.to_thread(house.cabinet.quarantined)
    compared, (temporal, worker) = await asyncio.gather(house.door.last_comparison(), house.door.is_there())
    moment, tally = compared or (None, None)
    return page(
        request,
        "operator.html",
        visit,
        status=409 if wrong else 200,
        here="operator",
        broken=[
            (each, words.act_title(each.act, language) if each.act else words.page(f"effect_{each.what}", language)) for each in broken
        ],
        notices=any(each.what == "notice" for each in broken),
        left=left,
        held=[files.held(each, language) for each in held],
        people=house.namebooks.for_reader(visit.caller).officers,
        decided="decided" in request.query_params,
        compared=rendering.moment(moment, language) if moment else "",
        tally=tally,
        temporal=temporal,
        worker=worker,
        readings_lost=house.reading_ledger.lost,
        readings_waiting=house.reading_ledger.waiting,
        temporal_ui=reception.temporal_ui,
        put_back=request.query_params.get("put_back", "")[:80],
        wrong=wrong,
        name=NAME,
        all_notices=NOTICES,
    )


async def try_again(request: Request, house: TheHouse, visit: Visiting, reception: TheReception, sent: SentByUs) -> Response:
    _refuse_unless_named(visit)
    name = first(sent, NAME)
    if name == NOTICES:
        many, _ = await asyncio.to_thread(retry_notices, house.store)
        return RedirectResponse(f"{AT}{ADDRESS}?put_back={many}", 303)
    case = await asyncio.to_thread(retry, name, house.store)
    if case is None:
        return await _shown(request, house, visit, reception, words.page("nothing_stuck_so", visit.language))
    try:
        await house.door.nudge(case)
    except Exception as error:  # it waits in its queue; the sweep brings it home
        say("operator.left_to_the_sweep", error, case=case)
    return RedirectResponse(f"{AT}{ADDRESS}?put_back=1", 303)


async def decide(request: Request, house: TheHouse, visit: Visiting, reception: TheReception, sent: SentByUs) -> Response:
    """Of a file: it is given out after all, or its bytes go. Raises HTTPException (404), NothingToDecide (409)."""
    _refuse_unless_named(visit)
    reasons, pressed = first(sent, REASONS).strip(), first(sent, STEP)
    try:
        told = Decided(release=pressed == RELEASE, reasons=reasons)
    except ValidationError:
        return await _shown(request, house, visit, reception, words.page("held_reasons_missing", visit.language))
    if pressed not in (RELEASE, DESTROY):
        raise HTTPException(404)
    await asyncio.to_thread(decided, first(sent, NAME), told, house, visit.caller)
    return RedirectResponse(f"{AT}{ADDRESS}?decided#held", 303)


def routes() -> APIRouter:
    router = APIRouter()
    router.get(ADDRESS)(needs_a_hand)
    router.post(ADDRESS)(try_again)
    router.post(f"{ADDRESS}/files")(decide)
    return router
