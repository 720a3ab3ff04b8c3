"""What a story expects, held against what is."""

import json
from collections.abc import Iterator
from typing import Any


def shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def differences(expected: Any, found: Any, place: str = "") -> Iterator[str]:
    """Nothing if it matches: a mapping as a subset, a list by has, equals or absent, a value by how it is written."""
    here = f"  {place or 'answer'}"
    if isinstance(found, list):
        if not isinstance(expected, dict) or not expected or expected.keys() - {"has", "equals", "absent"}:
            yield f"{here}: a list is matched by `has`, `equals` or `absent`, not by {shown(expected)}"
            return
        for wanted in expected.get("has", []):
            if not _among(wanted, found):
                yield f"{here}: expected to have {shown(wanted)}\n    is: {shown(found)}"
        for unwanted in expected.get("absent", []):
            if _among(unwanted, found):
                yield f"{here}: expected not to have {shown(unwanted)}\n    is: {shown(found)}"
        if "equals" in expected:
            exactly = expected["equals"]
            if len(exactly) != len(found) or any(True for e, f in zip(exactly, found, strict=True) for _ in differences(e, f)):
                yield f"{here}: expected exactly {shown(exactly)}\n    is: {shown(found)}"
    elif isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if name in found:
                yield from differences(value, found[name], f"{place}.{name}".lstrip("."))
            else:
                yield f"{here}: expected {name}: {shown(value)}\n    there is no {name!r} here, only {', '.join(found)}"
    elif expected != shown(found):
        yield f"{here}: expected {shown(expected)}\n    is: {shown(found)}"


def _among(wanted: Any, found: list[Any]) -> bool:
    return any(not list(differences(wanted, each)) for each in found)
