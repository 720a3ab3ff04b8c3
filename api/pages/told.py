"""What somebody is about to send, in words: each field by its label, each code by its name."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import words
from api.pages.enclosed import ENCLOSED
from api.pages.forms import Field, How
from words import rendering


class Names(Protocol):
    """Knows what the codes of one case are called."""

    def told(self, name: str, code: str) -> str:
        """The code in the field of that name, as the reader knows it."""
        ...


@dataclass(frozen=True)
class Told:
    """One line, or with `parts` a group of them."""

    label: str
    text: str = ""
    parts: tuple["Told", ...] = ()


def label_of(field: Field, language: str) -> str:
    return words.field(field.word or field.name, language, field.act)


def row_of(field: Field, language: str) -> str:
    """One of a list of parts, as it is called before its number."""
    return words.page(f"row_of_{field.name}", language)


def told(fields: tuple[Field, ...], body: dict[str, Any], names: Names, language: str) -> list[Told]:
    """What is said; of what is left empty nothing."""
    return [_line(field, body[field.name], names, language) for field in fields if field.name in body]


def _line(field: Field, value: Any, names: Names, language: str) -> Told:
    label = label_of(field, language)
    if field.how is How.PART:
        return Told(label, parts=tuple(told(field.parts, value, names, language)))
    if field.how is How.ROWS and field.parts[0].name:
        rows = (
            Told(words.page("row", language, what=row_of(field, language), n=n), parts=tuple(told(field.parts, row, names, language)))
            for n, row in enumerate(value, 1)
        )
        return Told(label, parts=tuple(rows))
    if field.how is How.ROWS:
        return Told(label, "\n".join(_text(field.parts[0], field.name, each, names, language) for each in value))
    if field.how is How.COUNTS:
        return Told(
            label,
            "\n".join(
                f"{words.label(field.section, code, language)}: {rendering.whole_number(count, language)}" for code, count in value.items()
            ),
        )
    if field.how is How.FILES:
        return Told(label, "\n".join(names.told(ENCLOSED, each) for each in value))
    if field.how is How.CHOICES:
        return Told(label, "\n".join(words.label(field.section, code, language) for code in value))
    return Told(label, _text(field, field.name, value, names, language))


def _text(field: Field, name: str, value: Any, names: Names, language: str) -> str:
    match field.how:
        case How.CHOICE:
            return words.label(field.section, value, language)
        case How.YES_NO:
            return words.page("yes" if value else "no", language)
        case How.DAY:
            return rendering.day(date.fromisoformat(value), language)
        case How.MONEY:
            return words.money(value, language)
        case How.NUMBER:
            return rendering.whole_number(value, language)
        case How.CODE:
            return names.told(name, value)
        case How.FILE:
            return names.told(ENCLOSED, value)
        case How.HASH:
            return f"{value[:8]}…"
        case _:
            return str(value)
