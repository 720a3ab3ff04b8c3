"""What every report has in common: the moment it tells of, and the form it is handed over in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query, Response

from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal
from domain.values import AskedMoment
from domain.zone import CITY_ZONE
from words.sheets import Line, as_csv, as_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Form(StrEnum):
    JSON = "json"
    EXCEL = "xlsx"
    CSV = "csv"


AsOf = Annotated[AskedMoment | None, Query(description="What was on record at this moment, which must have come; now, if it is not said")]
InForm = Annotated[Form, Query(alias="format")]


def that_has_come(as_of: datetime | None, house: House) -> datetime:
    """Raises Refusal (422): of a moment that has not come nothing is on record."""
    moment = house.now()
    if as_of and as_of > moment:
        raise Refusal(422, DoorReason.MOMENT_NOT_COME, moment=as_of.isoformat(), now=in_vietnam(moment))
    return as_of or moment


def in_vietnam(moment: datetime) -> str:
    """To the microsecond, so that it can be asked again."""
    return moment.astimezone(CITY_ZONE).isoformat()


def as_file(name: str, form: Form, head: Sequence[Line], headings: Sequence[str], rows: Iterable[Line]) -> Response:
    """A workbook or a CSV file of that name. `head`: of what, as of when, whether it may be handed on: a file travels without its address."""
    content, media = (
        (as_workbook(name, headings, rows, head), EXCEL)
        if form is Form.EXCEL
        else (as_csv(headings, rows, head), "text/csv; charset=utf-8")
    )
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})
