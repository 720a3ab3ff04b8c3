"""My work: what is left for me to do, the most urgent first; what I have sent and others have now; and what I did this month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

import words
from api.house import House
from api.pages.cards import Line, Lines
from api.pages.drafts import begun
from api.pages.look import AT, page
from api.pages.visits import FIRST_PAGE, Visit, Visiting
from api.signed_in import TheHouse
from domain.numbers import path_of
from store.reading.worklist import WorkItem, WorkPage, WorkSought
from words import rendering

GROUPS = ("late", "soon", "later")
NEW = "new"
LOOKED_AT = 200
# The parts of my work, each with an address of its own.
MINE, SHARED, WAITING, DONE = "mine", "shared", "waiting", "done"
PARTS = {MINE: FIRST_PAGE, SHARED: f"{FIRST_PAGE}/shared", WAITING: f"{FIRST_PAGE}/waiting", DONE: f"{FIRST_PAGE}/done"}


@dataclass(frozen=True)
class Part:
    """A link to one part of my work. `count`: how many there are, where that is known without looking."""

    name: str
    href: str
    count: int | None


def is_mine(item: WorkItem, person: str) -> bool:
    """What a colleague looks after stands among what is shared: I may do it all the same, and see it there."""
    return item.looked_after_by in ("", person)


def is_untaken(item: WorkItem) -> bool:
    return bool(item.colleagues) and not item.looked_after_by


def parts(found: WorkPage, waiting: int | None = None) -> list[Part]:
    """Those of my work; of my own there is a page that counts itself."""
    counts = {SHARED: sum(map(is_untaken, found.items)), WAITING: waiting}
    return [Part(name, href, counts.get(name)) for name, href in PARTS.items()]


def looked_after(item: WorkItem, found: WorkPage, visit: Visit) -> str:
    """Who looks after it, in words; "" where nobody else could."""
    if not item.colleagues:
        return ""
    if item.looked_after_by == visit.caller.id:
        return words.page("i_look_after", visit.language)
    if item.looked_after_by:
        return words.page("looks_after", visit.language, who=found.names.get(item.looked_after_by, item.looked_after_by))
    return words.page("nobody_looks_after", visit.language)


def moved(item: WorkItem, found: WorkPage, visit: Visit) -> str:
    """Why it lies elsewhere than at the desk of a head who is away, in words; "" where nobody is."""
    if item.moved is None:
        return ""
    absent, taken = (found.names.get(each, each) for each in (item.moved.absent, item.moved.taken_by))
    to = "to_you" if item.moved.taken_by == visit.caller.id else "to" if item.moved.taken_by else "to_nobody"
    return words.page(f"work_moved_{to}", visit.language, absent=absent, who=taken, until=rendering.day(item.moved.until, visit.language))


def work_line(item: WorkItem, found: WorkPage, lines: Lines, visit: Visit) -> Line:
    return lines.of(item.card, item.acts, new=item.new, looked_after=looked_after(item, found, visit), moved=moved(item, found, visit))


def _offices(visit: Visit, lines: Lines) -> list[str]:
    return [
        f"{words.label('offices', term.office, visit.language)}{', ' if term.agency else ''}{lines.agency(term.agency)}"
        for term in visit.caller.terms
    ]


def _grouped(found: Iterable[Line]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {name: [] for name in GROUPS}
    for line in found:
        groups[(line.due and line.due.look) or "later"].append(line)
    return groups


def work(
    request: Request,
    house: TheHouse,
    visit: Visiting,
    cursor: Annotated[str, Query(max_length=500)] = "",
    only: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """`only`: one of the groups, or what is new. Raises NotOurCursor."""
    found, lines = house.readings.on_the_desk(WorkSought(limit=LOOKED_AT, cursor=cursor), visit.caller), Lines(house, visit.language)
    mine = [work_line(item, found, lines, visit) for item in found.items if is_mine(item, visit.caller.id)]
    groups, new = _grouped(mine), [line for line in mine if line.new]
    counts = {**{name: len(each) for name, each in groups.items()}, NEW: len(new)}
    shown = {NEW: new} if only == NEW else {name: each for name, each in groups.items() if only not in GROUPS or name == only}
    return page(
        request,
        "work.html",
        visit,
        here="work",
        part=MINE,
        parts=parts(found, len(_waiting(found, house, visit)) if not cursor else None),
        groups=shown,
        counts=counts,
        only=only if only in counts else "",
        offices=_offices(visit, lines),
        begun=begun(house, visit),
        following=f"{AT}/work?cursor={found.following}" if found.following else "",
    )


def _waiting(found: WorkPage, house: House, visit: Visit) -> list[Any]:
    return house.readings.waiting_for_others(visit.caller, [item.card.number for item in found.items])


def waiting(request: Request, house: TheHouse, visit: Visiting) -> Response:
    """What I have sent, and on whose desk it is now."""
    found, lines = house.readings.on_the_desk(WorkSought(limit=LOOKED_AT), visit.caller), Lines(house, visit.language)
    cases = _waiting(found, house, visit)
    asked = [(lines.of(card), [words.label("offices", office, visit.language) for office in offices]) for card, offices in cases]
    return page(request, "waiting.html", visit, here="work", part=WAITING, parts=parts(found, len(cases)), asked=asked)


def _month(asked: str, today: date) -> date:
    """The first day of the month that was asked for, or of this one: what is no month asks nothing."""
    try:
        return min(date.fromisoformat(f"{asked}-01"), today.replace(day=1))
    except ValueError:
        return today.replace(day=1)


def done(request: Request, house: TheHouse, visit: Visiting, month: Annotated[str, Query(max_length=7)] = "") -> Response:
    """What I did in a month, by Vietnam's calendar; in this one, if no other is asked for."""
    today = visit.caller.today
    first = _month(month, today)
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    found = house.readings.on_the_desk(WorkSought(limit=LOOKED_AT), visit.caller)
    entries = [
        {
            "title": words.act_title(each.act, visit.language),
            "receipt": f"{AT}/receipts/{each.receipt}",
            "at": rendering.moment(each.at, visit.language),
            "case": each.title,
            "number": each.number,
            "href": AT + path_of(each.number) if each.number else "",
        }
        for each in house.readings.done_in(first, visit.caller)
    ]
    return page(
        request,
        "done.html",
        visit,
        here="work",
        part=DONE,
        parts=parts(found, len(_waiting(found, house, visit))),
        entries=entries,
        month=f"{first:%m/%Y}",
        before=f"{before:%Y-%m}" if before.year >= 1900 else "",
        after=f"{after:%Y-%m}" if after <= today else "",
    )


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/work")(work)
    router.get("/work/waiting")(waiting)
    router.get("/work/done")(done)
    return router
