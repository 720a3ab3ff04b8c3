"""What is recorded of a new working calendar."""

from datetime import date

from domain.facts.fact import Fact
from domain.values import Durable, unique
from domain.vocabulary import ClockKind, Office


class DayMoved(Durable):
    """One thing due: the last day by the calendar before, and by the new one."""

    clock: ClockKind
    item: str = ""
    was: date
    now: date
    waiting_for: tuple[Office, ...]


class CalendarReplaced(Fact):
    """A new working calendar was published: what ran was counted anew. `was` and `calendar` are ids; `moved` holds what is now due on another day.

    `not_for`: to whom the matter itself is never shown.
    """

    kind = "calendar_replaced"

    was: str
    calendar: str
    moved: tuple[DayMoved, ...] = ()
    not_for: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Office, ...]:
        return unique(*(office for each in self.moved for office in each.waiting_for))

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return self.not_for
