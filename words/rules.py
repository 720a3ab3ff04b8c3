"""What a published rule set says, in words: each parameter by what it is called, its value with its unit, each code by its label.

A parameter is known by a dotted key ("terms.decision"). [parameters] names the keys; a `*` in one stands for a code, told by the slot of its label.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from domain.law.policy import Document
from words import books, citation, label
from words.rendering import MISSING, SECTIONS, day, whole_number

_NOT_TOLD = frozenset({"id", "name", "counted_in"})  # names of ours, and what is told beside the number
# Where a code of a value is looked up, the first that has it; what a word of its own says wins.
_LOOKED_UP = ("words_of_rules", "discipline_steps", "findings_of_fact", "circumstances", "council_roles", *SECTIONS.values(), "fields")
_OF_THE_OTHER = {"vi": "_en", "en": "_vi"}


def parameter(key: str, language: str) -> str:
    """What it is called; "…" for what has no name, which tests/contracts/test_rules_in_words.py finds first: a set may be published after this release."""
    for pattern, sections, name in _named(language):
        if found := pattern.fullmatch(key):
            codes = zip(sections, found.groups(), strict=False)  # what no slot asks for is not told, such as the name of a row
            return _capital(name.format_map({section: _label(section, code, language) for section, code in codes}))
    return MISSING


@cache
def _named(language: str) -> list[tuple[re.Pattern[str], list[str], str]]:
    """Each pattern, the sections its codes are told by, in order, and the name."""
    return [
        (re.compile(re.escape(key).replace(r"\*", "([^.]+)")), re.findall(r"\{(\w+)\}", name), name)
        for key, name in books()[language]["parameters"].items()
    ]


def _label(section: str, code: str, language: str) -> str:
    book = books()[language]
    if section == "titles":
        return str(book["acts"].get(code, {}).get("title", MISSING))
    return str(book[section].get(code, MISSING))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def note(text: str, language: str) -> str:
    """What a set notes beside a parameter. Sets are published in English; a note of a set that came after this release is told as it stands."""
    return _notes().get(text, text) if language == "vi" else text


@cache
def _notes() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((Path(__file__).parent / "rule_notes.toml").read_text("utf-8"))["rule_notes"]
    return found


def part_of(key: str) -> str:
    """What matter a parameter is about, by its code."""
    return key.partition(".")[0]


def heading(part: str, language: str) -> str:
    """What that matter is called."""
    return _capital(_label("parameter_groups", part, language))


def said(value: Any, unit: str, language: str, documents: Mapping[str, Document]) -> str:
    """A value with its unit; "" where the parameter says no more than on what it stands. `documents`: those a value may cite."""
    counted = value.get("counted_in") if isinstance(value, Mapping) else None
    if counted:
        return f"{_value(value['value'], language, documents)} {_label('countings', counted, language)}"
    told = _value(value, language, documents)
    return f"{told} {_label('units', unit, language)}" if unit else told


def _value(value: Any, language: str, documents: Mapping[str, Document], section: str = "") -> str:
    match value:
        case bool():
            return str(books()[language]["pages"]["yes" if value else "no"]).lower()
        case int():
            return f"-{whole_number(-value, language)}" if value < 0 else whole_number(value, language)
        case Mapping():
            return ". ".join(_capital(part) for part in _parts(value, language, documents))
        case list() | tuple():
            return (
                "; ".join(_value(each, language, documents, section) for each in value) or label("words_of_rules", "none", language).lower()
            )
        case date():
            return day(value, language)
        case _:
            return _text(str(value), language, section)


def _parts(value: Mapping[str, Any], language: str, documents: Mapping[str, Document]) -> Iterator[str]:
    for name, part in value.items():
        if name in _NOT_TOLD or name.endswith(_OF_THE_OTHER[language]):
            continue
        if name == "when":  # of a row of a table: what must be established
            yield f"{_label('parameter_fields', name, language)} {'; '.join(_parts(part, language, documents))}"
        elif name == "compare":
            yield f"{_label('parameter_fields', name, language)}: {citation(part, language, documents)}"
        else:
            yield f"{_code(name, language, 'parameter_fields')}: {_value(part, language, documents, name)}"


def _text(text: str, language: str, section: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day(date.fromisoformat(text), language)
    return _code(text, language, section)


def _code(code: str, language: str, first: str = "") -> str:
    """By its label, in the section named first if it is there; what is no code, such as a title, as it is."""
    book = books()[language]
    for section in (first, *_LOOKED_UP):
        if code in book.get(section, {}):
            return str(book[section][code])
    return str(book["acts"][code]["title"]) if code in book["acts"] else code
