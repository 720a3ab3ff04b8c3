"""What may be asked about statements and established facts."""

from pydantic import ConfigDict, Field

from domain import facts
from domain.acts.act import Act, FreeOfSecrets
from domain.values import Code, OptionalText, Text, unsaid
from domain.vocabulary import Answer, Finding, ForceMajeureGround


class GiveStatement(Act):
    """By the person under review, in their own words; or by the chair of the panel, who says why there is none."""

    becomes = facts.StatementGiven
    example = {"statement": "Tôi đã làm đúng kế hoạch được duyệt."}

    about: Code | None = None
    statement: OptionalText = ""
    absence_reason: OptionalText = ""

    def mentions(self) -> tuple[str, ...]:
        return (self.about,) if self.about else ()


class Establish(FreeOfSecrets):
    """One fact about one person and one of their acts: yes, no or unknown, on evidence. `deed_called`: what the act was, said once of each.

    `excused_by`, `confirmed_by`: which case of force majeure it is, and who at the competent level confirmed it; asked where force majeure is established.
    """

    becomes = facts.FactEstablished
    example = {"about": "tam", "fact": "personal_gain", "value": "no", "evidence": ["E1"], "no_secrets": True}

    model_config = ConfigDict(populate_by_name=True)

    about: Code
    deed: Code = "A1"
    deed_called: OptionalText = Field(default="", exclude_if=unsaid)
    fact_: Finding = Field(alias="fact")  # filings are stored under this name
    value: Answer
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
    reasons: OptionalText = ""
    excused_by: ForceMajeureGround | None = Field(default=None, exclude_if=unsaid)
    confirmed_by: OptionalText = Field(default="", exclude_if=unsaid)
