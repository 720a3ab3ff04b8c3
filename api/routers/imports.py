"""Lists of registrations: the form to fill in, the filled list taken in whole or not at all, how far it is, and what is wrong with it row by row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

import words
from api import faults, problems
from api.answers import READING
from api.door_reasons import DoorReason
from api.house import House
from api.intake import Taken
from api.problems import Refusal, documented, language_of
from api.report_forms import EXCEL
from api.routers.streams import opened_as
from api.signed_in import SignedIn, TheHouse
from api.temporal_away import say
from api.views.campaigns import ListView, RowAnswer
from domain.acts import Register
from domain.people.rights import SEND_LISTS, may_see_list
from domain.vocabulary import Gap, Part, ProposedAs, Regime, StreamKind
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.reading.readings import Imported
from store.reading.views import AlikeRow
from store.record.filings import RECORDED, REFUSED
from store.record.imports import Wrong, rows_wrong
from store.record.refusal import StoredRefusal
from words.registration_list import LANGUAGE, PERSONS, form
from words.sheets import MOST_ROWS, Line, as_workbook

_Campaign = Annotated[OpenFile, Depends(opened_as(StreamKind.CAMPAIGN, Part.FILE))]
_Workbook: dict[str, Any] = {
    "requestBody": {"required": True, "content": {EXCEL: {"schema": {"type": "string", "format": "binary"}}}},
}


def _may_send(opened: _Campaign, caller: SignedIn) -> OpenFile:
    """Asked before a byte of the file is read. Raises Refusal (404), Refused (403)."""
    SEND_LISTS.refuse_unless_held(caller.terms)
    return opened


_ToBeFiled = Annotated[OpenFile, Depends(_may_send)]


def empty_form(opened: _Campaign, house: TheHouse, caller: SignedIn) -> Response:
    number = opened.card.number
    choices = house.readings.choices(opened.stream, caller)

    def called(vocabulary: str, codes: Iterable[str]) -> dict[str, str]:
        return {str(code): words.label(vocabulary, code, LANGUAGE) for code in codes}

    persons = dict.fromkeys(PERSONS, choices.persons) if choices.persons else {}
    content = form(
        {
            "agency": choices.agencies,
            "focus_area": choices.focus_areas,
            "regime": called("regimes", Regime),
            "proposed_as": called("proposed_as", ProposedAs),
            "gap": called("gaps", Gap),
            **persons,
        }
    )
    return Response(content, media_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{number}.xlsx"'})


async def read_and_take(content: bytes, campaign: str, house: House, caller: Caller) -> Taken:
    """A filled list, taken whole or not at all; nobody has been woken yet. Raises BadSheet, Refusal (422), Outage: then nothing was received."""
    rows = await house.intake.read(content)
    if not rows:
        raise Refusal(422, DoorReason.SHEET_ROWS, most=MOST_ROWS)
    return await house.intake.take(rows, campaign, caller.id, house.now())


async def wake(number: str, house: House) -> None:
    """Have the registrations of that list examined: now, or by the sweep, which finds what was received."""
    try:
        await house.intake.wake(number)
    except Exception as error:
        say("import.left_to_the_sweep", error, number=number)


async def take(opened: _ToBeFiled, house: TheHouse, caller: SignedIn, request: Request) -> Response:
    """The body is the workbook itself. The same list again adds nothing; a row that was refused before is received anew."""
    number, language = opened.card.number, language_of(request)
    taken = await read_and_take(await request.body(), number, house, caller)
    if taken.wrong:
        names = await house.intake.beside(_called, [each.params for each in taken.wrong], house, language)
        told = [{"field": f"{each.row}", "message": because(each, language, names)} for each in taken.wrong]
        detail = DoorReason.LIST_REFUSED.in_words(language, rows=rows_wrong(taken.wrong), number=taken.id)
        return problems.problem(422, DoorReason.LIST_REFUSED.code, detail, language, errors=told, filing=taken.id)
    alike = tuple(await house.intake.beside(house.readings.alike_in, taken.id, caller)) if taken.new else ()
    await wake(taken.id, house)
    imported = await house.intake.beside(house.readings.imported, taken.id)
    refusals = [each for each in (*_refusals(imported), *(before.refusal for before in taken.before.values())) if each]
    names = await house.intake.beside(_called, [each.params for each in refusals], house, language)
    view = _view(imported, language, names, new=taken.new, alike=alike)
    before = tuple(_answered(row, b.case, b.status, b.refusal, language, names) for row, b in taken.before.items())
    return JSONResponse(view.model_copy(update={"refused_before": before}).model_dump(mode="json"), 202)


def list_of(number: str, house: TheHouse, caller: SignedIn) -> Imported:
    """Raises Refusal (404): to whoever neither sent it nor sees everything, it is not there."""
    found = house.readings.imported(number)
    if found is None or not may_see_list(caller.id, found.sender, caller.terms):
        raise Refusal(404, DoorReason.NO_SUCH_LIST)
    return found


_Imported = Annotated[Imported, Depends(list_of)]


def progress(imported: _Imported, house: TheHouse, request: Request) -> ListView:
    return how_far(imported, house, language_of(request))


def alike(imported: _Imported, house: TheHouse, caller: SignedIn) -> list[AlikeRow]:
    return house.readings.alike_in(imported.number, caller)


def how_far(imported: Imported, house: House, language: str) -> ListView:
    return _view(imported, language, _called([each.params for each in _refusals(imported)], house, language))


def _refusals(imported: Imported | None) -> list[StoredRefusal]:
    return [refusal for *_, refusal in imported.answers if refusal] if imported else []


def _called(params: Sequence[Mapping[str, Any]], house: House, language: str) -> dict[str, str]:
    """Whoever and whatever refusals name by id."""
    return {**house.readings.areas(language), **house.readings.called(params)}


def errors(imported: _Imported, house: TheHouse) -> Response:
    headings = [words.label("report_columns", name, LANGUAGE) for name in ("row", "field", "why")]
    rows: list[Line] = [[*each] for each in wrong_rows(imported, house, LANGUAGE)]
    content = as_workbook(words.label("report_columns", "errors", LANGUAGE), headings, rows)
    return Response(content, media_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{imported.number}-errors.xlsx"'})


def wrong_rows(imported: Imported, house: House, language: str) -> list[tuple[int, str, str]]:
    """Of each fault the row, the field, if it is about one, and what to put right."""
    wrong = [Wrong(**each) for each in imported.wrong]
    names = _called([each.params for each in wrong], house, language)
    return [
        (each.row, words.field(each.place, language, Register.name) if each.place else "", because(each, language, names)) for each in wrong
    ]


def because(wrong: Wrong, language: str, names: Mapping[str, str]) -> str:
    """Why a row cannot be taken, in words."""
    match wrong.reason:
        case DoorReason.ROW_TWICE:
            return DoorReason.ROW_TWICE.in_words(language, **wrong.params)
        case DoorReason.MORE_WRONG:
            return DoorReason.MORE_WRONG.in_words(language, **wrong.params)
        case DoorReason.MALFORMED if "kind" in wrong.params:
            return faults.in_words(wrong.params["kind"], language, faults.bounds(wrong.params), wrong.place)
        case DoorReason.MALFORMED:  # of a list that came in before kinds were kept
            return DoorReason.CELL_MALFORMED.in_words(language, field=wrong.place)
        case reason:
            return words.refusal(reason, language, wrong.params, names)


def _view(
    imported: Imported | None, language: str, names: Mapping[str, str], *, new: int | None = None, alike: tuple[AlikeRow, ...] = ()
) -> ListView:
    """`new` is told when the list comes in; row by row it is told to whoever asks later."""
    assert imported
    answers = tuple(_answered(*each, language, names) for each in imported.answers)
    wrong = rows_wrong([Wrong(**each) for each in imported.wrong])
    recorded, refused = (sum(each.status == status for each in answers) for status in (RECORDED, REFUSED))
    return ListView(
        number=imported.number,
        campaign=imported.campaign,
        new=new,
        rows=len(answers) or wrong,
        recorded=recorded,
        refused=refused,
        waiting=len(answers) - recorded - refused,
        wrong=wrong,
        answers=answers if new is None else (),
        alike=alike,
    )


def _answered(row: int, case: str, status: str, refusal: StoredRefusal | None, language: str, names: Mapping[str, str]) -> RowAnswer:
    because = words.refusal(refusal.reason, language, refusal.params, names) if refusal else ""
    return RowAnswer(row=row, case=case, status=status, because=because)


def routes() -> APIRouter:
    router = APIRouter(tags=["campaigns: lists of registrations"], responses=READING)
    router.get("/campaigns/{number}/form", summary="The empty list, with choices to pick from", response_class=Response)(empty_form)
    router.post(
        "/campaigns/{number}/imports",
        status_code=202,
        response_model=ListView,
        responses={
            403: documented("Not open to this person"),
            413: documented("Larger than 10 MB"),
            422: documented("Not the form, or wrong in some rows: which, and why"),
        },
        openapi_extra=_Workbook,
        summary="Take in a filled list: whole, or not at all",
    )(take)
    router.get("/imports/{number}", summary="How far a list is, row by row")(progress)
    router.get("/imports/{number}/alike", summary="Rows that are like earlier initiatives I may read, or like each other: a warning alone")(
        alike
    )
    router.get("/imports/{number}/errors", summary="What is wrong with a list, as a workbook", response_class=Response)(errors)
    return router
