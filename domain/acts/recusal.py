"""What may be asked about stepping aside."""

from domain import facts
from domain.acts.act import Act
from domain.values import Text


class Recuse(Act):
    becomes = facts.MemberRecused
    example = {"reason": "Có quan hệ gia đình."}

    reason: Text
