"""Who is at the counter: a browser that has signed in, and whether what it sends comes from a page of ours."""

import base64
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from fastapi import Depends, Request, Response

from api import noting
from api.door_reasons import DoorReason
from api.house import House
from api.pages.language import language_of
from api.pages.multipart import Multipart, NotFromOurPage
from api.pages.provider import Attempt, Provider
from api.problems import Refusal
from api.rates import SEARCH
from api.signed_in import TheHouse
from domain.vocabulary import Part
from settings import Settings
from store.beside import sessions
from store.reading.caller import Caller
from store.reading.open_file import OpenFile

ATTEMPT_SECONDS = 600  # a sign-in that takes longer begins again
MOST_FIELDS = 10_000
FIRST_PAGE = "/counter/work"
# What a form carries for us. No field of an act begins so.
TOKEN, KEY, STEP = "_form", "_key", "_step"

Sent = dict[str, list[str]]


class NotSignedIn(Exception):
    """Nobody is signed in with this browser, or no longer."""


class DrawnEarlier(Exception):
    """A form that a page of ours has sent, but one that was drawn before its sender signed in anew: it is drawn again.

    `typed`: what stands in it, where that was read already and cannot be read twice.
    """

    def __init__(self, visit: "Visit", typed: Sent | None = None) -> None:
        super().__init__()
        self.visit, self.typed = visit, typed


@dataclass(frozen=True)
class Visit:
    """`secret`: of the session, from which the mark of our forms is made. `operates`: whether the settings name the person as an operator."""

    request: Request
    caller: Caller
    language: str
    secret: str
    operates: bool = False

    def saw(self, file: OpenFile, part: Part) -> None:
        """That part of the case is before them, and is noted as read once it is sent."""
        noting.opened_in(self.request).extend(noting.of_case(file, part, self.caller, self.request))

    @property
    def mark(self) -> str:
        """What each form of ours carries and nobody else can: hidden behind another mask in every answer, so that a packed answer does not give it away."""
        mask = secrets.token_bytes(32)
        return (mask + _xor(mask, self._own_mark)).hex()

    def is_ours(self, sent: str) -> bool:
        try:
            both = bytes.fromhex(sent)
        except ValueError:
            return False
        return len(both) == 64 and hmac.compare_digest(_xor(both[:32], both[32:]), self._own_mark)

    @property
    def _own_mark(self) -> bytes:
        return hmac.new(self.secret.encode(), b"forms of the counter", sha256).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


class Reception:
    """How people come in and go, by the settings."""

    def __init__(self, config: Settings, provider: Provider) -> None:
        address = urlsplit(config.public_url)
        self.provider, self.origin, self._secure = provider, f"{address.scheme}://{address.netloc}", address.scheme == "https"
        self.idle, self.lasts = timedelta(minutes=config.session_idle_minutes), timedelta(hours=config.session_hours)
        self.notices_unless_chosen = config.notices
        self.operators, self.temporal_ui = config.operating, config.temporal_ui_url
        prefix = "__Host-" if self._secure else ""  # no other host below the same domain can set such a cookie
        self._session, self._attempt = f"{prefix}khien_session", f"{prefix}khien_sign_in"

    def secret_of(self, request: Request) -> str:
        return request.cookies.get(self._session, "")

    def let_in(self, secret: str, response: Response) -> None:
        self._give(self._session, secret, int(self.lasts.total_seconds()), response)
        self._take_back(self._attempt, response)

    def let_go(self, response: Response) -> None:
        self._take_back(self._session, response)

    def keep(self, attempt: Attempt, response: Response) -> None:
        kept = base64.urlsafe_b64encode(json.dumps(attempt.kept()).encode()).decode()
        self._give(self._attempt, kept, ATTEMPT_SECONDS, response)

    def attempt_of(self, request: Request) -> Attempt | None:
        """What this browser began, or None: nothing, or nothing that we gave it."""
        try:
            attempt = Attempt(**json.loads(base64.urlsafe_b64decode(request.cookies.get(self._attempt, ""))))
            "".join(attempt.kept().values()).encode()  # texts, all of them
            return attempt
        except (ValueError, TypeError):
            return None

    def is_our_page(self, request: Request) -> bool:
        """Browsers say from which site a form was sent; those that do not yet say which origin."""
        site = request.headers.get("sec-fetch-site")
        return site == "same-origin" if site else request.headers.get("origin") == self.origin

    def _give(self, name: str, value: str, seconds: int, response: Response) -> None:
        response.set_cookie(name, value, max_age=seconds, path="/", secure=self._secure, httponly=True, samesite="lax")

    def _take_back(self, name: str, response: Response) -> None:
        response.delete_cookie(name, path="/", secure=self._secure, httponly=True, samesite="lax")


