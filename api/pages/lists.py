"""Lists: of each kind of stream those I may read, with what is asked of them in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError

import words
from api.pages.cards import Lines
from api.pages.look import AT, page
from api.pages.visits import Visiting
from api.signed_in import TheHouse
from domain.numbers import PATHS
from domain.vocabulary import Flag, StreamKind
from store.reading.listing import SOUGHT, Sort, Sought
from words.rendering import SECTIONS

SHOWN = (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE, StreamKind.CAMPAIGN)
# What may be chosen by its label, in this order; what else a list can be asked stands in its address.
CHOSEN = ("stage", "outcome", "waiting_for", "flag", "regime")
SORTS = (Sort.NUMBER_LAST, Sort.NUMBER, Sort.DUE, Sort.UPDATED_LAST)
ONE_PAGE = 50


@dataclass(frozen=True)
class Choice:
    """A question with the labels of its answers, and what is asked now."""

    name: str
    label: str
    items: tuple[tuple[str, str], ...]
    chosen: str


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


def _asked(request: Request) -> dict[str, Any]:
    """What stands in the address. A form sends also what was left empty, which asks nothing."""
    query = request.query_params
    return {name: query.getlist(name) if name == "flag" else query[name] for name in query if query[name]}


def show(kind: StreamKind) -> Callable[..., Response]:
    sought_by = SOUGHT[kind]

    def listed(request: Request, house: TheHouse, visit: Visiting) -> Response:
        """Raises NotOurCursor."""
        asked, wrong = _asked(request), False
        try:
            sought = sought_by.model_validate({"sort": Sort.NUMBER_LAST, **asked, "limit": ONE_PAGE})
        except ValidationError:
            sought, wrong = sought_by(sort=Sort.NUMBER_LAST, limit=ONE_PAGE), True
        found, lines = house.readings.page(kind, sought, visit.caller), Lines(house, visit.language)
        following = urlencode({**asked, "cursor": found.following}, doseq=True)
        return page(
            request,
            "list.html",
            visit,
            status=422 if wrong else 200,
            here=PATHS[kind],
            kind=kind,
            lines=[lines.of(card) for card in found.cards],
            choices=_choices(sought_by, asked, visit.language),
            asked=asked,
            agencies=lines.agencies,
            wrong=wrong,
            following=f"?{following}" if found.following else "",
            href=f"{AT}/{PATHS[kind]}",
        )

    return listed


def routes() -> APIRouter:
    router = APIRouter()
    for kind in SHOWN:
        router.get(f"/{PATHS[kind]}")(show(kind))
    return router
