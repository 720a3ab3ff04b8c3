"""Evidence: handed in before an act names it, given out by the case that names it, and decided by an operator where a scanner found harm (ADR 48)."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api import noting
from api.answers import READING, TOO_LARGE, TOO_OFTEN
from api.attachments import headers_of
from api.bodies import each_key_once
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal, documented, language_of
from api.routers.streams import of_kind
from api.signed_in import SignedIn, TheHouse
from api.views import files
from api.views.files import EvidenceView, FileView, HeldView
from domain.numbers import address_of
from domain.values import Asked, Title
from domain.vocabulary import FileState, Part, StreamKind
from store.files.register import STANDS
from store.reading.caller import Caller
from store.reading.evidence import Named, named_in
from store.reading.open_file import OpenFile
from store.record.ledger import LedgerEntry

LONGEST_NAME = 2_000  # characters: it is shortened, not refused
_Hash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
_Bytes: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}
_HANDED_IN: dict[int | str, dict[str, object]] = {
    401: documented("No token, or one that is not accepted"),
    403: documented("The directory does not know the person"),
    413: documented("Larger than a file may be; nothing was kept"),
    422: documented("Not a file that is taken, and why; nothing was kept"),
    429: TOO_OFTEN,
    503: documented("The register, or where files are kept, cannot be reached or is full; nothing was kept"),
}


class Decided(Asked):
    """What becomes of a file in which a scanner found harm. `release`: it is given out after all; otherwise its bytes are destroyed."""

    release: bool
    reasons: Title


async def hand_in(
    house: TheHouse, caller: SignedIn, request: Request, name: Annotated[str, Query(min_length=1, max_length=LONGEST_NAME)]
) -> Response:
    """The same file of the same person twice is one file: the answer says what is known of it by now. Raises as `HandingIn.receive`."""
    try:
        kept = await house.handing_in.receive(request.stream(), name, caller.id)
    except ClientDisconnect:  # nobody is there to be answered
        return Response(status_code=400)
    told = files.of_mine(kept, language_of(request))
    return Response(told.model_dump_json(), 201, media_type="application/json", headers={"Location": f"/files/{told.sha256}"})


def mine(sha256: _Hash, house: TheHouse, caller: SignedIn, request: Request) -> FileView:
    """Raises Refusal (404)."""
    kept = house.cabinet.of(sha256, caller.id)
    if kept is None:
        raise Refusal(404, DoorReason.NO_SUCH_FILE)
    return files.of_mine(kept, language_of(request))


def refuse_unless_named(caller: Caller, house: House) -> None:
    """Raises HTTPException (404): to whoever does not operate, there is no such address."""
    if caller.id not in house.operators:
        raise HTTPException(404)


def in_quarantine(house: TheHouse, caller: SignedIn, request: Request) -> list[HeldView]:
    refuse_unless_named(caller, house)
    return [files.held(each, language_of(request)) for each in house.cabinet.quarantined()]


def decide(sha256: _Hash, told: Decided, house: TheHouse, caller: SignedIn) -> Response:
    """Raises HTTPException (404), NothingToDecide (409)."""
    refuse_unless_named(caller, house)
    decided(sha256, told, house, caller)
    return Response(status_code=204)


def decided(sha256: str, told: Decided, house: House, caller: Caller) -> None:
    """Raises NothingToDecide."""
    house.cabinet.decide(sha256, FileState.RELEASED if told.release else FileState.DESTROYED, caller.id, told.reasons)


def evidence_of(entries: Iterable[LedgerEntry], house: House, language: str) -> list[EvidenceView]:
    """What those entries name, which the reader reads, each as it stands now."""
    named = named_in(entries)
    known, signed = house.cabinet.histories(named), house.cabinet.signatures(named)
    return [files.of_case(each, known[name], signed[name], language) for name, each in named.items()]


def given_out(sha256: str, file: OpenFile, house: House, caller: Caller, request: Request) -> Response:
    """The file itself, noted as read. Raises Refusal: 404 where no entry this reader reads names it, 409 while it may not be shown; Altered (409)."""
    named: Named | None = named_in(house.readings.timeline(file, caller)).get(sha256)
    if named is None:
        raise Refusal(404, DoorReason.NO_SUCH_FILE)
    if house.cabinet.histories([sha256])[sha256].state not in STANDS:
        raise Refusal(409, DoorReason.FILE_HELD)
    media_type = house.cabinet.media_type_of_sound(sha256)
    noting.of_download(file, sha256, caller, request)
    headers = headers_of(named.evidence.name, named.evidence.size)
    return StreamingResponse(house.cabinet.chunks(sha256), media_type=media_type, headers=headers)


def _of_kind(kind: StreamKind) -> APIRouter:
    router = APIRouter(prefix=address_of(kind), tags=[f"reading: {kind}"], responses=READING)

    def opened(number: str, house: House, caller: Caller) -> OpenFile:
        file = house.readings.open(of_kind(number, kind), caller, house.now())
        if file is None:
            raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
        return file

    @router.get("/{number}/files", summary="The evidence it names, and how each file stands")
    def evidence(number: str, house: TheHouse, caller: SignedIn, request: Request) -> list[EvidenceView]:
        file = opened(number, house, caller)
        noting.opened_in(request).extend(noting.of_case(file, Part.EVIDENCE, caller, request))
        return evidence_of(house.readings.timeline(file, caller), house, language_of(request))

    @router.get(
        "/{number}/files/{sha256}",
        summary="One file of it, as it was handed in",
        response_class=StreamingResponse,
        responses={409: documented("It may not be shown now, or is not what was handed in")},
    )
    def download(number: str, sha256: _Hash, house: TheHouse, caller: SignedIn, request: Request) -> Response:
        return given_out(sha256, opened(number, house, caller), house, caller, request)

    return router


def routes() -> APIRouter:
    router = APIRouter()
    mine_alone = APIRouter(prefix="/files", tags=["evidence"])
    mine_alone.post(
        "",
        summary="Hand in a file that an act will name",
        status_code=201,
        response_model=FileView,
        responses=_HANDED_IN,
        openapi_extra=_Bytes,
    )(hand_in)
    mine_alone.get("/quarantined", summary="What waits for an operator to decide", responses=READING)(in_quarantine)
    mine_alone.get("/{sha256}", summary="A file I handed in, as it stands now", responses=READING)(mine)
    mine_alone.post(
        "/{sha256}/decision",
        summary="Release a file that was found to be harmful, or destroy it; for operators",
        status_code=204,
        responses={**READING, **TOO_LARGE, 409: documented("Nothing to decide there, or not by whoever handed it in")},
        dependencies=[Depends(each_key_once)],
    )(decide)
    router.include_router(mine_alone)
    for kind in StreamKind:
        router.include_router(_of_kind(kind))
    return router
