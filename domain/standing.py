"""How a stream stands, in plain values: all that its workflow ever learns of it. A durable type; it holds no personal data."""

from datetime import date, datetime

from domain.values import Durable


class Standing(Durable):
    """`look_at`: when the clock must look again. `due`, `due_day`: the moment and the local day people are told.

    `owed`: effects to carry out, by id. `children`: the streams of the family that its facts opened and that have not ended. `link`: where people
    read the case. `told_at`: what the registrar's clock read then. `last`: when the last entries were made; earlier releases said their kinds too.
    """

    number: str
    sequence: int = 0
    stage: str = ""
    agency: str = ""
    regime: str = ""
    outcome: str = ""
    waiting_for: tuple[str, ...] = ()
    due: datetime | None = None
    due_day: date | None = None
    look_at: datetime | None = None
    owed: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    nonsense: int = 0
    needs_operator: bool = False
    at_rest: bool = True
    children: tuple[str, ...] = ()
    campaign: str = ""
    link: str = ""
    told_at: datetime | None = None
