"""Reading streams: lists, files, timelines, deadlines, and what is open to me now. The same addresses for each kind of stream."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

import words
from api.answers import NEXT_PAGE, READING, in_words, name_the_next_page
from api.problems import Refusal, language_of
from api.signed_in import At, SignedIn
from domain.campaign import Campaign
from domain.numbers import address_of, kind_of, path_of
from domain.vocabulary import StreamKind
from store.reading.listing import SOUGHT
from store.reading.paging import NotOurCursor
from store.reading.readings import OpenFile, deadlines
from store.reading.views import (
    ActNow,
    CampaignFile,
    Card,
    Deadline,
    File,
    InitiativeFile,
    Progress,
    ReviewFile,
    RewardsFile,
    SilenceAt,
    TimelineEntry,
    Waiting,
    WorklistItem,
)

# What one of each kind is called in its file, and the file.
FILES: dict[StreamKind, tuple[str, type[File]]] = {
    StreamKind.INITIATIVE: ("case", InitiativeFile),
    StreamKind.REVIEW: ("review", ReviewFile),
    StreamKind.REWARD_FILE: ("reward_file", RewardsFile),
    StreamKind.CAMPAIGN: ("campaign", CampaignFile),
}


def of_kind(number: str, kind: StreamKind) -> str:
    """The number, if such a stream can have it. Raises Refusal (404): it says by its form where it is read."""
    if kind_of(number) is not kind:
        raise Refusal(404, "of_another_kind", number=number, address=path_of(number))
    return number


def opened_as(kind: StreamKind) -> Callable[..., OpenFile]:
    def opened(number: str, at: At, caller: SignedIn) -> OpenFile:
        """Raises Refusal (404): to whoever may not read it, it is not there."""
        file = at.readings.open(of_kind(number, kind), caller, at.now())
        if file is None:
            raise Refusal(404, "no_such_case", number=number)
        return file

    return opened


def _timeline(file: OpenFile, at: At, caller: SignedIn, language: str) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            sequence=entry.sequence,
            at=entry.fact.at,
            recorded_at=entry.recorded_at,
            kind=entry.fact.kind,
            sentence=words.sentence(entry.fact, language),
            by=entry.fact.by.name if entry.fact.by else "",
            office=words.office(entry.fact, language),
            filing=entry.filing,
            policy=entry.policy,
            hash=entry.hash,
            fact=entry.fact.model_dump(mode="json"),
        )
        for entry in at.readings.timeline(file.card.number, caller)
    ]


def _acts(file: OpenFile, at: At, language: str) -> list[ActNow]:
    return [
        ActNow(
            act=opening.act.name,
            title=words.act_title(opening.act.name, language),
            summary=words.act_summary(opening.act.name, language),
            open=opening.open,
            office=opening.office or "",
            reason=opening.closed_because or "",
            because=words.refusal(opening.closed_because, language, {"stage": file.card.stage, "act": opening.act.name})
            if opening.closed_because
            else "",
            basis=opening.basis,
            citation=words.citation(opening.basis, language, at.documents),
        )
        for opening in file.openings
    ]


def in_labels(progress: Progress, language: str) -> Progress:
    kinds = (
        each.model_copy(update={"label": words.label("agency_kinds", each.of, language) if each.of else ""}) for each in progress.by_kind
    )
    offices = {name: _named(getattr(progress, name), language) for name in ("waiting", "silences")}
    return progress.model_copy(update={"by_kind": tuple(kinds), **offices})


def _named(lines: tuple[Waiting | SilenceAt, ...], language: str) -> tuple[Waiting | SilenceAt, ...]:
    return tuple(each.model_copy(update={"label": words.label("offices", each.office, language)}) for each in lines)


def readings(kind: StreamKind) -> APIRouter:
    """Every way of reading streams of this kind."""
    router = APIRouter(prefix=address_of(kind), tags=[f"reading: {kind}"], responses=READING)
    sought_by, (called, file_of) = SOUGHT[kind], FILES[kind]
    Opened = Annotated[OpenFile, Depends(opened_as(kind))]

    @router.get("", summary="Those I may read, page by page", responses=NEXT_PAGE)
    def cards(
        at: At,
        caller: SignedIn,
        request: Request,
        response: Response,
        sought: Annotated[sought_by, Query()],  # type: ignore[valid-type]
    ) -> list[Card]:
        try:
            page = at.readings.page(kind, sought, caller)
        except NotOurCursor as cursor:
            raise Refusal(422, "not_our_cursor") from cursor
        name_the_next_page(page.following, request, response)
        return page.cards

    @router.get("/{number}", summary="One as it stands", response_model=file_of)
    def file(opened: Opened, at: At, caller: SignedIn, request: Request) -> File:
        own: dict[str, Any] = {called: opened.stream}
        if isinstance(opened.stream, Campaign):
            own["progress"] = in_labels(at.readings.progress(opened.stream, caller), language_of(request))
        return file_of.model_validate({"card": opened.card, "waiting_for": opened.waiting_for, **own})

    @router.get("/{number}/timeline", summary="Every fact, in order, in words")
    def timeline(opened: Opened, at: At, caller: SignedIn, request: Request) -> list[TimelineEntry]:
        return _timeline(opened, at, caller, language_of(request))

    @router.get("/{number}/deadlines", summary="What is due, by when, from whom")
    def due(opened: Opened, at: At, request: Request) -> list[Deadline]:
        return [in_words(each, language_of(request), at.documents) for each in deadlines(opened, at.now())]

    @router.get("/{number}/acts", summary="What is open to me now, and why not the rest")
    def acts(opened: Opened, at: At, request: Request) -> list[ActNow]:
        return _acts(opened, at, language_of(request))

    return router


router = APIRouter()
for _kind in StreamKind:
    router.include_router(readings(_kind))


@router.get("/worklist", summary="What is left for me to do, in every kind of stream", tags=["reading"], responses=READING)
def worklist(at: At, caller: SignedIn) -> list[WorklistItem]:
    return [WorklistItem(card=card, acts=left) for card, left in at.readings.on_the_desk(caller, at.now())]
