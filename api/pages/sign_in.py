"""Coming in and going: to the provider and back, and out again."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.door_reasons import DoorReason
from api.pages import language
from api.pages.look import page
from api.pages.provider import Attempt, SignInFailed
from api.pages.visits import FIRST_PAGE, NotFromOurPage, SentByUs, TheReception, Visiting, below_the_counter, fields_of, first
from api.problems import Refusal
from api.signed_in import TheHouse
from store.reading import sessions


def _count(house: TheHouse, request: Request) -> None:
    """Whoever is not signed in yet is counted by their address. Raises TooOften."""
    house.rates.count(f"address {request.client.host if request.client else ''}", "POST")


async def begin(request: Request, house: TheHouse, reception: TheReception, next: str = FIRST_PAGE) -> Response:
    """Raises IssuerUnreachable, TooOften."""
    _count(house, request)
    attempt = Attempt.begun(below_the_counter(next))
    answer = RedirectResponse(await reception.provider.begins_at(attempt, language.language_of(request)), 303)
    reception.keep(attempt, answer)
    return answer


async def come_back(
    request: Request,
    house: TheHouse,
    reception: TheReception,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4000)] = "",
) -> Response:
    """A session under a secret that nobody had before, whatever the browser brought. Raises SignInFailed, IssuerUnreachable, TooOften, Refusal (403)."""
    _count(house, request)
    provider, attempt = reception.provider, reception.attempt_of(request)
    if attempt is None or not code:
        raise SignInFailed("no attempt")
    person, moment = await provider.subject(attempt, state, code), house.now()
    if await asyncio.to_thread(house.readings.caller, person, moment) is None:
        raise Refusal(403, DoorReason.NOT_IN_THE_DIRECTORY)
    if earlier := reception.secret_of(request):
        await asyncio.to_thread(sessions.end, earlier, house.store)
    secret = await asyncio.to_thread(sessions.begin, person, moment, moment + reception.lasts, house.store)
    answer = RedirectResponse(below_the_counter(attempt.goes_on_at), 303)
    reception.let_in(secret, answer)
    return answer


async def go(request: Request, house: TheHouse, reception: TheReception, visit: Visiting, _: SentByUs) -> Response:
    await asyncio.to_thread(sessions.end, visit.secret, house.store)
    answer = page(request, "signed_out.html", provider=await reception.provider.ends_at(), headers={"Clear-Site-Data": '"cache"'})
    reception.let_go(answer)
    return answer


async def speak(request: Request, reception: TheReception) -> Response:
    """The other language from now on, signed in or not. Raises NotFromOurPage."""
    if not reception.is_our_page(request):
        raise NotFromOurPage
    sent = await fields_of(request)
    answer = RedirectResponse(below_the_counter(first(sent, "next")), 303)
    language.keep(first(sent, "language"), answer)
    return answer


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/sign-in")(begin)
    router.get("/signed-in")(come_back)
    router.post("/sign-out")(go)
    router.post("/language")(speak)
    return router
