"""What is mine: my offices, which notices I get by mail, my calendar feed, my lists, my language, and where I am signed in."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

import words
from api.pages.cards import Lines
from api.pages.look import AT, page
from api.pages.visits import SentByUs, TheReception, Visiting, first
from api.signed_in import TheHouse
from domain.letters import NoticeChoice
from domain.numbers import PATHS, declaration_of, path_of
from domain.streams.declaration import Declaration
from domain.vocabulary import StreamKind
from store.beside import choices, feeds, sessions
from words import rendering

HERE = f"{AT}/me"


def _me(request: Request, house: TheHouse, reception: TheReception, visit: Visiting, feed: str = "") -> Response:
    """`feed`: the address just made, which is shown this once."""
    lines, language, me = Lines(house, visit.language), visit.language, visit.caller
    offices = [
        {
            "office": words.label("offices", term.office, language),
            "agency": lines.agency(term.agency),
            "since": rendering.day(term.starts, language),
            "until": rendering.day(term.ends, language) if term.ends else "",
        }
        for term in me.terms
    ]
    signed_in = [
        {
            "seen": rendering.moment(each.seen_at, language),
            "ends": rendering.moment(each.ends_at, language),
            "this_one": each.this_one,
        }
        for each in sessions.of(me.id, visit.secret, house.now(), reception.idle, house.store)
    ]
    return page(
        request,
        "me.html",
        visit,
        here="me",
        offices=offices,
        declaration=_declaration(house, visit),
        email=me.person.email,
        notice_choices=[(str(each), words.page(f"notices_{each}", language)) for each in NoticeChoice],
        chosen=str(house.readings.chosen_by(me.id).notices or reception.notices_unless_chosen),
        feed=feed,
        has_feed=feeds.is_there(me.id, house.store),
        saved=[(each, f"{AT}/{PATHS[each.kind]}?{each.query}") for each in house.readings.saved_searches(me) if each.own],
        signed_in=signed_in,
        href=HERE,
    )


def _declaration(house: TheHouse, visit: Visiting) -> dict[str, str]:
    """Where one's own declaration of relatives and interests is read and changed or, while there is none, made. `since`: the day it is of."""
    number = declaration_of(visit.caller.id)
    file = house.readings.open(number, visit.caller, house.now())
    if file is None or not isinstance(file.stream, Declaration) or file.stream.changed_at is None:
        return {"href": f"{AT}/{PATHS[StreamKind.DECLARATION]}/new", "since": ""}
    return {"href": f"{AT}{path_of(number)}", "since": rendering.day(file.law.calendar.local_day(file.stream.changed_at), visit.language)}


def me(request: Request, house: TheHouse, reception: TheReception, visit: Visiting) -> Response:
    return _me(request, house, reception, visit)


def choose_notices(house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """What is no choice chooses nothing."""
    if (chosen := first(sent, "notices")) in [*NoticeChoice]:
        choices.keep_notices(visit.caller.id, NoticeChoice(chosen), house.store)
    return RedirectResponse(HERE, 303)


def make_feed(request: Request, house: TheHouse, reception: TheReception, visit: Visiting, _: SentByUs) -> Response:
    """The page with the address in it, and no redirect: a secret stands in no address but its own, and is shown this once."""
    secret = feeds.make(visit.caller.id, house.now(), house.store)
    return _me(request, house, reception, visit, f"{house.public_url}/deadlines/feed/{secret}.ics")


def take_feed_back(house: TheHouse, visit: Visiting, _: SentByUs) -> Response:
    feeds.take_back(visit.caller.id, house.store)
    return RedirectResponse(HERE, 303)


def go_everywhere(request: Request, house: TheHouse, reception: TheReception, visit: Visiting, _: SentByUs) -> Response:
    """In this browser and in every other."""
    sessions.end_all_of(visit.caller.id, house.store)
    answer = page(request, "signed_out.html", language=visit.language, headers={"Clear-Site-Data": '"cache"'})
    reception.let_go(answer)
    return answer


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/me")(me)
    router.post("/me/notices")(choose_notices)
    router.post("/me/feed")(make_feed)
    router.post("/me/feed/take-back")(take_feed_back)
    router.post("/me/sign-out")(go_everywhere)
    return router
