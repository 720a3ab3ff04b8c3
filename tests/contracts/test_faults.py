"""A field that is not right is told in the reader's language, whatever is wrong with it: tried with every act and with everything that was ever sent."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from api import faults
from domain.acts import ACTS
from domain.templates import slots
from store.reading.due import DueSought
from store.reading.listing import SOUGHT
from store.reading.worklist import WorkSought
from tests.contracts.test_words import BOOKS, in_both_languages

BAD: tuple[Any, ...] = (
    None, "", " ", "\0", "!!!", "x" * 70_000, "a b", "abc", "-1", "1.5", "9" * 5_000, 3, 3.5, -(10**30), 10**30, float("nan"), True,
    [], ["x"] * 3_000, [None], {}, {"x": 1},
    "2026-13-45", "2026-02-30", "2026-03-02T25:00", "2026-03-02T08:00", "2026-03-02T08:00:00Z", "0001-01-01T00:00+14:00", "1800-01-01T00:00:00Z",
    "25:99", "08:00+07:00",
)  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from places(part, (*at, key))


def with_bad(value: Any, at: tuple[Any, ...], bad: Any) -> Any:
    if not at:
        return bad
    whole = copy.deepcopy(value)
    inner = whole
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = bad
    return whole


def found_in(model: type[BaseModel], example: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    whole = {**{name: None for name in model.model_fields if name not in example}, **example}
    tries = [with_bad(whole, at, bad) for at in places(whole) for bad in BAD]
    for tried in ({}, {**example, "no_such_field": 1}, *tries):
        try:
            model.model_validate(tried)
        except ValidationError as error:
            yield from ((each["type"], dict(each.get("ctx", {}))) for each in error.errors())


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """Every kind of fault that can be found in an act or in what a list is asked for, with what pydantic says beside it."""
    lists: tuple[type[BaseModel], ...] = (*SOUGHT.values(), DueSought, WorkSought)
    acts: list[tuple[type[BaseModel], dict[str, Any]]] = [(act, dict(act.example)) for act in ACTS.values()]
    return dict(each for model, example in [*acts, *((by, {}) for by in lists)] for each in found_in(model, example))


def test_every_kind_of_fault_that_can_be_met_has_a_sentence() -> None:
    assert len(kinds()) > 20
    assert kinds().keys() - faults.FAULTS.keys() == set()


@in_both_languages
def test_every_sentence_of_a_fault_is_said_and_every_value_in_it_is_known(language: str) -> None:
    assert set(BOOKS[language]["faults"]) == {*faults.FAULTS.values(), "empty", faults.OTHERWISE}
    for kind, context in kinds().items():
        told = faults.in_words(kind, language, faults.bounds(context), "title")
        assert "…" not in told, (kind, told)
        assert BOOKS[language]["fields"]["title"] in told


@pytest.mark.parametrize("kind", ["value_error", "a_kind_of_next_year"])
def test_a_kind_nobody_knew_is_told_in_words_too(kind: str) -> None:
    assert faults.in_words(kind, "vi", {}, "title") == "Mục “tên gọi”: chưa đúng; đề nghị kiểm tra lại."
    assert slots(BOOKS["vi"]["faults"][faults.OTHERWISE]) == []
