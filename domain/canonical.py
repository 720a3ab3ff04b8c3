"""One text, one hash: RFC 8785 canonical JSON under SHA-256, wherever something must be the same years later."""

import hashlib
from typing import Any

import rfc8785
from pydantic import BaseModel


def canonical(value: BaseModel | dict[str, Any]) -> bytes:
    return rfc8785.dumps(value.model_dump(mode="json") if isinstance(value, BaseModel) else value)


def digest(value: BaseModel | dict[str, Any]) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
