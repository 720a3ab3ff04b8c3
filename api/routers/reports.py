"""Reports a city leader can sign: of a campaign, and of a year, as they stood at a moment; as JSON, Excel or CSV."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

import words
from api.answers import READING
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal, language_of
from api.report_forms import AsOf, Form, InForm, as_file, in_vietnam, that_has_come
from api.routers.streams import of_kind
from api.signed_in import SignedIn, TheHouse
from api.views.reports import FigureView, RefusedView, ReportView
from domain.canonical import digest
from domain.people.rights import READ_REPORTS
from domain.reporting import CODES, STEP, Told, in_full, to_be_handed_on
from domain.vocabulary import StreamKind
from store.reading.caller import Caller
from store.reading.reports import ReportMaterial
from words.rendering import SECTIONS, whole_number


def may_report(house: TheHouse, caller: SignedIn) -> Caller:
    """Raises Refused."""
    tops = {agency.code for agency in house.readings.agencies(caller.today) if not agency.superior}
    READ_REPORTS.refuse_unless_held(caller.terms, tops)
    return caller


_Detail = Annotated[bool, Query(description="With the cases behind each number, and numbers of people too: not to be handed on")]


def of_campaign(
    number: str, house: TheHouse, request: Request, as_of: AsOf = None, detail: _Detail = False, form: InForm = Form.JSON
) -> ReportView | Response:
    return campaign_report(number, house, language_of(request), as_of, detail, form)


def of_year(
    year: Annotated[int, Field(ge=1900, le=9000)],
    house: TheHouse,
    request: Request,
    as_of: AsOf = None,
    detail: _Detail = False,
    form: InForm = Form.JSON,
) -> ReportView | Response:
    return year_report(year, house, language_of(request), as_of, detail, form)


def campaign_report(number: str, house: House, language: str, as_of: datetime | None, detail: bool, form: Form) -> ReportView | Response:
    """Raises Refusal (404, 422)."""
    try:
        material = house.readings.report(of_kind(number, StreamKind.CAMPAIGN), that_has_come(as_of, house))
    except LookupError as unknown:
        raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number) from unknown
    return _answered(material, material.campaign.title if material.campaign else number, number, language, detail, form)


def year_report(year: int, house: House, language: str, as_of: datetime | None, detail: bool, form: Form) -> ReportView | Response:
    """Raises Refusal (422)."""
    return _answered(house.readings.report(year, that_has_come(as_of, house)), str(year), str(year), language, detail, form)


def _answered(material: ReportMaterial, title: str, name: str, language: str, detail: bool, form: Form) -> ReportView | Response:
    report = _report(material, title, language, detail)
    if form is Form.JSON:
        return report
    head, (headings, rows) = _head(report, language), _table(report, language)
    return as_file(name, form, head, headings, rows)


def _report(material: ReportMaterial, title: str, language: str, detail: bool) -> ReportView:
    campaign = material.campaign
    shown = in_full(material.figures) if detail else to_be_handed_on(material.figures, of_a_part=campaign is not None)
    views = tuple(_figure(each, language) for each in shown)
    return ReportView(
        title=title,
        as_of=material.as_of,
        note=words.label("report_notes", "detail" if detail else "campaign" if campaign else "year", language).format(step=STEP),
        under_duty=len(campaign.duty) if campaign else None,
        registered=tuple(sorted(campaign.fulfilled)) if campaign else (),
        waived=tuple(sorted(campaign.waived)) if campaign else (),
        owing=campaign.owing if campaign else (),
        names=campaign.names if campaign else {},
        figures=views,
        refused=tuple(RefusedView(case=case, reasons=reasons) for case, reasons in material.refused) if detail else (),
        digest=digest({"figures": [_digested(each) for each in views]}),
    )


def _digested(figure: FigureView) -> dict[str, Any]:
    """What is told in full has the digest it had in earlier releases."""
    said = figure.model_dump(mode="json", include={"section", "code", "count", "of"})
    return said | figure.model_dump(include={"at_least", "at_most"}, exclude_none=True)


def _figure(figure: Told, language: str) -> FigureView:
    codes = CODES.get(figure.section)
    return FigureView(
        section=figure.section,
        section_label=words.label("report_sections", figure.section, language),
        code=figure.code,
        label=words.label(SECTIONS[type(codes[0])], figure.code, language) if codes else "",
        count=figure.count,
        at_least=figure.at_least,
        at_most=figure.at_most,
        of=figure.of,
    )


def _head(report: ReportView, language: str) -> list[list[str | int]]:
    """Of what, as of when, whether it may be handed on: a file travels without the address it came from."""
    told = {"title": report.title, "as_of": in_vietnam(report.as_of), "digest": report.digest, "note": report.note}
    return [[words.label("report_columns", name, language), value] for name, value in told.items()]


def how_many(figure: FigureView, language: str) -> str | int:
    if figure.count is not None:
        return figure.count
    if figure.at_least is None:
        return words.label("report_columns", "not_told", language)
    return words.label("report_columns", "between", language).format(
        least=whole_number(figure.at_least, language), most=whole_number(figure.at_most or figure.at_least, language)
    )


def _of_agencies(report: ReportView, language: str) -> Iterator[list[str | int]]:
    """How many have, were waived and owe; and which by name, each on a line of its own: one cell would not hold the names of a whole city."""
    for name, codes in (("registered", report.registered), ("waived", report.waived), ("owing", report.owing)):
        said = words.label("report_columns", name, language)
        yield [said, "", len(codes), ""]
        for code in codes:
            yield [said, report.names.get(code, code), "", ""]


def _table(report: ReportView, language: str) -> tuple[list[str], Iterable[list[str | int]]]:
    headings = [words.label("report_columns", column, language) for column in ("section", "code", "count", "of")]
    agencies = _of_agencies(report, language) if report.under_duty is not None else ()
    figures = ([each.section_label, each.label, how_many(each, language), ", ".join(each.of)] for each in report.figures)
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
