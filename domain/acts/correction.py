"""What may be asked about putting a wrong entry right."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision
from domain.values import Day, Text


class Correct(Decision):
    """Says what an entry of the ledger should have said. It is approved on paper by the superior of the office that made the entry; the entry stays.

    The office that made the entry files it; `on_paper` is the superior's approval. Only the day the work ended is also put right in the case itself.
    """

    becomes = facts.Corrected
    example = {
        "entry": 3,
        "should_say": "Ngày kết thúc công việc là 19/11/2026.",
        "reason": "Ghi nhầm ngày.",
        "on_paper": {"decided_by": "head", "number": "12/UBND-VP", "issued_on": "2026-11-20"},
    }

    entry: int = Field(ge=1, le=1_000_000)
    should_say: Text
    reason: Text
    finished_on: Day | None = None

    @property
    def about_entry(self) -> int:
        return self.entry
