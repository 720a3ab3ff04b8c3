"""What is due across all cases I may read, whose silence was noted, and my own deadlines as a calendar feed."""

import hashlib
import hmac
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from icalendar import Calendar as Ical
from icalendar import Event
from icalendar.enums import TRANSP

import words
from api.answers import NEXT_PAGE, READING, in_words, name_the_next_page, silences_in_words
from api.door_reasons import DoorReason
from api.problems import Refusal, language_of
from api.signed_in import SignedIn, TheHouse
from api.views.deadlines import DeadlineLineView, FeedAddress, SilenceLineView, SilenceView
from domain.canonical import digest
from domain.numbers import family_of
from store.beside import feeds
from store.reading.due import DueSought, SilencesSought
from store.reading.views import DeadlineLine

AT_MOST = 200  # of one person at a time; whoever has more than that to do is helped by no calendar


def deadlines(
    house: TheHouse, caller: SignedIn, request: Request, response: Response, sought: Annotated[DueSought, Query()]
) -> list[DeadlineLineView]:
    page = house.readings.due(sought, caller, house.now())
    name_the_next_page(page.following, request, response)
    return [in_words(line, DeadlineLineView, language_of(request), house.documents) for line in page.lines]


def silence(house: TheHouse, caller: SignedIn, request: Request) -> tuple[SilenceView, ...]:
    return silences_in_words(house.readings.silences(caller), language_of(request))


def silent(house: TheHouse, caller: SignedIn, request: Request, sought: Annotated[SilencesSought, Query()]) -> list[SilenceLineView]:
    language = language_of(request)
    return [
        SilenceLineView(**each.model_dump(), label=words.label("clocks", each.clock, language))
        for each in house.readings.silent(sought, caller)
    ]


def make_feed(house: TheHouse, caller: SignedIn) -> FeedAddress:
    """It is shown this once. Whoever knows it reads numbers of initiatives and days, and nothing else; an earlier address of mine opens nothing any more."""
    secret = feeds.make(caller.id, house.now(), house.store)
    return FeedAddress(address=f"{house.public_url}/deadlines/feed/{secret}.ics")


def take_feed_back(house: TheHouse, caller: SignedIn) -> None:
    feeds.take_back(caller.id, house.store)


def feed(secret: str, house: TheHouse, request: Request) -> Response:
    """No token: calendar programs have none. No name, no title: what is fetched here lies on other people's machines."""
    person = feeds.whose(secret, house.store)
    caller = house.readings.caller(person, house.now()) if person else None
    if caller is None:
        raise Refusal(404, DoorReason.NO_SUCH_FEED)
    house.rates.count(caller.id, request.method)
    language = language_of(request)
    lines = house.readings.due(DueSought(mine=True, limit=AT_MOST), caller, house.now()).lines
    calendar = Ical.new(
        prodid="-//Khien//deadlines//VI",
        uid=f"{digest({'feed': secret})[:32]}@khien",  # the same at every fetch, and it gives neither the person nor the secret away
        method="PUBLISH",
        name=DoorReason.FEED_NAME.in_words(language),
        subcomponents=[_event(line, secret, language, house) for line in lines if not line.paused],
    )
    # Not by `new`, which leaves out the type that RFC 7986 asks for.
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    return Response(calendar.to_ical(), media_type="text/calendar; charset=utf-8")


def _event(line: DeadlineLine, secret: str, language: str, house: TheHouse) -> Event:
    """An entry for the whole last day, under an id that stays however often the day moves (RFC 5545).

    All entries read alike, and name the initiative: what is due, and that it is due in a review, tells whoever sees the telephone of a review. Nor can
    the id be recomputed without the feed's secret.
    """
    what = f"{line.number}/{line.clock}/{line.item}"
    return Event.new(
        uid=f"{hmac.new(secret.encode(), what.encode(), hashlib.sha256).hexdigest()[:32]}@khien",
        stamp=house.now(),
        start=line.due_day,
        end=line.due_day + timedelta(days=1),
        summary=DoorReason.FEED_ENTRY.in_words(language, number=family_of(line.number)),
        url=f"{house.public_url}/worklist",
        transparency=TRANSP.TRANSPARENT,
    )


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: deadlines"], responses=READING)
    router.get("/deadlines", summary="What is due across all cases I may read, the earliest first, page by page", responses=NEXT_PAGE)(
        deadlines
    )
    router.get("/silence", summary="Office by office: how often a day passed in silence, and what is still unanswered")(silence)
    router.get("/silence/cases", summary="Each day that passed in silence, in cases I may read, the oldest first")(silent)
    router.post("/deadlines/feed", status_code=201, summary="A secret address from which my calendar program may fetch my deadlines")(
        make_feed
    )
    router.delete("/deadlines/feed", status_code=204, summary="Take the secret address back")(take_feed_back)
    router.get("/deadlines/feed/{secret}.ics", summary="The feed itself: numbers and days only", response_class=Response)(feed)
    return router
