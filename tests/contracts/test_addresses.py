"""Every address answers for itself: none stands behind one with `{number}` that would take its place."""

import re
from collections import Counter

from api.app import make_app
from settings import Settings

# In the order in which they are asked.
OPERATIONS: list[tuple[str, str, str]] = [
    (method, path, operation["operationId"])
    for path, operations in make_app(Settings()).openapi()["paths"].items()
    for method, operation in operations.items()
]


def answering(method: str, address: str) -> str:
    """The first that would take it."""
    return next(path for offered, path, _ in OPERATIONS if offered == method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), address))


def test_every_fixed_address_answers_for_itself() -> None:
    fixed = [(method, path) for method, path, _ in OPERATIONS if "{" not in path]
    assert ("get", "/campaigns/yearly") in fixed
    assert [(path, answering(method, path)) for method, path in fixed if answering(method, path) != path] == []


def test_no_two_operations_have_one_name() -> None:
    assert [name for name, times in Counter(name for *_, name in OPERATIONS).items() if times > 1] == []
