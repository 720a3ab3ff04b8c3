"""The work: the plan that is frozen, its evaluation item by item, its changes, its end, and what may be done to a case at large."""

from datetime import date
from typing import Any

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Asked, Code, OptionalText, Sha256, Text
from domain.vocabulary import Result, Stage, Tier, Verdict


class RiskForeseen(Asked):
    code: Code
    cause: Text
    likelihood: Text
    effect: Text
    measure: Text
    owner: Code


class ItemPlanned(Asked):
    code: Code
    title: Text
    measure_of_success: Text
    implementer: Code
    evaluate_by: date
    evaluator: Code | None = None
    budget_dong: int = Field(default=0, ge=0, le=10**15)


class Planned(Act):
    """Work items with a measure of success, and the risks foreseen, or why there are none. What is not written down now was not foreseen later."""

    items: tuple[ItemPlanned, ...] = Field(min_length=1, max_length=200)
    risks: tuple[RiskForeseen, ...] = Field(default=(), max_length=200)
    no_risks_because: OptionalText = ""

    def mentions(self) -> tuple[str, ...]:
        return tuple(person for item in self.items for person in (item.implementer, item.evaluator) if person)


_PLAN: dict[str, Any] = {
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


class SubmitPlan(Planned):
    fact = facts.PlanSubmitted
    example = _PLAN


class ReturnPlan(Decision):
    fact = facts.PlanReturned
    example = {"reasons": "Chưa có thước đo kết quả cho từng phần việc."}

    reasons: Text


class ApprovePlan(Decision):
    """Names the plan by its hash, so that nobody approves a text other than the one he read. It freezes the baseline."""

    fact = facts.PlanApproved
    example = {"plan_sha256": "0" * 64}

    plan_sha256: Sha256
    conditions: tuple[Text, ...] = Field(default=(), max_length=50)


class Evaluate(Decision):
    fact = facts.WorkItemEvaluated
    example = {"item": "W1", "verdict": "full", "findings": "Đạt thước đo đã nêu.", "evidence": ["Biên bản kiểm tra"]}

    item: Code
    verdict: Verdict
    findings: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
    next_by: date | None = None


class ProposeAmendment(Planned):
    """The whole plan as it shall be: what is in force stays in it, changed or not, and new items and risks come beside it."""

    fact = facts.AmendmentProposed
    example = {**_PLAN, "reasons": "Thêm phần việc theo yêu cầu của người dân."}

    reasons: Text


class ApproveAmendment(Decision):
    """A new version of the register, effective from its approval or a later day: what it adds was not foreseen before."""

    fact = facts.AmendmentApproved
    example = {"plan_sha256": "0" * 64}

    plan_sha256: Sha256
    effective_on: date | None = None


class RefuseAmendment(Decision):
    fact = facts.AmendmentRefused
    example = {"reasons": "Chưa cần thiết."}

    reasons: Text


class Suspend(Decision):
    fact = facts.Suspended
    example = {"reasons": "Chờ ý kiến về an toàn dữ liệu."}

    reasons: Text


class Resume(Decision):
    fact = facts.Resumed
    example = {"reasons": "Đã có ý kiến."}

    reasons: Text


class Stop(Decision):
    fact = facts.Stopped
    example = {"reasons": "Văn bản mới đã quy định nội dung này."}

    reasons: Text


class Finish(Act):
    fact = facts.ImplementationFinished
    example = {"finished_on": "2026-11-20"}

    finished_on: date


class SubmitResultReport(Act):
    """The full and honest written report of proposer and implementers (ND73 Art. 18)."""

    fact = facts.ResultReported
    example = {"report": "Kết quả từng phần việc, việc chưa đạt và lý do."}

    report: Text


class EvaluateResult(Decision):
    """The head's, with the leadership and without those it is about (ND73 Art. 18). Completed means: not handled (Art. 11.1)."""

    fact = facts.ResultEvaluated
    example = {"result": "completed", "tier": "successful", "findings": "Các phần việc đều đạt.", "present": ["head", "deputy"]}

    result: Result
    findings: Text
    present: tuple[Code, ...] = Field(min_length=1, max_length=50)
    tier: Tier | None = None
    causes: OptionalText = ""

    def mentions(self) -> tuple[str, ...]:
        return self.present


class Withdraw(Act):
    fact = facts.Withdrawn
    example = {"reason": "Nội dung đã được quy định trong văn bản mới."}

    reason: Text


class Close(Decision):
    fact = facts.Closed


class Reopen(Decision):
    fact = facts.Reopened
    example = {"reason": "Có chứng cứ mới.", "back_to": "final_evaluation"}

    reason: Text
    back_to: Stage = Stage.FINAL_EVALUATION


class Correct(Decision):
    """Says what an entry of the ledger should have said. It is approved on paper by the superior of the office that made the entry; the entry stays.

    The office that made the entry files it; `on_paper` is the superior's approval. Only the day the work ended is also put right in the case itself.
    """

    fact = facts.Corrected
    example = {
        "entry": 3,
        "should_say": "Ngày kết thúc công việc là 19/11/2026.",
        "reason": "Ghi nhầm ngày.",
        "on_paper": {"decided_by": "head", "number": "12/UBND-VP", "issued_on": "2026-11-20", "sha256": "0" * 64},
    }

    entry: int = Field(ge=1, le=1_000_000)
    should_say: Text
    reason: Text
    finished_on: date | None = None

    @property
    def about_entry(self) -> int:
        return self.entry


class OpenRewardsFromStart(Act):
    """Open the reward file while the work is under way: for the few rewards that may be considered from the start."""

    fact = facts.RewardsOpenedFromStart
    example = {"reasons": "Tiến độ tốt, cần ưu tiên quy hoạch ngay từ khi thực hiện."}

    reasons: Text
