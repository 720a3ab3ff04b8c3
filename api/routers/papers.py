"""Drafts of what an office signs of a case: which there are for this reader, and each as a Word file to be edited and as PDF.

Whoever reads the entry may have its draft: it tells nothing that the entry and the case do not tell them.
"""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import Response

import words
from api.answers import READING, REFUSALS, TOO_LARGE
from api.bodies import each_key_once
from api.door_reasons import DoorReason
from api.house import House
from api.paper_files import Format, as_file
from api.problems import Refusal, language_of
from api.routers.streams import opened_as, understood
from api.signed_in import SignedIn, TheHouse
from api.views.papers import PaperOffered
from domain.acts import Act
from domain.drafting.slots import KINDS
from domain.numbers import address_of, path_of
from domain.vocabulary import Part, StreamKind
from store.reading.caller import Caller
from store.reading.open_file import OpenFile


def offered_in_words(file: OpenFile, house: House, caller: Caller, language: str) -> list[PaperOffered]:
    offered = house.papers.offered(file, caller)
    names, at = house.readings.called([each.drafted.fact for each in offered]), path_of(file.card.number)
    return [
        PaperOffered(
            name=each.name,
            called=each.form.called_en if language == "en" else each.form.called_vi,
            entry=each.entry,
            at=each.drafted.fact.at,
            sentence=words.sentence(each.drafted.fact, language, names, file.stream.titles),
            word=f"{at}/papers/{each.entry}/{each.name}.{Format.WORD}",
            pdf=f"{at}/papers/{each.entry}/{each.name}.{Format.PDF}",
        )
        for each in offered
    ]


async def one_paper(file: OpenFile, entry: int, name: str, form: Format, house: House, caller: Caller) -> Response:
    """Raises Refusal (404): there is no such paper for this reader. Raises TooLargeToPrint."""
    paper = await asyncio.to_thread(house.papers.to_draft, file, entry, name, caller)
    if paper is None:
        raise Refusal(404, DoorReason.NO_SUCH_CASE, number=file.card.number)
    return await as_file(paper, f"{file.card.number}-{entry}-{name}", form, house)


async def once_done(file: OpenFile, act: Act, form: Format, house: House, caller: Caller) -> Response:
    """Raises Refused; Refusal (404): that act has no paper."""
    papers = await asyncio.to_thread(house.papers.once_done, file, act, caller, house.now())
    if not papers:
        raise Refusal(404, DoorReason.NO_PAPER)
    name, paper = next(iter(papers.items()))
    return await as_file(paper, f"{file.card.number}-{name}", form, house)


def _of_kind(kind: StreamKind) -> APIRouter:
    router = APIRouter(prefix=address_of(kind), tags=[f"reading: {kind}"], responses=READING)
    Listed = Annotated[OpenFile, Depends(opened_as(kind, Part.PAPERS))]
    Asked = Annotated[OpenFile, Depends(opened_as(kind, Part.FORM))]
    Drafted = Annotated[OpenFile, Depends(opened_as(kind, Part.DRAFT_PAPER))]

    @router.get("/{number}/papers", summary="Which papers can be drafted of it, from which entry")
    def papers(opened: Listed, house: TheHouse, caller: SignedIn, request: Request) -> list[PaperOffered]:
        return offered_in_words(opened, house, caller, language_of(request))

    @router.get(
        "/{number}/papers/{place}/{name}.{form}",
        summary="A draft, as a Word file or as PDF",
        response_class=Response,
    )
    async def paper(opened: Drafted, place: int, name: str, form: Format, house: TheHouse, caller: SignedIn) -> Response:
        return await one_paper(opened, place, name, form, house, caller)

    @router.post(
        "/{number}/papers/{act}.{form}",
        summary="The draft of the paper of this act, if I did it now. Nothing is received, nothing recorded",
        response_class=Response,
        responses={**TOO_LARGE, 409: REFUSALS[409]},
        dependencies=[Depends(each_key_once)],
    )
    async def paper_once_done(
        act: str, body: Annotated[dict[str, Any], Body()], opened: Asked, form: Format, house: TheHouse, caller: SignedIn
    ) -> Response:
        return await once_done(opened, understood(act, body), form, house, caller)

    return router


def routes() -> APIRouter:
    router = APIRouter()
    for kind in KINDS:
        router.include_router(_of_kind(kind))
    return router
