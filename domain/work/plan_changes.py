"""What one version of a plan says otherwise than another: part by part, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.facts import ForeseenRisk, Plan, WorkItem

Part = WorkItem | ForeseenRisk
Said = str | int | date


@dataclass(frozen=True)
class FieldChange:
    """One field of a part, by its name, as it was and as it is."""

    field: str
    was: Said
    now: Said


@dataclass(frozen=True)
class PartChange:
    """A work item or a risk, by its code, that is new, gone, or says something else in those `fields`. `of`: the list of the plan it stands in."""

    of: Literal["items", "risks"]
    code: str
    title: str
    how: Literal["new", "gone", "changed"]
    fields: tuple[FieldChange, ...] = ()


def changes(before: Plan, after: Plan) -> tuple[PartChange, ...]:
    """In the order of the plan: first the work items, then the risks; what is gone comes last in each."""
    return (*_of("items", before.items, after.items), *_of("risks", before.risks, after.risks))


def _of(name: Literal["items", "risks"], before: Sequence[Part], after: Sequence[Part]) -> Iterator[PartChange]:
    was, now = {part.code: part for part in before}, {part.code: part for part in after}
    for code, part in now.items():
        if code not in was:
            yield PartChange(name, code, _title(part), "new")
        elif was[code] != part:
            yield PartChange(name, code, _title(part), "changed", tuple(_fields(was[code], part)))
    for code, part in was.items():
        if code not in now:
            yield PartChange(name, code, _title(part), "gone")


def _title(part: Part) -> str:
    return part.title if isinstance(part, WorkItem) else part.cause


def _fields(was: Part, now: Part) -> Iterator[FieldChange]:
    for name in type(now).model_fields:
        if (before := getattr(was, name)) != (after := getattr(now, name)):
            yield FieldChange(name, before, after)
