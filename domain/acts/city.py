"""What may be asked about the way through the city under the plan of 2022."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Text
from domain.vocabulary import Appraisal, Position


class SubmitToCity(Decision):
    """The agency stands behind the proposal and asks the city, under the city's plan."""

    becomes = facts.SubmittedToCity
    example = {"submission": "Kính trình Ủy ban nhân dân Thành phố xem xét, phê duyệt."}

    submission: Text


class Consult(Act):
    """All departments at once, one round. Who does not answer is noted; silence is never consent."""

    becomes = facts.Consulted
    example = {"departments": ["STC", "STP"], "question": "Ý kiến về nguồn kinh phí và tính pháp lý."}

    departments: tuple[Code, ...] = Field(min_length=1, max_length=30)
    question: Text

    def mentions_agencies(self) -> tuple[str, ...]:
        return self.departments


class AnswerConsultation(Decision):
    becomes = facts.ConsultationAnswered
    example = {"position": "agrees", "answer": "Thống nhất; kinh phí trong dự toán."}

    position: Position
    answer: Text


class Appraise(Act):
    """A recommendation to the city chair, criterion by criterion in words. It decides nothing."""

    becomes = facts.Appraised
    example = {"recommendation": "recommends_approval", "report": "Cần thiết, khả thi, rủi ro đã có biện pháp."}

    recommendation: Appraisal
    report: Text


class ReturnToAgency(Decision):
    becomes = facts.ReturnedToAgency
    example = {"reasons": "Chưa rõ nguồn kinh phí."}

    reasons: Text
