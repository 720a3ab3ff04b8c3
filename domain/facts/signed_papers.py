"""What is recorded of the scan of a signed paper that came later."""

from datetime import date

from domain.facts.fact import Fact


class PaperAttached(Fact):
    """The scan of the paper of an earlier entry was handed in: it is among `enclosed`, by its hash `scan`. The entry stays as it is.

    `not_for`: to whom the entry itself is never shown.
    """

    kind = "paper_attached"

    entry: int
    number: str
    issued_on: date
    scan: str
    not_for: tuple[str, ...] = ()

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return self.not_for
