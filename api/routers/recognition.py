"""The recognised initiatives as everybody may read them; the people behind them, for whoever appoints; and what the heads of an agency answered."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

import words
from api import noting
from api.answers import READING
from api.door import UnknownAgency
from api.house import House
from api.problems import language_of
from api.report_forms import AsOf, Form, InForm, as_file, in_vietnam, that_has_come
from api.signed_in import SignedIn, TheHouse, signed_in
from api.views.recognition import (
    CatalogueLineView,
    HeadsFigureView,
    HeadsTermView,
    HeadsView,
    RecognisedCaseView,
    TalentedView,
    TalentView,
)
from domain.vocabulary import Part, Tier
from store.reading.caller import Caller
from store.reading.views import RecognisedCase
from words.rendering import day
from words.sheets import Line

_AtLeast = Annotated[Tier, Query(description="The lowest degree of success that counts")]
_Agency = Annotated[str, Path(max_length=40)]


def catalogue(house: TheHouse, request: Request) -> tuple[CatalogueLineView, ...]:
    return recognised(house, language_of(request))


def recognised(house: House, language: str) -> tuple[CatalogueLineView, ...]:
    found = house.readings.catalogue(house.now())
    return tuple(CatalogueLineView(**line.model_dump(), tier_label=words.label("tiers", line.tier, language)) for line in found)


def talent(
    house: TheHouse, caller: SignedIn, request: Request, at_least: _AtLeast = Tier.SUCCESSFUL, as_of: AsOf = None, form: InForm = Form.JSON
) -> TalentView | Response:
    return talent_report(house, caller, request, language_of(request), at_least, as_of, form)


def talent_report(
    house: House, caller: Caller, request: Request, language: str, at_least: Tier, as_of: datetime | None, form: Form
) -> TalentView | Response:
    """Who has read it of whom is noted. Raises Refused, Refusal (422)."""
    moment = that_has_come(as_of, house)
    people = house.readings.talent(at_least, moment, caller)
    noting.opened_in(request).append(noting.of_persons(Part.TALENT, (each.person for each in people), caller, request))
    told = TalentView(
        as_of=moment,
        note=words.label("report_notes", "talent", language),
        people=tuple(
            TalentedView(person=each.person, name=each.name, cases=tuple(_in_words(case, language) for case in each.cases))
            for each in people
        ),
    )
    if form is Form.JSON:
        return told
    rows: Iterable[Line] = (
        [each.name, case.as_label, case.number, case.title, case.agency_name, case.tier_label, case.year, "; ".join(case.reward_labels)]
        for each in told.people
        for case in each.cases
    )
    columns = ("person", "as_office", "number", "initiative", "agency", "tier", "year", "rewards")
    return as_file("talent", form, _head("talent", moment, told.note, language), _headings(columns, language), rows)


def _in_words(case: RecognisedCase, language: str) -> RecognisedCaseView:
    return RecognisedCaseView(
        **case.model_dump(),
        tier_label=words.label("tiers", case.tier, language),
        as_label=words.label("offices", case.as_office, language),
        reward_labels=tuple(words.label("reward_kinds", kind, language) for kind in case.rewards),
    )


def heads(
    agency: _Agency, house: TheHouse, caller: SignedIn, request: Request, as_of: AsOf = None, form: InForm = Form.JSON
) -> HeadsView | Response:
    return heads_report(agency, house, caller, request, language_of(request), as_of, form)


def heads_report(
    agency: str, house: House, caller: Caller, request: Request, language: str, as_of: datetime | None, form: Form
) -> HeadsView | Response:
    """Who has read it of whom is noted. Raises Refused, Refusal (422), UnknownAgency."""
    if not house.readings.agency_exists(agency):
        raise UnknownAgency(agency)
    moment = that_has_come(as_of, house)
    told = HeadsView(
        agency=agency,
        agency_name=house.readings.called([{"agency": agency}]).get(agency, agency),
        as_of=moment,
        note=words.label("report_notes", "heads", language),
        terms=tuple(
            HeadsTermView(
                **term.model_dump(exclude={"figures"}),
                figures=tuple(
                    HeadsFigureView(**figure.model_dump(), label=words.label("heads_deeds", figure.what, language))
                    for figure in term.figures
                ),
            )
            for term in house.readings.heads(agency, moment, caller)
        ),
    )
    noting.opened_in(request).append(noting.of_persons(Part.HEADS, (term.person for term in told.terms), caller, request))
    if form is Form.JSON:
        return told
    rows: Iterable[Line] = (
        [
            term.name,
            day(term.starts, language),
            day(term.ends, language) if term.ends else "",
            figure.label,
            figure.count,
            ", ".join(figure.of),
        ]
        for term in told.terms
        for figure in term.figures
    )
    columns = ("person", "starts", "ends", "code", "count", "of")
    head = [*_head("heads", moment, told.note, language), [words.label("report_columns", "agency", language), told.agency_name]]
    return as_file(f"heads-{agency}", form, head, _headings(columns, language), rows)


def _head(title: str, as_of: datetime, note: str, language: str) -> list[Line]:
    told = {"title": words.label("report_titles", title, language), "as_of": in_vietnam(as_of), "note": note}
    return [[words.label("report_columns", name, language), value] for name, value in told.items()]


def _headings(columns: tuple[str, ...], language: str) -> list[str]:
    return [words.label("report_columns", column, language) for column in columns]


def routes() -> APIRouter:
    router = APIRouter(tags=["reports"], responses=READING)
    router.get(
        "/recognised-initiatives",
        response_model=tuple[CatalogueLineView, ...],
        dependencies=[Depends(signed_in)],
        summary="What was recognised: titles, agencies, degrees and years, for everybody",
    )(catalogue)
    router.get("/reports/talent", response_model=TalentView, summary="Who stands behind recognised initiatives, for whoever appoints them")(
        talent
    )
    router.get("/reports/heads/{agency}", response_model=HeadsView, summary="What the heads of an agency answered, term by term")(heads)
    return router
