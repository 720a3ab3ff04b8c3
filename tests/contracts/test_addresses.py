"""Every address answers for itself: none stands behind one with `{number}` that would take its place."""

import re
from collections import Counter

import pytest

from tests.described import the_description

Operations = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def operations() -> Operations:
    """Method, path and name of each, in the order in which they are asked."""
    paths = the_description()["paths"]
    return [(method, path, operation["operationId"]) for path, offered in paths.items() for method, operation in offered.items()]


def answering(method: str, address: str, operations: Operations) -> str:
    """The first that would take it."""
    return next(path for offered, path, _ in operations if offered == method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), address))


def test_every_fixed_address_answers_for_itself(operations: Operations) -> None:
    fixed = [(method, path) for method, path, _ in operations if "{" not in path]
    assert ("get", "/campaigns/yearly") in fixed
    assert [(path, first) for method, path in fixed if (first := answering(method, path, operations)) != path] == []


def test_no_two_operations_have_one_name(operations: Operations) -> None:
    assert [name for name, times in Counter(name for *_, name in operations).items() if times > 1] == []
