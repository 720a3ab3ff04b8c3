"""The working calendar: which days count, by which notice, and on what day a period ends."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.answers import READING
from api.house import House
from api.problems import language_of
from api.signed_in import TheHouse, signed_in
from api.views.rules import CalendarView, DayView, PeriodView
from domain.law.working_days import FARTHEST
from domain.values import Day


def calendar(house: TheHouse, request: Request, year: Annotated[int | None, Query(ge=1900, le=9000)] = None) -> CalendarView:
    return days_off(house, language_of(request), year)


def days_off(house: House, language: str, year: int | None) -> CalendarView:
    calendar, vietnamese = house.readings.calendar, language == "vi"
    return CalendarView(
        id=calendar.id,
        replaces=calendar.replaces,
        first_year=calendar.first_year,
        last_year=calendar.last_year,
        last_noticed_year=calendar.last_noticed_year or calendar.last_year,
        day_ends=calendar.day_ends.value,
        workday_begins=calendar.workday_begins.value,
        days=tuple(
            DayView(
                first=days.first,
                last=days.last,
                kind=days.kind,
                name=days.name_vi if vietnamese else days.name_en,
                basis=days.basis,
                provisional=days.provisional,
            )
            for days in calendar.days
            if year is None or days.first.year <= year <= days.last.year
        ),
    )


_Start = Annotated[
    Day, Query(ge=date(1900, 1, 1), le=date(8000, 1, 1), description="The day it is received: day 1 is the next working day")
]
_Days = Annotated[int, Query(ge=1, le=FARTHEST)]


def due(house: TheHouse, start: _Start, working_days: _Days) -> PeriodView:
    calendar = house.readings.calendar
    last = calendar.period(start, working_days)
    itself = (start,) if calendar.period(start, 1) == start else ()
    counted = (*itself, *calendar.counted(start, last))
    return PeriodView(
        start=start,
        working_days=working_days,
        due_day=last,
        due=calendar.ends(last),
        counted=counted[:100],
        calendar=calendar.id,
        provisional=not calendar.is_certain(start, last),
    )


def routes() -> APIRouter:
    router = APIRouter(prefix="/calendar", tags=["reading: rules"], responses=READING, dependencies=[Depends(signed_in)])
    router.get("", summary="The days off and the working Saturdays, each with the notice it rests on")(calendar)
    router.get("/due", summary="On what day a period of working days ends, and which days it counts")(due)
    return router
