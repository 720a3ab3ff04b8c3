"""A whole case as one PDF: what its reader may read of it and has chosen, in order, with by whom it was printed and when on every page."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import noting
from api.house import House
from api.limits import MOST_PAGES_UNASKED
from api.pages.entry import in_full
from api.pages.look import page
from api.pages.open_case import ACT_OF, OpenCase, opened
from api.pages.tabs import deadlines, papers
from api.pages.told import Told
from api.pages.visits import Visiting
from api.routers.certificates import PDF
from api.signed_in import TheHouse
from api.views.streams import TimelineEntry
from domain.facts import Fact
from domain.numbers import PATHS
from domain.vocabulary import Part, StreamKind
from domain.zone import CITY_ZONE
from papers.paper import Paragraph, Table
from papers.whole import Pair, Pairs, Piece, Section, WholeCase, order
from store.record.sightings import Sighting
from words import rendering

TIMELINE, IN_FULL, PAPERS, EVIDENCE, DEADLINES = "timeline", "in_full", "papers", "evidence", "deadlines"
PARTS = {
    TIMELINE: "tab_timeline",
    IN_FULL: "in_full",
    PAPERS: "tab_papers",
    EVIDENCE: "evidence_list",
    DEADLINES: "tab_deadlines",
}
_COUNT = re.compile(rb"/Count (\d+)")  # of the tree of pages in a file that we have written


def whole(case: OpenCase, parts: tuple[str, ...], printed_at: datetime) -> WholeCase:
    """`printed_at`: the moment under which the reading ledger has this reading: it is the number of the print."""
    card, say = case.file.card, case.say
    number = f"IN-{printed_at.astimezone(CITY_ZONE):%Y%m%d-%H%M%S%f}"
    when, who = rendering.moment(printed_at, case.language), case.visit.caller.person.name
    return WholeCase(
        number=card.number,
        title=card.title,
        kind=case.label("stream_kinds", card.kind),
        about=Pairs(tuple(_about(case, parts))),
        contents=say("print_contents"),
        sections=tuple(_sections(case, parts)),
        foot=say("print_foot", print=number, who=who, when=when),
        page=say("print_page"),
        moment=printed_at,
        language=case.language,
    )


def _about(case: OpenCase, parts: tuple[str, ...]) -> Iterator[Pair]:
    line, say = case.lines.of(case.file.card), case.say
    yield Pair(say("stands_at"), "; ".join(each for each in (line.stage, line.outcome) if each))
    waiting = "; ".join(case.label("offices", office) for office in case.file.waiting_for)
    yield Pair(say("waits_for"), waiting or say("waits_for_nobody"))
    if line.agency:
        yield Pair(say("belongs_to"), line.agency)
    yield Pair(say("registered_on"), rendering.moment(case.file.card.registered_at, case.language))
    yield Pair(say("last_entry"), rendering.moment(case.file.card.updated_at, case.language))
    yield Pair(say("rule_set"), case.as_read.policy)
    yield Pair(say("print_parts"), "; ".join(say(PARTS[part]) for part in parts))


def _sections(case: OpenCase, parts: tuple[str, ...]) -> Iterator[Section]:
    if TIMELINE in parts or IN_FULL in parts:
        told = zip(case.timeline, case.facts, strict=True)
        pieces = tuple(_entry(case, said, fact, in_detail=IN_FULL in parts) for said, fact in told)
        yield Section(case.say("tab_timeline"), pieces=pieces)
    for part, table in ((PAPERS, _papers), (EVIDENCE, _evidence), (DEADLINES, _deadlines)):
        if part in parts:
            found = table(case)
            empty = Paragraph(case.say("print_nothing"), indent=False)
            yield Section(case.say(PARTS[part]), body=(found if found.rows else empty,))


def _entry(case: OpenCase, said: TimelineEntry, fact: Fact, *, in_detail: bool) -> Piece:
    say = case.say
    entry = say("entry", number=said.sequence)
    title = f"{entry[:1].upper()}{entry[1:]}. {case.title(fact)}"
    pairs = [Pair(say("when_it_was"), rendering.moment(said.at, case.language))]
    at = case.agency(fact.by.agency) if fact.by and fact.by.agency else ""
    pairs.append(Pair(say("who_did_it"), ", ".join(each for each in (said.by, said.office, at) if each)))
    pairs += [Pair(say("basis"), cited) for cited in said.citations or (said.citation,) if cited]
    if fact.paper:
        day = say("paper_day", day=rendering.day(fact.paper.issued_on, case.language))
        pairs.append(Pair(say("column_paper"), ", ".join(each for each in (fact.paper.number, day, fact.paper.signer) if each)))
    if fact.recorded_by:
        pairs.append(Pair(say("who_entered_it"), fact.recorded_by.name))
    if said.filing:
        pairs.append(Pair(say("receipt"), said.filing))
    beside = [each for each in (said.read, *(known.sentence for known in said.known)) if each]
    act = ACT_OF.get(type(fact)) if fact.by else None
    detail = tuple(_lines(in_full(case, fact, act))) if act and in_detail else ()
    texts = (said.sentence, *beside)
    return Piece(title, (*(Paragraph(text, indent=False) for text in texts), Pairs((*pairs, *detail))))


def _lines(told: list[Told] | tuple[Told, ...], depth: int = 0) -> Iterator[Pair]:
    for each in told:
        yield Pair(each.label, each.text, depth)
        yield from _lines(each.parts, depth + 1)


def _papers(case: OpenCase) -> Table:
    say = case.say
    rows = (
        (
            f"{each.number}, {say('paper_day', day=each.day)}",
            each.entry.sentence if each.entry else each.what,
            ", ".join(text for text in (each.signed or say("signer_unsaid"), each.capacity) if text),
            each.sha256,
        )
        for each in papers.seen(case).papers
    )
    columns = ("column_paper", "column_what_paper", "column_signer", "print_hash")
    return Table(tuple(map(say, columns)), tuple(rows), (3, 6, 3, 3))


def _evidence(case: OpenCase) -> Table:
    """What each entry rests on, in the words of whoever made it; every file enclosed, and how it stands now; every text kept here and every scan, by
    its hash.
    """
    say = case.say
    named = [
        (say("entry", number=said.sequence), text, "")
        for said, fact in zip(case.timeline, case.facts, strict=True)
        for text in getattr(fact, "evidence", ())
    ]
    found = papers.seen(case)
    files = [
        (
            "; ".join(say("entry", number=entry) for entry in each.entries),
            f"{each.name} ({each.kind_label}, {each.state_label})",
            each.sha256,
        )
        for each in found.evidence
    ]
    kept = [("", name, sha256) for name, sha256 in found.texts]
    scans = [
        (say("entry", number=each.entry.sequence) if each.entry else "", each.number, each.sha256) for each in found.papers if each.sha256
    ]
    return Table((say("print_entry"), say("column_papers"), say("print_hash")), (*named, *files, *kept, *scans), (2, 6, 5))


def _deadlines(case: OpenCase) -> Table:
    say, seen = case.say, deadlines.seen(case)
    running = [
        (
            f"{each.it.label}{f': {each.item}' if each.item else ''}",
            each.due.day if each.due else say("stands_still"),
            "; ".join(each.desks),
            each.it.citation,
        )
        for each in seen.running
    ]
    silent = [
        (f"{each.label}{f': {each.item}' if each.item else ''}", each.day, "; ".join(each.desks), say("silences")) for each in seen.silences
    ]
    return Table((say("column_what"), say("column_due"), say("column_desk"), say("basis")), (*running, *silent), (4, 2, 4, 4))


def _chosen(part: list[str]) -> tuple[str, ...]:
    """Those of the parts there are, in their order; all of them where none is named."""
    return tuple(each for each in PARTS if each in part) or tuple(PARTS)


def _shown(case: OpenCase, parts: tuple[str, ...], request: Request, pages: int = 0) -> Response:
    card = case.file.card
    return page(
        request,
        "whole.html",
        case.visit,
        here=PATHS[card.kind],
        card=card,
        href=case.href,
        parts={part: case.say(key) for part, key in PARTS.items()},
        chosen=parts,
        entries=len(case.entries),
        pages=pages,
        most=MOST_PAGES_UNASKED,
    )


def _choose(kind: StreamKind) -> Callable[..., Response]:
    def choose(
        number: str, request: Request, house: TheHouse, visit: Visiting, part: Annotated[list[str] | None, Query()] = None
    ) -> Response:
        """Which parts of it. Raises Refusal (404)."""
        case = OpenCase(opened(number, kind, house, visit, Part.ACTS), house, visit)
        return _shown(case, _chosen(part or []), request)

    return choose


async def printed(case: OpenCase, part: list[str], house: House) -> tuple[bytes, list[Sighting]]:
    """The file, and its reading, to be noted if it is sent: under the very moment that is the number of the print. Raises TooLargeToPrint."""
    noted = noting.of_case(case.file, Part.PRINT, case.visit.caller, case.visit.request)
    at = noted[0].at if noted else house.now()
    return await house.press.print(await asyncio.to_thread(lambda: order(whole(case, _chosen(part), at)))), noted


def as_attachment(content: bytes, noted: list[Sighting], case: OpenCase) -> Response:
    noting.opened_in(case.visit.request).extend(noted)
    number = case.file.card.number
    headers = {"Content-Disposition": f'attachment; filename="{number}.pdf"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=PDF, headers=headers)


def pages_of(content: bytes) -> int:
    return max(map(int, _COUNT.findall(content)), default=0)


def _file(kind: StreamKind) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def file(
        number: str,
        request: Request,
        house: TheHouse,
        visit: Visiting,
        part: Annotated[list[str] | None, Query()] = None,
        anyway: Annotated[bool, Query()] = False,
    ) -> Response:
        """Raises Refusal (404), TooLargeToPrint. A long one is asked for twice."""
        case = OpenCase(await asyncio.to_thread(opened, number, kind, house, visit, None), house, visit)
        content, noted = await printed(case, part or [], house)
        if (pages := pages_of(content)) > MOST_PAGES_UNASKED and not anyway:
            visit.saw(case.file, Part.ACTS)
            return await asyncio.to_thread(_shown, case, _chosen(part or []), request, pages)
        return as_attachment(content, noted, case)

    return file


def routes() -> APIRouter:
    router = APIRouter()
    for kind in StreamKind:
        router.get(f"/{PATHS[kind]}/{{number}}/whole")(_choose(kind))
        router.get(f"/{PATHS[kind]}/{{number}}/whole/file")(_file(kind))
    return router
