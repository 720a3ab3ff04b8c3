"""What is recorded of who advises a person under review."""

from datetime import date

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Office


class AdviserNamed(Fact):
    """`name`: as borne that day. `until`: the last day on which they read the review."""

    kind = "adviser_named"
    tells = (HEAD, Office.PANEL_CHAIR)

    adviser: str
    name: str
    until: date

    @property
    def told_by_name(self) -> tuple[str, ...]:
        return (self.adviser,)


class AdviserDismissed(Fact):
    kind = "adviser_dismissed"
    tells = (HEAD, Office.PANEL_CHAIR)

    adviser: str

    @property
    def told_by_name(self) -> tuple[str, ...]:
        return (self.adviser,)
