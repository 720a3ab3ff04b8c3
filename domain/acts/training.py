"""What may be asked about the money of training."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Text

DONG = 10**15


class CommitTraining(Act):
    becomes = facts.TrainingCommitted
    example = {"proposal": "P1", "what": "Khóa học 6 tháng.", "amount_dong": 40_000_000}

    proposal: Code
    what: Text
    amount_dong: int = Field(ge=1, le=DONG)


class PayTraining(Act):
    becomes = facts.TrainingPaid
    example = {"proposal": "P1", "what": "Học phí đợt 1.", "amount_dong": 20_000_000}

    proposal: Code
    what: Text
    amount_dong: int = Field(ge=1, le=DONG)


class SettleTraining(Decision):
    """The training is over, or will not go on: what was approved and not paid is released, and nothing more is committed or paid."""

    becomes = facts.TrainingSettled
    example = {"proposal": "P1", "reasons": "Khóa học đã kết thúc, chi phí thấp hơn dự toán."}

    proposal: Code
    reasons: Text
