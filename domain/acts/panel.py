"""What may be asked about the panel and challenges to its members."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Text
from domain.vocabulary import Relation, Role


class AppointPanel(Decision):
    """The whole panel as it shall sit. Nobody on it is a party, under review, or the one who decides."""

    gives_role = Role.PANEL_MEMBER
    becomes = facts.PanelAppointed
    example = {"chair": "hoa", "members": ["hoa", "focal", "clerk_th"]}

    chair: Code
    members: tuple[Code, ...] = Field(min_length=1, max_length=15)

    def mentions(self) -> tuple[str, ...]:
        return (self.chair, *self.members)


class Challenge(Act):
    becomes = facts.MemberChallenged
    example = {"member": "hoa", "reason": "Từng công khai phản đối sáng kiến."}

    member: Code
    reason: Text
    relation: Relation | None = Field(default=None, description="To the person concerned, if the law's list names it")


class DecideChallenge(Decision):
    """Whom the law's list keeps from judging must leave, unless it is shown that the relation is not there."""

    becomes = facts.ChallengeDecided
    example = {"member": "hoa", "upheld": True, "reasons": "Có căn cứ."}

    member: Code
    upheld: bool
    reasons: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=20)
