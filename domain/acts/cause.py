"""What may be asked about the cause of what happened."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision
from domain.values import Code, OptionalText, Text
from domain.vocabulary import Cause


class DetermineCause(Decision):
    """Foreseen means: mapped, with reasons, to one risk of the register in force when it happened. System causes are answered first."""

    becomes = facts.CauseDetermined
    example = {
        "system_causes": "Quy trình chọn nhà cung cấp không yêu cầu bảo lãnh.",
        "cause": "objective",
        "findings": "Nhà cung cấp phá sản do thị trường.",
        "risk": "R1",
        "mapping_reasons": "R1 nêu đúng việc nhà cung cấp phá sản.",
        "evidence": ["E1"],
    }

    system_causes: Text
    cause: Cause
    findings: Text
    risk: Code | None = None
    mapping_reasons: OptionalText = ""
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
