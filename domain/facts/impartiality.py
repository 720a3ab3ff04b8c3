"""What is recorded of a member's own declaration to the body they sit on."""

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Impartial, Office, Relation


class ImpartialityDeclared(Fact):
    kind = "impartiality_declared"
    tells = (HEAD, Office.PANEL_CHAIR)

    declares: Impartial
    relation: Relation | None = None
    note: str = ""
