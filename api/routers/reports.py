"""Reports a city leader can sign: of a campaign, and of a year, as they stood at a moment; as JSON, Excel or CSV."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

import words
from api.answers import READING
from api.door_reasons import DoorReason
from api.problems import Refusal, language_of
from api.routers.streams import of_kind
from api.signed_in import SignedIn, TheHouse
from api.views.reports import FigureView, RefusedView, ReportView
from domain.canonical import digest
from domain.people.rights import READ_REPORTS
from domain.reporting import CODES, Figure, figures, to_be_handed_on
from domain.values import AskedMoment
from domain.vocabulary import StreamKind
from store.reading.readings import Caller
from store.reading.reports import ReportMaterial
from words.rendering import SECTIONS
from words.sheets import as_csv, as_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def may_report(house: TheHouse, caller: SignedIn) -> Caller:
    """Raises Refused."""
    tops = {agency.code for agency in house.readings.agencies(caller.today) if not agency.superior}
    READ_REPORTS.refuse_unless_held(caller.terms, tops)
    return caller


class Form(StrEnum):
    JSON = "json"
    EXCEL = "xlsx"
    CSV = "csv"


_AsOf = Annotated[AskedMoment | None, Query(description="What was on record at this moment; now, if it is not said")]
_Detail = Annotated[bool, Query(description="With the cases behind each number, and small numbers too: not to be handed on")]
_Form = Annotated[Form, Query(alias="format")]


def of_campaign(
    number: str, house: TheHouse, request: Request, as_of: _AsOf = None, detail: _Detail = False, form: _Form = Form.JSON
) -> ReportView | Response:
    try:
        material = house.readings.report(of_kind(number, StreamKind.CAMPAIGN), as_of or house.now())
    except LookupError as unknown:
        raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number) from unknown
    return _answered(material, material.campaign.title if material.campaign else number, number, request, detail, form)


def of_year(
    year: Annotated[int, Field(ge=1900, le=9000)],
    house: TheHouse,
    request: Request,
    as_of: _AsOf = None,
    detail: _Detail = False,
    form: _Form = Form.JSON,
) -> ReportView | Response:
    return _answered(house.readings.report(year, as_of or house.now()), str(year), str(year), request, detail, form)


def _answered(material: ReportMaterial, title: str, name: str, request: Request, detail: bool, form: Form) -> ReportView | Response:
    report = _report(material, title, language_of(request), detail)
    if form is Form.JSON:
        return report
    headings, rows = _table(report, language_of(request))
    content, media = (
        (as_workbook(name, headings, rows), EXCEL) if form is Form.EXCEL else (as_csv(headings, rows), "text/csv; charset=utf-8")
    )
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})


def _report(material: ReportMaterial, title: str, language: str, detail: bool) -> ReportView:
    counted = figures(material.families)
    shown = counted if detail else to_be_handed_on(counted)
    views = tuple(_figure(each, language, detail) for each in shown)
    campaign = material.campaign
    refused = (
        RefusedView(case=f.initiative.number, reasons=f.refused_because)
        for f in material.families
        if f.refused_because and f.initiative.ended
    )
    return ReportView(
        title=title,
        as_of=material.as_of,
        under_duty=len(campaign.duty) if campaign else None,
        registered=tuple(sorted(campaign.fulfilled)) if campaign else (),
        waived=tuple(sorted(campaign.waived)) if campaign else (),
        owing=campaign.owing if campaign else (),
        figures=views,
        refused=tuple(refused) if detail else (),
        digest=digest({"figures": [each.model_dump(mode="json", include={"section", "code", "count", "of"}) for each in views]}),
    )


def _figure(figure: Figure, language: str, detail: bool) -> FigureView:
    codes = CODES.get(figure.section)
    return FigureView(
        section=figure.section,
        section_label=words.label("report_sections", figure.section, language),
        code=figure.code,
        label=words.label(SECTIONS[type(codes[0])], figure.code, language) if codes else "",
        count=figure.count,
        of=figure.of if detail else (),
    )


def _table(report: ReportView, language: str) -> tuple[list[str], Iterable[list[str | int]]]:
    headings = [words.label("report_columns", column, language) for column in ("section", "code", "count", "of")]
    agencies: Iterable[list[str | int]] = (
        [words.label("report_columns", name, language), "", len(codes), ", ".join(codes)]
        for name, codes in (("registered", report.registered), ("waived", report.waived), ("owing", report.owing))
        if report.under_duty is not None
    )
    few = words.label("report_columns", "few", language)
    figures = ([each.section_label, each.label, few if each.count is None else each.count, ", ".join(each.of)] for each in report.figures)
    reasons: Iterable[list[str | int]] = (
        [words.label("report_columns", "refused", language), each.case, 1, each.reasons] for each in report.refused
    )
    return headings, [*agencies, *figures, *reasons]


def routes() -> APIRouter:
    router = APIRouter(tags=["reports"], responses=READING)
    router.get("/campaigns/{number}/report", response_model=ReportView, dependencies=[Depends(may_report)], summary="Of one campaign")(
        of_campaign
    )
    router.get(
        "/reports/yearly/{year}", response_model=ReportView, dependencies=[Depends(may_report)], summary="Of one year's registrations"
    )(of_year)
    return router
