"""Reports as pages, each with its table and its files: what the JSON gives, in the same call and under the same right."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

import words
from api.house import House
from api.pages.cards import Lines
from api.pages.charts import Bar, beside
from api.pages.finding import agency_asked
from api.pages.look import AT, page
from api.pages.suggestions import as_picked
from api.pages.visits import Visit, Visiting
from api.report_forms import AsOf, Form, InForm, in_vietnam
from api.routers.recognition import heads_report, recognised, talent_report
from api.routers.reports import campaign_report, how_many, may_report, year_report
from api.signed_in import TheHouse
from api.views.reports import FigureView, ReportView
from domain.numbers import path_of
from domain.people.rights import may_ask_for_talent, may_ask_of_heads
from domain.refusals import Refused
from domain.vocabulary import Office, StreamKind, Tier
from store.reading.listing import SOUGHT, Sort
from words.rendering import SECTIONS

MOST_CAMPAIGNS = 200
WHOLE_BAR = 10  # so many at least are a whole bar: one case of one shall not look like much
_Asked = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True)
class Row:
    """A number of a report: in words, as a bar, and the cases behind it, where they are told."""

    label: str
    count: str | int
    bars: tuple[Bar, ...]
    of: tuple[str, ...]


def offered(house: TheHouse, visit: Visit) -> list[str]:
    """Those reports that are of use to the reader. Whether they may read one is asked again where it is read."""
    caller, found = visit.caller, list[str]()
    try:
        may_report(house, caller)
        found += ["year", "campaign"]
    except Refused:
        pass
    if may_ask_of_heads(caller.terms):
        found.append("heads")
    if may_ask_for_talent(house.readings.agencies(caller.today), caller.terms):
        found.append("talent")
    return [*found, "recognised"]


def index(request: Request, house: TheHouse, visit: Visiting) -> Response:
    return page(request, "reports.html", visit, here="reports", offered=offered(house, visit))


def _shown(
    request: Request, visit: Visit, name: str, asked: dict[str, str], as_of: datetime | None, wrong: str = "", **more: Any
) -> Response:
    """A report that was asked for, or the form in which it is asked for. Its files are those of the moment it tells of."""
    kept = {**asked, "as_of": in_vietnam(as_of)} if as_of else asked
    files = {form: f"?{urlencode({**kept, 'format': form})}" for form in (Form.EXCEL, Form.CSV)} if as_of else {}
    shown = {"name": name, "asked": asked, "wrong": wrong, "files": files, "address_of": _address_of, **more}
    return page(request, "report.html", visit, status=422 if wrong else 200, here="reports", **shown)


def _address_of(number: str) -> str:
    return AT + path_of(number)


def _sections(report: ReportView, language: str) -> list[tuple[str, list[Row]]]:
    """The figures, section by section."""
    sections: dict[str, list[FigureView]] = {}
    for figure in report.figures:
        sections.setdefault(figure.section_label, []).append(figure)
    return [(label, [_row(each, figures, language) for each in figures]) for label, figures in sections.items()]


def _row(figure: FigureView, beside_it: list[FigureView], language: str) -> Row:
    most = max(WHOLE_BAR, *(each.count if each.count is not None else each.at_most or 0 for each in beside_it))
    least = figure.count if figure.count is not None else figure.at_least or 0
    sure, perhaps = beside((least, (figure.at_most or least) - least), most)
    bars = (sure, Bar("waived", perhaps.begins, perhaps.long))
    return Row(figure.label or figure.section_label, how_many(figure, language), bars, figure.of)


@dataclass(frozen=True)
class Asking:
    """Who asks for a report of figures, and how they want it."""

    house: House
    visit: Visit
    detail: bool
    as_of: datetime | None
    form: Form

    @property
    def kept(self) -> dict[str, str]:
        """What goes along in an address."""
        return {"detail": "true"} if self.detail else {}


def asking(house: TheHouse, visit: Visiting, detail: bool = False, as_of: AsOf = None, form: InForm = Form.JSON) -> Asking:
    """Raises Refused."""
    may_report(house, visit.caller)
    return Asking(house, visit, detail, as_of, form)


WhoAsks = Annotated[Asking, Depends(asking)]


def year(request: Request, who: WhoAsks, year: _Asked = "") -> Response:
    """Raises Refused, Refusal (422)."""
    visit = who.visit
    if not year:
        return _shown(request, visit, "year", {"year": str(visit.caller.today.year)}, None)
    if not re.fullmatch(r"(19|[2-8]\d)\d\d", year):
        return _shown(request, visit, "year", {"year": year}, None, words.page("not_a_year", visit.language))
    found = year_report(int(year), who.house, visit.language, who.as_of, who.detail, who.form)
    return found if isinstance(found, Response) else _of_figures(request, visit, "year", {"year": year, **who.kept}, found)


def campaign(request: Request, who: WhoAsks, number: _Asked = "") -> Response:
    """Raises Refused, Refusal (404, 422)."""
    house, visit = who.house, who.visit
    sought = SOUGHT[StreamKind.CAMPAIGN](sort=Sort.NUMBER_LAST, limit=MOST_CAMPAIGNS)
    choices = {card.number: card.title for card in house.readings.page(StreamKind.CAMPAIGN, sought, visit.caller).cards}
    if not number:
        return _shown(request, visit, "campaign", {}, None, choices=choices)
    found = campaign_report(number, house, visit.language, who.as_of, who.detail, who.form)
    if isinstance(found, Response):
        return found
    agency = Lines(house, visit.language).agency
    agencies = {name: [agency(code) for code in getattr(found, name)] for name in ("registered", "waived", "owing")}
    return _of_figures(request, visit, "campaign", {"number": number, **who.kept}, found, choices=choices, agencies=agencies)


def _of_figures(request: Request, visit: Visit, name: str, asked: dict[str, str], found: ReportView, **more: Any) -> Response:
    sections = _sections(found, visit.language)
    return _shown(request, visit, name, asked, found.as_of, report=found, sections=sections, **more)


def heads(
    request: Request, house: TheHouse, visit: Visiting, agency: _Asked = "", as_of: AsOf = None, form: InForm = Form.JSON
) -> Response:
    """Raises Refused, Refusal (422)."""
    known, own = Lines(house, visit.language).agencies, (term.agency for term in visit.caller.terms if term.office is Office.AGENCY_HEAD)
    which = agency_asked(agency or next(own, ""), known, visit.language)
    picking: dict[str, Any] = {"agency": which, "agencies": as_picked(known), "with_agency": lambda code: f"?{urlencode({'agency': code})}"}
    if not agency or which.wrong:
        return _shown(request, visit, "heads", {}, None, which.wrong, **picking)
    found = heads_report(which.code, house, visit.caller, request, visit.language, as_of, form)
    if isinstance(found, Response):
        return found
    return _shown(request, visit, "heads", {"agency": which.code}, found.as_of, report=found, agency_name=known[which.code], **picking)


def talent(
    request: Request, house: TheHouse, visit: Visiting, at_least: Tier = Tier.SUCCESSFUL, as_of: AsOf = None, form: InForm = Form.JSON
) -> Response:
    """Raises Refused, Refusal (422)."""
    found = talent_report(house, visit.caller, request, visit.language, at_least, as_of, form)
    if isinstance(found, Response):
        return found
    tiers = {str(tier): words.label(SECTIONS[Tier], tier, visit.language) for tier in Tier}
    return _shown(request, visit, "talent", {"at_least": at_least}, found.as_of, report=found, tiers=tiers)


def catalogue(request: Request, house: TheHouse, visit: Visiting) -> Response:
    return page(
        request, "report.html", visit, here="reports", name="recognised", asked={}, files={}, report=recognised(house, visit.language)
    )


def routes() -> APIRouter:
    router = APIRouter(prefix="/reports")
    router.get("")(index)
    router.get("/year")(year)
    router.get("/campaign")(campaign)
    router.get("/heads")(heads)
    router.get("/talent")(talent)
    router.get("/recognised")(catalogue)
    return router
