"""The agencies of the city, as they stood on a day: with their superiors, and who took over from whom."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.answers import READING
from api.problems import language_of
from api.signed_in import TheHouse, signed_in
from api.views.rules import AgencyView
from domain.values import Code, Day
from domain.vocabulary import AgencyKind
from words import label

_Day = Annotated[
    Day | None, Query(ge=date(1900, 1, 1), le=date(8000, 1, 1), description="The day they are asked of; today if it is not said")
]


def agencies(
    house: TheHouse,
    request: Request,
    day: _Day = None,
    kind: AgencyKind | None = None,
    superior: Code | None = None,
    ended: bool | None = None,
) -> list[AgencyView]:
    language = language_of(request)
    return [
        AgencyView(**agency.model_dump(), label=label("agency_kinds", agency.kind, language) if agency.kind else "")
        for agency in house.readings.agencies(day or house.readings.today(house.now()))
        if kind in (None, agency.kind) and superior in (None, agency.superior) and ended in (None, agency.ended)
    ]


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: rules"], responses=READING, dependencies=[Depends(signed_in)])
    router.get("/agencies", summary="The agencies as they stood on a day, and those that had ended by then with their successors")(agencies)
    return router
