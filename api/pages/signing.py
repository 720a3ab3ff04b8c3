"""Who signs for the heads of the reader's agencies, and for whom the reader signs. Leave is given and ended by acts, like any other."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.pages.cards import Lines
from api.pages.look import AT, page
from api.pages.visits import Visiting
from api.routers.signing import in_words
from api.signed_in import TheHouse
from api.views.signing import LeaveView
from domain.acts import GiveLeaveToSign
from domain.numbers import PATHS, path_of
from domain.vocabulary import LeaveState, StreamKind

HERE = PATHS[StreamKind.SIGNING]
GIVE = f"{AT}/{HERE}/new"
_LOOKS = {LeaveState.IN_FORCE: "green", LeaveState.TO_COME: "blue", LeaveState.LAPSED: "orange"}


@dataclass(frozen=True)
class Shown:
    """One leave to sign. `scope`: what it is of, each part with its label; nothing where it is of everything. `href`: "" where it came with a file."""

    leave: LeaveView
    look: str
    scope: tuple[tuple[str, str], ...]
    href: str


def seen(request: Request, house: TheHouse, visit: Visiting) -> Response:
    lines, language, caller = Lines(house, visit.language), visit.language, visit.caller
    areas = house.readings.areas(language)

    def shown(leave: LeaveView) -> Shown:
        named = {
            "acts": [words.act_title(name, language) for name in leave.acts],
            "cases": leave.cases,
            "focus_areas": [areas.get(code, code) for code in leave.fields],
        }
        scope = tuple((words.field(name, language), "; ".join(values)) for name, values in named.items() if values)
        return Shown(leave, _LOOKS.get(leave.state, "grey"), scope, f"{AT}{path_of(leave.stream)}" if leave.stream else "")

    def in_order(agency: str) -> list[Shown]:
        return [shown(in_words(each, language)) for each in house.readings.who_signs(agency, caller)]

    agencies = dict.fromkeys(term.agency for term in caller.terms if term.agency in lines.agencies)
    mine = [shown(in_words(each, language)) for each in house.readings.leave_of(caller)]
    return page(
        request,
        "signing.html",
        visit,
        here=HERE,
        agencies=[(lines.agency(agency), in_order(agency)) for agency in agencies],
        mine=[each for each in mine if each.leave.agency not in agencies],
        give=GIVE if agencies else "",
        give_title=words.act_title(GiveLeaveToSign.name, language),
    )


def routes() -> APIRouter:
    router = APIRouter()
    router.get(f"/{HERE}")(seen)
    return router
