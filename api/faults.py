"""What is wrong with a field, in words: one sentence for each kind of fault that pydantic tells apart. What was sent is never repeated."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import words
from api.door_reasons import DoorReason

_WHOLE = ("int_type", "int_parsing", "int_parsing_size", "int_from_float", "finite_number", "float_type", "float_parsing")
_DAY = ("not_a_day", "date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
_MOMENT = ("not_a_moment", "datetime_type", "datetime_parsing", "datetime_object_invalid", "datetime_from_date_parsing", "timezone_aware")
_GROUP = ("model_type", "model_attributes_type", "dict_type", "mapping_type")
# By pydantic's name of the kind, or by ours (domain/values.py): the key in words/ [faults].
FAULTS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_type": "text",
    "string_pattern_mismatch": "pattern",
    "enum": "choice",
    "literal_error": "choice",
    "bool_type": "yes_or_no",
    "bool_parsing": "yes_or_no",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "too_short": "too_short",
    "string_too_short": "too_short",
    "too_long": "too_long",
    "string_too_long": "too_long",
    "tuple_type": "several",
    "list_type": "several",
    "unseen_character": "unseen_character",
    "nothing_legible": "nothing_legible",
    "outside_the_calendar": "outside_the_calendar",
    "time_type": "hour",
    "time_parsing": "hour",
    "not_an_hour": "hour",
    "nobody_asked": "nobody_asked",
    "denunciation": "denunciation",
    **dict.fromkeys(_WHOLE, "whole_number"),
    **dict.fromkeys(_DAY, "day"),
    **dict.fromkeys(_MOMENT, "moment"),
    **dict.fromkeys(_GROUP, "group"),
}
OTHERWISE = "otherwise"
_LEAST, _MOST = ("ge", "min_length"), ("le", "max_length")


def bounds(context: Mapping[str, Any]) -> dict[str, Any]:
    """The least and the most that are allowed, as far as the fault is about one."""
    return {
        name: context[key]
        for name, keys in (("least", _LEAST), ("most", _MOST))
        for key in keys
        if isinstance(context.get(key), int | date)
    }


def in_words(kind: str, language: str, allowed: Mapping[str, Any], field: str = "") -> str:
    """`allowed`: as `bounds` gives it; `field`: its name, where the sentence is to begin with its label."""
    key = FAULTS.get(kind, OTHERWISE)
    said = words.fault("empty" if key == "too_short" and allowed.get("least") == 1 else key, language, **allowed)
    return DoorReason.FIELD_FAULT.in_words(language, field=field, fault=said) if field else said
