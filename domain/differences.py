"""What a comparison of the record with itself and with the running workflows can find, and what was done about it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.values import Durable

SHOWN = 50


class Kind(StrEnum):
    """Evidence is never repaired; what is derived is written again from the ledger; a workflow is only ever nudged."""

    EVIDENCE = "evidence"  # the record contradicts itself: chain, tail, answers, seals, law
    READ_MODEL = "read_model"  # snapshot or columns are not what the ledger tells
    WORKLIST = "worklist"  # only the desks: mostly somebody's term has begun or ended since
    LEFT_LYING = "left_lying"  # a rung, a filing or an effect nobody has looked at
    NO_WORKFLOW = "no_workflow"  # the case is not at rest, and nothing runs for it
    RUNS_AT_REST = "runs_at_rest"  # nothing is left to do, and a workflow runs all the same
    HELD_UP = "held_up"  # something stands in the workflow's place, or it was paused
    STRANGER = "stranger"  # a workflow of ours that the record knows nothing of
    DEFECT = "defect"  # the comparison itself failed on this case
    NOT_COMPARED = "not_compared"  # Temporal is away


class Remedy(StrEnum):
    REPORTED = "reported"  # and left as it is
    REWRITTEN = "rewritten"
    NUDGED = "nudged"


class Noted(Durable):
    """A difference as the Temporal UI may show it: a number and two names."""

    case: str
    kind: Kind
    remedy: Remedy


@dataclass(frozen=True)
class Difference:
    """`says`: for an operator, in a sentence. It names entries, columns and filings, and stays out of Temporal."""

    case: str
    kind: Kind
    says: str
    remedy: Remedy = Remedy.REPORTED

    def __str__(self) -> str:
        return f"{f'{self.case}: ' if self.case else ''}{self.says} ({self.kind}, {self.remedy})"


class Tally(Durable):
    """How a comparison went. `first` are the first differences; the worker's log has all of them."""

    cases: int = 0
    differences: int = 0
    repaired: int = 0
    first: tuple[Noted, ...] = ()
    finished: bool = True

    def of(self, found: Difference) -> "Tally":
        """With one difference more."""
        noted = Noted(case=found.case, kind=found.kind, remedy=found.remedy)
        return self + Tally(differences=1, repaired=int(found.remedy is not Remedy.REPORTED), first=(noted,))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            cases=self.cases + other.cases,
            differences=self.differences + other.differences,
            repaired=self.repaired + other.repaired,
            first=(*self.first, *other.first)[:SHOWN],
            finished=self.finished and other.finished,
        )
