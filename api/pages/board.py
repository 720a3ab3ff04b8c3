"""The board of those who steer: how many cases stand where and for how long, who let days pass in silence, and where decisions departed from advice.

Everything is counted over what the reader may read, and each number that is a list leads to it.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.answers import silences_in_words
from api.pages.cards import STAGES, Lines
from api.pages.charts import Bar, beside, shares
from api.pages.look import AT, page
from api.pages.silences import list_of
from api.pages.visits import Visit, Visiting
from api.signed_in import TheHouse
from api.views.deadlines import SilenceView
from domain.numbers import PATHS
from domain.vocabulary import Flag, ReviewStage, RewardStage, Stage, StreamKind
from store.reading.board import counted
from store.reading.listing import SOUGHT, Sought

# How long ago it was registered, in days: up to the first, up to the second, and so on, and longer. What a page shows apart; nothing hangs on it.
BANDS = (30, 90, 180)
STAGES_OF: dict[StreamKind, tuple[StrEnum, ...]] = {
    StreamKind.INITIATIVE: tuple(stage for stage in Stage if stage is not Stage.CLOSED),
    StreamKind.REVIEW: tuple(stage for stage in ReviewStage if stage is not ReviewStage.CLOSED),
    StreamKind.REWARD_FILE: tuple(stage for stage in RewardStage if stage is not RewardStage.CLOSED),
}


@dataclass(frozen=True)
class Count:
    """A number, and the list it is."""

    count: int
    href: str


@dataclass(frozen=True)
class StageLine:
    label: str
    bars: tuple[Bar, ...]
    bands: tuple[Count, ...]
    all: Count


@dataclass(frozen=True)
class SilenceLine:
    """`oldest`: the last day of what is unanswered longest, or ""."""

    desk: SilenceView
    bars: tuple[Bar, ...]
    oldest: str
    unanswered: Count
    noted: Count


@dataclass(frozen=True)
class Departed:
    """Of an agency's decided reviews, how many departed from the panel, and how many from the tables."""

    agency: str
    decided: Count
    bars: tuple[Bar, ...]
    from_panel: Count
    from_tables: Count


def bands(today: date) -> list[dict[str, date]]:
    """What is asked of a list for each band, the youngest first."""
    edges = [today + timedelta(days=1), *(today - timedelta(days=days) for days in BANDS)]
    spans = [{"registered_from": older, "registered_before": younger} for younger, older in itertools.pairwise(edges)]
    return [*spans, {"registered_before": edges[-1]}]


def ages(language: str) -> list[str]:
    """What the bands are called."""
    between = [words.page("age_between", language, first=first + 1, last=last) for first, last in itertools.pairwise(BANDS)]
    return [words.page("age_up_to", language, last=BANDS[0]), *between, words.page("age_over", language, last=BANDS[-1])]


def link(kind: StreamKind, asked: Mapping[str, object]) -> str:
    return f"{AT}/{PATHS[kind]}?{urlencode({name: str(value) for name, value in asked.items()})}"


def _by_age(kind: StreamKind, of_band: list[dict[str, int]], today: date, language: str) -> list[StageLine]:
    """Of each stage, how long ago what stands there was registered."""
    lines, most = [], 1
    for stage in STAGES_OF[kind]:
        counts = [each.get(stage, 0) for each in of_band]
        found = tuple(Count(count, link(kind, {"stage": stage, **asked})) for count, asked in zip(counts, bands(today), strict=True))
        lines.append((stage, counts, found))
        most = max(most, sum(counts))
    return [
        StageLine(
            words.label(STAGES[kind], stage, language),
            tuple(Bar(f"age{n}", bar.begins, bar.long) for n, bar in enumerate(beside(counts, most))),
            found,
            Count(sum(counts), link(kind, {"stage": stage})),
        )
        for stage, counts, found in lines
    ]


def _departed(house: TheHouse, visit: Visit, lines: Lines) -> list[Departed]:
    def of(agency: str, count: int, flag: Flag | None = None) -> Count:
        return Count(count, link(StreamKind.REVIEW, {"agency": agency, "decided": "true"} | ({"flag": flag} if flag else {})))

    return [
        Departed(
            lines.agency(each.agency),
            of(each.agency, each.decided),
            shares({"departs": each.from_panel, "follows": each.decided - each.from_panel}),
            of(each.agency, each.from_panel, Flag.DEPARTS_FROM_PANEL),
            of(each.agency, each.from_tables, Flag.DEPARTS_FROM_TABLES),
        )
        for each in house.readings.departures(visit.caller)
    ]


def board(request: Request, house: TheHouse, visit: Visiting) -> Response:
    today, language, calendar = visit.caller.today, visit.language, house.readings.calendar
    asked: list[tuple[StreamKind, Sought]] = [(kind, SOUGHT[kind].model_validate(band)) for kind in STAGES_OF for band in bands(today)]
    late = [(kind, {"due_before": today}) for kind in STAGES_OF]
    asked += [(kind, SOUGHT[kind].model_validate(each)) for kind, each in late]
    found = counted(asked, visit.caller, calendar.zone, house.store)
    by_kind = {kind: found[n * (len(BANDS) + 1) : (n + 1) * (len(BANDS) + 1)] for n, kind in enumerate(STAGES_OF)}
    silences, lines = silences_in_words(house.readings.silences(visit.caller), language), Lines(house, language)
    most = max((each.noted for each in silences), default=1)
    return page(
        request,
        "board.html",
        visit,
        here="board",
        by_age=[(kind, _by_age(kind, of_band, today, language)) for kind, of_band in by_kind.items()],
        ages=ages(language),
        late=[
            (kind, Count(sum(each.values()), link(kind, sought))) for (kind, sought), each in zip(late, found[-len(late) :], strict=True)
        ],
        silences=[
            SilenceLine(
                each,
                _unanswered(each.unanswered, each.noted, most),
                lines.due(each.oldest_due).day if each.oldest_due else "",
                Count(each.unanswered, list_of(each, unanswered=True)),
                Count(each.noted, list_of(each)),
            )
            for each in silences
        ],
        departures=_departed(house, visit, lines),
    )


def _unanswered(unanswered: int, noted: int, most: int) -> tuple[Bar, ...]:
    """What is still unanswered, and behind it what was answered late."""
    first, second = beside((unanswered, noted - unanswered), most)
    return Bar("owing", first.begins, first.long), Bar("waived", second.begins, second.long)


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/board")(board)
    return router
