"""The acts of a liability review: its cause, its findings about one person and one act, its recommendation, its decision by others."""

from datetime import date

from pydantic import ConfigDict, Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Asked, Code, OptionalText, Text
from domain.vocabulary import Answer, Cause, Finding, LiabilityOutcome, Relation


class Triage(Decision):
    """Whether there is anything to review, and whose conduct; by default that of everybody who proposed or carried out."""

    fact = facts.ReviewTriaged
    example = {"to_review": True, "reasons": "Có thiệt hại, cần làm rõ nguyên nhân.", "persons": ["tam"]}

    to_review: bool
    reasons: Text
    persons: tuple[Code, ...] = Field(default=(), max_length=50)

    def mentions(self) -> tuple[str, ...]:
        return self.persons


class DetermineCause(Decision):
    """Foreseen means: mapped, with reasons, to one risk of the register in force when it happened. System causes are answered first."""

    fact = facts.CauseDetermined
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


class AppointPanel(Decision):
    """The whole panel as it shall sit. Nobody on it is a party, under review, or the one who decides."""

    fact = facts.PanelAppointed
    example = {"chair": "hoa", "members": ["hoa", "focal", "clerk_th"]}

    chair: Code
    members: tuple[Code, ...] = Field(min_length=1, max_length=15)

    def mentions(self) -> tuple[str, ...]:
        return (self.chair, *self.members)


class Recuse(Act):
    fact = facts.MemberRecused
    example = {"reason": "Có quan hệ gia đình."}

    reason: Text


class Challenge(Act):
    fact = facts.MemberChallenged
    example = {"member": "hoa", "reason": "Từng công khai phản đối sáng kiến."}

    member: Code
    reason: Text
    relation: Relation | None = Field(default=None, description="To the person concerned, if the law's list names it")


class DecideChallenge(Decision):
    """Whom the law's list keeps from judging must leave, unless it is shown that the relation is not there."""

    fact = facts.ChallengeDecided
    example = {"member": "hoa", "upheld": True, "reasons": "Có căn cứ."}

    member: Code
    upheld: bool
    reasons: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=20)


class GiveStatement(Act):
    """By the person himself, in his words; or by the chair of the panel, who says why there is none."""

    fact = facts.StatementGiven
    example = {"statement": "Tôi đã làm đúng kế hoạch được duyệt."}

    about: Code | None = None
    statement: OptionalText = ""
    absence_reason: OptionalText = ""

    def mentions(self) -> tuple[str, ...]:
        return (self.about,) if self.about else ()


class Establish(Act):
    """One fact about one person and one act of his: yes, no or unknown, on evidence."""

    fact = facts.FactEstablished
    example = {"about": "tam", "fact": "personal_gain", "value": "no", "evidence": ["E1"]}

    model_config = ConfigDict(populate_by_name=True)

    about: Code
    deed: Code = "A1"
    fact_: Finding = Field(alias="fact")
    value: Answer
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)
    reasons: OptionalText = ""


class OutcomeFor(Asked):
    """What is recommended, decided or proposed for one person, and why."""

    person: Code
    outcome: LiabilityOutcome
    reasons: Text


class DissentOf(Asked):
    member: Code
    view: Text


class Recommend(Act):
    """The panel's own conclusion for every person under review, with minutes and dissent. It binds nobody."""

    fact = facts.Recommended
    example = {"outcomes": [{"person": "tam", "outcome": "excluded", "reasons": "Ba điều kiện đều có."}], "minutes": "Biên bản họp."}

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    minutes: Text
    present: tuple[Code, ...] = Field(default=(), max_length=15)
    dissents: tuple[DissentOf, ...] = Field(default=(), max_length=15)


class Decide(Decision):
    """The authority's decision for every person; where it departs from the recommendation it says why."""

    fact = facts.ReviewDecided
    example = {"outcomes": [{"person": "tam", "outcome": "excluded", "reasons": "Theo kiến nghị."}]}

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    departure_reason: OptionalText = ""


class ProposeUpward(Decision):
    """What is beyond the head's power is asked of the competent authority, and its answer recorded."""

    fact = facts.ProposedUpward
    example = {
        "to": "Ủy ban nhân dân Thành phố",
        "outcomes": [{"person": "tam", "outcome": "recommended_exempted", "reasons": "Rủi ro đã dự liệu."}],
    }

    to: Text
    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    departure_reason: OptionalText = ""


class RecordAnswer(Act):
    """The competent authority's answer, from its paper."""

    fact = facts.AnswerRecorded
    example = {
        "outcomes": [{"person": "tam", "outcome": "exempted", "reasons": "Đồng ý miễn."}],
        "number": "15/QĐ-UBND",
        "issued_on": "2026-11-20",
        "sha256": "0" * 64,
    }

    outcomes: tuple[OutcomeFor, ...] = Field(min_length=1, max_length=50)
    number: Text
    issued_on: date
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Appeal(Act):
    """By a person about whom it was decided; other people answer it."""

    fact = facts.ReviewAppealed
    example = {"grounds": "Chưa xét chứng cứ E2.", "evidence": ["E2"]}

    grounds: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)


class DecideAppeal(Decision):
    fact = facts.AppealDecided
    example = {"person": "tam", "upheld": True, "outcome": "excluded", "reasons": "Chứng cứ E2 là đúng."}

    person: Code
    upheld: bool
    outcome: LiabilityOutcome | None = None
    reasons: Text


class Supersede(Decision):
    """New evidence: a new review takes its place, and it stays on record."""

    fact = facts.ReviewSuperseded
    example = {"reason": "Có chứng cứ mới.", "evidence": ["E3"]}

    reason: Text
    evidence: tuple[Text, ...] = Field(min_length=1, max_length=50)
