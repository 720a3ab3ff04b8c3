"""Saying what became of a filing: 201 recorded, 202 received and waiting, or the problem it met. One way for every act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

import words
from api import problems
from api.door_reasons import DoorReason
from api.house import House
from api.problems import documented
from api.views.deadlines import DeadlineLineView, DeadlineView, SilenceView
from domain.facts import FACTS, Fact
from domain.numbers import path_of
from store.policies import Documents
from store.reading.views import Deadline, SilenceAt
from store.record import filings
from store.record.filings import Receipt
from store.record.refusal import StoredRefusal

FactT = TypeVar("FactT", bound=Fact)


class Recorded(BaseModel, Generic[FactT]):
    """The act was examined and is on the record."""

    filing: str = Field(description="The receipt's number")
    status: str = "recorded"
    case: str
    sequence: int = Field(description="Its place in the case's ledger")
    sentence: str
    citations: tuple[str, ...] = Field(default=(), description="On what it stands, of a fact that tells it ground by ground")
    fact: FactT


class Received(BaseModel):
    """The act is in the register and has its receipt. It will be examined; ask for it by its number."""

    filing: str
    status: str = "waiting"
    case: str
    received_at: datetime = Field(description="Legal time: what counts against a deadline")
    sentence: str


def of(receipt: Receipt, language: str, house: House, recorded_status: int = 201) -> Response:
    """What the register says of this filing, the same for the first asking and for every later one."""
    match receipt.status:
        case filings.RECORDED:
            fact = FACTS[(receipt.kind or "")].model_validate(receipt.fact)
            recorded = Recorded[Fact](
                filing=receipt.number,
                case=receipt.case,
                sequence=receipt.sequence or 0,
                sentence=recorded_as(receipt, language),
                citations=tuple(words.citation(basis, language, house.documents) for basis in fact.cites),
                fact=fact,
            )
            body = {**recorded.model_dump(mode="json", exclude={"fact"}), "fact": receipt.fact}
            return JSONResponse(body, recorded_status, headers=_headers(receipt))
        case filings.REFUSED:
            assert receipt.refusal
            return _refused(receipt, receipt.refusal, language, house)
        case filings.BROKEN:
            detail = DoorReason.BROKEN.in_words(language, filing=receipt.number)
            return problems.problem(500, "needs-operator", detail, language, filing=receipt.number)
        case _:
            waiting = Received(
                filing=receipt.number,
                case=receipt.case,
                received_at=receipt.received_at,
                sentence=DoorReason.WAITING.in_words(language, filing=receipt.number),
            )
            return JSONResponse(waiting.model_dump(mode="json"), 202, headers=_headers(receipt))


def recorded_as(receipt: Receipt, language: str) -> str:
    """The fact that a filing became, in a sentence."""
    return words.sentence(FACTS[(receipt.kind or "")].model_validate(receipt.fact), language, receipt.names, receipt.titles)


def refused_because(receipt: Receipt, refusal: StoredRefusal, language: str, house: House) -> str:
    """Why a filing does not stand, and what its sender can do."""
    names = {**house.readings.areas(language), **receipt.names}
    return words.refusal(refusal.reason, language, refusal.params, names, receipt.titles)


def _refused(receipt: Receipt, refusal: StoredRefusal, language: str, house: House) -> JSONResponse:
    """A filing's stored refusal, told in the language asked for: the same answer to the same key, for ever."""
    return problems.problem(
        problems.STATUS.get(refusal.reason, 409),
        refusal.reason,
        refused_because(receipt, refusal, language, house),
        language,
        basis=refusal.basis,
        citation=words.citation(refusal.basis, language, house.documents),
        open_acts=[*refusal.open_acts],
        filing=receipt.number,
    )


def _headers(receipt: Receipt) -> dict[str, str]:
    where = path_of(receipt.case) if receipt.status == filings.RECORDED else f"/filings/{receipt.number}"
    return {"Location": where, "Khien-Filing": receipt.number}


NEXT_PAGE: dict[int | str, dict[str, Any]] = {
    200: {"headers": {"Link": {"description": 'The next page, if there is one: `<...>; rel="next"`', "schema": {"type": "string"}}}}
}


def name_the_next_page(cursor: str, request: Request, response: Response) -> None:
    """In the `Link` header, with the filters that were asked (RFC 8288)."""
    if cursor:
        following = request.url.include_query_params(cursor=cursor)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'


DeadlineT = TypeVar("DeadlineT", DeadlineView, DeadlineLineView)


def in_words(deadline: Deadline, view: type[DeadlineT], language: str, documents: Documents) -> DeadlineT:
    """With its label, those of the offices it waits for, and the law it rests on."""
    return view(
        **deadline.model_dump(),
        label=words.label("clocks", deadline.clock, language),
        waiting_for_labels=tuple(words.label("offices", office, language) for office in deadline.waiting_for),
        citation=words.citation(deadline.basis, language, documents),
    )


def silences_in_words(silences: Iterable[SilenceAt], language: str) -> tuple[SilenceView, ...]:
    """Each with the label of its office."""
    return tuple(SilenceView(**each.model_dump(), label=words.label("offices", each.office, language)) for each in silences)


_RETRY_AFTER = {"Retry-After": {"description": "Seconds until it may be asked again", "schema": {"type": "integer"}}}
TOO_OFTEN = documented("One person asks more than a minute allows; nothing was received", headers=_RETRY_AFTER)
TOO_LARGE: dict[int | str, dict[str, object]] = {413: documented("Larger than 256 kB")}
READING: dict[int | str, dict[str, object]] = {
    401: documented("No token, or one that is not accepted"),
    403: documented("The directory does not know the person"),
    404: documented("Not there, or not for this reader"),
    422: documented("What was asked for is not right: the fields and what is wrong with them"),
    429: TOO_OFTEN,
    503: documented("The register cannot be reached"),
}
REFUSALS: dict[int | str, dict[str, object]] = {
    202: documented("Received; not answered yet. GET /filings/{number} tells.", Received),
    400: documented("No Idempotency-Key, or none that can be kept"),
    401: documented("No token, or one that is not accepted"),
    403: documented("Not open to this person"),
    404: documented("No such case"),
    409: documented("Examined, and it does not stand as the case is now: the reason and its basis"),
    **TOO_LARGE,
    422: documented("Not the act: the fields and what is wrong with them"),
    429: TOO_OFTEN,
    500: documented("Received and safe, but needs an operator"),
    503: documented("The register cannot be reached; nothing was received"),
}
