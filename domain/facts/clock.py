"""What the clock says, in nobody's name. It reminds, escalates and notes silence; it decides nothing."""

from datetime import datetime

from domain.facts.fact import FOCAL, SUPERIOR, Fact
from domain.vocabulary import ClockKind, Office


class Spoken(Fact):
    """What was due by when, from whom. `not_for`: to whom the matter itself is never shown."""

    clock: ClockKind
    item: str = ""
    due: datetime
    waiting_for: tuple[Office, ...]
    not_for: tuple[str, ...] = ()

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return self.not_for


class Reminded(Spoken):
    """The clock's, before the day: whose turn it is, by when, for what. It decides nothing."""

    kind = "reminded"

    @property
    def told(self) -> tuple[Office, ...]:
        return self.waiting_for


class Escalated(Spoken):
    """The clock's, once the day has passed in silence: the superior and the focal point now know. It decides nothing."""

    kind = "escalated"
    tells = (SUPERIOR, FOCAL)


class SilenceNoted(Spoken):
    """A consulted department let its day pass. It is noted by name, and is never taken as consent."""

    kind = "silence_noted"
    tells = (FOCAL,)
