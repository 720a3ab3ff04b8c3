"""Lists of registrations: the form to fill in, the filled list taken in whole or not at all, how far it is, and what is wrong with it row by row."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

import words
from api import problems
from api.answers import READING
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Problem, Refusal, language_of
from api.routers.reports import EXCEL
from api.routers.streams import of_kind, opened_as
from api.signed_in import SignedIn, TheHouse
from api.temporal_away import say
from api.views.campaigns import AlikeRow, ListView, RowAnswer
from domain.people.rights import may_see_list
from domain.vocabulary import Regime, StreamKind
from store.reading.readings import Caller, Imported, OpenFile
from store.record.filings import RECORDED, REFUSED
from store.record.imports import Wrong
from store.record.refusal import StoredRefusal
from words.registration_list import LANGUAGE, MOST_ROWS, form, rows_of
from words.sheets import as_workbook

MOST_ALIKE, LOOKED_AT = 100, 500  # an officer waits for it
router = APIRouter(tags=["campaigns: lists of registrations"], responses=READING)
_Campaign = Annotated[OpenFile, Depends(opened_as(StreamKind.CAMPAIGN))]
_Workbook: dict[str, Any] = {
    "requestBody": {"required": True, "content": {EXCEL: {"schema": {"type": "string", "format": "binary"}}}},
}


@router.get("/campaigns/{number}/form", summary="The empty list, with choices to pick from", response_class=Response)
def empty_form(opened: _Campaign, house: TheHouse, caller: SignedIn) -> Response:
    number = opened.card.number
    choices = house.readings.choices(opened.stream, caller)
    content = form({"agency": choices.agencies, "focus_area": choices.focus_areas, "regime": list(Regime)})
    return Response(content, media_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{number}.xlsx"'})


@router.post(
    "/campaigns/{number}/imports",
    status_code=202,
    response_model=ListView,
    responses={413: {"model": Problem}, 422: {"model": Problem}},
    openapi_extra=_Workbook,
    dependencies=[Depends(opened_as(StreamKind.CAMPAIGN))],
    summary="Take in a filled list: whole, or not at all",
)
async def take(number: str, house: TheHouse, caller: SignedIn, request: Request) -> Response:
    """The body is the workbook itself. The same list again adds nothing."""
    content, language = await request.body(), language_of(request)
    of_kind(number, StreamKind.CAMPAIGN)
    rows = await asyncio.to_thread(rows_of, content)
    if not rows or len(rows) > MOST_ROWS:
        raise Refusal(422, DoorReason.SHEET_ROWS, rows=len(rows), most=MOST_ROWS)
    taken = await asyncio.to_thread(house.intake.take, rows, number, caller.id, house.now())
    if taken.wrong:
        told = [{"field": f"{each.row}", "message": because(each, language)} for each in taken.wrong]
        detail = DoorReason.LIST_REFUSED.in_words(language, rows=len({each.row for each in taken.wrong}), number=taken.id)
        return problems.problem(422, DoorReason.LIST_REFUSED.code, detail, errors=told[:50], filing=taken.id)
    alike = await asyncio.to_thread(_alike, rows, house, caller) if taken.new else ()
    try:
        await house.intake.wake(taken.id)
    except Exception as error:  # what is received is received; the sweep finds it
        say("import.left_to_the_sweep", error, number=taken.id)
    view = _view(await asyncio.to_thread(house.readings.imported, taken.id), language, new=taken.new, alike=alike)
    return JSONResponse(view.model_dump(mode="json"), 202)


def _alike(rows: Sequence[tuple[int, dict[str, Any]]], house: House, caller: Caller) -> tuple[AlikeRow, ...]:
    """Looked up after it was received, so no row is like itself: nobody has examined it yet."""
    told = house.readings.similar([(body.get("title", ""), body.get("purpose", "")) for _, body in rows[:LOOKED_AT]], caller)
    return tuple(AlikeRow(row=row, similar=tuple(found)) for (row, _), found in zip(rows[:LOOKED_AT], told, strict=True) if found)[
        :MOST_ALIKE
    ]


def _opened(number: str, house: TheHouse, caller: SignedIn) -> Imported:
    """Raises Refusal (404): to whoever neither sent it nor sees everything, it is not there."""
    found = house.readings.imported(number)
    if found is None or not may_see_list(caller.id, found.sender, caller.terms):
        raise Refusal(404, DoorReason.NO_SUCH_LIST)
    return found


_Imported = Annotated[Imported, Depends(_opened)]


@router.get("/imports/{number}", summary="How far a list is, row by row")
def progress(imported: _Imported, request: Request) -> ListView:
    return _view(imported, language_of(request))


@router.get("/imports/{number}/errors", summary="What is wrong with a list, as a workbook", response_class=Response)
def errors(imported: _Imported) -> Response:
    headings = [words.label("report_columns", name, LANGUAGE) for name in ("row", "field", "why")]
    wrong = (Wrong(**each) for each in imported.wrong)
    rows: list[list[str | int]] = [
        [each.row, words.label("fields", each.place, LANGUAGE) if each.place else "", because(each, LANGUAGE)] for each in wrong
    ]
    content = as_workbook(words.label("report_columns", "errors", LANGUAGE), headings, rows)
    return Response(content, media_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{imported.number}-errors.xlsx"'})


def because(wrong: Wrong, language: str) -> str:
    """Why a row cannot be taken, in words."""
    match wrong.reason:
        case DoorReason.ROW_TWICE:
            return DoorReason.ROW_TWICE.in_words(language, **wrong.params)
        case DoorReason.MALFORMED:
            return DoorReason.CELL_MALFORMED.in_words(language, field=wrong.place)
        case reason:
            return words.refusal(reason, language, wrong.params)


def _view(imported: Imported | None, language: str, *, new: int | None = None, alike: tuple[AlikeRow, ...] = ()) -> ListView:
    """`new` is told when the list comes in; row by row it is told to whoever asks later."""
    assert imported
    answers = tuple(
        RowAnswer(row=row, case=case, status=status, because=_refusal(refusal, language)) for row, case, status, refusal in imported.answers
    )
    recorded, refused = (sum(each.status == status for each in answers) for status in (RECORDED, REFUSED))
    return ListView(
        number=imported.number,
        campaign=imported.campaign,
        new=new,
        rows=len(answers) or len({each["row"] for each in imported.wrong}),
        recorded=recorded,
        refused=refused,
        waiting=len(answers) - recorded - refused,
        wrong=len({each["row"] for each in imported.wrong}),
        answers=answers if new is None else (),
        alike=alike,
    )


def _refusal(refusal: StoredRefusal | None, language: str) -> str:
    return words.refusal(refusal.reason, language, refusal.params) if refusal else ""
