"""Forms made from acts: which fields an act has, how each is asked, and how what a browser sends becomes the body the door takes.

There is one way for all acts. What a form sends is a flat list of names and texts; `items.0.title` is the title of the first work item.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from functools import cache
from itertools import count
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import AfterValidator, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from api.pages.visits import Sent, first
from domain.acts import Act
from domain.acts.yearly import DayOfYear
from domain.values import Sha256
from words.rendering import SECTIONS

BEFORE_THE_CODE = " · "  # a person or an agency is picked by name, and the code stands behind it
_DAY = ("day", "month", "year")
NUMBERED = {"items": "W", "risks": "R"}  # rows that bear a code of their own, and how it begins where nobody gave one
ON_ONE_LINE = frozenset({"number", "heading", "likelihood", "minutes_number", "signer"})  # texts that are short by what they are


class How(StrEnum):
    """How a field is asked."""

    LINE = "line"
    TEXT = "text"
    CODE = "code"
    HASH = "hash"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DAY = "day"
    DAY_OF_YEAR = "day_of_year"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    COUNTS = "counts"
    PART = "part"
    ROWS = "rows"
    FILES = "files"
    FILE = "file"  # one of those


SCAN = "scan"  # a hash that names a file, and no text that was read


def _pattern_of(kind: Any) -> Any:
    return next(each.pattern for each in get_args(kind) if isinstance(each, StringConstraints))


_BY_PATTERN = {_pattern_of(Sha256): How.HASH, _pattern_of(DayOfYear): How.DAY_OF_YEAR}


@dataclass(frozen=True)
class Field:
    """`name` as the door calls it, `word` as words/ does, of its `act` or of all. The codes of a choice have their labels in `section`.

    `parts` are the fields of a part, or of each row; where a row is one text or code it has one part, without name.
    """

    name: str
    how: How
    required: bool = False
    section: str = ""
    codes: tuple[str, ...] = ()
    parts: tuple["Field", ...] = ()
    most: int = 0
    default: Any = None
    word: str = ""
    act: str = ""


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """Those of an act, in its order; what is rarely wanted comes last: a signed paper, and behind it files, which end a form (api/pages/multipart.py)."""
    act = model.name if issubclass(model, Act) else ""
    found = [replace(_field(name, info), act=act) for name, info in model.model_fields.items()]
    found = [field for field in found if field.how is not How.FILES or field.most]  # an act that takes no file asks for none
    last = (How.PART, How.FILES)
    return tuple(sorted(found, key=lambda field: last.index(field.how) + 1 if field.how in last else 0))


def _field(name: str, info: FieldInfo) -> Field:
    asked = replace(_asked(info.alias or name, info.annotation, info.metadata), required=info.is_required(), word=name)
    default = info.get_default()
    return replace(asked, default=default) if isinstance(default, (str, int, time)) and default != "" else asked


def _asked(name: str, annotation: Any, told: list[Any]) -> Field:
    """By its type. Raises TypeError for one that no form can ask yet."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _asked(name, inner, [*told, *more])
    if get_origin(annotation) in (Union, UnionType):
        return _asked(name, next(each for each in get_args(annotation) if each is not type(None)), told)
    if get_origin(annotation) is tuple:
        return _asked_many(name, get_args(annotation)[0], next((each.max_length for each in told if isinstance(each, MaxLen)), 0))
    if isinstance(get_origin(annotation), type) and issubclass(get_origin(annotation), Mapping):
        enum = get_args(annotation)[0]
        return Field(name, How.COUNTS, section=SECTIONS[enum], codes=tuple(enum))
    if not isinstance(annotation, type):
        raise TypeError(f"{name}: {annotation}")
    if issubclass(annotation, StrEnum):
        return Field(name, How.CHOICE, section=SECTIONS[annotation], codes=tuple(annotation))
    if issubclass(annotation, BaseModel):
        return Field(name, How.PART, parts=fields_of(annotation))
    if annotation is str:
        how = How.LINE if name in ON_ONE_LINE else _text(told)
        return Field(name, How.FILE if how is How.HASH and name == SCAN else how)
    if annotation is int:
        return Field(name, How.MONEY if name.endswith("_dong") else How.NUMBER)
    plain: dict[type, How] = {bool: How.YES_NO, date: How.DAY, time: How.TIME}
    if annotation not in plain:
        raise TypeError(f"{name}: {annotation}")
    return Field(name, plain[annotation])


def _asked_many(name: str, each: Any, most: int) -> Field:
    one = _asked("", each, [])
    if one.how is How.CHOICE:
        return replace(one, name=name, how=How.CHOICES)
    if one.how is How.HASH:
        return replace(one, name=name, how=How.FILES, most=most)
    return Field(name, How.ROWS, parts=one.parts if one.how is How.PART else (one,), most=most)


def _text(told: list[Any]) -> How:
    patterns = [each.pattern for each in told if isinstance(each, StringConstraints) and each.pattern]
    if patterns:
        return next((how for pattern, how in _BY_PATTERN.items() if pattern in patterns), How.CODE)
    return How.LINE if any(isinstance(each, AfterValidator) for each in told) else How.TEXT


# -- what was sent


def body_of(fields: tuple[Field, ...], sent: Sent, before: str = "") -> dict[str, Any]:
    """What the door takes. What was left empty is left out; what is no number or no day is handed on as it was typed, for the act to refuse."""
    body: dict[str, Any] = {}
    for field in fields:
        if (value := _value(field, sent, f"{before}{field.name}")) not in (None, "", [], {}):
            body[field.name] = value
    return body


