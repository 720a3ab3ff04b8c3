"""Acting: one documented operation for every act in the registry, all alike."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Request, Response

import words
from api import answers
from api.answers import REFUSALS, Recorded
from api.door import NoSuchCase, UnknownAgency
from api.problems import Refusal, language_of
from api.signed_in import At, SignedIn
from domain import facts
from domain.acts import ACTS, Act, Register
from store.filings import KeyReused

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


@router.post(
    "/initiatives",
    status_code=201,
    response_model=Recorded[facts.Registered],
    responses=REFUSALS,
    tags=["acts"],
    summary=words.act_title("register", "vi"),
    description=f"{words.act_summary('register', 'vi')}\n\n{words.act_summary('register', 'en')}",
    operation_id="register",
)
async def register(
    at: At,
    caller: SignedIn,
    request: Request,
    body: Annotated[Register, Body(openapi_examples={"example": {"value": Register.example}})],
    key: Key = None,
) -> Response:
    return await _submit(at, caller, request, body, None, key)


def _door_for(act: type[Act]) -> Callable[..., Awaitable[Response]]:
    async def ask(
        number: str,
        at: At,
        caller: SignedIn,
        request: Request,
        body: Annotated[act, Body(openapi_examples={"example": {"value": act.example}})],  # type: ignore[valid-type]
        key: Key = None,
    ) -> Response:
        return await _submit(at, caller, request, body, number, key)

    ask.__name__ = act.name
    return ask


for _name, _act in ACTS.items():
    if _act is not Register:
        _options: dict[str, Any] = {"status_code": 201, "response_model": Recorded[_act.fact], "responses": REFUSALS, "tags": ["acts"]}  # type: ignore[name-defined]
        router.add_api_route(
            f"/initiatives/{{number}}/acts/{_name}",
            _door_for(_act),
            methods=["POST"],
            summary=words.act_title(_name, "vi"),
            description=f"{words.act_summary(_name, 'vi')}\n\n{words.act_summary(_name, 'en')}",
            operation_id=_name,
            **_options,
        )
