"""What may be asked about disciplinary proceedings."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision, FreeOfSecrets
from domain.values import Code, Day, OptionalText, Text
from domain.vocabulary import DisciplineForm, DisciplineStep, StayGround

Votes = Annotated[int, Field(ge=0, le=100)]


class OpenDiscipline(Decision):
    """Of one person whose conduct is to be handled in the ordinary way. The term counts from the day the act was discovered."""

    becomes = facts.DisciplineOpened
    example = {"about": "tam", "discovered_on": "2026-11-20"}

    about: Code
    discovered_on: Day

    def mentions(self) -> tuple[str, ...]:
        return (self.about,)


class ExtendDiscipline(Decision):
    """Once, where the matter is involved."""

    becomes = facts.DisciplineExtended
    example = {"discipline": "D1", "reasons": "Vụ việc có nhiều tình tiết phức tạp, cần thêm thời gian xác minh."}

    discipline: Code
    reasons: Text


class StayDiscipline(Decision, FreeOfSecrets):
    """The time for which the law does not yet consider it, or does not count: every clock of it stands still."""

    becomes = facts.DisciplineStayed
    example = {"discipline": "D1", "ground": "illness", "evidence": ["Giấy ra viện."], "no_secrets": True}

    discipline: Code
    ground: StayGround
    evidence: tuple[Text, ...] = Field(min_length=1, max_length=20)


class ResumeDiscipline(Decision):
    becomes = facts.DisciplineResumed
    example = {"discipline": "D1", "reasons": "Đã hết thời gian điều trị."}

    discipline: Code
    reasons: Text


class HandOverDiscipline(Decision):
    """The person serves elsewhere now: that agency handles it, and gets all files (Decree 234/2026 Art. 2.10)."""

    becomes = facts.DisciplineHandedOver
    example = {"discipline": "D1", "to": "27475", "files": ["Toàn bộ hồ sơ xem xét trách nhiệm."]}

    discipline: Code
    to: Code
    files: tuple[Text, ...] = Field(min_length=1, max_length=50)

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.to,)


class RecordDisciplineStep(Act):
    """One step after the other: the meeting, which has no vote; its report; the council; its recommendation, by secret ballot."""

    becomes = facts.DisciplineStepTaken
    example = {"discipline": "D1", "step": "meeting", "held_on": "2026-11-20", "minutes": "Biên bản họp kiểm điểm."}

    discipline: Code
    step: DisciplineStep
    held_on: Day
    minutes: Text
    members: tuple[Code, ...] = Field(default=(), max_length=15, description="Of the council, when it is set up")
    ballots: Mapping[DisciplineForm, Votes] = Field(default={}, description="How many for each form; whose they were is secret")

    def mentions(self) -> tuple[str, ...]:
        return self.members


class ConcludeDiscipline(Decision):
    """The decision: a form of discipline, or that there was no violation, always with reasons. The council's ballots do not bind it."""

    becomes = facts.DisciplineConcluded
    example = {"discipline": "D1", "form": "reprimand", "reasons": "Theo kiến nghị của hội đồng kỷ luật."}

    discipline: Code
    form: DisciplineForm
    reasons: Text
    steps_skipped_because: OptionalText = ""
