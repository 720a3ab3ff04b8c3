"""One number of the law, with what it rests on."""

from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.law.working_days import Calendar
from domain.vocabulary import Counting

V = TypeVar("V")


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(Data, Generic[V]):
    """One number of the law. `provisional` says that nobody has decided it yet: it is ours, to be replaced, and is shown as such."""

    value: V
    basis: str
    unit: str = ""
    provisional: bool = False
    note: str = ""


class Period(Parameter[int]):
    """How long a period is. In working days, unless the law counts every day."""

    value: Annotated[int, Field(gt=0)]
    counted_in: Counting = Counting.WORKING_DAYS

    def last_day(self, start: date, calendar: Calendar, stood: int = 0) -> date:
        """The last day of the period that begins with `start`. `stood`: so many days, counted alike, it is longer."""
        if self.counted_in is Counting.CALENDAR_DAYS:
            return calendar.period_of_every_day(start, self.value + stood)
        return calendar.period(start, self.value + stood)

    def between(self, since: date, until: date, calendar: Calendar) -> int:
        """How many days, as it counts them, it is longer for having stood still so long."""
        return (until - since).days if self.counted_in is Counting.CALENDAR_DAYS else calendar.between(since, until)
