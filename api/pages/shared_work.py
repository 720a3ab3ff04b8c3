"""Work that reaches a desk where several serve: who looks after what. Taken, given back and handed over, one or many, with what became of each.

It is a note of the desk and no act: nobody may do more by it, or less, and no ledger knows of it.
"""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

import words
from api.house import House
from api.pages.cards import Lines
from api.pages.look import page
from api.pages.visits import STEP, SentByUs, Visit, Visiting, first
from api.pages.work import LOOKED_AT, PARTS, SHARED, is_untaken, looked_after, parts, work_line
from api.signed_in import TheHouse
from domain.numbers import is_number
from store.beside import desk
from store.reading.worklist import WorkItem, WorkPage, WorkSought

TAKE, GIVE_BACK, HAND_OVER = "take", "give-back", "hand-over"
UNTAKEN, MINE, OTHERS = "untaken", "mine", "others"
ROW, TO, OF = "row", "to", "of"


def shared(
    request: Request,
    house: TheHouse,
    visit: Visiting,
    row: Annotated[list[str] | None, Query(max_length=LOOKED_AT)] = None,
    to: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """`row`: cases of which one was just asked something, each told as it stands now; `to`: the colleague they were to go to."""
    found, lines = house.readings.on_the_desk(WorkSought(limit=LOOKED_AT), visit.caller), Lines(house, visit.language)
    items = [item for item in found.items if item.colleagues]
    groups = {
        name: [work_line(item, found, lines, visit) for item in items if _group(item, visit) == name] for name in (UNTAKEN, MINE, OTHERS)
    }
    colleagues = {each: found.names[each] for item in items for each in item.colleagues if each in found.names}
    return page(
        request,
        "shared.html",
        visit,
        here="work",
        part=SHARED,
        parts=parts(found),
        groups=groups,
        colleagues=sorted(colleagues.items(), key=lambda each: each[1]),
        results=_results(row or [], to, found, visit),
        action=PARTS[SHARED],
        nobody_chosen=request.query_params.get("chosen") == "nobody",
    )


def _group(item: WorkItem, visit: Visit) -> str:
    return UNTAKEN if is_untaken(item) else MINE if item.looked_after_by == visit.caller.id else OTHERS


def _results(rows: Sequence[str], to: str, found: WorkPage, visit: Visit) -> list[tuple[str, str]]:
    """Each case that was asked about, and how it stands: of one that is not on the reader's desk nothing else is told."""
    on_desk = {item.card.number: item for item in found.items}

    def told(number: str) -> str:
        item = on_desk.get(number)
        if item is None or not item.colleagues:
            return words.page("not_on_your_desk", visit.language)
        if to in found.names and to not in item.colleagues:
            return words.page("not_on_their_desk", visit.language, who=found.names[to])
        return looked_after(item, found, visit)

    return [(number, told(number)) for number in dict.fromkeys(rows) if is_number(number)]


def note(house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """Take, give back or hand over whatever was ticked. The page it leads to tells of each how it stands now."""
    rows = [number for number in dict.fromkeys(sent.get(ROW, [])) if is_number(number)][:LOOKED_AT]
    step, to = first(sent, STEP), first(sent, TO)
    if not rows or (step == HAND_OVER and not to):
        return RedirectResponse(f"{PARTS[SHARED]}?{urlencode({ROW: rows, 'chosen': 'nobody'}, doseq=True)}", 303)
    found = house.readings.on_the_desk(WorkSought(limit=LOOKED_AT), visit.caller, rows)
    for item in found.items:
        # What a colleague has taken since the page was drawn stays theirs; it changes hands from the list of what colleagues have.
        if item.colleagues and (first(sent, OF) == OTHERS or item.looked_after_by in ("", visit.caller.id)):
            _note(item, step, to, house, visit)
    asked = {ROW: rows, **({TO: to} if step == HAND_OVER else {})}
    return RedirectResponse(f"{PARTS[SHARED]}?{urlencode(asked, doseq=True)}", 303)


def _note(item: WorkItem, step: str, to: str, house: House, visit: Visit) -> None:
    me, number, at = visit.caller.id, item.card.number, item.at
    if step == GIVE_BACK:
        desk.give_back(number, at, me, house.store)
        return
    who = me if step == TAKE else to if step == HAND_OVER and to in item.colleagues else ""
    if who:
        # Instead of whoever is noted as we look: of two who take it at once, the second finds the first one's name.
        desk.note(number, at, who, me, house.now(), house.store, instead_of=item.noted)


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/work/shared")(shared)
    router.post("/work/shared")(note)
    return router
