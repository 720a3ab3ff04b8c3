"""Lists of registrations: the form to fill in, the filled list taken in whole or not at all, how far it is, and what is wrong with it row by row."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from temporalio.service import RPCError

import words
from api import problems
from api.answers import READING
from api.problems import Problem, Refusal, language_of
from api.reception import Reception
from api.routers.reports import EXCEL
from api.routers.streams import of_kind, opened_as
from api.signed_in import At, SignedIn
from domain.people import SEES_EVERYTHING
from domain.vocabulary import Regime, StreamKind
from store.reading.readings import Caller, Imported, OpenFile
from store.reading.views import Similar, View
from store.record.filings import RECORDED, REFUSED
from store.record.imports import Wrong
from words.registration_list import LANGUAGE, MOST_ROWS, form, rows_of
from words.sheets import BadSheet, as_workbook

MOST_ALIKE, LOOKED_AT = 100, 500  # an officer waits for it
log = structlog.get_logger()
router = APIRouter(tags=["campaigns: lists of registrations"], responses=READING)
_Campaign = Annotated[OpenFile, Depends(opened_as(StreamKind.CAMPAIGN))]
_Workbook: dict[str, Any] = {
    "requestBody": {"required": True, "content": {EXCEL: {"schema": {"type": "string", "format": "binary"}}}},
}


class RowAnswer(View):
    """`status`: waiting, recorded or refused; `because`: why it was refused after all."""

    row: int
    case: str
    status: str
    because: str = ""


class AlikeRow(View):
    """A row that is like earlier initiatives: a warning, and no reason to refuse it."""

    row: int
    similar: tuple[Similar, ...]


class ListView(View):
    """A list that came in. `waiting` of its registrations have no answer yet."""

    number: str
    campaign: str
    rows: int
    new: int | None = Field(default=None, description="Received now; the others were here before. Only when the list comes in")
    recorded: int
    refused: int
    waiting: int
    wrong: int = Field(description="Rows that must be put right; then nothing was received")
    answers: tuple[RowAnswer, ...] = ()
    alike: tuple[AlikeRow, ...] = Field(
        default=(),
        description="Of the first five hundred rows those like earlier initiatives, at most a hundred. Only when the list comes in",
    )


@router.get("/campaigns/{number}/form", summary="The empty list, with choices to pick from", response_class=Response)
def empty_form(opened: _Campaign, at: At, caller: SignedIn) -> Response:
    number = opened.card.number
    choices = at.readings.choices(opened.stream, caller)
    content = form({"agency": choices.agencies, "focus_area": choices.focus_areas, "regime": list(Regime)})
    return Response(content, media_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{number}.xlsx"'})


@router.post(
    "/campaigns/{number}/imports",
    status_code=202,
    response_model=ListView,
    responses={413: {"model": Problem}, 422: {"model": Problem}},
    openapi_extra=_Workbook,
    summary="Take in a filled list: whole, or not at all",
)
async def take(number: str, at: At, caller: SignedIn, request: Request) -> Response:
    """The body is the workbook itself. The same list again adds nothing."""
    content, language = await request.body(), language_of(request)
    of_kind(number, StreamKind.CAMPAIGN)
    try:
        rows = await asyncio.to_thread(rows_of, content)
    except BadSheet as bad:
        raise Refusal(422, f"sheet_{bad.problem.replace('-', '_')}", where=bad.where, wanted=bad.wanted) from bad
    if not rows or len(rows) > MOST_ROWS:
        raise Refusal(422, "sheet_rows", rows=len(rows), most=MOST_ROWS)
    taken = await asyncio.to_thread(at.intake.take, rows, number, caller.id, at.now())
    if taken.wrong:
        told = [{"field": f"{each.row}", "message": because(each, language)} for each in taken.wrong]
        detail = words.door("list_refused", language, rows=len({each.row for each in taken.wrong}), number=taken.id)
        return problems.problem(422, "list-refused", detail, errors=told[:50], filing=taken.id)
    alike = await asyncio.to_thread(_alike, rows, at, caller) if taken.new else ()
    try:
        await at.intake.wake(taken.id)
    except (RPCError, RuntimeError) as error:  # what is received is received; the sweep finds it
        log.info("import.left_to_the_sweep", number=taken.id, error=type(error).__name__)
    view = _view(await asyncio.to_thread(at.readings.imported, taken.id), language).model_copy(
        update={"new": taken.new, "answers": (), "alike": alike}
    )
    return JSONResponse(view.model_dump(mode="json"), 202)


def _alike(rows: Sequence[tuple[int, dict[str, Any]]], at: Reception, caller: Caller) -> tuple[AlikeRow, ...]:
    """Looked up after it was received, so no row is like itself: nobody has examined it yet."""
    told = at.readings.similar([(body.get("title", ""), body.get("purpose", "")) for _, body in rows[:LOOKED_AT]], caller)
    return tuple(AlikeRow(row=row, similar=tuple(found)) for (row, _), found in zip(rows[:LOOKED_AT], told, strict=True) if found)[
        :MOST_ALIKE
    ]


def _opened(number: str, at: At, caller: SignedIn) -> Imported:
    """Raises Refusal (404): to whoever neither sent it nor sees everything, it is not there."""
    found = at.readings.imported(number)
    if found is None or not (found.sender == caller.id or any(term.office in SEES_EVERYTHING for term in caller.terms)):
        raise Refusal(404, "no_such_list")
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
        case "row_twice":
            return words.door("row_twice", language, **wrong.params)
        case "malformed":
            return words.door("cell_malformed", language, field=wrong.place)
        case reason:
            return words.refusal(reason, language, wrong.params)


def _view(imported: Imported | None, language: str) -> ListView:
    assert imported
    answers = tuple(
        RowAnswer(row=row, case=case, status=status, because=_refusal(refusal, language)) for row, case, status, refusal in imported.answers
    )
    recorded, refused = (sum(each.status == status for each in answers) for status in (RECORDED, REFUSED))
    return ListView(
        number=imported.number,
        campaign=imported.campaign,
        rows=len(answers) or len({each["row"] for each in imported.wrong}),
        recorded=recorded,
        refused=refused,
        waiting=len(answers) - recorded - refused,
        wrong=len({each["row"] for each in imported.wrong}),
        answers=answers,
    )


def _refusal(refusal: Mapping[str, Any] | None, language: str) -> str:
    return words.refusal(refusal["reason"], language, refusal["params"]) if refusal else ""
