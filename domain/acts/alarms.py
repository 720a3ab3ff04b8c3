"""What may be asked about incidents, obstruction, integrity flags and referrals."""

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from domain import facts
from domain.acts.act import Act, FreeOfSecrets
from domain.values import Code, Day, OptionalText, Text, unsaid
from domain.vocabulary import IntegrityGround, ReportedAs


class ReportIncident(FreeOfSecrets):
    """It opens a liability review, in which what was foreseen is told from the register in force on the day it happened."""

    becomes = facts.IncidentReported
    example = {
        "happened_on": "2026-11-20",
        "what": "Nhà cung cấp phá sản.",
        "damage_dong": 800_000_000,
        "evidence": ["E1"],
        "no_secrets": True,
    }

    happened_on: Day
    what: Text
    item: Code | None = None
    damage_dong: int = Field(default=0, ge=0, le=10**15)
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)


class ReportObstruction(FreeOfSecrets):
    """Goes to the inspectorate and the focal point, and is never shown to whom it names. What is told or asked for: a denunciation is not taken here, and
    nothing of it is kept, for who denounces is a secret that too many would read here.
    """

    becomes = facts.ObstructionReported
    example = {
        "about": "deputy2",
        "what": "Giữ hồ sơ ba tuần không nêu lý do.",
        "reported_as": "reflection",
        "evidence": ["E1"],
        "no_secrets": True,
    }

    about: Code
    what: Text
    reported_as: ReportedAs | None = Field(default=None, exclude_if=unsaid)
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)

    @field_validator("reported_as")
    @classmethod
    def _is_taken_here(cls, said: ReportedAs | None) -> ReportedAs | None:
        if said is ReportedAs.DENUNCIATION:
            raise PydanticCustomError("denunciation", "a denunciation is not taken here")
        return said

    def mentions(self) -> tuple[str, ...]:
        return (self.about,)


class AnswerObstruction(Act):
    """Or says that it is a denunciation, which goes on elsewhere: then its number there and what came of it are all that is said here."""

    becomes = facts.ObstructionAnswered
    example = {"report": "TN-20261120-0000000001", "answer": "Đã chấn chỉnh; hồ sơ được giải quyết."}

    report: Code
    answer: Text
    denunciation: OptionalText = Field(default="", exclude_if=unsaid, description="Its number in the register of denunciations")


class RaiseIntegrityFlag(Act):
    """A sign of gain, corruption, negativity or fraud: it freezes every reward and opens a review of the persons named. It finds nobody guilty.

    `happened_on`: when what is suspected happened; of what went on for longer, the first day.
    """

    becomes = facts.IntegrityFlagRaised
    example = {
        "grounds": ["personal_gain"],
        "persons": ["tam"],
        "what": "Người thân trúng thầu.",
        "happened_on": "2026-11-20",
        "evidence": ["E1"],
    }

    grounds: tuple[IntegrityGround, ...] = Field(min_length=1, max_length=5)
    persons: tuple[Code, ...] = Field(min_length=1, max_length=50)
    what: Text
    happened_on: Day | None = Field(default=None, exclude_if=unsaid)
    evidence: tuple[Text, ...] = Field(min_length=1, max_length=50)

    def mentions(self) -> tuple[str, ...]:
        return self.persons


class ClearIntegrityFlag(Act):
    becomes = facts.IntegrityFlagCleared
    example = {"reasons": "Không có quan hệ thân thích.", "evidence": ["E2"]}

    reasons: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=50)


class Refer(Act):
    """Refers the matter to another competent authority; the outcome is recorded when that authority gives notice of it.

    `persons`: whose conduct it is about; where nobody is named, everybody's conclusion waits for its outcome.
    """

    becomes = facts.Referred
    example = {"to": "Cơ quan điều tra", "what": "Dấu hiệu thông thầu.", "handover": "Biên bản bàn giao 01/BB."}

    to: Text
    what: Text
    handover: OptionalText = ""
    persons: tuple[Code, ...] = Field(default=(), max_length=50, exclude_if=unsaid)

    def mentions(self) -> tuple[str, ...]:
        return self.persons


class RecordReferralOutcome(Act):
    becomes = facts.ReferralOutcomeRecorded
    example = {"to": "Cơ quan điều tra", "outcome": "Không khởi tố."}

    to: Text
    outcome: Text