def _value(field: Field, sent: Sent, at: str) -> Any:
    match field.how:
        case How.CHOICES | How.FILES:
            return [each for each in sent.get(at, []) if each]
        case How.YES_NO:
            return {"yes": True, "no": False}.get(first(sent, at))
        case How.DAY:
            return _day([first(sent, f"{at}.{part}").strip() for part in _DAY])
        case How.NUMBER | How.MONEY:
            return _whole(first(sent, at).strip())
        case How.COUNTS:
            return {code: typed for code in field.codes if (typed := _whole(first(sent, f"{at}.{code}").strip())) != ""}
        case How.PART:
            return body_of(field.parts, sent, f"{at}.")
        case How.ROWS:
            return [row for n in rows_in(sent, at) if (row := _row(field, sent, f"{at}.{n}")) not in (None, "", {})]
        case How.CODE:
            return first(sent, at).rpartition(BEFORE_THE_CODE)[2].strip()
        case _:
            return first(sent, at) if field.how is How.TEXT and first(sent, at).strip() else first(sent, at).strip()


def _row(field: Field, sent: Sent, at: str) -> Any:
    return _value(field.parts[0], sent, at) if not field.parts[0].name else body_of(field.parts, sent, f"{at}.")


def _day(parts: list[str]) -> str:
    day, month, year = parts
    return f"{year:0>4}-{month:0>2}-{day:0>2}" if any(parts) else ""


def _whole(typed: str) -> int | str:
    """The number, however its thousands are set apart; or what was typed, where it is none."""
    digits = re.sub(r"[.,\s\u00a0\u202f]", "", typed)
    return int(digits) if re.fullmatch(r"\d{1,18}", digits, re.ASCII) else typed


def rows_in(sent: Sent, at: str) -> list[int]:
    """The numbers of the rows that were sent under this name, in their order."""
    found = (re.match(rf"{re.escape(at)}\.(\d{{1,4}})(?:\.|$)", name, re.ASCII) for name in sent)
    return sorted({int(each[1]) for each in found if each})


# -- what stands in a form


def typed_from(fields: tuple[Field, ...], body: Mapping[str, Any], before: str = "") -> Sent:
    """How a form would send this body: what it is filled with beforehand, and what it sends again."""
    sent: Sent = {}
    for field in fields:
        if field.name in body and body[field.name] is not None:
            sent |= dict(_typed(field, body[field.name], f"{before}{field.name}"))
    return sent


def _typed(field: Field, value: Any, at: str) -> Iterator[tuple[str, list[str]]]:
    match field.how:
        case How.CHOICES | How.FILES:
            yield at, [str(each) for each in value]
        case How.YES_NO:
            yield at, ["yes" if value else "no"]
        case How.DAY:
            year, month, day = str(value).split("-")
            yield from zip((f"{at}.{part}" for part in _DAY), ([day], [month], [year]), strict=True)
        case How.COUNTS:
            for code, count in value.items():
                yield f"{at}.{code}", [str(count)]
        case How.PART:
            yield from typed_from(field.parts, value, f"{at}.").items()
        case How.ROWS:
            for n, each in enumerate(value):
                inside = field.parts[0]
                yield from typed_from(field.parts, each, f"{at}.{n}.").items() if inside.name else _typed(inside, each, f"{at}.{n}")
        case _:
            yield at, [str(value)]


def without_empty_rows(fields: tuple[Field, ...], sent: Sent, before: str = "") -> Sent:
    """The same, with its rows numbered as the door counts them: an error in the second row is shown at the second row, also of rows within a part."""
    kept = dict(sent)
    for field in fields:
        at = f"{before}{field.name}"
        if field.how is How.PART:
            kept = without_empty_rows(field.parts, kept, f"{at}.")
        elif field.how is How.ROWS:
            kept = _close_up(field, kept, at)
    return kept


def _close_up(field: Field, sent: Sent, at: str) -> Sent:
    wanted = [n for n in rows_in(sent, at) if _row(field, sent, f"{at}.{n}") not in (None, "", {})]
    kept = {name: values for name, values in sent.items() if not name.startswith(f"{at}.")}
    for place, n in enumerate(wanted):
        kept |= {_moved(name, at, n, place): values for name, values in sent.items() if _is_in(name, at, n)}
        if field.parts[0].name:
            kept = without_empty_rows(field.parts, kept, f"{at}.{place}.")
    return kept


def numbered(fields: tuple[Field, ...], sent: Sent) -> Sent:
    """The same, with a code for each row that says something and has none: the next that is free."""
    given = dict(sent)
    for field in fields:
        if begins := NUMBERED.get(field.name):
            codes = [first(sent, f"{field.name}.{n}.code").strip() for n in rows_in(sent, field.name)]
            free = (code for n in count(1) if (code := f"{begins}{n}") not in codes)
            given |= {f"{field.name}.{n}.code": [next(free)] for n, code in zip(rows_in(sent, field.name), codes, strict=True) if not code}
    return given


def without_row(sent: Sent, at: str) -> Sent:
    """The same without one row, named as `items.2`."""
    return {name: values for name, values in sent.items() if name != at and not name.startswith(f"{at}.")}


def _is_in(name: str, field: str, n: int) -> bool:
    return name == f"{field}.{n}" or name.startswith(f"{field}.{n}.")


def _moved(name: str, field: str, n: int, place: int) -> str:
    return f"{field}.{place}{name.removeprefix(f'{field}.{n}')}"


def act_from(act: type[Act], sent: Sent) -> Act:
    """The same act as the door's JSON becomes. Raises ValidationError."""
    return act.model_validate(body_of(fields_of(act), sent))
