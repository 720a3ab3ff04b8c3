"""What is recorded of stepping aside."""

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Office


class MemberRecused(Fact):
    kind = "member_recused"
    tells = (HEAD, Office.PANEL_CHAIR)

    reason: str
