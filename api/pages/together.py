"""One act for many agencies of a campaign: chosen on its board, asked once, checked once, and then each told by itself.

Where the act names one agency, each agency is an act of its own, by the same door, under a key of its own: a refusal of one loses nothing of the others.
"""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

import words
from api.door_reasons import DoorReason
from api.pages.act_form import Desk, Shown, desk, drawn, wrong_with
from api.pages.acting import FORM_ITSELF, changed
from api.pages.campaign_board import TOGETHER, AgencyLine, agency_lines
from api.pages.each_by_itself import Became, became_of, send_each
from api.pages.finding import read, with_picks
from api.pages.forms import Field, How, body_of, fields_of, numbered, typed_from, without_empty_rows
from api.pages.look import AT, page
from api.pages.told import told
from api.pages.visits import KEY, STEP, Sent, SentByUs, Visit, Visiting, first
from api.problems import Refusal
from api.routers.acts import checked_key
from api.signed_in import TheHouse
from domain.acts import Act
from domain.facts import FACTS, AgenciesReminded
from domain.likeness import folded
from domain.numbers import PATHS, path_of
from domain.vocabulary import StreamKind
from store.record import filings
from store.record.filings import Receipt

CHOSEN = "agency"  # of each agency that was chosen, its code
ALL_IN_ONE, ONE_BY_ONE = "agencies", "agency"  # how an act names them


@dataclass(frozen=True)
class Many:
    """An act at the desk, and the agencies of the board. It is offered for those that stand as the act wants it, and sent for whichever were chosen:
    for one that stands otherwise meanwhile the rules say why not."""

    desk: Desk
    agencies: tuple[AgencyLine, ...]

    @property
    def names_them(self) -> str:
        return ALL_IN_ONE if ALL_IN_ONE in self.desk.act.model_fields else ONE_BY_ONE

    @property
    def fields(self) -> tuple[Field, ...]:
        """All but the one that names the agencies."""
        return tuple(field for field in fields_of(self.desk.act) if field.name != self.names_them and field.how is not How.FILES)

    def chosen(self, sent: Sent) -> list[AgencyLine]:
        return [each for each in self.agencies if each.code in sent.get(CHOSEN, [])]

    def offered(self, chosen: list[AgencyLine]) -> list[AgencyLine]:
        return [each for each in self.agencies if each.standing is TOGETHER[self.desk.act.name] or each in chosen]

    def acts(self, body: dict[str, object], chosen: list[AgencyLine]) -> dict[str, Act]:
        """What is filed, by what its key ends in. Raises ValidationError."""
        codes = [each.code for each in chosen]
        if self.names_them == ALL_IN_ONE:
            return {"": self.desk.act.model_validate({**body, ALL_IN_ONE: codes})}
        return {f".{code}": self.desk.act.model_validate({**body, ONE_BY_ONE: code}) for code in codes}


def many(number: str, act: str, house: TheHouse, visit: Visit) -> Many:
    """Raises Refusal (404)."""
    if act not in TOGETHER:
        raise Refusal(404, DoorReason.UNKNOWN_ACT)
    at = desk(act, number, StreamKind.CAMPAIGN, house, visit)
    assert at.file
    return Many(at, tuple(agency_lines(at.file, house, visit)))


def form(request: Request, visit: Visit, at: Many, shown: Shown, status: int = 200) -> Response:
    chosen = at.chosen(shown.typed)
    return page(
        request,
        "together.html",
        visit,
        status=status,
        here=PATHS[StreamKind.CAMPAIGN],
        title=words.page(f"together_{at.desk.act.name}", visit.language),
        summary=words.act_summary(at.desk.act.name, visit.language),
        offered=at.offered(chosen),
        chosen=chosen,
        **drawn(at.desk, at.fields, shown, visit.language),
    )


