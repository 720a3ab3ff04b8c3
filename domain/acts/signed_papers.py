"""What may be asked about a signed paper whose scan comes later."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act
from domain.values import Day, Sha256, Text


class AttachPaper(Act):
    """Binds the scan of a signed paper to the entry that was made from it. The office that signed files it, or its officer; the entry stays as it is.

    `number`, `issued_on`: as they stand on the paper, and in the entry. `scan`: the hash of the file that was handed in.
    """

    becomes = facts.PaperAttached
    example = {"entry": 6, "number": "12/QĐ-UBND", "issued_on": "2026-11-20", "scan": "a" * 64}

    entry: int = Field(ge=1, le=1_000_000)
    number: Text
    issued_on: Day
    scan: Sha256

    @property
    def about_entry(self) -> int:
        return self.entry

    @property
    def handed_in(self) -> tuple[str, ...]:
        return (*super().handed_in, self.scan)
