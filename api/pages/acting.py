"""Acting: a form, then "check your answers", then the door, then the receipt. A refusal comes back to the form, and nothing typed is lost.

Nothing here says who may do what: the form shows what the openings say, and the door decides.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError
from pydantic_core import ErrorDetails

import words
from api import answers, faults
from api.door import UnknownAgency
from api.door_reasons import DoorReason
from api.pages.cards import Lines
from api.pages.forms import Field, How, act_from, body_of, fields_of, rows_in, typed_from, without_empty_rows, without_row
from api.pages.look import AT, page
from api.pages.open_case import opened
from api.pages.suggestions import AGENCIES, PEOPLE, Suggestions, as_picked
from api.pages.told import label_of, told
from api.pages.visits import KEY, STEP, Sent, SentByUs, Visit, Visiting, first
from api.problems import STATUS, Refusal
from api.routers.acts import acts_in, checked_key
from api.routers.streams import acts_in_words
from api.signed_in import TheHouse
from api.views.initiative import InitiativeView
from api.views.streams import ActNow
from domain.acts import ACTS, Act, Decision, DossierFiled, Planned
from domain.numbers import PATHS, path_of
from domain.streams.initiative import Initiative
from domain.vocabulary import StreamKind
from store.engine import Outage
from store.reading.readings import OpenFile
from store.record import filings
from store.record.filings import KeyReused, Receipt
from words import rendering

# Which button was pressed: check, send, or one that changes the form itself: edit, add:items, remove:items.2.
FORM_ITSELF = ("add", "remove", "edit")


@dataclass(frozen=True)
class Desk:
    """What one act is asked about: its case, or None where it begins one; and how it stands there for whoever asks."""

    act: type[Act]
    kind: StreamKind
    file: OpenFile | None
    now: ActNow | None
    lines: Lines
    suggestions: Suggestions

    @property
    def case_href(self) -> str:
        return AT + (path_of(self.file.card.number) if self.file else f"/{PATHS[self.kind]}")

    @property
    def may_be_filed(self) -> bool:
        """Whether a form makes sense: the act is open to the reader, or it may be that somebody signed it on paper whom the reader serves."""
        return self.now is None or self.now.open or issubclass(self.act, Decision)


@dataclass(frozen=True)
class Shown:
    """What stands in a form: what was typed, under which key it will be sent, and what is wrong with it."""

    typed: Sent
    key: str
    errors: Mapping[str, str]
    refusal: str = ""
    citation: str = ""
    more_rows: str = ""


def desk(name: str, number: str | None, kind: StreamKind, house: TheHouse, visit: Visit) -> Desk:
    """Raises Refusal (404): no such act in such a case, or no such case."""
    act, file, now = ACTS.get(name), None, None
    if act is None or act not in acts_in(kind):
        raise Refusal(404, DoorReason.UNKNOWN_ACT)
    if number is not None:
        file = opened(number, kind, house, visit)
        now = next((each for each in acts_in_words(file, house, visit.language) if each.act == name), None)
        if now is None:
            raise Refusal(404, DoorReason.UNKNOWN_ACT)
    lines = Lines(house, visit.language)
    return Desk(act, kind, file, now, lines, Suggestions(file, visit.caller, lines, visit.language, house.readings.areas(visit.language)))


def filled_beforehand(act: type[Act], file: OpenFile | None) -> Sent:
    """What the case holds already: the dossier or the plan that is sent again, and the mark of the text that is answered, as the reader has it now."""
    if file is None or not isinstance(file.stream, Initiative):
        return {}
    held, stream = InitiativeView.of(file.stream, file.needs_to_know), file.stream
    body: dict[str, Any] = {field.name: getattr(held, field.name, "") for field in fields_of(act) if field.how is How.HASH}
    if issubclass(act, DossierFiled) and stream.dossier:
        body |= stream.dossier.model_dump(mode="json")
    if issubclass(act, Planned) and (plan := stream.draft.plan or stream.plan_in_force):
        body |= plan.model_dump(mode="json")
    return typed_from(fields_of(act), body)


def wrong_with(act: type[Act], error: ValidationError, language: str) -> dict[str, str]:
    """What to put right, by the name of the field, in the reader's language."""
    found = dict(_complaint(act, each, language) for each in error.errors())
    outer = {at for at in found for inside in found if inside.startswith(f"{at}.")}  # a list of which one row is wrong is told by that row
    return {at: said for at, said in found.items() if at not in outer}


