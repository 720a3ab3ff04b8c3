"""The rules laid open: every published set, what two of them say differently, the working calendar, and on what day a period ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

import words
from api.pages.look import page
from api.pages.visits import Visiting
from api.routers.calendar import days_off, due
from api.routers.policies import differences, laid_open, published
from api.signed_in import TheHouse
from api.views.rules import PeriodView
from domain.law.working_days import FARTHEST
from words import rendering, rules

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(8000, 1, 1)
_Asked = Annotated[str, Query(max_length=60)]


def sets(request: Request, house: TheHouse, visit: Visiting) -> Response:
    return page(request, "rules.html", visit, here="rules", cards=[card for _, card in published(house, visit.language).values()])


@dataclass(frozen=True)
class Part:
    """Of what is said, what is about one matter: its address and how much it is."""

    code: str
    heading: str
    count: int


def _parts(keys: Iterable[str], language: str) -> list[Part]:
    """In the order of the set."""
    counted: dict[str, int] = {}
    for key in keys:
        counted[rules.part_of(key)] = counted.get(rules.part_of(key), 0) + 1
    return [Part(code, rules.heading(code, language), count) for code, count in counted.items()]


def _chosen(part: str, parts: list[Part]) -> str:
    """The one asked for; what is none is the first."""
    return next((each.code for each in (*(each for each in parts if each.code == part), *parts)), "")


def rule_set(rule_set: str, request: Request, house: TheHouse, visit: Visiting, part: _Asked = "", provisional: bool = False) -> Response:
    """One matter at a time. Raises Refusal (404)."""
    found = laid_open(rule_set, house, visit.language)
    told = [each for each in found.parameters if each.provisional or not provisional]
    parts = _parts((each.key for each in told), visit.language)
    part = _chosen(part, parts)
    shown = [each for each in told if rules.part_of(each.key) == part]
    return page(
        request, "rule_set.html", visit, here="rules", card=found.card, parts=parts, part=part, shown=shown, only_provisional=provisional
    )


def difference(request: Request, house: TheHouse, visit: Visiting, before: _Asked = "", after: _Asked = "", part: _Asked = "") -> Response:
    """Raises Refusal (404). Nothing asked: the two to choose."""
    cards = [card for _, card in published(house, visit.language).values()]
    changes = differences(before, after, house, visit.language) if before and after else None
    parts = _parts((each.key for each in changes or ()), visit.language)
    part = _chosen(part, parts)
    shown = [each for each in changes or () if rules.part_of(each.key) == part]
    told: dict[str, Any] = {"before": before, "after": after, "changes": changes, "parts": parts, "part": part, "shown": shown}
    return page(request, "difference.html", visit, here="rules", cards=cards, **told)


def calendar(
    request: Request,
    house: TheHouse,
    visit: Visiting,
    year: _Asked = "",
    working_days: _Asked = "",
) -> Response:
    """The days off of a year, and a calculator: where something was asked of it, the answer or what to put right."""
    language, today = visit.language, visit.caller.today
    known = days_off(house, language, None)
    shown = int(year) if year.isascii() and year.isdigit() and known.first_year <= int(year) <= known.last_year else today.year
    typed = {part: request.query_params.get(f"start.{part}", "").strip() for part in ("day", "month", "year")}
    wrong: dict[str, str] = {}
    period: PeriodView | None = None
    if working_days or any(typed.values()):
        start, days = _day(typed), _whole(working_days)
        if start is None:
            wrong["start"] = words.page("no_such_day", language, what=words.page("start_day", language))
        if days is None:
            wrong["working_days"] = words.page("no_such_number", language, most=FARTHEST)
        if start and days:
            period = due(house, start, days)
    told: dict[str, Any] = {}
    if period:
        told["sentence"] = words.page(
            "period_ends",
            language,
            days=period.working_days,
            start=rendering.day(period.start, language),
            last=rendering.day(period.due_day, language),
        )
    return page(
        request,
        "calendar.html",
        visit,
        status=422 if wrong else 200,
        here="rules",
        calendar=days_off(house, language, shown),
        years=range(known.first_year, known.last_year + 1),
        shown=shown,
        today=today,
        typed=typed,
        working_days=working_days,
        wrong=wrong,
        period=period,
        **told,
    )


def _day(typed: dict[str, str]) -> date | None:
    try:
        found = date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= FARTHEST else None


def routes() -> APIRouter:
    router = APIRouter(prefix="/rules")
    router.get("")(sets)
    router.get("/difference")(difference)
    router.get("/calendar")(calendar)
    router.get("/{rule_set}")(rule_set)
    return router
