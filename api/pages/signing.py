"""Who signs for the heads of the reader's agencies, when those heads are away, and for whom the reader signs. All of it is said by acts, like any other."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.pages.cards import Lines
from api.pages.look import AT, page
from api.pages.visits import Visiting
from api.routers.signing import away_in_words, in_words
from api.signed_in import TheHouse
from api.views.signing import AwayView, LeaveView
from domain.acts import AnnounceAbsence, GiveLeaveToSign
from domain.numbers import PATHS, path_of
from domain.vocabulary import LeaveState, StreamKind

HERE = PATHS[StreamKind.SIGNING]
GIVE, ANNOUNCE = f"{AT}/{HERE}/new", f"{AT}/{HERE}{AnnounceAbsence.begins_at}/new"
_LOOKS = {LeaveState.IN_FORCE: "green", LeaveState.TO_COME: "blue", LeaveState.LAPSED: "orange"}


@dataclass(frozen=True)
class Shown:
    """One leave to sign. `scope`: what it is of, each part with its label; nothing where it is of everything. `href`: "" where it came with a file."""

    leave: LeaveView
    look: str
    scope: tuple[tuple[str, str], ...]
    href: str


@dataclass(frozen=True)
class Away:
    it: AwayView
    look: str
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

    def away(agency: str) -> list[Away]:
        found = (away_in_words(each, language) for each in house.readings.who_is_away(agency, caller))
        return [Away(each, _LOOKS.get(each.state, "grey"), f"{AT}{path_of(each.stream)}") for each in found]

    agencies = dict.fromkeys(term.agency for term in caller.terms if term.agency in lines.agencies)
    mine = [shown(in_words(each, language)) for each in house.readings.leave_of(caller)]
    return page(
        request,
        "signing.html",
        visit,
        here=HERE,
        agencies=[(lines.agency(agency), away(agency), in_order(agency)) for agency in agencies],
        mine=[each for each in mine if each.leave.agency not in agencies],
        acts=[
            (words.act_title(act.name, language), href) for act, href in ((GiveLeaveToSign, GIVE), (AnnounceAbsence, ANNOUNCE)) if agencies
        ],
    )


def routes() -> APIRouter:
    router = APIRouter()
    router.get(f"/{HERE}")(seen)
    return router
