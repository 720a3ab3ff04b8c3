"""What was opened is noted once it has been sent, with the hash of what was sent. It costs a reader no moment, and its failure fails no answer (ADR 45)."""

from collections.abc import Iterable
from hashlib import sha256

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.edge import BODILESS
from domain.streams.shown import NOTED, concerned, texts_shown
from domain.vocabulary import Part
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.record.sightings import ReadingLedger, Sighting, with_hash

_OPENED = "khien.opened"  # in the scope of a request: what it has opened so far


def opened_in(request: Request) -> list[Sighting]:
    """What this request has opened: whoever opens something adds to it."""
    found: list[Sighting] = request.scope.setdefault(_OPENED, [])
    return found


def of_case(file: OpenFile, part: Part, caller: Caller, request: Request, texts: tuple[str, ...] = ()) -> list[Sighting]:
    """One part of a case before that reader, with the texts it shows; nothing of a kind of stream of which no reading is noted."""
    stream = file.stream
    if stream.kind not in NOTED:
        return []
    return [
        Sighting(
            at=request.app.state.house.now(),
            person=caller.id,
            offices=offices_of(caller),
            part=part,
            case=file.card.number,
            sequence=file.sequence,
            head=file.head,
            texts=texts or texts_shown(part, stream),
            about=concerned(stream),
        )
    ]


def of_download(file: OpenFile, sha256: str, caller: Caller, request: Request) -> None:
    """Noted before the first byte is sent: whoever breaks off before the last has read the others. A HEAD brings none."""
    if BODILESS not in request.scope:
        request.app.state.house.reading_ledger.note(with_hash(of_case(file, Part.EVIDENCE, caller, request, (sha256,)), sha256))


def of_persons(part: Part, persons: Iterable[str], caller: Caller, request: Request) -> Sighting:
    """What is told of these persons outside any one case."""
    return Sighting(
        at=request.app.state.house.now(), person=caller.id, offices=offices_of(caller), part=part, about=tuple(dict.fromkeys(persons))
    )


def offices_of(caller: Caller) -> tuple[str, ...]:
    return tuple(f"{term.office}/{term.agency}" for term in caller.terms)


class Noting:
    """A reading is what somebody asked for (GET) and was sent. What was not there, was refused, or came without its body (HEAD), was not read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or BODILESS in scope:
            await self.app(scope, receive, send)
            return
        status, sent = 0, sha256()

        async def hear(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body" and scope.get(_OPENED):
                sent.update(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, hear)
        if (opened := scope.pop(_OPENED, None)) and status == 200:
            ledger: ReadingLedger = scope["app"].state.house.reading_ledger
            ledger.note(with_hash(opened, sent.hexdigest()))
