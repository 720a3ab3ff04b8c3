"""Reading initiatives: lists, files, timelines, deadlines, and what is open to me now."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

import words
from api.problems import Refusal, language_of
from api.signed_in import At, SignedIn
from domain.vocabulary import Stage
from store.registers import OpenFile, deadlines
from store.views import ActNow, Deadline, InitiativeCard, InitiativeFile, TimelineEntry, WorklistItem

router = APIRouter(tags=["reading"])


def opened(number: str, at: At, caller: SignedIn) -> OpenFile:
    """Raises Refusal (404): to whoever may not read a case, it is not there."""
    file = at.registers.open(number, caller, at.now())
    if file is None:
        raise Refusal(404, "no_such_case", number=number)
    return file


Opened = Annotated[OpenFile, Depends(opened)]


@router.get("/initiatives", summary="The cases I may read")
def initiatives(
    at: At,
    caller: SignedIn,
    stage: Stage | None = None,
    agency: str | None = None,
    after: Annotated[str | None, Query(description="The last number of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[InitiativeCard]:
    return at.registers.cards(caller, stage=stage, agency=agency, after=after, limit=limit)


@router.get("/initiatives/{number}", summary="One case as it stands")
def initiative(file: Opened) -> InitiativeFile:
    return file.file


@router.get("/initiatives/{number}/timeline", summary="Every fact, in order, in words")
def timeline(file: Opened, at: At, request: Request) -> list[TimelineEntry]:
    language = language_of(request)
    return [
        TimelineEntry(
            sequence=entry.sequence,
            at=entry.fact.at,
            recorded_at=entry.recorded_at,
            kind=entry.fact.kind,
            sentence=words.sentence(entry.fact, language),
            by=entry.fact.by.name if entry.fact.by else "",
            office=words.label("offices", entry.fact.by.office if entry.fact.by else "clock", language),
            filing=entry.filing,
            policy=entry.policy,
            hash=entry.hash,
            fact=entry.fact.model_dump(mode="json"),
        )
        for entry in at.registers.timeline(file.file.card.number)
    ]


@router.get("/initiatives/{number}/deadlines", summary="What is due, by when, from whom")
def case_deadlines(file: Opened, at: At, request: Request) -> list[Deadline]:
    language = language_of(request)
    return [
        deadline.model_copy(
            update={
                "label": words.label("clocks", deadline.clock, language),
                "citation": words.citation(deadline.basis, language, at.documents),
            }
        )
        for deadline in deadlines(file, at.now())
    ]


@router.get("/initiatives/{number}/acts", summary="What is open to me now, and why not the rest")
def acts(file: Opened, at: At, request: Request) -> list[ActNow]:
    language = language_of(request)
    return [
        ActNow(
            act=opening.act.name,
            title=words.act_title(opening.act.name, language),
            summary=words.act_summary(opening.act.name, language),
            open=opening.open,
            office=opening.office or "",
            reason=opening.closed_because or "",
            because=words.refusal(opening.closed_because, language, {"stage": file.file.card.stage, "act": opening.act.name})
            if opening.closed_because
            else "",
            basis=opening.basis,
            citation=words.citation(opening.basis, language, at.documents),
        )
        for opening in file.openings
    ]


@router.get("/worklist", summary="What is left for me to do")
def worklist(at: At, caller: SignedIn) -> list[WorklistItem]:
    return [WorklistItem(card=card, acts=left) for card, left in at.registers.on_the_desk(caller, at.now())]
