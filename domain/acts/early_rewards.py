"""What may be asked about rewards from the start of implementation."""

from domain import facts
from domain.acts.act import Act
from domain.values import Text


class OpenRewardsFromStart(Act):
    """Open the reward file while the work is under way: for the few rewards that may be considered from the start."""

    becomes = facts.RewardsOpenedFromStart
    example = {"reasons": "Tiến độ tốt, cần ưu tiên quy hoạch ngay từ khi thực hiện."}

    reasons: Text
