"""From the registration to the answer: the proposal, the agency's review, and under the city's plan its appraisal."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision, PaperSeen
from domain.values import Code, OptionalText, Sha256, Text
from domain.vocabulary import Appraisal, Ballot, OpinionFor, PartyOpinion, Position, Regime, ScopeGround, StreamKind


class DossierFiled(Act):
    """The contents ND73 Art. 7.2 asks of a proposal, where only the impact may be empty ("if any"); and what the city's plan asks beside them."""

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
    worst_case: OptionalText = ""
    remedy: OptionalText = ""
    commitment: OptionalText = ""


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

    opens = StreamKind.INITIATIVE
    fact = facts.Registered
    example = {"agency": "26743", "regime": "nd73-2023", **_DOSSIER}

    agency: Code
    regime: Regime = Regime.ND73
    focus_area: Code | None = None
    campaign: Code | None = Field(
        default=None, description="The campaign it answers; if none is named, the yearly one that is open to this agency"
    )
    proposers: tuple[Code, ...] = Field(default=(), max_length=20)
    implementers: tuple[Code, ...] = Field(default=(), max_length=50)

    def mentions(self) -> tuple[str, ...]:
        return (*self.proposers, *self.implementers)

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)


class AcceptDossier(Act):
    fact = facts.DossierAccepted


class ReturnDossier(Act):
    fact = facts.DossierReturned
    example = {"missing": ["nguồn lực"], "advice": "Nêu rõ nguồn kinh phí."}

    missing: tuple[Text, ...] = Field(min_length=1, max_length=20)
    advice: OptionalText = ""


class DeclareOutOfScope(Decision):
    """Every ground on which the rules named do not cover the proposal; the way that is left is worked out from them."""

    fact = facts.DeclaredOutOfScope
    example = {"grounds": ["person_not_covered"], "reasons": "Người đề xuất không giữ chức vụ lãnh đạo, quản lý."}

    grounds: tuple[ScopeGround, ...] = Field(min_length=1, max_length=10)
    reasons: Text


class Forward(Decision):
    """The proposal is above this agency's authority: it ends here and is registered anew with the agency named."""

    fact = facts.Forwarded
    example = {"to": "UBNDTP", "reasons": "Nội dung vượt thẩm quyền của phường."}

    to: Code
    reasons: Text

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.to,)


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


class ConveneCouncil(Decision):
    """For a proposal of wide scope or complex content (ND73 Art. 8.2, whose rest is unread): who sits is for the head to say."""

    fact = facts.CouncilConvened
    example = {"members": ["deputy", "hoa", "focal"], "reasons": "Phạm vi rộng, liên quan nhiều phường."}

    members: tuple[Code, ...] = Field(min_length=1, max_length=50)
    reasons: Text

    def mentions(self) -> tuple[str, ...]:
        return self.members


class RecordCouncilConclusion(Decision):
    fact = facts.CouncilConcluded
    example = {"favourable": True, "conclusion": "Nên thí điểm ở ba phường.", "minutes": "Biên bản họp hội đồng."}

    favourable: bool
    conclusion: Text
    minutes: OptionalText = ""


class Vote(Act):
    fact = facts.BallotCast
    example = {"ballot": "for"}

    ballot: Ballot
    opinion: OptionalText = ""


class ConcludeVote(Decision):
    fact = facts.VoteConcluded
    example = {"minutes": "Biên bản họp tập thể lãnh đạo."}

    minutes: OptionalText = ""


class Override(Decision):
    """The head's written decision to go on in spite of a failed vote; he answers for it (ND73 Art. 8.1)."""

    fact = facts.VoteOverridden
    example = {"need": "Vì sao cần thiết.", "feasibility": "Vì sao khả thi."}

    need: Text
    feasibility: Text


class SubmitToCity(Decision):
    """The agency stands behind the proposal and asks the city, under the city's plan."""

    fact = facts.SubmittedToCity
    example = {"submission": "Kính trình Ủy ban nhân dân Thành phố xem xét, phê duyệt."}

    submission: Text


class Consult(Act):
    """All departments at once, one round. Who does not answer is noted; silence is never consent."""

    fact = facts.Consulted
    example = {"departments": ["STC", "STP"], "question": "Ý kiến về nguồn kinh phí và tính pháp lý."}

    departments: tuple[Code, ...] = Field(min_length=1, max_length=30)
    question: Text

    def mentions_agencies(self) -> tuple[str, ...]:
        return self.departments


class AnswerConsultation(Decision):
    fact = facts.ConsultationAnswered
    example = {"position": "agrees", "answer": "Thống nhất; kinh phí trong dự toán."}

    position: Position
    answer: Text


class Appraise(Act):
    """A recommendation to the city chair, criterion by criterion in words. It decides nothing."""

    fact = facts.Appraised
    example = {"recommendation": "recommends_approval", "report": "Cần thiết, khả thi, rủi ro đã có biện pháp."}

    recommendation: Appraisal
    report: Text


class Approve(Decision):
    """Names what is allowed: an "agreement in principle" without a scope is not an answer."""

    fact = facts.Approved
    example = {"scope": "20 thủ tục phổ biến, trong 12 tháng", "conditions": ["Báo cáo hằng quý"]}

    scope: Text
    conditions: tuple[Text, ...] = Field(default=(), max_length=50)
    dossier_sha256: Sha256 | None = None
    departure_reason: OptionalText = ""


class ReturnToAgency(Decision):
    fact = facts.ReturnedToAgency
    example = {"reasons": "Chưa rõ nguồn kinh phí."}

    reasons: Text


class Refuse(Decision):
    fact = facts.ProposalRefused
    example = {"reasons": "Nội dung đã có quy định, không cần thí điểm."}

    reasons: Text
    departure_reason: OptionalText = ""
