"""What may be asked about the finish, the report and the evaluated result."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Day, OptionalText, Text, unsaid
from domain.vocabulary import Result, Tier


class Finish(Act):
    becomes = facts.ImplementationFinished
    example = {"finished_on": "2026-11-20"}

    finished_on: Day


class SubmitResultReport(Act):
    """The full and honest written report of proposer and implementers (ND73 Art. 18)."""

    becomes = facts.ResultReported
    example = {"report": "Kết quả từng phần việc, việc chưa đạt và lý do."}

    report: Text


class EvaluateResult(Decision):
    """The head's, with the leadership and without those it is about (ND73 Art. 18). Completed means: not handled (Art. 11.1), for whoever has nothing open.

    `happened_on`: when what kept it from being completed happened; of what went on for longer, the first day. A review that opens asks for it.
    """

    becomes = facts.ResultEvaluated
    example = {"result": "completed", "tier": "successful", "findings": "Các phần việc đều đạt.", "present": ["head", "deputy"]}

    result: Result
    findings: Text
    present: tuple[Code, ...] = Field(min_length=1, max_length=50)
    tier: Tier | None = None
    causes: OptionalText = ""
    happened_on: Day | None = Field(default=None, exclude_if=unsaid)

    def mentions(self) -> tuple[str, ...]:
        return self.present


class NotifyResult(Decision):
    """The proposer and those who carried it out have the evaluation in writing (ND73 Art. 18 gives days after it; its words were not read)."""

    becomes = facts.ResultNotified
    example = {"notified_on": "2026-11-20"}

    notified_on: Day


class ConcludeNotHandled(Decision):
    """Of a completed result: not handled (ND73 Art. 11.1), for those whose conclusion waited, once nothing about them is open any more."""

    becomes = facts.NotHandledConcluded
    example = {"persons": ["tam"], "reasons": "Dấu hiệu đã được gỡ; không còn việc nào đang xem xét."}

    persons: tuple[Code, ...] = Field(min_length=1, max_length=50)
    reasons: Text

    def mentions(self) -> tuple[str, ...]:
        return self.persons
