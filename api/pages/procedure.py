"""The procedure as people read it: who may do what at which stage, on what basis. It is read from the table by which every act is weighed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.pages.cards import STAGES
from api.pages.look import page
from api.pages.visits import Visiting
from api.signed_in import TheHouse
from domain.people.rights import RIGHTS
from domain.procedure.rows import Row
from domain.procedure.table import PROCEDURE
from domain.vocabulary import (
    STAGES_OF,
    Office,
    Regime,
    StreamKind,
)
from store.policies import Documents

NAMED_AT_MOST = 3  # stages; what stands at more is told by those at which it does not


@dataclass(frozen=True)
class Asked:
    kind: StreamKind
    regime: Regime
    stage: str
    office: str


@dataclass(frozen=True)
class Line:
    """A row of the table in words. `conditions`: what must hold for it to be open; `awaited`: whether anybody waits for it."""

    stages: str
    title: str
    summary: str
    offices: str
    citation: str
    conditions: tuple[str, ...]
    awaited: bool


def _asked(request: Request) -> Asked:
    """What stands in the address; what is none of ours asks nothing."""
    query = request.query_params
    kind = next((each for each in StreamKind if each == query.get("kind")), StreamKind.INITIATIVE)
    regime = next((each for each in Regime if each == query.get("regime")), Regime.ND73)
    stage = next((each for each in STAGES_OF[kind] if each == query.get("stage")), "")
    office = next((each for each in Office if each == query.get("office")), "")
    return Asked(kind, regime, stage, office)


def lines(asked: Asked, language: str, documents: Documents) -> list[Line]:
    """Those rows of the table that stand under these rules, at this stage and for this office, in its order."""
    found = []
    for row in PROCEDURE[asked.kind]:
        stages = [stage for stage in row.stages if asked.regime in row.regimes_at(stage)]
        if stages and asked.stage in ("", *stages) and asked.office in ("", *row.offices):
            found.append(_line(row, stages, asked, language, documents))
    return found


def _line(row: Row[Any], stages: Sequence[StrEnum | None], asked: Asked, language: str, documents: Documents) -> Line:
    return Line(
        stages=_at(stages, asked.kind, language),
        title=words.act_title(row.act.name, language),
        summary=words.act_summary(row.act.name, language),
        offices="; ".join(words.label("offices", office, language) for office in row.offices),
        citation=words.citation(row.basis[asked.regime], language, documents),
        conditions=tuple(words.told("guards", guard.__name__, language) for guard in row.guards),
        awaited=row.on_worklist,
    )


def _at(stages: Sequence[StrEnum | None], kind: StreamKind, language: str) -> str:
    left_out = [stage for stage in STAGES_OF[kind] if stage not in stages]
    if len(stages) <= NAMED_AT_MOST or len(left_out) > NAMED_AT_MOST:
        return "; ".join(words.label(STAGES[kind], stage, language) if stage else words.page("to_begin", language) for stage in stages)
    if not left_out:
        return words.page("every_stage", language)
    return words.page("every_stage_but", language, stages="; ".join(words.label(STAGES[kind], stage, language) for stage in left_out))


def procedure(request: Request, house: TheHouse, visit: Visiting) -> Response:
    asked, language, documents = _asked(request), visit.language, house.documents
    offices = dict.fromkeys(office for row in PROCEDURE[asked.kind] for office in row.offices)
    return page(
        request,
        "procedure.html",
        visit,
        here="rules",
        asked=asked,
        lines=lines(asked, language, documents),
        kinds=[(kind, words.label("stream_kinds", kind, language)) for kind in StreamKind],
        regimes=[(regime, words.label("regimes", regime, language)) for regime in Regime],
        stages=[(stage, words.label(STAGES[asked.kind], stage, language)) for stage in STAGES_OF[asked.kind]],
        offices=[(office, words.label("offices", office, language)) for office in offices],
        rights=[
            (
                words.label("rights", right.name, language),
                "; ".join(words.label("offices", office, language) for office in right.offices),
                right.leaders_of_the_city,
                words.citation(right.basis, language, documents),
            )
            for right in RIGHTS
        ],
    )


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/procedure")(procedure)
    return router
