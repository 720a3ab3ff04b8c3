"""A rule set laid open: each of its parameters under its key, and what differs between two sets. Nothing is decided here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.law.policy import Policy

# What belongs to the set as a whole, or to the texts it cites, and is no parameter.
NOT_PARAMETERS = ("id", "regime", "valid_from", "valid_to", "completes", "documents")


@dataclass(frozen=True)
class PublishedParameter:
    """One parameter: a number with its basis, or a row of a table. `value`: as published, plain."""

    key: str
    value: Any
    basis: str
    unit: str = ""
    provisional: bool = False
    note: str = ""


@dataclass(frozen=True)
class Change:
    """One parameter that is not the same in both sets; None where it is not said."""

    key: str
    before: PublishedParameter | None
    after: PublishedParameter | None


def parameters(policy: Policy) -> dict[str, PublishedParameter]:
    """Everything the set itself says, by dotted key ("terms.decision", "liability.nd73.rows.gain"), in the order of its file."""
    return {entry.key: entry for name, part in policy.content.items() if name not in NOT_PARAMETERS for entry in _entries(name, part)}


def _entries(key: str, part: Any) -> Iterator[PublishedParameter]:
    """A table with a basis is a parameter, whatever else stands in it; what has none is a group of parameters."""
    if isinstance(part, Mapping):
        if "basis" in part:
            said = {
                name: value for name, value in part.items() if name not in ("basis", "unit", "provisional", "note") and not _rows(value)
            }
            yield PublishedParameter(
                key,
                said.get("value", said) if set(said) <= {"value"} else said,
                part["basis"],
                part.get("unit", ""),
                part.get("provisional", False),
                part.get("note", ""),
            )
            for name, value in part.items():
                if _rows(value):
                    yield from _entries(f"{key}.{name}", value)
        else:
            for name, value in part.items():
                yield from _entries(f"{key}.{name}", value)
    elif isinstance(part, list | tuple):
        for place, each in enumerate(part, start=1):
            yield from _entries(f"{key}.{each.get('id') or each.get('name') or place}", each)


def _rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Mapping) and "basis" in value[0]


def changes(before: Policy, after: Policy) -> list[Change]:
    """What the second set says otherwise than the first, by key: what it drops, what it says differently, what it adds."""
    here, there = parameters(before), parameters(after)
    keys = dict.fromkeys((*here, *there))
    return [Change(key, here.get(key), there.get(key)) for key in keys if here.get(key) != there.get(key)]
