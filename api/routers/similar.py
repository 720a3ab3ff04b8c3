"""Before one registers: which earlier initiatives are alike. It warns, and refuses nothing."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends
from pydantic import Field

from api.answers import READING, TOO_LARGE
from api.bodies import each_key_once
from api.limits import LONGEST_IDEA
from api.signed_in import SignedIn, TheHouse
from domain.values import Asked, OptionalText, Text
from store.reading.views import Similar


class Idea(Asked):
    """What somebody thinks of registering. It comes in a body: an address stands in logs, here and on the way."""

    title: Text = Field(max_length=LONGEST_IDEA)
    purpose: OptionalText = Field(default="", max_length=LONGEST_IDEA)


def similar(house: TheHouse, caller: SignedIn, idea: Annotated[Idea, Body()]) -> list[Similar]:
    return house.readings.similar([(idea.title, idea.purpose)], caller)[0]


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: initiative"], responses={**READING, **TOO_LARGE}, dependencies=[Depends(each_key_once)])
    router.post("/initiatives/similar", summary="Earlier initiatives I may read with a similar title and purpose")(similar)
    return router
