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
                yield f"{here}: expected to have {shown(wanted)}\n    is: {shown(_as_asked(found, [wanted]))}"
        for unwanted in expected.get("absent", []):
            if _among(unwanted, found):
                yield f"{here}: expected not to have {shown(unwanted)}\n    is: {shown(_as_asked(found, [unwanted]))}"
        if "equals" in expected:
            exactly = expected["equals"]
            if len(exactly) != len(found) or any(True for e, f in zip(exactly, found, strict=True) for _ in differences(e, f)):
                yield f"{here}: expected exactly {shown(exactly)}\n    is: {shown(_as_asked(found, exactly))}"
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


def _as_asked(found: list[Any], asked: list[Any]) -> list[Any]:
    """Of each entry only what was asked about, so that what is wrong can be seen in a long list."""
    return [_part_asked(each, asked) or each for each in found]


def _part_asked(found: Any, asked: list[Any]) -> Any:
    if not isinstance(found, dict):
        return found
    mappings = [each for each in asked if isinstance(each, dict)]
    return {
        name: _part_asked(value, [m[name] for m in mappings if name in m])
        for name, value in found.items()
        if any(name in m for m in mappings)
    }
