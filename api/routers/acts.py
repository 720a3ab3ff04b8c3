"""Acting: one documented operation for every act in every kind of stream in whose procedure it stands, all alike."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Request, Response

import words
from api import answers
from api.answers import REFUSALS, Recorded
from api.door import NoSuchCase, UnknownAgency
from api.problems import Refusal, language_of
from api.routers.streams import of_kind
from api.signed_in import At, SignedIn
from domain.acts import ACTS, Act
from domain.numbers import address_of
from domain.procedure import PROCEDURE
from domain.vocabulary import StreamKind
from store.record.filings import KeyReused

router = APIRouter()

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Yours, once per act: the same key with the same body gets the stored answer again, and never acts twice.",
    ),
]
LONGEST_KEY = 200


def _key(sent: str | None) -> str:
    if not sent or not sent.strip() or len(sent) > LONGEST_KEY or not sent.isprintable():
        raise Refusal(400, "key_missing")
    return sent


async def _submit(at: At, caller: SignedIn, request: Request, act: Act, case: str | None, key: str | None) -> Response:
    try:
        receipt = await at.door.submit(act, case, caller.id, _key(key))
    except KeyReused as reused:
        raise Refusal(422, "key_reused", filing=str(reused)) from reused
    except UnknownAgency as unknown:
        raise Refusal(422, "unknown_agency", agency=str(unknown)) from unknown
    except NoSuchCase as unknown:
        raise Refusal(404, "no_such_case", number=case or "") from unknown
    return answers.of(receipt, language_of(request), at.documents)


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
        at: At,
        caller: SignedIn,
        request: Request,
        body: Annotated[act, Body(openapi_examples={"example": {"value": act.example}})],  # type: ignore[valid-type]
        key: Key = None,
    ) -> Response:
        return await _submit(at, caller, request, body, None, key)

    async def ask(
        number: str,
        at: At,
        caller: SignedIn,
        request: Request,
        body: Annotated[act, Body(openapi_examples={"example": {"value": act.example}})],  # type: ignore[valid-type]
        key: Key = None,
    ) -> Response:
        return await _submit(at, caller, request, body, of_kind(number, kind), key)

    door = begin if act.opens else ask
    door.__name__ = operation_of(act, kind)
    return door


for _kind in StreamKind:
    for _act in acts_in(_kind):
        _answer = Recorded[_act.fact]  # type: ignore[name-defined]
        _options: dict[str, Any] = {"status_code": 201, "response_model": _answer, "responses": REFUSALS, "tags": [f"acts: {_kind}"]}
        router.add_api_route(
            # What begins a stream has none to be posted to yet.
            address_of(_kind) if _act.opens else f"{address_of(_kind)}/{{number}}/acts/{_act.name}",
            _door_for(_act, _kind),
            methods=["POST"],
            summary=words.act_title(_act.name, "vi"),
            description=f"{words.act_summary(_act.name, 'vi')}\n\n{words.act_summary(_act.name, 'en')}",
            operation_id=operation_of(_act, _kind),
            **_options,
        )
