"""What is recorded of the absence of the head of an agency."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FIRST_CALENDAR, HEAD, Fact
from domain.vocabulary import Capacity, Office, StandIn


class AbsenceAnnounced(Fact):
    """`absent`: who is away. `substitute`: who takes their open work; "" where nobody does. `chosen`: who said so. `held`, `held_at`: by which office of
    their own the substitute signs. `capacity`: in which, where leave to sign was given for it; None where they had it already. Its paper is `paper`.
    """

    kind = "absence_announced"
    tells = (HEAD,)

    agency: str
    absent: str
    starts: date
    ends: date
    chosen: StandIn
    substitute: str = ""
    held: Office | None = None
    held_at: str = ""
    capacity: Capacity | None = None
    policy: str = ""
    calendar: str = FIRST_CALENDAR
    names: Mapping[str, str] = {}

    @property
    def told_by_name(self) -> tuple[str, ...]:
        return (self.substitute,) if self.substitute else ()


class AbsenceEnded(Fact):
    """From its moment on, whatever its paper said."""

    kind = "absence_ended"
    tells = (HEAD,)

    absent: str
    substitute: str = ""
    reason: str
    names: Mapping[str, str] = {}

    @property
    def told_by_name(self) -> tuple[str, ...]:
        return (self.substitute,) if self.substitute else ()
