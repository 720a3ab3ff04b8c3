"""Acting: a form, then "check your answers", then the door, then the receipt. A refusal comes back to the form, and nothing typed is lost.

Nothing here says who may do what: the form shows what the openings say, and the door decides.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

import words
from api import answers
from api.door import UnknownAgency
from api.door_reasons import DoorReason
from api.house import House
from api.pages import drafts
from api.pages.act_form import Desk, Shown, desk, filled_beforehand, form, has_a_paper, wrong_with
from api.pages.enclosed import ENCLOSED, FILE, offer
from api.pages.finding import field_at, picks_for, read, with_picks
from api.pages.foresight import if_done
from api.pages.forms import Field, How, act_from, body_of, fields_of, numbered, typed_from, without_empty_rows, without_row
from api.pages.look import AT, page
from api.pages.told import told
from api.pages.visits import KEY, STEP, Sent, SentByUs, Visit, Visiting, first
from api.paper_files import Format
from api.problems import STATUS
from api.rates import SEARCH
from api.routers.acts import checked_key
from api.routers.candidates import weighed_in_words
from api.routers.papers import once_done
from api.signed_in import TheHouse
from api.views.candidates import CandidateView
from domain.acts import ACTS, Act
from domain.numbers import PATHS
from domain.refusals import Refused
from domain.vocabulary import StreamKind
from store.engine import Outage
from store.record import filings
from store.record.filings import KeyReused, Receipt

# Which button was pressed: check, send, one of a draft's (drafts.py), or one that changes the form itself: edit, add:items, remove:items.2, find:members.0.
PAPER = "paper"  # paper:docx, paper:pdf: the draft of its document
FORM_ITSELF = ("add", "remove", "edit", "find")

# The form again, with what is wrong, under this status.
Show = Callable[[Shown, int], Response]


def ask(name: str, number: str | None, kind: StreamKind, request: Request, house: TheHouse, visit: Visit) -> Response:
    at = desk(name, number, kind, house, visit)
    typed, draft = filled_beforehand(at.act, at.file), house.drafts.find(visit.caller.id, name, number or "", house.now())
    if draft:
        marks = {each: values for each, values in typed.items() if each not in drafts.worth_keeping(fields_of(at.act), typed)}
        typed = draft.typed | marks
    typed |= chosen_in(request.query_params, fields_of(at.act))
    return form(request, visit, at, Shown(typed, str(uuid4()), {}, draft=draft), house)


def chosen_in(query: Mapping[str, str], fields: tuple[Field, ...]) -> Sent:
    """What a link has chosen beforehand: codes alone, which the reader sees by their names."""
    return {field.name: [query[field.name]] for field in fields if field.how in (How.CODE, How.CHOICE) and field.name in query}


async def answer(name: str, number: str | None, kind: StreamKind, request: Request, house: TheHouse, visit: Visit, sent: Sent) -> Response:
    """Raises Refusal, NoSuchCase (404); KeyReused never: what was sent under this key before is shown."""
    at = await asyncio.to_thread(desk, name, number, kind, house, visit)
    step, _, where = first(sent, STEP).partition(":")
    fields, key, sent = fields_of(at.act), first(sent, KEY) or str(uuid4()), with_picks(sent)

    def show(shown: Shown, status: int) -> Response:
        return form(request, visit, at, shown, house, status)

    if step in FORM_ITSELF:
        return show(changed(step, where, fields, sent, key, at, house, visit), 200)
    if step in (drafts.KEEP, drafts.KEEP_ALONG, drafts.DROP):
        return await asyncio.to_thread(keep, step, at, sent, key, request, house, visit, show)
    act, shown = understood(at, fields, sent, key, visit)
    if chosen := first(sent, FILE).strip():
        not_sent = {ENCLOSED: words.page("file_not_sent", visit.language, name=chosen)}
        act, shown = None, replace(shown, errors={**shown.errors, **not_sent})
    if act is None:
        return show(shown, 422)
    if step == PAPER and at.file:
        return await paper(act, Format(where), at, shown, house, visit, show)
    if step != "send":
        return await asyncio.to_thread(check, act, at, shown, request, house, visit)
    return await send(act, at, shown, house, visit, show)


def keep(step: str, at: Desk, sent: Sent, key: str, request: Request, house: House, visit: Visit, show: Show) -> Response:
    """The draft kept, or dropped, and the form once more."""
    typed = {} if step == drafts.DROP else drafts.worth_keeping(fields_of(at.act), sent)
    if not drafts.keep(at.act, at.number, typed, house, visit):
        return show(Shown(sent, key, {}, words.page("too_many_drafts", visit.language)), 409)
    return Response(status_code=204) if step == drafts.KEEP_ALONG else RedirectResponse(request.url.path, 303)


def understood(at: Desk, fields: tuple[Field, ...], sent: Sent, key: str, visit: Visit) -> tuple[Act | None, Shown]:
    """The act as the door takes it, or None and what is wrong with it."""
    names = read(fields, numbered(fields, without_empty_rows(fields, sent)), at.suggestions, visit.language)
    try:
        act, wrong = act_from(at.act, names.typed), names.errors
    except ValidationError as error:
        act, wrong = None, wrong_with(at.act, error, visit.language) | names.errors
    return None if wrong else act, Shown(names.typed, key, wrong, picks=names.picks)


def check(act: Act, at: Desk, shown: Shown, request: Request, house: House, visit: Visit) -> Response:
    """What is about to be sent, in words; of whoever it would give a role, what keeps them from it; and what the clocks will say after it."""
    name, fields = at.act.name, fields_of(at.act)
    body = body_of(fields, shown.typed)
    offer(shown.typed, at.suggestions, at.file, house, visit)
    return page(
        request,
        "check.html",
        visit,
        here=PATHS[at.kind],
        desk=at,
        title=words.act_title(name, visit.language),
        summary=words.act_summary(name, visit.language),
        told=told(fields, body, at.suggestions, visit.language),
        foreseen=if_done(act, at.file, house, visit.language) if at.file else (),
        typed=typed_from(fields, body),
        key=shown.key,
        candidates=candidates_of(act, at, house, visit.language),
        has_a_paper=has_a_paper(at, house, visit),
    )


async def paper(act: Act, form: Format, at: Desk, shown: Shown, house: House, visit: Visit, show: Show) -> Response:
    """The draft of its paper, as what was typed would make it; or the form once more, with why it would be refused."""
    assert at.file
    try:
        return await once_done(at.file, act, form, house, visit.caller)
    except Refused as refused:
        said = words.refusal(refused.reason, visit.language, {"stage": at.file.card.stage, "act": act.name, **refused.params})
        cited = words.citation(refused.basis, visit.language, house.documents)
        return show(Shown(shown.typed, shown.key, {}, said, cited), STATUS.get(refused.reason, 409))


def candidates_of(act: Act, at: Desk, house: House, language: str) -> list[CandidateView]:
    """Those it names, for the eyes of whoever may give them the part; of somebody unknown the door says so."""
    if at.file is None or not act.gives_role:
        return []
    with suppress(Refused):
        return weighed_in_words(act.mentions(), at.file, house, language) or []
    return []


async def send(act: Act, at: Desk, shown: Shown, house: House, visit: Visit, show: Show) -> Response:
    """Through the door. What was received is no draft any more."""
    try:
        receipt = await house.door.submit(act, at.number, visit.caller.id, checked_key(shown.key))
    except KeyReused as before:
        return RedirectResponse(f"{AT}/receipts/{before}", 303)
    except UnknownAgency as unknown:
        said = DoorReason.UNKNOWN_AGENCY.in_words(visit.language, agency=str(unknown))
        return show(Shown(shown.typed, shown.key, {}, said), 422)
    except Outage:  # nothing was received: the same key may be used again
        return show(Shown(shown.typed, shown.key, {}, words.page("register_away", visit.language)), 503)
    if receipt.status == filings.REFUSED:
        again = refused(receipt, shown.typed, house, visit.language)
        return show(again, STATUS.get(receipt.refusal.reason, 409) if receipt.refusal else 409)
    await asyncio.to_thread(house.drafts.drop, visit.caller.id, act.name, at.number or "")
    return RedirectResponse(f"{AT}/receipts/{receipt.number}", 303)


def changed(step: str, where: str, fields: tuple[Field, ...], sent: Sent, key: str, at: Desk, house: House, visit: Visit) -> Shown:
    """The form itself, with a row more or less, or with whom the name in a field may mean. Raises TooOften."""
    if step == "find" and (named := field_at(where, fields, sent)):
        house.rates.count(visit.caller.id, SEARCH)
        return Shown(sent, key, {}, picks={where: picks_for(named, first(sent, where), at.suggestions)})
    return Shown(without_row(sent, where) if step == "remove" else sent, key, {}, more_rows=where if step == "add" else "")


def refused(receipt: Receipt, typed: Sent, house: House, language: str) -> Shown:
    """The form as it was, with why; another try is another act, under a key of its own."""
    assert receipt.refusal
    said = answers.refused_because(receipt, receipt.refusal, language, house)
    return Shown(typed, str(uuid4()), {}, said, words.citation(receipt.refusal.basis, language, house.documents))


def _in_case(kind: StreamKind) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def asks(number: str, act: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        return ask(act, number, kind, request, house, visit)

    async def answers(number: str, act: str, request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
        return await answer(act, number, kind, request, house, visit, sent)

    return asks, answers


def _of_a_new_one(act: type[Act], kind: StreamKind) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def asks(request: Request, house: TheHouse, visit: Visiting) -> Response:
        return ask(act.name, None, kind, request, house, visit)

    async def answers(request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
        return await answer(act.name, None, kind, request, house, visit, sent)

    return asks, answers


def routes() -> APIRouter:
    router = APIRouter()
    for act in ACTS.values():
        if act.opens_stream:
            asks, answers = _of_a_new_one(act, act.opens_stream)
            router.get(f"/{PATHS[act.opens_stream]}{act.begins_at}/new")(asks)
            router.post(f"/{PATHS[act.opens_stream]}{act.begins_at}/new")(answers)
    for kind in StreamKind:
        asks, answers = _in_case(kind)
        router.get(f"/{PATHS[kind]}/{{number}}/acts/{{act}}")(asks)
        router.post(f"/{PATHS[kind]}/{{number}}/acts/{{act}}")(answers)
    return router
