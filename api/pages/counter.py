"""Composition root of the counter: an application of its own below /counter, so that what it refuses is told on a page."""

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import RedirectResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.noting import Noting
from api.pages import (
    acting,
    board,
    campaign_board,
    case,
    certificates,
    draft_papers,
    enclosing,
    entry,
    exports,
    finding,
    inbox,
    lists,
    me,
    one_paper,
    operator,
    procedure,
    readers,
    receipts,
    refusals,
    registering,
    registration_lists,
    reports,
    rights,
    rules,
    searches,
    shared_work,
    sign_in,
    signing,
    silences,
    together,
    whole,
    work,
)
from api.pages.look import AT, STATIC, of_this_release
from api.pages.provider import Provider
from api.pages.visits import FIRST_PAGE, Reception
from api.tokens import Verifier
from settings import Settings

PACKED_FROM = 1_000  # bytes


class FilesOfThisRelease(StaticFiles):
    """The release stands in their address: they may be kept for ever, by anybody."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


@cache
def _in_order() -> tuple[APIRouter, ...]:
    """Of two addresses that match, the first one answers: what has a fixed word where others have a number stands above them.

    Built by the first counter of a process, for all of them, as those for programs are.
    """
    to_steer = (board, silences, reports, rules, procedure, rights, operator)
    fixed = (
        sign_in,
        work,
        shared_work,
        *to_steer,
        receipts,
        finding,
        registering,
        one_paper,
        acting,
        enclosing,
        searches,
        exports,
        inbox,
        readers,
        me,
        signing,
        certificates,
        whole,
    )
    return tuple(each.routes() for each in (*fixed, lists, together, registration_lists, campaign_board, entry, draft_papers, case))


def open_counter(app: FastAPI, config: Settings) -> None:
    """Beside the addresses for programs, on the same house."""
    counter = FastAPI(openapi_url=None, redirect_slashes=False)
    counter.state = app.state
    # The ID token is for us by our name at the provider; a bearer token of a program is for another audience.
    verifier = Verifier(
        issuer=config.issuer, audience=config.client_id, jwks_source=config.jwks_source, skew_seconds=config.clock_skew_seconds
    )
    provider = Provider(
        address=config.provider,
        issuer=config.issuer,
        client_id=config.client_id,
        client_secret=config.client_secret,
        comes_back_to=f"{config.public_url}{AT}/signed-in",
        verifier=verifier,
    )
    counter.state.reception = Reception(config, provider)
    counter.add_middleware(Noting)  # inside of it: what was sent is told by its hash as it is read, not as it is packed
    counter.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM)
    for kind, handler in refusals.HANDLERS.items():
        counter.add_exception_handler(kind, handler)
    counter.add_exception_handler(Exception, refusals.defect)  # told on a page; it rises all the same, and is logged
    counter.mount(f"/static/{of_this_release()}", FilesOfThisRelease(directory=STATIC), name="files")
    for router in _in_order():
        counter.router.routes.extend(router.routes)
    app.mount(AT, counter, name="counter")

    async def first_page() -> Any:
        return RedirectResponse(FIRST_PAGE)

    for address in ("/", AT):
        app.add_api_route(address, first_page, include_in_schema=False)
