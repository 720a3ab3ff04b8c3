"""Lists: of each kind of stream those I may read, with what is asked of them in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError
from starlette.datastructures import QueryParams

import words
from api.pages import columns
from api.pages.cards import Lines
from api.pages.finding import agency_asked
from api.pages.look import AT, page
from api.pages.suggestions import as_picked
from api.pages.visits import Visiting
from api.signed_in import TheHouse
from domain.numbers import PATHS
from domain.people.rights import may_enter_papers
from domain.vocabulary import Flag, StreamKind
from store.reading.listing import SOUGHT, ListPage, Sort, Sought, found_in
from store.reading.views import Card
from words import rendering
from words.rendering import SECTIONS

SHOWN = (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE, StreamKind.CAMPAIGN, StreamKind.DECLARATION)
# What may be chosen by its label, in this order; what else a list can be asked stands in its address.
CHOSEN = ("stage", "outcome", "waiting_for", "flag", "regime")
SORTS = (Sort.NUMBER_LAST, Sort.NUMBER, Sort.DUE, Sort.UPDATED_LAST)
_MANY = ("flag", columns.COLUMN)
# What a link asks and no control of the page does: it is told, and goes along when the reader asks for more.
BESIDES = ("campaign", "family", "year", "registered_from", "registered_before", "at_desk", "due_before", "decided")
ONE_PAGE = 50
PAPER_FOR = (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE)  # one paper may decide several of these (one_paper.py)


@dataclass(frozen=True)
class Choice:
    """A question with the labels of its answers, and what is asked now."""

    name: str
    label: str
    items: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Head:
    """The head of a column. `href`: the list sorted by it, or ""; `sorted`: how it is sorted by it now, as aria-sort says it, or ""."""

    name: str
    text: str
    href: str
    sorted: str


def _enum_of(sought: type[Sought], name: str) -> type[StrEnum] | None:
    if name == "flag":
        return Flag
    field = sought.model_fields.get(name)
    kinds = (*get_args(field.annotation), field.annotation) if field else ()
    return next((each for each in kinds if isinstance(each, type) and issubclass(each, StrEnum)), None)


def _choices(sought: type[Sought], asked: Mapping[str, Any], language: str) -> list[Choice]:
    found: list[Choice] = []
    for name in CHOSEN:
        if enum := _enum_of(sought, name):
            items = tuple((str(code), words.label(SECTIONS[enum], code, language)) for code in enum)
            now = asked.get(name, "")
            found.append(Choice(name, words.page(f"by_{name}", language), items, str(now[0] if isinstance(now, list) else now)))
    sorts = tuple((str(each), words.page(f"sort_{each.name.lower()}", language)) for each in SORTS)
    found.append(Choice("sort", words.page("by_sort", language), sorts, str(asked.get("sort") or "")))
    return found


def asked_of(address: QueryParams) -> dict[str, Any]:
    """What stands in the address. A form sends also what was left empty, which asks nothing."""
    return {name: address.getlist(name) if name in _MANY else address[name] for name in address if address[name]}


def sought_of(kind: StreamKind, asked: Mapping[str, Any], limit: int) -> Sought | None:
    """What is asked of that list, or None for what it cannot be asked."""
    try:
        return SOUGHT[kind].model_validate(
            {"sort": Sort.NUMBER_LAST, **{name: value for name, value in asked.items() if name != columns.COLUMN}, "limit": limit}
        )
    except ValidationError:
        return None


def address_of(asked: Mapping[str, Any], **more: Any) -> str:
    """The query that asks the same, with something else asked beside it; where it changes, one begins on the first page."""
    return urlencode({name: value for name, value in {**asked, "cursor": "", **more}.items() if value}, doseq=True)


def besides(asked: Mapping[str, Any], language: str) -> list[tuple[str, str, str]]:
    """Name and value of what no control asks, and what it means, in words."""
    found = [(name, asked[name]) for name in BESIDES if name in asked]
    return [(name, value, words.page(f"besides_{name}", language, value=_told(name, value, language))) for name, value in found]


def _told(name: str, value: str, language: str) -> str:
    if name == "at_desk":
        return words.label("offices", value, language)
    try:
        return rendering.day(date.fromisoformat(value), language)
    except ValueError:
        return value


def _heads(shown: Sequence[columns.Column], sought: Sought, asked: Mapping[str, Any], language: str) -> list[Head]:
    """The heads of the columns, the case first. One that sorts the list turns it round when it is pressed again."""

    def head(name: str, text: str, sorts: tuple[Sort, Sort] | None) -> Head:
        if sorts is None:
            return Head(name, text, "", "")
        up, down = sorts
        now = "ascending" if sought.sort is up else "descending" if sought.sort is down else ""
        return Head(name, text, f"?{address_of(asked, sort=str(down if sought.sort is up else up))}", now)

    case = head("case", words.page("column_case", language), (Sort.NUMBER, Sort.NUMBER_LAST))
    return [case, *(head(each.name, columns.heading(each, language), each.sort) for each in shown)]


def show(kind: StreamKind) -> Callable[..., Response]:
    def listed(request: Request, house: TheHouse, visit: Visiting) -> Response:
        """Raises NotOurCursor."""
        asked, language, lines = asked_of(request.query_params), visit.language, Lines(house, visit.language)
        agency = agency_asked(asked.get("agency", ""), lines.agencies, language)
        asked |= {"agency": agency.code} if agency.code else {}
        sought = None if agency.wrong else sought_of(kind, asked, ONE_PAGE)
        wrong, sought = sought is None, sought or SOUGHT[kind](sort=Sort.NUMBER_LAST, limit=ONE_PAGE)
        found = house.readings.page(kind, sought, visit.caller)
        shown = columns.shown(kind, asked.get(columns.COLUMN, []))
        rows = [
            (lines.of(card), columns.cells(card, shown, lines, language), hits(card, sought, lines, found, language))
            for card in found.cards
        ]
        return page(
            request,
            "list.html",
            visit,
            status=422 if wrong else 200,
            here=PATHS[kind],
            kind=kind,
            rows=rows,
            heads=_heads(shown, sought, asked, language),
            choices=_choices(SOUGHT[kind], asked, language),
            columns=[(each.name, columns.heading(each, language), each in shown) for each in columns.of_kind(kind)],
            asked=asked,
            is_filtered=any(name not in ("sort", "cursor", columns.COLUMN) for name in asked),
            agencies=as_picked(lines.agencies),
            agency=agency,
            for_many=kind in PAPER_FOR and may_enter_papers(visit.caller.terms),
            with_agency=lambda code: f"?{address_of(asked, agency=code)}",
            besides=besides(asked, language),
            saved=[each for each in house.readings.saved_searches(visit.caller) if each.kind is kind],
            may_share=[(term.agency, lines.agency(term.agency)) for term in visit.caller.terms if term.agency][:1],
            query=address_of(asked),
            wrong=wrong,
            following=f"?{address_of(asked, cursor=found.following)}" if found.following else "",
            href=f"{AT}/{PATHS[kind]}",
        )

    return listed


def hits(card: Card, sought: Sought, lines: Lines, found: ListPage, language: str) -> str:
    """In which fields the words that were looked for stand, in words."""
    if not sought.find:
        return ""
    fields = (
        words.page(f"found_{each}", language)
        for each in found_in(card, sought.find, lines.agency(card.agency), card.number in found.in_files)
    )
    return words.page("found_where", language, fields=", ".join(fields))


def routes() -> APIRouter:
    router = APIRouter()
    for kind in SHOWN:
        router.get(f"/{PATHS[kind]}")(show(kind))
    return router