def reception_of(request: Request) -> Reception:
    found: Reception = request.app.state.reception
    return found


TheReception = Annotated[Reception, Depends(reception_of)]


def _visit(request: Request, house: House, reception: Reception, *, counted_as: str, by_itself: bool = False) -> Visit:
    secret, moment = reception.secret_of(request), house.now()
    person = sessions.whose(secret, moment, reception.idle, house.store, by_itself=by_itself) if secret else None
    if person is None:
        raise NotSignedIn
    house.rates.count(person, counted_as)
    caller = house.readings.caller(person, moment)
    if caller is None:
        raise Refusal(403, DoorReason.NOT_IN_THE_DIRECTORY)
    return Visit(request, caller, language_of(request), secret, person in reception.operators)


def visiting(request: Request, house: TheHouse, reception: TheReception) -> Visit:
    """Raises NotSignedIn; TooOften (429); Refusal (403) for a person the directory does not know."""
    return _visit(request, house, reception, counted_as=request.method)


def watching(request: Request, house: TheHouse, reception: TheReception) -> Visit:
    """The same for what a page asks by itself while it lies open: the session ends as if it had not asked."""
    return _visit(request, house, reception, counted_as=request.method, by_itself=True)


def looking(request: Request, house: TheHouse, reception: TheReception) -> Visit:
    """The same of somebody who types and looks what there is: that is counted apart from what they send. Raises as `visiting`."""
    return _visit(request, house, reception, counted_as=SEARCH)


Visiting = Annotated[Visit, Depends(visiting)]
Looking = Annotated[Visit, Depends(looking)]
Watching = Annotated[Visit, Depends(watching)]


async def fields_of(request: Request) -> Sent:
    """What a form sends, by name; a field that is left out is not there. Of one with files what stands before the first: a file cannot be shown again.

    Raises NotFromOurPage for more fields than any form of ours has.
    """
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await Multipart(request.headers["content-type"], request.stream()).typed()
    try:
        return parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise NotFromOurPage from error


async def sent_by_us(request: Request, visit: Visiting, reception: TheReception) -> Sent:
    """Raises NotFromOurPage, DrawnEarlier."""
    return await _ours(request, visit, reception)


async def looked_for_by_us(request: Request, visit: Looking, reception: TheReception) -> Sent:
    """Raises NotFromOurPage, DrawnEarlier."""
    return await _ours(request, visit, reception)


async def _ours(request: Request, visit: Visit, reception: Reception) -> Sent:
    if not reception.is_our_page(request):
        raise NotFromOurPage
    sent = await fields_of(request)
    if not visit.is_ours(first(sent, TOKEN)):
        raise DrawnEarlier(visit)
    return sent


SentByUs = Annotated[Sent, Depends(sent_by_us)]
LookedForByUs = Annotated[Sent, Depends(looked_for_by_us)]


def first(sent: Sent, name: str) -> str:
    return sent.get(name, [""])[0]


def below_the_counter(address: Any) -> str:
    """The address if it is a page of ours, else that of the first page: nobody is sent on to another host."""
    fine = (
        isinstance(address, str)
        and address.startswith("/counter/")
        and address.isprintable()
        and "\\" not in address
        and "//" not in address
    )
    return address if fine else FIRST_PAGE