def _complaint(act: type[Act], error: ErrorDetails, language: str) -> tuple[str, str]:
    """Where, and what: as the door says it to programs, but for a day, which is typed in three parts here."""
    fields, asked, at = fields_of(act), None, list[str]()
    for part in error["loc"]:
        inner = next((field for field in fields if field.name == str(part)), None)
        if inner is not None:
            asked, fields = inner, inner.parts
        if inner is not None or isinstance(part, int) or (asked and asked.how is How.COUNTS):
            at.append(str(part))
    if asked and asked.how is How.DAY and error["type"] != "missing":
        return ".".join(at), words.page("no_such_day", language, what=label_of(asked, language))
    said = faults.in_words(error["type"], language, faults.bounds(error.get("ctx", {})))
    if asked is None:
        return ".".join(at), said
    told_of = {"field": label_of(asked, language), "fault": said}  # by the label that stands above it, which may be this act's own
    return ".".join(at), rendering.fill(words.books()[language]["door"]["field_fault"], told_of.__getitem__)


def form(request: Request, visit: Visit, at: Desk, shown: Shown, status: int = 200) -> Response:
    return page(request, "act.html", visit, status=status, **asked(at, shown, fields_of(at.act), visit.language))


def asked(at: Desk, shown: Shown, fields: tuple[Field, ...], language: str) -> dict[str, Any]:
    """What act.html is filled with, for these fields of the act."""
    return {
        "here": PATHS[at.kind],
        "desk": at,
        "act": at.act,
        "title": words.act_title(at.act.name, language),
        "summary": words.act_summary(at.act.name, language),
        "fields": fields,
        "shown": shown,
        "as_picked": as_picked,
        "rows": lambda name: rows_shown(shown, name),
        "label_of": lambda field: label_of(field, language),
        "first": lambda name: first(shown.typed, name),
        "all": lambda name: shown.typed.get(name, []),
        "opened": lambda name: any(each.startswith(f"{name}.") and any(typed) for each, typed in shown.typed.items()),
        "hint_for": lambda field, named: hint_for(field, named, language),
    }


def rows_shown(shown: Shown, at: str) -> list[int]:
    """Those that were typed, one for the beginning, and one more where somebody asked for it."""
    there = rows_in(shown.typed, at)
    following = max(there, default=-1) + 1
    return [*there, following] if not there or shown.more_rows == at else there


def hint_for(field: Field, named: str, language: str) -> str:
    """How to write what its label alone does not tell."""
    if field.how is How.CODE and (named in AGENCIES or named in PEOPLE):
        return words.page("hint_agency" if named in AGENCIES else "hint_person", language)
    return words.page(f"hint_{field.how}", language) if field.how in (How.TIME, How.DAY_OF_YEAR) else ""


def ask(name: str, number: str | None, kind: StreamKind, request: Request, house: TheHouse, visit: Visit) -> Response:
    at = desk(name, number, kind, house, visit)
    return form(request, visit, at, Shown(filled_beforehand(at.act, at.file), str(uuid4()), {}))


async def answer(name: str, number: str | None, kind: StreamKind, request: Request, house: TheHouse, visit: Visit, sent: Sent) -> Response:
    """Raises Refusal, NoSuchCase (404); KeyReused never: what was sent under this key before is shown."""
    at = await asyncio.to_thread(desk, name, number, kind, house, visit)
    step, _, where = first(sent, STEP).partition(":")
    fields, key = fields_of(at.act), first(sent, KEY) or str(uuid4())
    if step in FORM_ITSELF:
        typed = without_row(sent, where) if step == "remove" else sent
        return form(request, visit, at, Shown(typed, key, {}, more_rows=where if step == "add" else ""))
    typed = without_empty_rows(fields, sent)
    try:
        act = act_from(at.act, typed)
    except ValidationError as error:
        return form(request, visit, at, Shown(typed, key, wrong_with(at.act, error, visit.language)), 422)
    if step != "send":
        body = body_of(fields, typed)
        lines = told(fields, body, at.suggestions, visit.language)
        return page(
            request,
            "check.html",
            visit,
            here=PATHS[kind],
            desk=at,
            title=words.act_title(name, visit.language),
            summary=words.act_summary(name, visit.language),
            told=lines,
            typed=typed_from(fields, body),
            key=key,
        )
    try:
        receipt = await house.door.submit(act, number, visit.caller.id, checked_key(key))
    except KeyReused as before:
        return RedirectResponse(f"{AT}/receipts/{before}", 303)
    except UnknownAgency as unknown:
        said = DoorReason.UNKNOWN_AGENCY.in_words(visit.language, agency=str(unknown))
        return form(request, visit, at, Shown(typed, key, {}, said), 422)
    except Outage:  # nothing was received: the same key may be used again
        return form(request, visit, at, Shown(typed, key, {}, words.page("register_away", visit.language)), 503)
    if receipt.status == filings.REFUSED:
        return form(
            request,
            visit,
            at,
            refused(receipt, typed, house, visit.language),
            STATUS.get(receipt.refusal.reason, 409) if receipt.refusal else 409,
        )
    return RedirectResponse(f"{AT}/receipts/{receipt.number}", 303)


def refused(receipt: Receipt, typed: Sent, house: TheHouse, language: str) -> Shown:
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
