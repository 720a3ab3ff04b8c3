"""What is due across all cases I may read, whose silence was noted, and my own deadlines as a calendar feed."""

from datetime import UTC, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from icalendar import Calendar as Ical
from icalendar import Event

import words
from api.answers import NEXT_PAGE, READING, in_words, name_the_next_page
from api.problems import Refusal, language_of
from api.signed_in import At, SignedIn
from domain.numbers import path_of
from store.reading import feeds
from store.reading.due import DueSought
from store.reading.paging import NotOurCursor
from store.reading.views import DeadlineLine, FeedAddress, SilenceAt

router = APIRouter(tags=["reading: deadlines"], responses=READING)
AT_MOST = 200  # of one person at a time; whoever has more than that to do is helped by no calendar


@router.get("/deadlines", summary="What is due across all cases I may read, the earliest first, page by page", responses=NEXT_PAGE)
def deadlines(at: At, caller: SignedIn, request: Request, response: Response, sought: Annotated[DueSought, Query()]) -> list[DeadlineLine]:
    try:
        page = at.readings.due(sought, caller, at.now())
    except NotOurCursor as cursor:
        raise Refusal(422, "not_our_cursor") from cursor
    name_the_next_page(page.following, request, response)
    return [in_words(line, language_of(request), at.documents) for line in page.lines]


@router.get("/silence", summary="Office by office: how often a day passed in silence, and what is still unanswered")
def silence(at: At, caller: SignedIn, request: Request) -> list[SilenceAt]:
    language = language_of(request)
    return [each.model_copy(update={"label": words.label("offices", each.office, language)}) for each in at.readings.silences(caller)]


@router.post("/deadlines/feed", status_code=201, summary="A secret address from which my calendar program may fetch my deadlines")
def make_feed(at: At, caller: SignedIn) -> FeedAddress:
    """It is shown this once. Whoever knows it reads numbers and days, and nothing else; an earlier address of mine opens nothing any more."""
    secret = feeds.make(caller.id, at.now(), at.store)
    return FeedAddress(address=f"{at.public_url}/deadlines/feed/{secret}.ics")


@router.delete("/deadlines/feed", status_code=204, summary="Take the secret address back")
def take_feed_back(at: At, caller: SignedIn) -> None:
    feeds.take_back(caller.id, at.store)


@router.get("/deadlines/feed/{secret}.ics", summary="The feed itself: numbers and days only", response_class=Response)
def feed(secret: str, at: At, request: Request) -> Response:
    """No token: calendar programs have none. No name, no title: what is fetched here lies on other people's machines."""
    person = feeds.whose(secret, at.store)
    caller = at.readings.caller(person, at.now()) if person else None
    if caller is None:
        raise Refusal(404, "no_such_feed")
    language, calendar = language_of(request), Ical()
    calendar.add("prodid", "-//Khien//deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.door("feed_name", language))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for line in at.readings.due(DueSought(mine=True, limit=AT_MOST), caller, at.now()).lines:
        if not line.paused:
            calendar.add_component(_event(line, language, at))
    return Response(calendar.to_ical(), media_type="text/calendar; charset=utf-8")


def _event(line: DeadlineLine, language: str, at: At) -> Event:
    """An entry for the whole last day, under an id that stays however often the day moves (RFC 5545)."""
    event = Event()
    event.add("uid", f"{line.number}-{line.clock}{'-' + line.item if line.item else ''}@khien")
    event.add("dtstamp", at.now().astimezone(UTC))
    event.add("dtstart", line.due_day)
    event.add("dtend", line.due_day + timedelta(days=1))
    event.add("summary", f"{words.label('clocks', line.clock, language)}: {line.number}")
    event.add("url", f"{at.public_url}{path_of(line.number)}")
    event.add("transp", "TRANSPARENT")
    return event
