"""Asking what became of a filing."""

from fastapi import APIRouter, Request, Response

from api import answers
from api.answers import REFUSALS
from api.door_reasons import DoorReason
from api.problems import Refusal, language_of
from api.signed_in import SignedIn, TheHouse
from store.record import filings


def filing(number: str, house: TheHouse, caller: SignedIn, request: Request) -> Response:
    """The sender's own. What was recorded others read in the timeline; what was not is nobody else's business."""
    receipt = filings.by_number(number, house.store)
    if receipt is None or receipt.sender != caller.id:
        raise Refusal(404, DoorReason.UNKNOWN_FILING, number=number)
    return answers.of(receipt, language_of(request), house, recorded_status=200)


def routes() -> APIRouter:
    router = APIRouter(tags=["reading"])
    router.get("/filings/{number}", summary="What became of a filing: waiting, recorded, refused, or unknown", responses=REFUSALS)(filing)
    return router
