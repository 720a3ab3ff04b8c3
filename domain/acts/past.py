"""What may be asked about a case that ran its course before it could be registered here."""

from pydantic import Field

from domain import facts
from domain.acts.act import FreeOfSecrets
from domain.values import Asked, Code, Day, OptionalText, Sha256, Text, Title
from domain.vocabulary import Outcome, Regime, Stage, StreamKind, Tier


class PastStepTold(Asked):
    """What was done on a day, by the paper that tells of it. A step of which no paper tells is left out."""

    stage: Stage
    happened_on: Day
    number: Text
    issued_on: Day
    sha256: Sha256 | None = None


class EnterPastCase(FreeOfSecrets):
    """A case of earlier years as its papers tell it: from its registration to its end. `people` as the papers name them; `proposers` are those of them
    whom the directory still knows, and who may therefore read it. `agency` keeps it now; `agency_then` is the name it bore.
    """

    opens_stream = StreamKind.INITIATIVE
    begins_at = "/past"
    becomes = facts.PastCaseEntered
    example = {
        "agency": "26743",
        "regime": "hcmc-plan-2022",
        "title": "Tổng đài hướng dẫn thủ tục ngoài giờ",
        "solution": "Phường trực tổng đài đến 20 giờ, trả lời theo bộ câu hỏi đã duyệt.",
        "people": "Nguyễn Văn A, công chức Văn phòng - Thống kê",
        "steps": [
            {"stage": "registered", "happened_on": "2023-03-01", "number": "12/TTr-UBND", "issued_on": "2023-03-01"},
            {"stage": "final_evaluation", "happened_on": "2023-12-20", "number": "98/BC-UBND", "issued_on": "2023-12-22"},
        ],
        "outcome": "completed",
        "tier": "successful",
        "kept_at": "Kho lưu trữ của phường, hồ sơ 03/2023",
        "no_secrets": True,
    }

    agency: Code
    regime: Regime = Regime.HCMC2022
    agency_then: OptionalText = ""
    title: Title
    solution: Text
    people: Text
    proposers: tuple[Code, ...] = Field(default=(), max_length=20)
    focus_area: Code | None = None
    steps: tuple[PastStepTold, ...] = Field(min_length=1, max_length=50)
    outcome: Outcome
    tier: Tier | None = None
    kept_at: Text

    def mentions(self) -> tuple[str, ...]:
        return self.proposers

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)
