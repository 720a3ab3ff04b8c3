"""The acts of a reward file: what was promised if it goes right, for one person at a time, over years of grants."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, OptionalText, Text
from domain.vocabulary import RewardKind

DONG = 10**15


class ProposeReward(Act):
    """One reward of one kind for one person; of training, the whole cost is to be covered."""

    fact = facts.RewardProposed
    example = {"person": "tam", "reward": "praise", "achievement": "Hoàn thành mọi phần việc."}

    person: Code
    reward: RewardKind
    achievement: Text
    cost_dong: int = Field(default=0, ge=0, le=DONG)

    def mentions(self) -> tuple[str, ...]:
        return (self.person,)


class Consider(Act):
    """The emulation council's view of one proposed reward, with its minutes. It advises."""

    fact = facts.RewardConsidered
    example = {"proposal": "P1", "favourable": True, "minutes": "Biên bản họp hội đồng."}

    proposal: Code
    favourable: bool
    minutes: Text


class Grant(Decision):
    fact = facts.RewardGranted
    example = {"proposal": "P1", "decision": "Tặng giấy khen."}

    proposal: Code
    decision: Text
    approved_dong: int = Field(default=0, ge=0, le=DONG)


class RefuseReward(Decision):
    fact = facts.RewardRefused
    example = {"proposal": "P1", "reasons": "Thành tích đã được khen thưởng."}

    proposal: Code
    reasons: Text


class Accept(Act):
    fact = facts.RewardAccepted
    example = {"proposal": "P1"}

    proposal: Code


class Decline(Act):
    fact = facts.RewardDeclined
    example = {"proposal": "P1", "reason": "Xin nhường cho đồng nghiệp."}

    proposal: Code
    reason: OptionalText = ""


class StateWish(Act):
    """What the person would rather have. It binds nobody, and is before whoever considers and grants."""

    fact = facts.WishStated
    example = {"wish": "Được học một khóa về dữ liệu."}

    wish: Text


class CommitTraining(Act):
    fact = facts.TrainingCommitted
    example = {"proposal": "P1", "what": "Khóa học 6 tháng.", "amount_dong": 40_000_000}

    proposal: Code
    what: Text
    amount_dong: int = Field(ge=1, le=DONG)


class PayTraining(Act):
    fact = facts.TrainingPaid
    example = {"proposal": "P1", "what": "Học phí đợt 1.", "amount_dong": 20_000_000}

    proposal: Code
    what: Text
    amount_dong: int = Field(ge=1, le=DONG)


class SettleTraining(Decision):
    """The training is over, or will not go on: what was approved and not paid is released, and nothing more is committed or paid."""

    fact = facts.TrainingSettled
    example = {"proposal": "P1", "reasons": "Khóa học đã kết thúc, chi phí thấp hơn dự toán."}

    proposal: Code
    reasons: Text


class DeclareNoReward(Decision):
    """Nobody is proposed, and why: the file ends here, until somebody is proposed after all."""

    fact = facts.NoRewardDeclared
    example = {"reasons": "Những người tham gia xin không đề nghị khen thưởng."}

    reasons: Text


class Reverse(Decision):
    """A new decision that takes a reward back; the one before it stays on record."""

    fact = facts.RewardReversed
    example = {"proposal": "P1", "reasons": "Kết quả đã được đánh giá lại."}

    proposal: Code
    reasons: Text
