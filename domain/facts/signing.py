"""What is recorded of who signs for the head of an agency."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FIRST_CALENDAR, HEAD, Fact
from domain.vocabulary import Capacity, Office


class LeaveToSignGiven(Fact):
    """`held`, `held_at`: by which office of their own the person signs. `given_by`: for whom, "" where the post is vacant. Its paper is `paper`."""

    kind = "leave_to_sign_given"
    tells = (HEAD,)

    agency: str
    person: str
    held: Office
    held_at: str
    capacity: Capacity
    given_by: str = ""
    starts: date
    ends: date | None = None
    acts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    policy: str = ""
    calendar: str = FIRST_CALENDAR
    names: Mapping[str, str] = {}

    @property
    def also_told(self) -> tuple[tuple[Office, str], ...]:
        return ((self.held, self.held_at),)


class LeaveToSignEnded(Fact):
    """From its moment on, whatever its paper said."""

    kind = "leave_to_sign_ended"
    tells = (HEAD,)

    person: str
    held: Office
    held_at: str
    reason: str
    names: Mapping[str, str] = {}

    @property
    def also_told(self) -> tuple[tuple[Office, str], ...]:
        return ((self.held, self.held_at),)
