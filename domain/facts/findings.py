"""What is recorded of statements and established facts."""

from domain.facts.fact import Fact
from domain.vocabulary import Answer, Finding, ForceMajeureGround, Office

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class StatementGiven(Fact):
    """In the person's own words, or why there are none."""

    kind = "statement_given"
    tells = (PANEL,)

    about: str
    statement: str = ""
    absence_reason: str = ""


class FactEstablished(Fact):
    """One fact about one person and one act: yes, no or unknown, on what evidence, and by whom. `deed_called`: what that act was, as far as anybody has
    said. `excused_by`, `confirmed_by`: of force majeure alone.
    """

    kind = "fact_established"
    tells = (REVIEWED,)

    about: str
    deed: str
    fact: Finding
    value: Answer
    evidence: tuple[str, ...] = ()
    reasons: str = ""
    excused_by: ForceMajeureGround | None = None
    confirmed_by: str = ""
    deed_called: str = ""
