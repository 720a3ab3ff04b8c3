"""What may be asked about rewards: proposed, considered, granted, accepted."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, OptionalText, Text
from domain.vocabulary import CommendationForm, RewardKind, TrainingPlace

DONG = 10**15


class ProposeReward(Act):
    """One reward of one kind: for one person, for an agency, or for a named collective of that agency. Of training, the whole cost is to be covered.

    What only some kinds ask for (policies/, `rewards.asks`): the form of a commendation; of a special one, the rule in force that it exceeds, and
    what is urgent or key about the matter; of training, whether it is abroad.
    """

    becomes = facts.RewardProposed
    example = {"person": "tam", "reward": "praise", "achievement": "Hoàn thành mọi phần việc."}

    person: Code | None = None
    agency: Code | None = None
    collective: OptionalText = ""
    reward: RewardKind
    achievement: Text
    cost_dong: int = Field(default=0, ge=0, le=DONG)
    commendation_form: CommendationForm | None = None
    rule_exceeded: OptionalText = ""
    urgent_or_key: OptionalText = ""
    place: TrainingPlace | None = None

    def mentions(self) -> tuple[str, ...]:
        return (self.person,) if self.person else ()

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,) if self.agency else ()


class Consider(Act):
    """The view of the emulation council, or of whoever is asked about a personnel matter, with the minutes. It advises."""

    becomes = facts.RewardConsidered
    example = {"proposal": "P1", "favourable": True, "minutes": "Biên bản họp hội đồng."}

    proposal: Code
    favourable: bool
    minutes: Text


class Grant(Decision):
    """Of training, less than the share of the cost that is promised needs its reason (`less_because`)."""

    becomes = facts.RewardGranted
    example = {"proposal": "P1", "decision": "Tặng giấy khen."}

    proposal: Code
    decision: Text
    approved_dong: int = Field(default=0, ge=0, le=DONG)
    less_because: OptionalText = ""


class RefuseReward(Decision):
    becomes = facts.RewardRefused
    example = {"proposal": "P1", "reasons": "Thành tích đã được khen thưởng."}

    proposal: Code
    reasons: Text


class Accept(Act):
    becomes = facts.RewardAccepted
    example = {"proposal": "P1"}

    proposal: Code


class Decline(Act):
    becomes = facts.RewardDeclined
    example = {"proposal": "P1", "reason": "Xin nhường cho đồng nghiệp."}

    proposal: Code
    reason: OptionalText = ""


class StateWish(Act):
    """What the person would rather have. It binds nobody, and is before whoever considers and grants."""

    becomes = facts.WishStated
    example = {"wish": "Được học một khóa về dữ liệu."}

    wish: Text


class DeclareNoReward(Decision):
    """Nobody is proposed, and why: the file ends here, until somebody is proposed after all."""

    becomes = facts.NoRewardDeclared
    example = {"reasons": "Những người tham gia xin không đề nghị khen thưởng."}

    reasons: Text


class Reverse(Decision):
    """A new decision that takes a reward back; the one before it stays on record."""

    becomes = facts.RewardReversed
    example = {"proposal": "P1", "reasons": "Kết quả đã được đánh giá lại."}

    proposal: Code
    reasons: Text
