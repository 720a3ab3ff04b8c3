"""Who has read what: all of it for the inspectorate and the auditor; what is about oneself for everybody. Whoever asks stands in it too (ADR 45)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import noting
from api.answers import NEXT_PAGE, READING, name_the_next_page
from api.problems import language_of
from api.signed_in import SignedIn, TheHouse
from api.views.readers import ReaderView, in_words
from domain.vocabulary import Part
from store.reading.sightings import ReadersSought

_Cursor = Annotated[str, Query(max_length=500)]


def all_readers(
    house: TheHouse, caller: SignedIn, request: Request, response: Response, sought: Annotated[ReadersSought, Query()]
) -> list[ReaderView]:
    """Raises Refused (404), NotOurCursor."""
    found = house.readers.all(sought, caller)
    noting.opened_in(request).append(noting.of_persons(Part.READERS, (), caller, request))
    name_the_next_page(found.following, request, response)
    return in_words(found, language_of(request))


def about_me(house: TheHouse, caller: SignedIn, request: Request, response: Response, cursor: _Cursor = "") -> list[ReaderView]:
    """Raises NotOurCursor."""
    found = house.readers.about(caller, cursor)
    noting.opened_in(request).append(noting.of_persons(Part.READERS, (caller.id,), caller, request))
    name_the_next_page(found.following, request, response)
    return in_words(found, language_of(request))


def routes() -> APIRouter:
    router = APIRouter(prefix="/readings", tags=["reading ledger"], responses={**READING, **NEXT_PAGE})
    router.get("", summary="Who has read what, for the inspectorate and the auditor, page by page")(all_readers)
    router.get("/about-me", summary="Who else has read what is about me, page by page")(about_me)
    return router
