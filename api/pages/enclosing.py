"""Files and the counter: handed in from the form of an act, whose draft then holds them; and given out by their case."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response

import words
from api import problems
from api.door_reasons import DoorReason
from api.house import House
from api.pages import drafts
from api.pages.act_form import Shown, desk, form
from api.pages.acting import answer
from api.pages.enclosed import ENCLOSED, UPLOADED
from api.pages.forms import fields_of
from api.pages.look import AT
from api.pages.multipart import Multipart, NotFromOurPage
from api.pages.open_case import opened
from api.pages.registering import BEGINS, answer_files, answer_step
from api.pages.visits import KEY, TOKEN, DrawnEarlier, Sent, TheReception, Visit, Visiting, first, sent_by_us
from api.problems import Refusal
from api.routers.files import given_out
from api.signed_in import TheHouse
from domain.acts import ACTS, Act
from domain.numbers import PATHS
from domain.vocabulary import StreamKind
from papers.examining.answer import Unfit
from store.engine import Outage
from store.files.shelf import ShelfAway

HEARD_OUT = 100_000_000  # bytes of a file that is too large: whoever sends a little too much is told so, and nobody is listened to for ever


@dataclass(frozen=True)
class Uploaded:
    """A form with the files that came with it: those that were taken stand in it by their hashes; of the others, why not."""

    sent: Sent
    wrong: str
    plain: bool = False  # it came without files, as a form does that was drawn again


async def uploaded(request: Request, house: TheHouse, visit: Visiting, reception: TheReception) -> Uploaded:
    """Raises NotFromOurPage, DrawnEarlier, before any byte of a file is kept."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return Uploaded(await sent_by_us(request, visit, reception), "", plain=True)
    if not reception.is_our_page(request):
        raise NotFromOurPage
    parts, sent, wrong, length = Multipart(request.headers["content-type"], request.stream()), Sent(), list[str](), 0
    async for part in parts.parts():
        if part.file is None:
            sent.setdefault(part.name, []).append(await parts.text())
        elif not visit.is_ours(first(sent, TOKEN)):
            raise DrawnEarlier(visit, sent)
        elif part.file:
            try:
                kept = await house.handing_in.receive(parts.pieces(), part.file, visit.caller.id)
                sent[ENCLOSED] = [*dict.fromkeys([*sent.get(ENCLOSED, []), kept.file.sha256])]
            except (Refusal, Unfit, ShelfAway, Outage) as error:
                wrong.append(f"{part.file}: {_why(error, visit.language)}")
            async for piece in parts.pieces():
                if (length := length + len(piece)) > HEARD_OUT:
                    return Uploaded(sent, "\n".join(wrong))
    if not visit.is_ours(first(sent, TOKEN)):
        raise DrawnEarlier(visit, sent)
    if not wrong and ENCLOSED not in sent:
        wrong.append(words.page("choose_a_file", visit.language))
    return Uploaded(sent, "\n".join(wrong))


def _why(error: Exception, language: str) -> str:
    if isinstance(error, ShelfAway):
        return DoorReason.FILES_AWAY.in_words(language)
    if isinstance(error, Outage):
        return words.page("register_away", language)
    return problems.told(error).in_words(language)


TheUpload = Annotated[Uploaded, Depends(uploaded)]


def _again(name: str, number: str | None, kind: StreamKind, request: Request, house: House, visit: Visit, upload: Uploaded) -> Response:
    """The form once more, with what was typed and handed in: from its draft, or as it was sent where something is wrong."""
    at = desk(name, number, kind, house, visit)
    kept = drafts.keep(at.act, at.number, drafts.worth_keeping(fields_of(at.act), upload.sent), house, visit)
    if kept and not upload.wrong:
        return RedirectResponse(request.url.path.removesuffix(UPLOADED), 303)
    errors = {ENCLOSED: upload.wrong} if upload.wrong else {}
    return form(request, visit, at, Shown(upload.sent, first(upload.sent, KEY), errors), house, 422 if errors else 200)


def _in_case(kind: StreamKind) -> Callable[..., Any]:
    async def enclose(number: str, act: str, request: Request, house: TheHouse, visit: Visiting, upload: TheUpload) -> Response:
        if upload.plain:
            return await answer(act, number, kind, request, house, visit, upload.sent)
        return await asyncio.to_thread(_again, act, number, kind, request, house, visit, upload)

    return enclose


def _of_a_new_one(act: type[Act], kind: StreamKind) -> Callable[..., Any]:
    async def enclose(request: Request, house: TheHouse, visit: Visiting, upload: TheUpload) -> Response:
        if upload.plain:
            return await answer(act.name, None, kind, request, house, visit, upload.sent)
        return await asyncio.to_thread(_again, act.name, None, kind, request, house, visit, upload)

    return enclose


async def to_a_step(step: str, request: Request, house: TheHouse, visit: Visiting, upload: TheUpload) -> Response:
    if upload.plain:
        return await asyncio.to_thread(answer_step, step, request, house, visit, upload.sent)
    return await asyncio.to_thread(answer_files, step, request, house, visit, upload.sent, upload.wrong)


def back_to_the_form(request: Request, _: Visiting) -> Response:
    """Whoever asks for the page again is shown the form."""
    return RedirectResponse(request.url.path.removesuffix(UPLOADED), 303)


def _back_in_case(kind: StreamKind) -> Callable[..., Response]:
    def back(number: str, act: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        """The same. Raises Refusal (404): where there is no form, nothing leads to it."""
        desk(act, number, kind, house, visit)
        return back_to_the_form(request, visit)

    return back


def _given_out(kind: StreamKind) -> Callable[..., Response]:
    def download(
        number: str, sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")], request: Request, house: TheHouse, visit: Visiting
    ) -> Response:
        return given_out(sha256, opened(number, kind, house, visit, None), house, visit.caller, request)

    return download


def routes() -> APIRouter:
    router = APIRouter()
    places: dict[str, tuple[Callable[..., Any], Callable[..., Response]]] = {
        f"{BEGINS.removeprefix(AT)}/{{step}}": (to_a_step, back_to_the_form)
    }
    for act in ACTS.values():
        if act.opens_stream:
            places[f"/{PATHS[act.opens_stream]}{act.begins_at}/new"] = _of_a_new_one(act, act.opens_stream), back_to_the_form
    for kind in StreamKind:
        places[f"/{PATHS[kind]}/{{number}}/acts/{{act}}"] = _in_case(kind), _back_in_case(kind)
        router.get(f"/{PATHS[kind]}/{{number}}{UPLOADED}/{{sha256}}")(_given_out(kind))
    for place, (enclose, back) in places.items():
        router.post(f"{place}{UPLOADED}")(enclose)
        router.get(f"{place}{UPLOADED}")(back)
    return router
