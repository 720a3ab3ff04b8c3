"""What is recorded of what the clock says."""

from datetime import date, datetime

from pydantic import Field

from domain.facts.fact import FOCAL, SUPERIOR, Fact
from domain.values import Durable, unsaid
from domain.vocabulary import ClockKind, Office


class DaysAway(Durable):
    """Days, both included, on which whoever holds the office was away. `taken_by`: at whose desk it lay meanwhile; "" where nobody took it."""

    absent: str
    taken_by: str = ""
    since: date
    until: date


class Desk(Durable):
    """Where it lay: an office at an agency, or a person by name. `signers`: who could have signed it for whoever holds that office. `away`: on which days,
    of those it lay there, they were away.
    """

    office: Office
    agency: str = ""
    person: str = ""
    signers: tuple[str, ...] = ()
    away: tuple[DaysAway, ...] = Field(default=(), exclude_if=unsaid)


class Spoken(Fact):
    """What was due by when, from whom. `beside`: who hears of it beside those who always do. `asked`: at whose desks it lay that day.
    `not_for`: to whom the matter itself is never shown.
    """

    clock: ClockKind
    item: str = ""
    due: datetime
    waiting_for: tuple[Office, ...]
    beside: tuple[Office, ...] = ()
    asked: tuple[Desk, ...] = ()
    not_for: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Office, ...]:
        return (*self.tells, *self.beside)

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return self.not_for


class Reminded(Spoken):
    """The clock's, before the day: whose turn it is, by when, for what. It decides nothing."""

    kind = "reminded"

    @property
    def told(self) -> tuple[Office, ...]:
        return (*self.waiting_for, *self.beside)


class Escalated(Spoken):
    """The clock's, once the day has passed in silence: the superior and the focal point now know. It decides nothing."""

    kind = "escalated"
    tells = (SUPERIOR, FOCAL)


class SilenceNoted(Spoken):
    """A consulted department let its day pass. It is noted by name, and is never taken as consent."""

    kind = "silence_noted"
    tells = (FOCAL,)
