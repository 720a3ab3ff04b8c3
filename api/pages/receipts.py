"""What became of what I sent: the receipt, until it is answered and afterwards."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api import answers
from api.door_reasons import DoorReason
from api.pages.look import AT, page
from api.pages.open_case import looked_at
from api.pages.visits import Visiting
from api.problems import Refusal
from api.signed_in import TheHouse
from domain.acts import ACTS
from domain.numbers import path_of
from store.record import filings


def receipt(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    """The sender's own, as GET /filings/{number} tells it. Raises Refusal (404)."""
    found = filings.by_number(number, house.store)
    if found is None or found.sender != visit.caller.id:
        raise Refusal(404, DoorReason.UNKNOWN_FILING, number=number)
    said, citation = "", ""
    if found.status == filings.RECORDED:
        said = answers.recorded_as(found, visit.language)
    elif found.refusal:
        said = answers.refused_because(found, found.refusal, visit.language, house)
        citation = words.citation(found.refusal.basis, visit.language, house.documents)
    answer = page(
        request,
        "receipt.html",
        visit,
        receipt=found,
        title=words.act_title(found.act, visit.language),
        said=said,
        citation=citation,
        has_case=found.status == filings.RECORDED or not ACTS[found.act].opens_stream,
        case_href=AT + path_of(found.case),
    )
    if found.status == filings.RECORDED:  # what I did myself is not new to me
        answer.background = looked_at(found.case, house.now(), house, visit)
    return answer


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/receipts/{number}")(receipt)
    return router
