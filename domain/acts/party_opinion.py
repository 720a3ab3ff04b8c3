"""What may be asked about the opinion of the same-level Party committee."""

from domain import facts
from domain.acts.act import Act, PaperSeen
from domain.values import OptionalText
from domain.vocabulary import OpinionFor, PartyOpinion


class RecordPartyOpinion(Act):
    becomes = facts.PartyOpinionRecorded
    example = {"before": "approval", "opinion": "agrees", "summary": "Thống nhất chủ trương."}

    before: OpinionFor
    opinion: PartyOpinion
    summary: OptionalText = ""
    absence_reason: OptionalText = ""
    paper: PaperSeen | None = None
