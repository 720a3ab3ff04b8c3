"""What is recorded of the opinion of the same-level Party committee."""

from datetime import date

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Office, OpinionFor, PartyOpinion


class PartyOpinionAsked(Fact):
    """`asked_on`: the day of the letter, or of the act where there is none."""

    kind = "party_opinion_asked"
    tells = (Office.PARTY_SECRETARY,)

    before: OpinionFor
    asked_on: date


class PartyOpinionRecorded(Fact):
    kind = "party_opinion_recorded"
    tells = (HEAD,)

    before: OpinionFor
    opinion: PartyOpinion
    summary: str = ""
    absence_reason: str = ""
