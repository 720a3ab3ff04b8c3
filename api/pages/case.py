"""A case: what it is, where it stands, whose desk it is on and until when, what I can do about it and why not the rest; then what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.answers import in_words
from api.door_reasons import DoorReason
from api.pages.cards import Line, Lines
from api.pages.look import AT, page
from api.pages.visits import Visit, Visiting
from api.problems import Refusal
from api.routers.streams import acts_in_words, of_kind, timeline_in_words
from api.signed_in import TheHouse
from api.views.deadlines import DeadlineView
from api.views.initiative import InitiativeView
from domain.numbers import PATHS, path_of
from domain.procedure.decide import rows_of
from domain.streams.initiative import Initiative
from domain.vocabulary import Stage, StreamKind
from store.reading.listing import SOUGHT, Sort
from store.reading.readings import OpenFile, deadlines

TABS: dict[StreamKind, tuple[str, ...]] = {
    StreamKind.INITIATIVE: ("timeline", "contents", "plan", "deadlines", "family"),
    StreamKind.REVIEW: ("timeline", "contents", "deadlines", "family"),
    StreamKind.REWARD_FILE: ("timeline", "contents", "deadlines", "family"),
    StreamKind.CAMPAIGN: ("board", "timeline", "deadlines"),
    StreamKind.YEARLY: ("timeline", "deadlines"),
}


@dataclass(frozen=True)
class Step:
    """A stage in the order of the procedure: `done`, `now` or ``."""

    label: str
    look: str


def opened(number: str, kind: StreamKind, house: TheHouse, visit: Visit) -> OpenFile:
    """Raises Refusal (404): to whoever may not read it, it is not there."""
    file = house.readings.open(of_kind(number, kind), visit.caller, house.now())
    if file is None:
        raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
    return file


def called(file: OpenFile) -> Callable[[str], str]:
    """The name of a person whom the reader has met here, or the id."""
    people = file.standpoint.directory.people
    return lambda person: people[person].name if person in people else person


def steps(file: OpenFile, language: str) -> list[Step]:
    """The way of an initiative: what it has reached, and what lies before it under its rules, which are those stages that have an act of their own."""
    stream = file.stream
    if not isinstance(stream, Initiative):
        return []
    ahead = {*(stage for row in rows_of(stream) if len(row.stages) == 1 for stage in row.stages), Stage.CLOSED}
    way = (stage for stage in Stage if stage in stream.reached or (stage in ahead and not (stream.stage and stage.precedes(stream.stage))))
    return [
        Step(words.label("stages", stage, language), "now" if stage is stream.stage else "done" if stage in stream.reached else "")
        for stage in way
    ]


def family(file: OpenFile, house: TheHouse, visit: Visit, lines: Lines) -> list[Line]:
    """Whatever belongs to the same initiative and the reader may read."""
    if file.card.kind in (StreamKind.CAMPAIGN, StreamKind.YEARLY):
        return []
    found = (
        house.readings.page(kind, SOUGHT[kind](family=file.card.family, sort=Sort.NUMBER), visit.caller).cards
        for kind in (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE)
    )
    return [lines.of(card) for cards in found for card in cards if card.number != file.card.number]


def show(kind: StreamKind, tab: str) -> Callable[..., Response]:
    def shown(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        file, language = opened(number, kind, house, visit), visit.language
        lines, stream = Lines(house, language), file.stream
        acts = acts_in_words(file, house, language)
        due = [in_words(each, DeadlineView, language, house.documents) for each in deadlines(file, house.now())]
        running = [each for each in due if not each.paused]
        more: dict[str, Any] = {}
        if tab == "timeline":
            more["timeline"] = timeline_in_words(file, house, visit.caller, language)[::-1]
        elif tab == "family":
            more["family"] = family(file, house, visit, lines)
        case = InitiativeView.of(stream, file.needs_to_know) if isinstance(stream, Initiative) else stream
        return page(
            request,
            "case.html",
            visit,
            here=PATHS[kind],
            tab=tab,
            tabs=TABS[kind],
            line=lines.of(file.card),
            kind=kind,
            case=case,
            card=file.card,
            called=called(file),
            agency=lines.agency,
            steps=steps(file, language),
            waiting_for=[words.label("offices", office, language) for office in file.waiting_for],
            due=running[0] if running else None,
            due_words=lines.due(running[0].due) if running else None,
            deadlines=[(each, lines.due(each.due)) for each in due],
            open_acts=[act for act in acts if act.open],
            closed_acts=[act for act in acts if not act.open],
            href=AT + path_of(file.card.number),
            **more,
        )

    return shown


def routes() -> APIRouter:
    router = APIRouter()
    for kind, tabs in TABS.items():
        for tab in tabs:
            if tab == "board":  # a page of its own (api/pages/campaign_board.py)
                continue
            rest = "" if tab == tabs[0] else f"/{tab}"
            router.get(f"/{PATHS[kind]}/{{number}}{rest}")(show(kind, tab))
    return router
