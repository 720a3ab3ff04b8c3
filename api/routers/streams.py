"""Reading streams: lists, files, timelines, deadlines, and what is open to me now. The same addresses for each kind of stream."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

import words
from api import had_read, noting
from api.answers import NEXT_PAGE, READING, REFUSALS, TOO_LARGE, in_words, name_the_next_page, silences_in_words
from api.bodies import each_key_once
from api.door_reasons import DoorReason
from api.problems import Refusal, language_of
from api.signed_in import SignedIn, TheHouse
from api.views import readers
from api.views.campaigns import CoverageView, ProgressView, WaitingView
from api.views.deadlines import DeadlineView, ForeseenView
from api.views.initiative import InitiativeView
from api.views.readers import ReaderView
from api.views.streams import (
    ActNow,
    CampaignFile,
    DeclarationFile,
    File,
    InitiativeFile,
    ReviewFile,
    RewardsFile,
    SigningFile,
    TimelineEntry,
    WorklistItem,
    YearlyFile,
)
from domain.acts import ACTS, Act
from domain.facts import Desk, Spoken
from domain.numbers import address_of, is_number, kind_of, path_of
from domain.procedure.chapters import CHAPTER_OF
from domain.procedure.grounds import basis_of
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.shown import NOTED
from domain.vocabulary import Part, StreamKind
from store.reading.foresight import foreseen_once
from store.reading.listing import SOUGHT
from store.reading.open_file import OpenFile, deadlines
from store.reading.views import Card, DutyCoverage, Progress
from store.reading.worklist import WorkSought
from store.record.ledger import LedgerEntry

# What one of each kind is called in its file, and the file.
FILES: dict[StreamKind, tuple[str, type[File]]] = {
    StreamKind.INITIATIVE: ("case", InitiativeFile),
    StreamKind.REVIEW: ("review", ReviewFile),
    StreamKind.REWARD_FILE: ("reward_file", RewardsFile),
    StreamKind.CAMPAIGN: ("campaign", CampaignFile),
    StreamKind.YEARLY: ("yearly_campaign", YearlyFile),
    StreamKind.SIGNING: ("signing_paper", SigningFile),
    StreamKind.DECLARATION: ("declaration", DeclarationFile),
}


def of_kind(number: str, kind: StreamKind) -> str:
    """The number, if such a stream can have it. Raises Refusal (404): it says by its form where it is read, or that it is none."""
    if not is_number(number):
        raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
    if kind_of(number) is not kind:
        raise Refusal(404, DoorReason.OF_ANOTHER_KIND, number=number, address=path_of(number))
    return number


def opened_as(kind: StreamKind, part: Part) -> Callable[..., OpenFile]:
    def opened(number: str, request: Request, house: TheHouse, caller: SignedIn) -> OpenFile:
        """That part is noted as read. Raises Refusal (404): to whoever may not read it, it is not there."""
        file = house.readings.open(of_kind(number, kind), caller, house.now())
        if file is None:
            raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
        noting.opened_in(request).extend(noting.of_case(file, part, caller, request))
        return file

    return opened


def understood(act: str, body: dict[str, Any]) -> Act:
    """An act that is not sent to be filed. Raises Refusal (404), RequestValidationError."""
    if act not in ACTS:
        raise Refusal(404, DoorReason.UNKNOWN_ACT)
    try:
        return ACTS[act].model_validate(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


def timeline_in_words(file: OpenFile, house: TheHouse, caller: SignedIn, language: str) -> list[TimelineEntry]:
    return entries_in_words(house.readings.timeline(file, caller), file, house, caller, language)


def entries_in_words(entries: list[LedgerEntry], file: OpenFile, house: TheHouse, caller: SignedIn, language: str) -> list[TimelineEntry]:
    known = house.readers.known_then(file, entries, caller, house.now())
    names, stream, documents = house.readings.called([entry.fact for entry in entries]), file.stream, house.documents
    bases = [basis_of(entry.fact, stream.kind, stream.regime) for entry in entries]
    return [
        TimelineEntry(
            sequence=entry.sequence,
            at=entry.fact.at,
            recorded_at=entry.recorded_at,
            kind=entry.fact.kind,
            chapter=CHAPTER_OF[type(entry.fact)],
            sentence=words.sentence(entry.fact, language, names, stream.titles),
            citations=tuple(words.citation(cited, language, documents) for cited in entry.fact.cites),
            basis=basis,
            citation=words.citation(basis, language, documents) if basis else "",
            by=words.signature(entry.fact.by, language) if entry.fact.by else "",
            office=words.office(entry.fact, language),
            filing=entry.filing,
            policy=entry.policy,
            read=had_read.had_read(entry.fact, language),
            known=had_read.in_words(known.get(entry.sequence, ()), entry.fact, language),
            fact=entry.fact.model_dump(mode="json"),
        )
        for entry, basis in zip(entries, bases, strict=True)
    ]


def foreseen_in_words(facts: Sequence[Spoken], file: OpenFile, house: TheHouse, language: str) -> list[ForeseenView]:
    names = house.readings.called(facts)
    return [
        ForeseenView(
            at=fact.at,
            kind=fact.kind,
            clock=fact.clock,
            label=words.label("clocks", fact.clock, language),
            item=fact.item,
            due=fact.due,
            sentence=words.sentence(fact, language, names, file.stream.titles),
            told=fact.told,
            told_labels=tuple(words.label("offices", office, language) for office in fact.told),
            desks=fact.asked,
            desk_labels=tuple(_desk(each, names, language) for each in fact.asked),
        )
        for fact in facts
    ]


def _desk(desk: Desk, names: Mapping[str, str], language: str) -> str:
    """An office with its agency, or with the person who is asked by name."""
    at = desk.person or desk.agency
    return ", ".join(part for part in (words.label("offices", desk.office, language), names.get(at, at)) if part)


def acts_in_words(file: OpenFile, house: TheHouse, language: str) -> list[ActNow]:
    documents = house.documents
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
            citation=words.citation(opening.basis, language, documents),
        )
        for opening in file.openings
    ]


def in_labels(progress: Progress, language: str) -> ProgressView:
    def covered(line: DutyCoverage, label: str) -> CoverageView:
        return CoverageView(**line.model_dump(include=set(DutyCoverage.model_fields)), label=label)

    return ProgressView(
        by_kind=tuple(covered(each, words.label("agency_kinds", each.of, language) if each.of else "") for each in progress.by_kind),
        by_superior=tuple(covered(each, each.name) for each in progress.by_superior),
        owing=progress.owing,
        arrivals=progress.arrivals,
        waiting=tuple(WaitingView(**each.model_dump(), label=words.label("offices", each.office, language)) for each in progress.waiting),
        silences=silences_in_words(progress.silences, language),
    )


def readings(kind: StreamKind) -> APIRouter:
    """Every way of reading streams of this kind."""
    router = APIRouter(prefix=address_of(kind), tags=[f"reading: {kind}"], responses=READING)
    sought_by, (called, file_of) = SOUGHT[kind], FILES[kind]
    WholeFile = Annotated[OpenFile, Depends(opened_as(kind, Part.FILE))]
    EveryFact = Annotated[OpenFile, Depends(opened_as(kind, Part.FACTS))]
    Deadlines = Annotated[OpenFile, Depends(opened_as(kind, Part.DEADLINES))]
    OpenActs = Annotated[OpenFile, Depends(opened_as(kind, Part.ACTS))]

    @router.get("", summary="Those I may read, page by page", responses=NEXT_PAGE)
    def cards(
        house: TheHouse,
        caller: SignedIn,
        request: Request,
        response: Response,
        sought: Annotated[sought_by, Query()],  # type: ignore[valid-type]
    ) -> list[Card]:
        page = house.readings.page(kind, sought, caller)
        name_the_next_page(page.following, request, response)
        return page.cards

    @router.get("/{number}", summary="One as it stands", response_model=file_of)
    def file(opened: WholeFile, house: TheHouse, caller: SignedIn, request: Request) -> File:
        stream = opened.stream
        own: dict[str, Any] = {called: InitiativeView.of(stream, opened.needs_to_know) if isinstance(stream, Initiative) else stream}
        if isinstance(stream, Campaign):
            own["progress"] = in_labels(house.readings.progress(stream, caller), language_of(request))
        return file_of.model_validate(
            {"card": opened.card, "waiting_for": opened.waiting_for, "nobody_left": opened.standpoint.nobody_left, **own}
        )

    @router.get("/{number}/timeline", summary="Every fact, in order, in words")
    def timeline(opened: EveryFact, house: TheHouse, caller: SignedIn, request: Request) -> list[TimelineEntry]:
        return timeline_in_words(opened, house, caller, language_of(request))

    @router.get("/{number}/deadlines", summary="What is due, by when, from whom")
    def due(opened: Deadlines, house: TheHouse, request: Request) -> list[DeadlineView]:
        return [in_words(each, DeadlineView, language_of(request), house.documents) for each in deadlines(opened, house.now())]

    @router.get("/{number}/foresight", summary="If nobody does anything: which day who is reminded, and which silence is noted")
    def foresight(opened: Deadlines, house: TheHouse, request: Request) -> list[ForeseenView]:
        return foreseen_in_words(opened.foreseen, opened, house, language_of(request))

    @router.post(
        "/{number}/foresight/{act}",
        summary="If I do this, and nobody anything after it: the same. Nothing is received, nothing recorded",
        responses={**TOO_LARGE, 409: REFUSALS[409]},
        dependencies=[Depends(each_key_once)],
    )
    def foresight_once(
        act: str, body: Annotated[dict[str, Any], Body()], opened: Deadlines, house: TheHouse, request: Request
    ) -> list[ForeseenView]:
        done = understood(act, body)
        return foreseen_in_words(foreseen_once(opened, done, house.now(), house.store), opened, house, language_of(request))

    if kind in NOTED:
        Readers = Annotated[OpenFile, Depends(opened_as(kind, Part.READERS))]

        @router.get(
            "/{number}/readings",
            summary="Who has read it, for whom it is about and for the inspectorate, page by page",
            responses=NEXT_PAGE,
        )
        def read_by(
            opened: Readers, house: TheHouse, request: Request, response: Response, cursor: Annotated[str, Query(max_length=500)] = ""
        ) -> list[ReaderView]:
            page = house.readers.of(opened, cursor)
            name_the_next_page(page.following, request, response)
            return readers.in_words(page, language_of(request))

    @router.get("/{number}/acts", summary="What is open to me now, and why not the rest")
    def acts(opened: OpenActs, house: TheHouse, request: Request) -> list[ActNow]:
        return acts_in_words(opened, house, language_of(request))

    return router


def routes() -> APIRouter:
    """Those of every kind of stream, and what is left to do in all of them."""
    router = APIRouter()
    for kind in StreamKind:
        router.include_router(readings(kind))

    @router.get(
        "/worklist",
        summary="What is left for me to do, in every kind of stream, page by page",
        tags=["reading"],
        responses={**READING, **NEXT_PAGE},
    )
    def worklist(
        house: TheHouse, caller: SignedIn, request: Request, response: Response, sought: Annotated[WorkSought, Query()]
    ) -> list[WorklistItem]:
        page = house.readings.on_the_desk(sought, caller)
        name_the_next_page(page.following, request, response)
        return [WorklistItem(card=each.card, acts=each.acts) for each in page.items]

    return router
