"""What may be asked about the council for wide proposals."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision, MinutesSeen
from domain.values import Code, OptionalText, Text, unsaid
from domain.vocabulary import Role


class ConveneCouncil(Decision):
    """For a proposal of wide scope or complex content (ND73 Art. 8.2, whose rest is unread): who sits is for the head to say."""

    gives_role = Role.COUNCIL_MEMBER
    becomes = facts.CouncilConvened
    example = {"members": ["deputy", "hoa", "focal"], "reasons": "Phạm vi rộng, liên quan nhiều phường."}

    members: tuple[Code, ...] = Field(min_length=1, max_length=50)
    reasons: Text

    def mentions(self) -> tuple[str, ...]:
        return self.members


class RecordCouncilConclusion(Decision):
    becomes = facts.CouncilConcluded
    example = {
        "favourable": True,
        "conclusion": "Nên thí điểm ở ba phường.",
        "minutes": "Biên bản họp hội đồng.",
        "minuted": {"minutes_number": "02/BB-HĐ", "minutes_on": "2026-11-20"},
    }

    favourable: bool
    conclusion: Text
    minutes: OptionalText = ""
    minuted: MinutesSeen | None = Field(default=None, exclude_if=unsaid)
