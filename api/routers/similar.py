"""Before one registers: which earlier initiatives are alike. It warns, and refuses nothing."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import READING
from api.signed_in import SignedIn, TheHouse
from store.reading.views import Similar

_Text = Annotated[str, Query(min_length=1, max_length=2_000)]


def similar(house: TheHouse, caller: SignedIn, title: _Text, purpose: Annotated[str, Query(max_length=2_000)] = "") -> list[Similar]:
    return house.readings.similar([(title, purpose)], caller)[0]


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: initiative"], responses=READING)
    router.get("/initiatives/similar", summary="Earlier initiatives I may read with a similar title and purpose")(similar)
    return router
