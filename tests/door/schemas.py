"""As much of JSON Schema as the description of the door uses: whether a value is as described, and values that are, or nearly."""

import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
_TYPES: dict[str, Any] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict, "null": type(None),
}  # fmt: skip
_BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "minLength": lambda value, bound: not isinstance(value, str) or len(value) >= bound,
    "maxLength": lambda value, bound: not isinstance(value, str) or len(value) <= bound,
    "minimum": lambda value, bound: not isinstance(value, int | float) or value >= bound,
    "maximum": lambda value, bound: not isinstance(value, int | float) or value <= bound,
    "exclusiveMinimum": lambda value, bound: not isinstance(value, int | float) or value > bound,
    "minItems": lambda value, bound: not isinstance(value, list) or len(value) >= bound,
    "maxItems": lambda value, bound: not isinstance(value, list) or len(value) <= bound,
    "minProperties": lambda value, bound: not isinstance(value, dict) or len(value) >= bound,
    "maxProperties": lambda value, bound: not isinstance(value, dict) or len(value) <= bound,
    "uniqueItems": lambda value, bound: not (bound and isinstance(value, list)) or len({repr(each) for each in value}) == len(value),
}
_UNDERSTOOD = {
    "type", "properties", "required", "items", "prefixItems", "anyOf", "oneOf", "allOf", "enum", "const", "$ref", "additionalProperties",
    "pattern", "format", "propertyNames", "title", "description", "default", "examples", "example", "discriminator", "contentMediaType", *_BOUNDS,
}  # fmt: skip


def resolved(schema: Schema, whole: Schema) -> Schema:
    """What a reference stands for."""
    while "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        schema = found
    return schema


def faults(value: Any, schema: Schema, whole: Schema, at: str = "") -> list[str]:
    """Where the value is not as described. What is not understood of a schema is a fault too, or this would pass by what it leaves out."""
    schema = resolved(schema, whole)
    if strange := set(schema) - _UNDERSTOOD:
        return [f"{at}: the schema says {strange}"]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return [] if any(not faults(value, each, whole, at) for each in choices) else [f"{at}: {value!r} is none of what it may be"]
    found = [fault for each in schema.get("allOf", ()) for fault in faults(value, each, whole, at)]
    if (kind := schema.get("type")) and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{at}: {value!r} is no {kind}"]
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        found.append(f"{at}: {value!r} is not one of those named")
    found += [f"{at}: {value!r} is beyond {name}" for name, holds in _BOUNDS.items() if name in schema and not holds(value, schema[name])]
    match value:
        case str():
            if not re.search(schema.get("pattern", ""), value):
                found.append(f"{at}: {value!r} is not of the form {schema['pattern']}")
            if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                found.append(f"{at}: {value!r} is no day")
            if schema.get("format") == "date-time" and not re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", value):
                found.append(f"{at}: {value!r} is no moment with its offset")
            if schema.get("format") == "time":
                found.append(f"{at}: an hour without an offset is no RFC 3339 time")
        case list():
            first = schema.get("prefixItems", [])
            for place, each in enumerate(value):
                within = first[place] if place < len(first) else schema.get("items") or {}
                found += faults(each, within, whole, f"{at}.{place}") if isinstance(within, dict) else []
        case dict():
            properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
            found += [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
            for name, each in value.items():
                found += faults(name, schema.get("propertyNames", {}), whole, f"{at}: the name {name}")
                within = properties.get(name, others)
                if within is False:
                    found.append(f"{at}: {name} is not described")
                elif isinstance(within, dict):
                    found += faults(each, within, whole, f"{at}.{name}")
    return found


def values(schema: Schema, whole: Schema, depth: int = 0) -> st.SearchStrategy[Any]:
    """Mostly as described, and here and there not: the wrong kind, one too many, what no database likes."""
    schema = resolved(schema, whole)
    wrong = JSON | st.sampled_from(["", "\0", "\ud800", "9999-12-31T23:59:59-14:00", "0001-01-01", 0, -1, 0.5, 10**400, [], {}])
    return _right(schema, whole, depth) if depth > 4 else st.one_of(*[_right(schema, whole, depth)] * 5, wrong)


def _right(schema: Schema, whole: Schema, depth: int) -> st.SearchStrategy[Any]:
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return st.one_of(*(values(each, whole, depth + 1) for each in choices))
    match schema.get("type"):
        case "string" if "pattern" in schema:
            return st.from_regex(schema["pattern"], fullmatch=True) | st.sampled_from(
                ["26743", "UBNDTP", "SK-2026-26743-1", "W1", "0" * 64]
            )
        case "string" if schema.get("format") == "date":
            return st.dates().map(str)
        case "string" if schema.get("format") == "date-time":
            return st.datetimes().map(lambda moment: f"{moment.isoformat()}+07:00")
        case "string":
            return st.sampled_from(["lan", "head", "26743", "Đường dây nóng"]) | st.text(max_size=30)
        case "integer":
            return st.integers(schema.get("minimum", -3), schema.get("maximum", 10**6))
        case "number":
            return st.floats(allow_nan=False)
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(values(schema.get("items") or {}, whole, depth + 1), max_size=3)
        case "object":
            properties, required = schema.get("properties", {}), set(schema.get("required", ()))
            own = {name: values(each, whole, depth + 1) for name, each in properties.items()}
            return st.fixed_dictionaries(
                {name: each for name, each in own.items() if name in required},
                optional={name: each for name, each in own.items() if name not in required},
            )
        case _:
            return JSON
