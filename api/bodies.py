"""What a JSON body must be before it is an act: each key of an object stands in it once (RFC 8259, 4: otherwise nobody can say what was meant)."""

import json
from contextlib import suppress
from typing import Any

from fastapi import Request

from api.door_reasons import DoorReason
from api.problems import Refusal, as_name


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict[str, Any]()
    for key, value in pairs:
        if key in found:
            raise Refusal(422, DoorReason.FIELD_TWICE, key=as_name(key))
        found[key] = value
    return found


async def each_key_once(request: Request) -> None:
    """A dependency of every route that takes JSON. Where no JSON is asked for, nothing is read. Raises Refusal (422)."""
    if getattr(request.scope.get("route"), "body_field", None) is not None:
        with suppress(ValueError, RecursionError):  # what is no JSON at all is told by whoever validates it next
            json.loads(await request.body() or b"null", object_pairs_hook=_once)
