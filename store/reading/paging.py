"""Page by page: a page begins after the last row of the page before, wherever that now stands in the order.

sqlakeyset does keyset pages too, but not over a key that may be missing, and rows without a due day come last.
"""

import base64
from datetime import datetime
from typing import Any

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import ColumnElement, and_, literal, or_, tuple_

from domain.values import Moment, Text
from store.tables import UTCDateTime

_CURSOR: TypeAdapter[tuple[str, JsonValue, str]] = TypeAdapter(tuple[str, JsonValue, Text])
_MOMENT: TypeAdapter[datetime | None] = TypeAdapter(Moment | None)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)


class NotOurCursor(Exception):
    """It was not given out for this list, sorted and filtered like this."""


def cursor(mark: str, key: Any, place: str) -> str:
    """Where a page ended: its last row's key, and its place among those of one key. `mark` tells the list from any other."""
    last = key.isoformat() if isinstance(key, datetime) else key
    return base64.urlsafe_b64encode(_CURSOR.dump_json((mark, last, place))).decode().rstrip("=")


def opened(cursor: str, mark: str, key: ColumnElement[Any]) -> tuple[Any, str]:
    """The key and the place in it. Raises NotOurCursor."""
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        of, last, place = _CURSOR.validate_json(content)
        key_of_last = _MOMENT.validate_python(last) if isinstance(key.type, UTCDateTime) else _TEXT.validate_python(last)
    except (ValueError, OverflowError) as error:  # of base64, of JSON, of pydantic, and of a moment before all calendars
        raise NotOurCursor from error
    if of != mark:
        raise NotOurCursor
    return key_of_last, place


def beyond(
    key: ColumnElement[Any], place: ColumnElement[Any], last: Any, its_place: str, *, backwards: bool = False
) -> ColumnElement[bool]:
    """What comes after that row in the order; rows without a key come last either way."""

    def after(what: ColumnElement[Any], than: ColumnElement[Any]) -> ColumnElement[bool]:
        return what < than if backwards else what > than

    if last is None:
        return and_(key.is_(None), after(place, literal(its_place)))
    further = after(tuple_(key, place), tuple_(literal(last, key.type), literal(its_place)))
    return or_(further, key.is_(None)) if isinstance(key.type, UTCDateTime) else further
