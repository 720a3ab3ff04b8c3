"""A whole case as one PDF, for programs: the same file as the counter's, under the reader's own name."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.answers import READING
from api.pages.open_case import OpenCase, opened
from api.pages.visits import Visit
from api.pages.whole import PARTS, as_attachment, printed
from api.problems import language_of
from api.signed_in import SignedIn, TheHouse
from domain.numbers import address_of
from domain.vocabulary import StreamKind


def _file(kind: StreamKind) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def file(
        number: str,
        request: Request,
        house: TheHouse,
        caller: SignedIn,
        part: Annotated[list[str] | None, Query(description=f"Which parts: {', '.join(PARTS)}; all, if none is named")] = None,
    ) -> Response:
        """Raises Refusal (404), TooLargeToPrint (422)."""
        visit = Visit(request, caller, language_of(request), "")
        case = OpenCase(await asyncio.to_thread(opened, number, kind, house, visit, None), house, visit)
        return as_attachment(*await printed(case, part or [], house), case)

    return file


def routes() -> APIRouter:
    router = APIRouter(tags=["the whole case"], responses=READING)
    for kind in StreamKind:
        router.get(
            f"{address_of(kind)}/{{number}}/whole",
            summary="All I may read of it, as one PDF",
            response_class=Response,
            name=f"whole_{kind}",
        )(_file(kind))
    return router
