"""What may be asked about complaints against a decision on discipline."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Day, OptionalText, Text
from domain.vocabulary import ComplaintFinding


class FileComplaint(Act):
    """By the person disciplined: first to whoever issued the decision; against that answer, once more, to the authority above.

    The days are counted from receipt.
    """

    becomes = facts.ComplaintFiled
    example = {"discipline": "D1", "received_on": "2026-11-20", "grounds": "Hội đồng kỷ luật không triệu tập tôi."}

    discipline: Code
    received_on: Day = Field(description="The day the person received the decision, or the answer they complain about now")
    grounds: Text
    evidence: tuple[Text, ...] = Field(default=(), max_length=20)
    hindered_by: OptionalText = Field(
        default="", description="What kept the person from it, where the days are over: that time does not count"
    )


class DecideComplaint(Decision):
    becomes = facts.ComplaintDecided
    example = {"discipline": "D1", "finding": "stands", "reasons": "Trình tự, thủ tục và hình thức kỷ luật đúng quy định."}

    discipline: Code
    finding: ComplaintFinding
    reasons: Text


class AnnulDiscipline(Decision):
    """By whoever issued the decision, once it was found irregular or wrong. An irregular one is handled anew from the first step."""

    becomes = facts.DisciplineAnnulled
    example = {"discipline": "D1", "reasons": "Theo quyết định giải quyết khiếu nại."}

    discipline: Code
    reasons: Text


class AnnounceCorrection(Act):
    """That a decision was wrong is made public where the person serves."""

    becomes = facts.CorrectionAnnounced
    example = {"discipline": "D1", "announced_on": "2026-11-20", "where": "Họp toàn thể đơn vị."}

    discipline: Code
    announced_on: Day
    where: Text


class RecordCourtCase(Act):
    """The person has gone to court against the decision, or the court has ruled: it is put on record and decides nothing here."""

    becomes = facts.CourtCaseRecorded
    example = {"discipline": "D1", "court": "Tòa án nhân dân khu vực 1", "filed_on": "2026-11-20"}

    discipline: Code
    court: Text
    filed_on: Day
    ruling: OptionalText = ""
