"""One signed paper, entered for many cases: the cases are ticked in a list, its words are typed once, and each case is then told by itself.

Each is an act of its own, by the same door, under a key of its own: a refusal of one loses nothing of the others, and goes back to the form alone.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

import words
from api.door_reasons import DoorReason
from api.pages.act_form import Desk, Shown, drawn, filled_beforehand, wrong_with
from api.pages.acting import FORM_ITSELF, changed
from api.pages.cards import Lines
from api.pages.each_by_itself import became_of, send_each
from api.pages.finding import read, with_picks
from api.pages.forms import Field, How, body_of, fields_of, numbered, typed_from, without_empty_rows
from api.pages.lists import ONE_PAGE, PAPER_FOR, address_of, asked_of, sought_of
from api.pages.look import AT, page
from api.pages.open_case import opened
from api.pages.suggestions import Suggestions, parts_for, people_for
from api.pages.told import told
from api.pages.visits import KEY, STEP, Sent, SentByUs, Visit, Visiting, first
from api.problems import Refusal
from api.routers.acts import acts_in, checked_key
from api.signed_in import TheHouse
from domain.acts import ACTS, Act, Decision
from domain.numbers import PATHS
from domain.vocabulary import Part, StreamKind
from store.reading.open_file import OpenFile
from store.record import filings

PAPER = "on_paper"
# In a form: the cases it is about; what is ticked of them; of one of these the number of its own paper, and what it answers.
CASE, ROW, OWN_NUMBER, ANSWERS = "_case", "_row", "_number.", "_answers."
OF_A_CASE = ("item", "discipline", "proposal")  # parts of a case, of which an act decides one
_UNASKED = (How.HASH, How.FILES)  # of each case its own, or of none
_ALIKE = (How.TEXT, How.LINE, How.CHOICE, How.CHOICES, How.YES_NO, How.DAY, How.MONEY, *_UNASKED)


@dataclass(frozen=True)
class Row:
    """A case, or the part of it that is decided. `name`: how the form calls it, and how its key ends. `answers`: marks of the text that is answered."""

    name: str
    case: str
    title: str
    part: str
    body: Mapping[str, str]
    answers: Sent


@dataclass(frozen=True)
class Many:
    desk: Desk
    rows: tuple[Row, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is said of all of them."""
        asked = (field for field in fields_of(self.desk.act) if field.how not in _UNASKED and field.name not in OF_A_CASE)
        return tuple(replace(field, parts=tuple(part for part in field.parts if part.how is not How.FILE)) for field in asked)

    def ticked(self, sent: Sent) -> list[Row]:
        return [row for row in self.rows if row.name in sent.get(ROW, [])]

    def act_of(self, row: Row, body: Mapping[str, Any], sent: Sent) -> Act:
        """Raises ValidationError."""
        number = first(sent, f"{OWN_NUMBER}{row.name}").strip()
        paper = {**body.get(PAPER, {}), **({"number": number} if number else {})}
        marks = {name: first(sent, f"{ANSWERS}{row.name}.{name}") or first(row.answers, name) for name in row.answers}
        return self.desk.act.model_validate({**body, **row.body, **marks, PAPER: paper})


@cache
def for_many(kind: StreamKind) -> tuple[type[Act], ...]:
    """Decisions of which the same may be said of several cases: what they name is in no one case, or is one part of it."""
    return tuple(act for act in acts_in(kind) if issubclass(act, Decision) and not act.opens_stream and all(map(_alike, fields_of(act))))


def _alike(field: Field) -> bool:
    texts = field.how is How.ROWS and field.parts[0].how is How.TEXT and not field.parts[0].name
    return texts or field.how in _ALIKE or field.name in (PAPER, *OF_A_CASE)


def _rows(act: type[Act], file: OpenFile, lines: Lines, visit: Visit) -> list[Row]:
    number, title = file.card.number, file.card.title
    filled = filled_beforehand(act, file)
    marks = {field.name: filled[field.name] for field in fields_of(act) if field.how is How.HASH and field.name in filled}
    part = next((field.name for field in fields_of(act) if field.name in OF_A_CASE), "")
    if not part:
        return [Row(number, number, title, "", {}, marks)]
    parts = parts_for(part, file, people_for(file, visit.caller), lines.agencies, visit.language)
    return [Row(f"{number}.{code}", number, title, called, {part: code}, marks) for code, called in parts.items()]


