"""What may be asked about disciplinary proceedings."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision, FreeOfSecrets, MinutesSeen
from domain.values import Code, Day, OptionalText, Text, unsaid
from domain.vocabulary import Attendance, CouncilRole, DisciplineForm, DisciplineStep, NoLimitation, SkipGround, StayGround

Votes = Annotated[int, Field(ge=0, le=100)]


class OpenDiscipline(Decision):
    """Of one person whose conduct is to be handled in the ordinary way. The term counts from the day the act was discovered.

    From here it is for whoever the person's own law names: for managers the authority that appoints them, for others the unit that employs them.
    """

    becomes = facts.DisciplineOpened
    example = {"about": "tam", "discovered_on": "2026-11-20"}

    about: Code
    discovered_on: Day
    ended_on: Day | None = Field(default=None, description="The day the act ended, where it went on after the day of the review")
    no_limitation: NoLimitation | None = Field(default=None, description="Why it is disciplined however long ago it was")
    employed_at: Code | None = Field(default=None, description="The unit that employs the person, where it is not the agency of the case")

    def mentions(self) -> tuple[str, ...]:
        return (self.about,)

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.employed_at,) if self.employed_at else ()


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
    """One step after the other: the meeting, which has no vote; its report; the council; its meeting, which votes in secret; its recommendation.

    `held_on`: of a summons, the day it reached the person. What a step is not asked for is left out.
    """

    becomes = facts.DisciplineStepTaken
    example = {
        "discipline": "D1",
        "step": "meeting",
        "held_on": "2026-11-20",
        "minutes": "Biên bản họp kiểm điểm.",
        "minuted": {"minutes_number": "03/BB", "minutes_on": "2026-11-20"},
    }

    discipline: Code
    step: DisciplineStep
    held_on: Day
    minutes: Text
    minuted: MinutesSeen | None = Field(default=None, exclude_if=unsaid, description="Of a meeting; who of the council did not come")
    members: tuple[Code, ...] = Field(default=(), max_length=15, description="Of the council, where its law names no roles")
    council: Mapping[CouncilRole, Code] = Field(default={}, description="Who sits on the council, by role, when it is set up")
    secretary: Code | None = Field(default=None, description="Who writes the council's minutes, when it is set up")
    attendance: Attendance | None = Field(default=None, description="Of the person, at a meeting")
    for_discipline: Votes | None = Field(default=None, description="Secret ballots of the council for discipline")
    against_discipline: Votes | None = Field(default=None, description="Secret ballots of the council against it")
    ballots: Mapping[DisciplineForm, Votes] = Field(default={}, description="How many for each form; whose they were is secret")
    voted: tuple[Code, ...] = Field(default=(), max_length=15, exclude_if=unsaid, description="Who of the council put a ballot in the box")
    skip_ground: SkipGround | None = Field(default=None, description="Why the steps before this one fall away")

    def mentions(self) -> tuple[str, ...]:
        return (*self.members, *self.voted, *self.council.values(), *((self.secretary,) if self.secretary else ()))


class ConcludeDiscipline(Decision):
    """The decision: a form of discipline, or that there was no violation, always with reasons. The council's ballots do not bind it.

    `skip_ground`: why the steps that are missing fall away. `effective_on`: the day the decision names; left out, it is today.
    """

    becomes = facts.DisciplineConcluded
    example = {"discipline": "D1", "form": "reprimand", "reasons": "Theo kiến nghị của hội đồng kỷ luật."}

    discipline: Code
    form: DisciplineForm
    reasons: Text
    steps_skipped_because: OptionalText = ""
    skip_ground: SkipGround | None = None
    effective_on: Day | None = None
