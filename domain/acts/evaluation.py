"""What may be asked about the evaluation of work items."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision
from domain.values import Code, Day, Text
from domain.vocabulary import Verdict


class Evaluate(Decision):
    becomes = facts.WorkItemEvaluated
    example = {"item": "W1", "verdict": "full", "findings": "Đạt tiêu chí đã nêu.", "evidence": ["Biên bản kiểm tra"]}

    item: Code
    verdict: Verdict
    findings: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
    next_by: Day | None = None
