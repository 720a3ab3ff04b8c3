"""Coming in and going: to the provider and back, and out again."""

import asyncio
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

import words
from api.door_reasons import DoorReason
from api.pages import language
from api.pages.look import page
from api.pages.multipart import NotFromOurPage
from api.pages.provider import Attempt, SignInFailed
from api.pages.visits import FIRST_PAGE, SentByUs, TheReception, Visiting, below_the_counter, fields_of, first
from api.problems import Refusal
from api.signed_in import TheHouse
from store.beside import choices, sessions

TOKENS_ARE_KEPT = timedelta(days=1)  # longer than any logout token is good
_KEPT_BY_NOBODY = {"Cache-Control": "no-store"}


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
    (person, sid), moment = await provider.subject(attempt, state, code), house.now()
    house.rates.count(person, "POST")
    if await asyncio.to_thread(house.readings.caller, person, moment) is None:
        raise Refusal(403, DoorReason.NOT_IN_THE_DIRECTORY)
    if earlier := reception.secret_of(request):
        await asyncio.to_thread(sessions.end, earlier, house.store)
    secret = await asyncio.to_thread(sessions.begin, person, moment, moment + reception.lasts, house.store, sid)
    answer = RedirectResponse(below_the_counter(attempt.goes_on_at), 303)
    reception.let_in(secret, answer)
    language.keep((await asyncio.to_thread(house.readings.chosen_by, person)).language, answer)
    return answer


async def go(request: Request, house: TheHouse, reception: TheReception, visit: Visiting, _: SentByUs) -> Response:
    await asyncio.to_thread(sessions.end, visit.secret, house.store)
    answer = page(request, "signed_out.html", provider=await reception.provider.ends_at(), headers={"Clear-Site-Data": '"cache"'})
    reception.let_go(answer)
    return answer


async def speak(request: Request, house: TheHouse, reception: TheReception) -> Response:
    """The other language from now on, signed in or not; whoever is signed in finds it again in another browser. Raises NotFromOurPage, TooOften."""
    if not reception.is_our_page(request):
        raise NotFromOurPage
    _count(house, request)
    sent = await fields_of(request)
    secret, chosen = reception.secret_of(request), first(sent, "language")
    if secret and chosen in words.LANGUAGES:
        person = await asyncio.to_thread(sessions.whose, secret, house.now(), reception.idle, house.store)
        if person:
            await asyncio.to_thread(choices.keep_language, person, chosen, house.store)
    answer = RedirectResponse(below_the_counter(first(sent, "next")), 303)
    language.keep(chosen, answer)
    return answer


async def signed_out_there(request: Request, house: TheHouse, reception: TheReception) -> Response:
    """The provider says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8): their sessions here end too.

    No browser sends it, so it bears no mark of ours: the provider's signature is what it is taken for.
    """
    _count(house, request)
    try:
        word = await reception.provider.logout(first(await fields_of(request), "logout_token"))
    except SignInFailed:
        return JSONResponse({"error": "invalid_request"}, 400, headers=_KEPT_BY_NOBODY)
    moment = house.now()
    until = moment + TOKENS_ARE_KEPT
    new = await asyncio.to_thread(sessions.end_at_the_word_of_the_provider, word.jti, until, moment, word.sid, word.person, house.store)
    return Response(status_code=200 if new else 400, headers=_KEPT_BY_NOBODY)


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/sign-in")(begin)
    router.get("/signed-in")(come_back)
    router.post("/sign-out")(go)
    router.post("/language")(speak)
    router.post("/backchannel-logout")(signed_out_there)
    return router
