"""Asking what became of a filing."""

from fastapi import APIRouter, Request, Response

from api import answers
from api.answers import REFUSALS
from api.problems import Refusal, language_of
from api.signed_in import At, SignedIn
from store.record import filings

router = APIRouter(tags=["reading"])


@router.get("/filings/{number}", summary="What became of a filing: waiting, recorded, refused, or unknown", responses=REFUSALS)
def filing(number: str, at: At, caller: SignedIn, request: Request) -> Response:
    """The sender's own. What was recorded others read in the timeline; what was not is nobody else's business."""
    receipt = filings.by_number(number, at.store)
    if receipt is None or receipt.sender != caller.id:
        raise Refusal(404, "unknown_filing", number=number)
    return answers.of(receipt, language_of(request), at.documents, recorded_status=200)
