"""Who is asking: the token says who, the directory says what he is. The person never comes from a body."""

from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPBearer

from api.problems import Refusal
from api.reception import Reception
from store.reading.readings import Caller


def reception(request: Request) -> Reception:
    """What the composition root (api/app.py) set up."""
    found: Reception = request.app.state.reception
    return found


At = Annotated[Reception, Depends(reception)]


# For the documentation's sake: it shows where a token is put. The header itself is judged by the verifier, whatever its form.
_shown = HTTPBearer(auto_error=False, bearerFormat="JWT", description="make token WHO=lan")


def signed_in(at: At, authorization: Annotated[str | None, Header(include_in_schema=False)] = None, _: object = Depends(_shown)) -> Caller:
    """Raises TokenRefused (401), IssuerUnreachable (503), Refusal (403) for a person the directory does not know."""
    caller = at.readings.caller(at.verifier.subject(authorization), at.now())
    if caller is None:
        raise Refusal(403, "not_in_the_directory")
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]
