"""What somebody may ask, in the imperative. An act is the HTTP body, the form and its validation, all at once.

The order of the classes is the order of the procedure. Who may ask what, and when, is in domain/procedure.py.
"""

import re
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain import facts
from domain.values import Asked, Code, OptionalText, Sha256, Text
from domain.vocabulary import Ballot, OpinionFor, PartyOpinion, Regime, Result, Stage, Tier, Verdict

ACTS: dict[str, "type[Act]"] = {}


class Act(Asked):
    """Its name is the class's in snake_case: the last part of its address, the name of its update in Temporal, its key in words/."""

    name: ClassVar[str]
    fact: ClassVar[type[facts.Fact]]
    example: ClassVar[dict[str, Any]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        if "fact" in vars(cls):
            cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
            ACTS[cls.name] = cls

    def mentions(self) -> tuple[str, ...]:
        """The persons it names, so that the directory can say who they are."""
        return ()


class PaperSeen(Asked):
    """A signed paper the clerk has before him. The hash is of the scanned file, which is kept elsewhere."""

    number: Text
    issued_on: date
    sha256: Sha256


class DossierFiled(Act):
    """The contents ND73 Art. 7.2 asks of a proposal; only the impact may be empty ("if any")."""

    title: Text
    purpose: Text
    bottleneck: Text
    solution: Text
    scope: Text
    timetable: Text
    resources: Text
    feasibility: Text
    expected_effect: Text
    impact: OptionalText = ""


_DOSSIER = {
    "title": "Trợ lý số hướng dẫn thủ tục hành chính bằng hai ngôn ngữ",
    "purpose": "Người dân và người nước ngoài được hướng dẫn thủ tục ngoài giờ hành chính.",
    "bottleneck": "Chưa có quy định về việc dùng trợ lý ảo để hướng dẫn thủ tục tại phường.",
    "solution": "Thí điểm trợ lý ảo trên trang thông tin của phường, cán bộ kiểm tra câu trả lời hằng tuần.",
    "scope": "Toàn phường; 20 thủ tục phổ biến nhất.",
    "timetable": "12 tháng từ ngày phê duyệt.",
    "resources": "Nhân sự hiện có; máy chủ dùng chung của thành phố.",
    "feasibility": "Đã thử trong nội bộ hai tuần.",
    "expected_effect": "Giảm số lượt hỏi trực tiếp tại quầy.",
}


class Register(DossierFiled):
    """Who proposes and who carries out default to the sender; an officer of the agency may file for others by naming them."""

    fact = facts.Registered
    example = {"agency": "26743", "regime": "nd73-2023", **_DOSSIER}

    agency: Code
    regime: Regime = Regime.ND73
    proposers: tuple[Code, ...] = Field(default=(), max_length=20)
    implementers: tuple[Code, ...] = Field(default=(), max_length=50)

    def mentions(self) -> tuple[str, ...]:
        return (*self.proposers, *self.implementers)


class AcceptDossier(Act):
    fact = facts.DossierAccepted


class ReturnDossier(Act):
    fact = facts.DossierReturned
    example = {"missing": ["nguồn lực"], "advice": "Nêu rõ nguồn kinh phí."}

    missing: tuple[Text, ...] = Field(min_length=1, max_length=20)
    advice: OptionalText = ""


class Resubmit(DossierFiled):
    fact = facts.DossierResubmitted
    example = _DOSSIER


class RecordPartyOpinion(Act):
    fact = facts.PartyOpinionRecorded
    example = {"before": "approval", "opinion": "agrees", "summary": "Thống nhất chủ trương."}

    before: OpinionFor
    opinion: PartyOpinion
    summary: OptionalText = ""
    absence_reason: OptionalText = ""
    paper: PaperSeen | None = None


class Vote(Act):
    fact = facts.BallotCast
    example = {"ballot": "for"}

    ballot: Ballot
    opinion: OptionalText = ""


class ConcludeVote(Act):
    fact = facts.VoteConcluded
    example = {"minutes": "Biên bản họp tập thể lãnh đạo."}

    minutes: OptionalText = ""


class Override(Act):
    """The head's written decision to go on in spite of a failed vote; he answers for it (ND73 Art. 8.1)."""

    fact = facts.VoteOverridden
    example = {"need": "Vì sao cần thiết.", "feasibility": "Vì sao khả thi."}

    need: Text
    feasibility: Text


class Approve(Act):
    """Names what is allowed: an "agreement in principle" without a scope is not an answer."""

    fact = facts.Approved
    example = {"scope": "20 thủ tục phổ biến, trong 12 tháng", "conditions": ["Báo cáo hằng quý"]}

    scope: Text
    conditions: tuple[Text, ...] = Field(default=(), max_length=50)


class Refuse(Act):
    fact = facts.ProposalRefused
    example = {"reasons": "Nội dung đã có quy định, không cần thí điểm."}

    reasons: Text


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


class SubmitPlan(Act):
    """Work items with a measure of success, and the risks foreseen, or why there are none. What is not written down now was not foreseen later."""

    fact = facts.PlanSubmitted
    example = {
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

    items: tuple[ItemPlanned, ...] = Field(min_length=1, max_length=200)
    risks: tuple[RiskForeseen, ...] = Field(default=(), max_length=200)
    no_risks_because: OptionalText = ""

    def mentions(self) -> tuple[str, ...]:
        return tuple(person for item in self.items for person in (item.implementer, item.evaluator) if person)


class ReturnPlan(Act):
    fact = facts.PlanReturned
    example = {"reasons": "Chưa có thước đo kết quả cho từng phần việc."}

    reasons: Text


class ApprovePlan(Act):
    """Names the plan by its hash, so that nobody approves a text other than the one he read. It freezes the baseline."""

    fact = facts.PlanApproved
    example = {"plan_sha256": "0" * 64}

    plan_sha256: Sha256
    conditions: tuple[Text, ...] = Field(default=(), max_length=50)


class Evaluate(Act):
    fact = facts.WorkItemEvaluated
    example = {"item": "W1", "verdict": "full", "findings": "Đạt thước đo đã nêu.", "evidence": ["Biên bản kiểm tra"]}

    item: Code
    verdict: Verdict
    findings: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
    next_by: date | None = None


class Finish(Act):
    fact = facts.ImplementationFinished
    example = {"finished_on": "2026-11-20"}

    finished_on: date


class SubmitResultReport(Act):
    """The full and honest written report of proposer and implementers (ND73 Art. 18)."""

    fact = facts.ResultReported
    example = {"report": "Kết quả từng phần việc, việc chưa đạt và lý do."}

    report: Text


class EvaluateResult(Act):
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


class Close(Act):
    fact = facts.Closed


class Reopen(Act):
    fact = facts.Reopened
    example = {"reason": "Có chứng cứ mới.", "back_to": "final_evaluation"}

    reason: Text
    back_to: Stage = Stage.FINAL_EVALUATION
