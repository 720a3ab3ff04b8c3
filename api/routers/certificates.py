"""Certificates of silence: taken by whoever's matter waits, theirs as a file, and checked by whoever is shown one (ADR 51)."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api import certificates, noting
from api.answers import READING, TOO_LARGE
from api.bodies import each_key_once
from api.certificates import LONGEST
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal, documented, language_of
from api.routers.streams import opened_as
from api.signed_in import SignedIn, TheHouse
from api.views.certificates import CertificatesView, CertificateView, CheckedView
from domain.numbers import address_of
from domain.values import Asked
from domain.vocabulary import ClockKind, Part, StreamKind
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.record.certificates import Certificate

PDF = "application/pdf"


class Wanted(Asked):
    """Of what a certificate is taken: what is due, and of which work item or agency where there are several."""

    clock: ClockKind
    item: Annotated[str, Field(max_length=40)] = ""


def theirs(number: str, house: House, caller: Caller) -> tuple[Certificate, OpenFile]:
    """One that was issued to the caller, with its case, which they must read still. Raises Refusal (404)."""
    found = house.certificates.theirs(number, caller)
    file = house.readings.open(found.case, caller, house.now()) if found else None
    if found is None or file is None:
        raise Refusal(404, DoorReason.NO_SUCH_CERTIFICATE, number=number)
    return found, file


def as_file(certificate: Certificate, house: House) -> Response:
    """The very file that was issued."""
    headers = {"Content-Disposition": f'attachment; filename="{certificate.number}.pdf"', "X-Content-Type-Options": "nosniff"}
    return Response(house.certificates.pdf(certificate), media_type=PDF, headers=headers)


def _of(kind: StreamKind) -> Callable[..., CertificatesView]:
    def those_of(
        opened: Annotated[OpenFile, Depends(opened_as(kind, Part.DEADLINES))], house: TheHouse, request: Request
    ) -> CertificatesView:
        return certificates.of(opened, house, language_of(request))

    return those_of


def _take(kind: StreamKind) -> Callable[..., Coroutine[Any, Any, CertificateView]]:
    async def take(
        opened: Annotated[OpenFile, Depends(opened_as(kind, Part.DEADLINES))], wanted: Wanted, house: TheHouse, request: Request
    ) -> CertificateView:
        """Asked again on the same day, while nothing has changed, it is the same. Raises Refused (403, 409), TooLargeToPrint (422), Outage."""
        issued = await certificates.issue(opened, wanted.clock, wanted.item, house)
        return certificates.in_words(issued, house.documents, language_of(request))

    return take


def file_of(number: str, house: TheHouse, caller: SignedIn, request: Request) -> Response:
    """Raises Refusal (404): to everybody else it is not there."""
    found, opened = theirs(number, house, caller)
    noting.opened_in(request).extend(noting.of_case(opened, Part.CERTIFICATE, caller, request))
    return as_file(found, house)


def check(
    number: Annotated[str, Query(max_length=LONGEST)],
    code: Annotated[str, Query(max_length=LONGEST, description="The code that stands on it, with or without spaces")],
    house: TheHouse,
    caller: SignedIn,
    request: Request,
) -> CheckedView:
    """Whoever does not have both word for word learns nothing; whoever does not read the case, no more than that this record issued it."""
    return certificates.worth(certificates.checked(number, code, caller, house), language_of(request))


def routes() -> APIRouter:
    router = APIRouter(tags=["certificates of silence"], responses=READING)
    for kind in StreamKind:
        address = f"{address_of(kind)}/{{number}}/certificates"
        router.get(address, summary="Of what I may take a certificate of silence, and those I took", name=f"certificates_of_{kind}")(
            _of(kind)
        )
        taken = {**TOO_LARGE, 409: documented("Nothing of the kind waits")}
        router.post(
            address,
            status_code=201,
            responses=taken,
            summary="Take a certificate: what was asked, of whom, and that no answer is on record",
            name=f"take_certificate_of_{kind}",
            dependencies=[Depends(each_key_once)],
        )(_take(kind))
    router.get("/certificates/check", summary="What a certificate is worth, by its number and code")(check)
    router.get(
        "/certificates/{number}/file",
        summary="A certificate of mine, as it was issued",
        response_class=Response,
    )(file_of)
    return router
