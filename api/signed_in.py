"""Who is asking: the token says who, the directory says which offices they hold. The person never comes from a body."""

from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPBearer

from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal
from store.reading.caller import Caller


def house_of(request: Request) -> House:
    """What the composition root (api/app.py) set up."""
    found: House = request.app.state.house
    return found


TheHouse = Annotated[House, Depends(house_of)]


# For the documentation's sake: it shows where a token is put. The header itself is judged by the verifier, whatever its form.
_shown = HTTPBearer(auto_error=False, bearerFormat="JWT", description="make token WHO=lan")


def signed_in(
    request: Request,
    house: TheHouse,
    authorization: Annotated[str | None, Header(include_in_schema=False)] = None,
    _: object = Depends(_shown),
) -> Caller:
    """Raises TokenRefused (401), IssuerUnreachable (503), TooOften (429), Refusal (403) for a person the directory does not know."""
    subject = house.verifier.subject(authorization)
    house.rates.count(subject, request.method)
    caller = house.readings.caller(subject, house.now())
    if caller is None:
        raise Refusal(403, DoorReason.NOT_IN_THE_DIRECTORY)
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]
