"""What is recorded of putting a wrong entry right."""

from datetime import date

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact


class Corrected(Fact):
    """What an earlier entry should have said. The entry stays as it is; only a day of finishing is put right in the case too.

    `not_for`: to whom the entry itself is never shown.
    """

    kind = "corrected"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    entry: int
    should_say: str
    reason: str
    finished_on: date | None = None
    not_for: tuple[str, ...] = ()

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return self.not_for