def many(kind: StreamKind, act: str, cases: list[str], house: TheHouse, visit: Visit) -> Many:
    """Raises Refusal (404): no such act, or one of the cases is not there for this reader."""
    decision = ACTS.get(act)
    if decision is None or decision not in for_many(kind):
        raise Refusal(404, DoorReason.UNKNOWN_ACT)
    lines, book = Lines(house, visit.language), house.namebooks.for_reader(visit.caller)
    suggestions = Suggestions(None, visit.caller, lines, visit.language, {}, book)
    files = (opened(number, kind, house, visit, Part.FORM) for number in dict.fromkeys(cases[:ONE_PAGE]))
    rows = tuple(row for file in files for row in _rows(decision, file, lines, visit))
    return Many(Desk(decision, kind, None, None, lines, suggestions), rows)


# -- which cases, and what is decided


def choose(kind: StreamKind) -> Callable[..., Response]:
    def chosen(
        request: Request,
        house: TheHouse,
        visit: Visiting,
        act: Annotated[str, Query(max_length=60)] = "",
        row: Annotated[list[str] | None, Query(max_length=ONE_PAGE)] = None,
    ) -> Response:
        """The first page of the list that the address asks for, to be ticked."""
        language, lines = visit.language, Lines(house, visit.language)
        acts = {each.name: words.act_title(each.name, language) for each in for_many(kind)}
        if row and act in acts:
            return RedirectResponse(f"{AT}/{PATHS[kind]}/paper/{act}?{urlencode({CASE: row}, doseq=True)}", 303)
        asked = {name: value for name, value in asked_of(request.query_params).items() if name not in ("act", "row", "cursor")}
        sought = sought_of(kind, asked, ONE_PAGE)
        if sought is None:
            raise Refusal(422, DoorReason.MALFORMED)
        found = house.readings.page(kind, sought, visit.caller)
        return page(
            request,
            "one_paper_choose.html",
            visit,
            status=422 if act else 200,
            here=PATHS[kind],
            acts=acts,
            act=act,
            found=[lines.of(card) for card in found.cards],
            more=bool(found.following),
            most=ONE_PAGE,
            kept={name: value if isinstance(value, list) else [value] for name, value in asked.items()},
            query=address_of(asked),
            href=f"{AT}/{PATHS[kind]}",
        )

    return chosen


# -- the form, check your answers, and the door


def _form(request: Request, visit: Visit, at: Many, sent: Sent, shown: Shown, status: int = 200) -> Response:
    about: dict[str, Any] = {
        "title": words.page("one_paper_of", visit.language, act=words.act_title(at.desk.act.name, visit.language)),
        "summary": words.page("one_paper_how", visit.language),
        "rows_asked": at.rows,
        "ticked": at.ticked(sent),
        "kept": _kept(at, sent),
        "own_number": lambda row: first(sent, f"{OWN_NUMBER}{row.name}"),
    }
    told_with = {**drawn(at.desk, at.fields, shown, visit.language), "opened": lambda _: True}
    return page(request, "one_paper.html", visit, status=status, here=PATHS[at.desk.kind], **about, **told_with)


def _kept(at: Many, sent: Sent) -> Sent:
    """What goes along unseen: the cases, and of each row the mark of the text that is answered, as its reader had it."""
    marks = {
        f"{ANSWERS}{row.name}.{name}": [first(sent, f"{ANSWERS}{row.name}.{name}") or first(row.answers, name)]
        for row in at.rows
        for name in row.answers
    }
    return {CASE: list(dict.fromkeys(row.case for row in at.rows)), **marks}


