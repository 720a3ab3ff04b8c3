"""The kinds of stream there are: the state of each, a stream to which nothing has happened, and its state as plain JSON and back."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from domain.canonical import digest
from domain.numbers import kind_of
from domain.streams.campaign import Campaign
from domain.streams.declaration import Declaration
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.signing import SigningPaper
from domain.streams.stream import Stream
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import StreamKind

STATES: Mapping[StreamKind, type[Stream]] = {
    StreamKind.INITIATIVE: Initiative,
    StreamKind.REVIEW: Review,
    StreamKind.REWARD_FILE: RewardFile,
    StreamKind.CAMPAIGN: Campaign,
    StreamKind.YEARLY: YearlyCampaign,
    StreamKind.SIGNING: SigningPaper,
    StreamKind.DECLARATION: Declaration,
}


def blank(number: str) -> Stream:
    """A stream to which nothing has happened yet."""
    return STATES[kind_of(number)](number=number)


@cache
def _adapter(kind: StreamKind) -> TypeAdapter[Stream]:
    return TypeAdapter(STATES[kind])


@cache
def shape(kind: StreamKind) -> str:
    """What changes whenever a field of that kind of state is added, renamed or retyped: a state kept under another shape must be replayed."""
    return digest({"state": _without_prose(_adapter(kind).json_schema())})[:16]


def _without_prose(schema: Any) -> Any:
    """A schema without its descriptions: a docstring may change and the shape stays."""
    match schema:
        case dict():
            return {name: _without_prose(part) for name, part in schema.items() if name != "description"}
        case list():
            return [_without_prose(part) for part in schema]
        case _:
            return schema


def dumped(stream: Stream) -> dict[str, Any]:
    """The state as plain JSON, as a snapshot keeps it."""
    plain: dict[str, Any] = _adapter(stream.kind).dump_python(stream, mode="json", by_alias=True)
    return {**plain, "shape": shape(stream.kind)}


def loaded(kind: StreamKind, plain: Mapping[str, Any]) -> Stream | None:
    """The state that JSON keeps, or None where it was kept under another shape."""
    return _adapter(kind).validate_python(plain) if plain.get("shape") == shape(kind) else None
