"""A draft of what an office signs, taken from the page of its case."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from api.pages.open_case import opened
from api.pages.visits import Visiting
from api.paper_files import Format
from api.routers.papers import one_paper
from api.signed_in import TheHouse
from domain.drafting.slots import KINDS
from domain.numbers import PATHS
from domain.vocabulary import Part, StreamKind
from store.reading.open_file import OpenFile


def take(kind: StreamKind) -> Callable[..., Any]:
    def the_case(number: str, house: TheHouse, visit: Visiting) -> OpenFile:
        return opened(number, kind, house, visit, Part.DRAFT_PAPER)

    async def taken(
        place: int, name: str, form: Format, house: TheHouse, visit: Visiting, file: Annotated[OpenFile, Depends(the_case)]
    ) -> Response:
        return await one_paper(file, place, name, form, house, visit.caller)

    return taken


def routes() -> APIRouter:
    router = APIRouter()
    for kind in KINDS:
        router.get(f"/{PATHS[kind]}/{{number}}/papers/{{place}}/{{name}}.{{form}}")(take(kind))
    return router
