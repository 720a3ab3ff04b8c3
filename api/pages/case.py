"""A case: what it is, where it stands, whose desk it is on and until when, what I can do about it and why not the rest; then its parts, each at its address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

import words
from api.pages.look import page
from api.pages.open_case import OpenCase, looked_at, opened
from api.pages.tabs import contents, deadlines, family, papers, people, plan, readers, rewards, room, timeline
from api.pages.visits import Visiting, Watching
from api.routers.streams import acts_in_words
from api.signed_in import TheHouse
from domain.numbers import PATHS
from domain.procedure.chapters import CHAPTERS
from domain.procedure.decide import rows_of
from domain.streams.initiative import Initiative
from domain.streams.shown import NOTED
from domain.vocabulary import Part, Stage, StreamKind

ALL_PARTS: dict[str, Callable[[OpenCase], Any]] = {
    "timeline": timeline.seen,
    "contents": contents.seen,
    "room": room.seen,
    "rewards": rewards.seen,
    "plan": plan.seen,
    "people": people.seen,
    "papers": papers.seen,
    "deadlines": deadlines.seen,
    "family": family.seen,
    "readers": readers.seen,
}
BOARD = "board"  # of a campaign: a page of its own (api/pages/campaign_board.py), on paper what it contains
# The first is what the case opens with.
TABS: dict[StreamKind, tuple[str, ...]] = {
    StreamKind.INITIATIVE: ("timeline", "contents", "plan", "people", "papers", "deadlines", "family"),
    StreamKind.REVIEW: ("timeline", "room", "people", "papers", "deadlines", "family"),
    StreamKind.REWARD_FILE: ("timeline", "rewards", "people", "papers", "deadlines", "family"),
    StreamKind.CAMPAIGN: (BOARD, "timeline", "papers", "deadlines"),
    StreamKind.YEARLY: ("timeline", "deadlines"),
    StreamKind.SIGNING: ("timeline", "papers"),
    StreamKind.DECLARATION: ("timeline", "contents"),
}
PRINTED, READERS = "print", "readers"


@dataclass(frozen=True)
class Step:
    """A stage in the order of the procedure: `done`, `now` or ``."""

    label: str
    look: str


def steps(case: OpenCase) -> list[Step]:
    """The way of an initiative: what it has reached, and what lies before it under its rules, which are those stages that have an act of their own."""
    stream = case.file.stream
    if not isinstance(stream, Initiative):
        return []
    ahead = {*(stage for row in rows_of(stream) if len(row.stages) == 1 for stage in row.stages), Stage.CLOSED}
    way = (stage for stage in Stage if stage in stream.reached or (stage in ahead and not (stream.stage and stage.precedes(stream.stage))))
    return [
        Step(case.label("stages", stage), "now" if stage is stream.stage else "done" if stage in stream.reached else "") for stage in way
    ]


def shown(case: OpenCase, tab: str, parts: dict[str, Any], request: Request, status: int = 200) -> Response:
    """`parts`: those the page holds, each with what it shows. From then on it is nothing new to this reader."""
    file, language = case.file, case.language
    acts = acts_in_words(file, case.house, language)
    due = next((each for each in deadlines.running(case) if not each.paused), None)
    answer = page(
        request,
        "case.html",
        case.visit,
        status=status,
        here=PATHS[file.card.kind],
        tab=tab,
        tabs=(*TABS[file.card.kind], *((READERS,) if file.shows_its_readers else ())),
        parts=parts,
        wrong=status == 422,
        line=case.lines.of(file.card),
        kind=file.card.kind,
        case=case.as_read,
        card=file.card,
        called=case.called,
        agency=case.agency,
        steps=steps(case),
        nobody_left=file.standpoint.nobody_left,
        waiting_for=[words.label("offices", office, language) for office in file.waiting_for],
        due=due,
        due_words=case.lines.due(due.due) if due else None,
        open_acts=[act for act in acts if act.open],
        closed_acts=[act for act in acts if not act.open],
        href=case.href,
        drawn_at=case.house.now(),
    )
    answer.background = looked_at(file.card.number, file.card.updated_at, case.house, case.visit)
    return answer


def show(kind: StreamKind, tab: str) -> Callable[..., Response]:
    part = Part(tab)

    def one_part(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        case = OpenCase(opened(number, kind, house, visit, part), house, visit)
        return shown(case, tab, {tab: ALL_PARTS[tab](case)}, request)

    return one_part


def show_timeline(kind: StreamKind) -> Callable[..., Response]:
    def what_happened(
        number: str, request: Request, house: TheHouse, visit: Visiting, chapter: Annotated[str, Query(alias="kind", max_length=60)] = ""
    ) -> Response:
        """A kind that there is, but of which this reader may read nothing here, looks like one of which nothing has happened."""
        case = OpenCase(opened(number, kind, house, visit, Part.OF_ONE_KIND if chapter else Part.TIMELINE), house, visit)
        known = chapter in ("", *CHAPTERS)
        return shown(case, "timeline", {"timeline": timeline.seen(case, chapter if known else "")}, request, 200 if known else 422)

    return what_happened


def show_printed(kind: StreamKind, printed: tuple[str, ...]) -> Callable[..., Response]:
    part = Part.PRINT if len(printed) > 1 else Part(*printed)

    def on_paper(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
        """These parts one after the other, as a sheet of paper bears them."""
        case = OpenCase(opened(number, kind, house, visit, part), house, visit)
        return shown(case, PRINTED, {tab: ALL_PARTS[tab](case) for tab in printed}, request)

    return on_paper


def tell_of_news(kind: StreamKind) -> Callable[..., Response]:
    def news(number: str, house: TheHouse, visit: Watching, after: Annotated[int, Query(ge=0)] = 0) -> Response:
        """How many entries there are for this reader, or 304 where none came after that one. Asked by a page that lies open."""
        case = OpenCase(opened(number, kind, house, visit, None), house, visit)
        if case.file.card.sequence <= after or not any(entry.sequence > after for entry in case.entries):
            return Response(status_code=304)
        return JSONResponse({"entries": case.file.card.sequence})

    return news


def routes() -> APIRouter:
    router = APIRouter()
    for kind, tabs in TABS.items():
        address = f"/{PATHS[kind]}/{{number}}"
        parts = tuple("contents" if tab == BOARD else tab for tab in tabs)
        router.get(address if tabs[0] == "timeline" else f"{address}/timeline")(show_timeline(kind))
        for tab in tabs:
            if tab not in ("timeline", BOARD):
                router.get(f"{address}/{tab}")(show(kind, tab))
        for tab in parts:
            router.get(f"{address}/{PRINTED}/{tab}")(show_printed(kind, (tab,)))
        if kind in NOTED:
            router.get(f"{address}/{READERS}")(show(kind, READERS))
        in_order = sorted(parts, key=lambda tab: tab == "timeline")  # what happened comes last: it is the longest
        router.get(f"{address}/{PRINTED}")(show_printed(kind, tuple(in_order)))
        router.get(f"{address}/news")(tell_of_news(kind))
    return router
