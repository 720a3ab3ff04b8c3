"""What may be asked about registering a proposal, completing its dossier, taking it back."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, FreeOfSecrets
from domain.values import Code, OptionalText, Text, Title, unsaid
from domain.vocabulary import (
    Gap,
    ProposedAs,
    Regime,
    StreamKind,
)

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
    "no_secrets": True,
}


class DossierFiled(FreeOfSecrets):
    """The contents ND73 Art. 7.2 asks of a proposal, where only the impact may be empty ("if any"); and what the city's plan asks beside them.

    `component`: the component programme, scheme or plan it belongs to. `legal_issue`: the issue in legal difficulty that it would resolve.
    """

    title: Title
    purpose: Text
    bottleneck: Text
    solution: Text
    scope: Text
    timetable: Text
    resources: Text
    feasibility: Text
    expected_effect: Text
    impact: OptionalText = ""
    worst_case: OptionalText = ""
    remedy: OptionalText = ""
    commitment: OptionalText = ""
    grounding: OptionalText = Field(default="", exclude_if=unsaid)
    gap: Gap | None = Field(default=None, exclude_if=unsaid)
    component: OptionalText = Field(default="", exclude_if=unsaid)
    legal_issue: OptionalText = Field(default="", exclude_if=unsaid)


class Register(DossierFiled):
    """Who proposes and who carries out default to the sender; an officer of the agency may file for others by naming them. `on_behalf_of`: the
    organisation or group whose idea it is; the persons named propose it for them.
    """

    opens_stream = StreamKind.INITIATIVE
    becomes = facts.Registered
    example = {"agency": "26743", "regime": "nd73-2023", **_DOSSIER}

    agency: Code
    regime: Regime = Regime.ND73
    focus_area: Code | None = None
    campaign: Code | None = Field(
        default=None, description="The campaign it answers; if none is named, the yearly one that is open to this agency"
    )
    proposers: tuple[Code, ...] = Field(default=(), max_length=20)
    implementers: tuple[Code, ...] = Field(default=(), max_length=50)
    proposed_as: ProposedAs | None = Field(default=None, exclude_if=unsaid)
    on_behalf_of: OptionalText = Field(default="", exclude_if=unsaid)

    def mentions(self) -> tuple[str, ...]:
        return (*self.proposers, *self.implementers)

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)


class AcceptDossier(Act):
    becomes = facts.DossierAccepted


class ReturnDossier(Act):
    becomes = facts.DossierReturned
    example = {"missing": ["nguồn lực"], "advice": "Nêu rõ nguồn kinh phí."}

    missing: tuple[Text, ...] = Field(min_length=1, max_length=20)
    advice: OptionalText = ""


class Resubmit(DossierFiled):
    becomes = facts.DossierResubmitted
    example = _DOSSIER


class Withdraw(Act):
    becomes = facts.Withdrawn
    example = {"reason": "Nội dung đã được quy định trong văn bản mới."}

    reason: Text
