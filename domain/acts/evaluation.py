"""What may be asked about the evaluation of work items."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision
from domain.values import Code, Day, Text, unsaid
from domain.vocabulary import Verdict


class Evaluate(Decision):
    """`happened_on`: when what kept it from its measure of success happened; of what went on for longer, the first day. A review that opens asks for it."""

    becomes = facts.WorkItemEvaluated
    example = {"item": "W1", "verdict": "full", "findings": "Đạt tiêu chí đã nêu.", "evidence": ["Biên bản kiểm tra"]}

    item: Code
    verdict: Verdict
    findings: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
    next_by: Day | None = None
    happened_on: Day | None = Field(default=None, exclude_if=unsaid)