def ask(number: str, act: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    return form(request, visit, many(number, act, house, visit), Shown({CHOSEN: request.query_params.getlist(CHOSEN)}, str(uuid4()), {}))


async def answer(number: str, act: str, request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """Raises Refusal, NoSuchCase (404)."""
    at = await asyncio.to_thread(many, number, act, house, visit)
    step, _, where = first(sent, STEP).partition(":")
    key, sent, language = checked_key(first(sent, KEY) or str(uuid4())), with_picks(sent), visit.language
    if step in FORM_ITSELF:
        return form(request, visit, at, changed(step, where, at.fields, sent, key, at.desk, house, visit))
    names, chosen = (
        read(at.fields, numbered(at.fields, without_empty_rows(at.fields, sent)), at.desk.suggestions, language),
        at.chosen(sent),
    )
    typed, body = names.typed, body_of(at.fields, names.typed)
    acts, wrong = dict[str, Act](), {**names.errors, **({} if chosen else {CHOSEN: words.page("choose_an_agency", language)})}
    try:
        acts = at.acts(body, chosen or [*at.agencies[:1]])
    except ValidationError as error:
        wrong = {**wrong_with(at.desk.act, error, language), **wrong}
    if wrong or not acts:
        return form(request, visit, at, Shown(typed, key, wrong, picks=names.picks), 422)
    if step != "send":
        return page(
            request,
            "together_check.html",
            visit,
            here=PATHS[StreamKind.CAMPAIGN],
            desk=at.desk,
            title=words.page(f"together_{act}", language),
            summary=words.act_summary(act, language),
            chosen=chosen,
            told=told(at.fields, body, at.desk.suggestions, language),
            typed={**typed_from(at.fields, body), CHOSEN: [each.code for each in chosen]},
            key=key,
        )
    refusal = await send_each({end: (each, number) for end, each in acts.items()}, key, request.method, house, visit)
    if refusal:
        return form(request, visit, at, Shown(typed, key, {}, refusal), 503)
    return RedirectResponse(f"{AT}{path_of(number)}/together/{act}/{key}", 303)


def result(number: str, act: str, key: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    """What became of what this reader sent under that key. Raises Refusal (404): nothing was."""
    at, language = many(number, act, house, visit), visit.language
    names = {line.code: line.name for line in at.agencies}
    found = filings.by_keys(visit.caller.id, [key, *(f"{key}.{code}" for code in names)], house.store)
    found = {name: receipt for name, receipt in found.items() if receipt.case == number and receipt.act == act}
    if not found:
        raise Refusal(404, DoorReason.UNKNOWN_FILING, number=key)
    became = [each for name, receipt in found.items() for each in _became(name.removeprefix(key), receipt, names, house, language)]
    return page(
        request,
        "together_done.html",
        visit,
        here=PATHS[StreamKind.CAMPAIGN],
        desk=at.desk,
        title=words.page(f"together_{act}", language),
        became=sorted(became, key=lambda each: folded(each[0])),
        waiting=any(each.status == filings.WAITING for _, each in became),
    )


def _became(end: str, receipt: Receipt, names: dict[str, str], house: TheHouse, language: str) -> list[tuple[str, Became]]:
    """Of an act for one agency one line; of one for many, a line for each that its fact names."""
    if receipt.status == filings.RECORDED:
        fact = FACTS[receipt.kind or ""].model_validate(receipt.fact)
        if isinstance(fact, AgenciesReminded):
            left_out = {each.agency: words.label("left_out", each.because, language) for each in fact.not_reminded}
            done = dict.fromkeys(fact.agencies, "")
            return [
                (names.get(code, code), Became("left_out" if because else receipt.status, because, receipt.number))
                for code, because in {**done, **left_out}.items()
            ]
    name = names.get(end.removeprefix("."), "") or words.page("all_chosen_agencies", language)
    return [(name, became_of(receipt, house, language))]


def routes() -> APIRouter:
    router, address = APIRouter(), f"/{PATHS[StreamKind.CAMPAIGN]}/{{number}}/together/{{act}}"
    router.get(address)(ask)
    router.post(address)(answer)
    router.get(f"{address}/{{key}}")(result)
    return router