def ask(kind: StreamKind) -> Callable[..., Response]:
    def asks(act: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        at = many(kind, act, request.query_params.getlist(CASE), house, visit)
        return _form(request, visit, at, {ROW: [row.name for row in at.rows]}, Shown({}, str(uuid4()), {}))

    return asks


def answer(kind: StreamKind) -> Callable[..., Any]:
    async def answers(act: str, request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
        at = await asyncio.to_thread(many, kind, act, sent.get(CASE, []), house, visit)
        step, _, where = first(sent, STEP).partition(":")
        key, sent, language = checked_key(first(sent, KEY) or str(uuid4())), with_picks(sent), visit.language
        if step in FORM_ITSELF:
            return _form(request, visit, at, sent, changed(step, where, at.fields, sent, key, at.desk, house, visit))
        names = read(at.fields, numbered(at.fields, without_empty_rows(at.fields, sent)), at.desk.suggestions, language)
        shown, body = Shown(names.typed, key, {}, picks=names.picks), body_of(at.fields, names.typed)
        acts, wrong = dict[str, tuple[Act, str]](), dict(names.errors)
        if not at.ticked(sent):
            wrong[ROW] = words.page("tick_a_case", language)
        for row in at.ticked(sent) or at.rows[:1]:
            try:
                acts[f".{row.name}"] = at.act_of(row, body, sent), row.case
            except ValidationError as error:
                wrong = {**wrong_with(at.desk.act, error, language), **wrong}
        if wrong or not acts:
            return _form(request, visit, at, sent, replace(shown, errors=wrong), 422)
        if step != "send":
            return _check(request, visit, at, sent, body, key)
        refusal = await send_each(acts, key, request.method, house, visit)
        if refusal:
            return _form(request, visit, at, sent, replace(shown, refusal=refusal), 503)
        return RedirectResponse(f"{AT}/{PATHS[kind]}/paper/{act}/{key}", 303)

    return answers


def _check(request: Request, visit: Visit, at: Many, sent: Sent, body: Mapping[str, Any], key: str) -> Response:
    ticked, language = at.ticked(sent), visit.language
    own = {f"{OWN_NUMBER}{row.name}": sent[f"{OWN_NUMBER}{row.name}"] for row in ticked if first(sent, f"{OWN_NUMBER}{row.name}").strip()}
    return page(
        request,
        "one_paper_check.html",
        visit,
        here=PATHS[at.desk.kind],
        desk=at.desk,
        title=words.act_title(at.desk.act.name, language),
        summary=words.page("one_paper_how", language),
        ticked=[(row, first(own, f"{OWN_NUMBER}{row.name}").strip()) for row in ticked],
        told=told(at.fields, dict(body), at.desk.suggestions, language),
        typed={**typed_from(at.fields, body), **_kept(at, sent), ROW: [row.name for row in ticked], **own},
        key=key,
    )


# -- what became of each


def result(kind: StreamKind) -> Callable[..., Response]:
    def told_of_each(act: str, key: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        """What this reader sent under that key. Raises Refusal (404): nothing was, or not of this act."""
        found = filings.under(visit.caller.id, f"{checked_key(key)}.", house.store)
        found = {name: each for name, each in found.items() if each[0].act == act}
        decision = ACTS.get(act)
        if not found or decision is None or decision not in for_many(kind):
            raise Refusal(404, DoorReason.UNKNOWN_FILING, number=key)
        rows = [(name.removeprefix(f"{key}."), became_of(receipt, house, visit.language)) for name, (receipt, _) in sorted(found.items())]
        refused = {name: found[f"{key}.{name}"][1] for name, became in rows if became.status == filings.REFUSED}
        return page(
            request,
            "one_paper_done.html",
            visit,
            here=PATHS[kind],
            title=words.act_title(act, visit.language),
            rows=[(*name.partition(".")[::2], became) for name, became in rows],
            waiting=any(became.status == filings.WAITING for _, became in rows),
            action=f"{AT}/{PATHS[kind]}/paper/{act}",
            again=_again(decision, refused) if refused else {},
            refused=len(refused),
            href=f"{AT}/{PATHS[kind]}",
        )

    return told_of_each


def _again(act: type[Act], refused: Mapping[str, dict[str, Any]]) -> Sent:
    """The form once more, for those that were refused: what was typed of all, and of each the number of its paper. It answers the text as it is then."""
    fields = tuple(field for field in fields_of(act) if field.how not in _UNASKED and field.name not in OF_A_CASE)
    numbers = {name: body[PAPER]["number"] for name, body in refused.items()}
    shared = next(iter(refused.values()))
    own = {f"{OWN_NUMBER}{name}": [number] for name, number in numbers.items()} if len({*numbers.values()}) > 1 else {}
    cases = list(dict.fromkeys(name.partition(".")[0] for name in refused))
    return {**typed_from(fields, shared), CASE: cases, ROW: [*refused], **own}


def routes() -> APIRouter:
    router = APIRouter()
    for kind in PAPER_FOR:
        address = f"/{PATHS[kind]}/paper"
        router.get(address)(choose(kind))
        router.get(f"{address}/{{act}}")(ask(kind))
        router.post(f"{address}/{{act}}")(answer(kind))
        router.get(f"{address}/{{act}}/{{key}}")(result(kind))
    return router
