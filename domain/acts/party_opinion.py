"""What may be asked about the opinion of the same-level Party committee."""

from domain import facts
from domain.acts.act import Act, Decision, PaperSeen
from domain.values import OptionalText
from domain.vocabulary import OpinionFor, PartyOpinion


class AskPartyOpinion(Decision):
    """The question put to the committee, by a letter where there is one; asked again, the committee is reminded."""

    becomes = facts.PartyOpinionAsked
    example = {"before": "approval"}

    before: OpinionFor


class RecordPartyOpinion(Act):
    becomes = facts.PartyOpinionRecorded
    example = {"before": "approval", "opinion": "agrees", "summary": "Thống nhất chủ trương."}

    before: OpinionFor
    opinion: PartyOpinion
    summary: OptionalText = ""
    absence_reason: OptionalText = ""
    paper: PaperSeen | None = None

    @property
    def handed_in(self) -> tuple[str, ...]:
        return (*super().handed_in, *(self.paper.scanned if self.paper else ()))
