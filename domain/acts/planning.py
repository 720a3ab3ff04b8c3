"""What may be asked about the plan that is frozen."""

from typing import Any

from pydantic import Field

from domain import facts
from domain.acts.act import Decision, FreeOfSecrets
from domain.values import Asked, Code, Day, OptionalText, Sha256, Text, Title, unsaid
from domain.vocabulary import PlanForm

EXAMPLE: dict[str, Any] = {
    "no_secrets": True,
    "items": [
        {
            "code": "W1",
            "title": "Soạn bộ câu hỏi và câu trả lời",
            "measure_of_success": "20 thủ tục có câu trả lời đã kiểm tra",
            "implementer": "tam",
            "evaluate_by": "2027-03-31",
        }
    ],
    "risks": [
        {
            "code": "R1",
            "cause": "Trợ lý trả lời sai",
            "likelihood": "trung bình",
            "effect": "Người dân nộp thiếu giấy tờ",
            "measure": "Cán bộ kiểm tra hằng tuần, công khai số điện thoại hỗ trợ",
            "owner": "tam",
        }
    ],
}


class RiskForeseen(Asked):
    code: Code
    cause: Text
    likelihood: Text
    effect: Text
    measure: Text
    owner: Code


class ItemPlanned(Asked):
    code: Code
    title: Title
    measure_of_success: Text
    implementer: Code
    evaluate_by: Day
    evaluator: Code | None = None
    budget_dong: int = Field(default=0, ge=0, le=10**15)


class Planned(FreeOfSecrets):
    """Work items with a measure of success, and the risks foreseen, or why there are none. What is not written down now was not foreseen later."""

    items: tuple[ItemPlanned, ...] = Field(min_length=1, max_length=200)
    risks: tuple[RiskForeseen, ...] = Field(default=(), max_length=200)
    no_risks_because: OptionalText = ""

    def mentions(self) -> tuple[str, ...]:
        return tuple(person for item in self.items for person in (item.implementer, item.evaluator) if person)


class SubmitPlan(Planned):
    becomes = facts.PlanSubmitted
    example = {**EXAMPLE, "plan_form": "plan"}

    plan_form: PlanForm | None = Field(default=None, exclude_if=unsaid)


class ReturnPlan(Decision):
    becomes = facts.PlanReturned
    example = {"reasons": "Chưa có tiêu chí đánh giá cho từng phần việc."}

    reasons: Text


class ApprovePlan(Decision):
    """Names the plan by its hash, so that nobody approves a text other than the one they read. It freezes the baseline."""

    becomes = facts.PlanApproved
    example = {"plan_sha256": "0" * 64}

    plan_sha256: Sha256
    conditions: tuple[Text, ...] = Field(default=(), max_length=50)
