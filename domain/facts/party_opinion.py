"""What is recorded of the opinion of the same-level Party committee."""

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import OpinionFor, PartyOpinion


class PartyOpinionRecorded(Fact):
    kind = "party_opinion_recorded"
    tells = (HEAD,)

    before: OpinionFor
    opinion: PartyOpinion
    summary: str = ""
    absence_reason: str = ""
