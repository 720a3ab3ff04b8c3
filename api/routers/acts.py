"""Acting: one documented operation for every act in every kind of stream in whose procedure it stands, all alike."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Request, Response

import words
from api import answers
from api.answers import REFUSALS, Recorded
from api.bodies import each_key_once
from api.door_reasons import DoorReason
from api.limits import LONGEST_KEY
from api.problems import Refusal, language_of
from api.routers.streams import of_kind
from api.signed_in import SignedIn, TheHouse
from domain.acts import ACTS, Act
from domain.numbers import address_of
from domain.procedure.table import PROCEDURE
from domain.vocabulary import StreamKind
from store.record.imports import KEYS

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Yours, once per act: the same key with the same body gets the stored answer again, and never acts twice.",
    ),
]


def checked_key(sent: str | None) -> str:
    """Raises Refusal (400)."""
    if not sent or not sent.strip() or len(sent) > LONGEST_KEY or not sent.isprintable() or sent.startswith(KEYS):
        raise Refusal(400, DoorReason.KEY_MISSING)
    return sent


async def _submit(house: TheHouse, caller: SignedIn, request: Request, act: Act, case: str | None, key: str | None) -> Response:
    receipt = await house.door.submit(act, case, caller.id, checked_key(key))
    return answers.of(receipt, language_of(request), house)


def acts_in(kind: StreamKind) -> tuple[type[Act], ...]:
    """Those that stand in the procedure of such a stream, in its order."""
    standing = {row.act for row in PROCEDURE[kind]}
    return tuple(act for act in ACTS.values() if act in standing)


def operation_of(act: type[Act], kind: StreamKind) -> str:
    """Its name in the documentation and in generated clients. Some acts stand in two kinds of stream; the first has the bare name."""
    first = next(each for each in StreamKind if act in acts_in(each))
    return act.name if kind is first else f"{act.name}_{kind}"


def _door_for(act: type[Act], kind: StreamKind) -> Callable[..., Awaitable[Response]]:
    async def begin(
        house: TheHouse,
        caller: SignedIn,
        request: Request,
        body: Annotated[act, Body(openapi_examples={"example": {"value": act.example}})],  # type: ignore[valid-type]
        key: Key = None,
    ) -> Response:
        return await _submit(house, caller, request, body, None, key)

    async def ask(
        number: str,
        house: TheHouse,
        caller: SignedIn,
        request: Request,
        body: Annotated[act, Body(openapi_examples={"example": {"value": act.example}})],  # type: ignore[valid-type]
        key: Key = None,
    ) -> Response:
        return await _submit(house, caller, request, body, of_kind(number, kind), key)

    door = begin if act.opens_stream else ask
    door.__name__ = operation_of(act, kind)
    return door


def routes() -> APIRouter:
    """One address for every act in every kind of stream. Raises KeyError for an act that has no words."""
    router = APIRouter(dependencies=[Depends(each_key_once)])
    for kind in StreamKind:
        for act in acts_in(kind):
            answer = Recorded[act.becomes]  # type: ignore[name-defined]
            router.add_api_route(
                # What begins a stream has none to be posted to yet.
                f"{address_of(kind)}{act.begins_at}" if act.opens_stream else f"{address_of(kind)}/{{number}}/acts/{act.name}",
                _door_for(act, kind),
                methods=["POST"],
                status_code=201,
                response_model=answer,
                responses=REFUSALS,
                tags=[f"acts: {kind}"],
                summary=words.act_title(act.name, "vi"),
                description=f"{words.act_summary(act.name, 'vi')}\n\n{words.act_summary(act.name, 'en')}",
                operation_id=operation_of(act, kind),
            )
    return router
