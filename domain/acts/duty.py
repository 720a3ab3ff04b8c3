"""What may be asked about registration campaigns and whose duty they are."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Day, OptionalText, Text
from domain.vocabulary import AgencyKind, StreamKind

MOST_AGENCIES = 1_000


class OpenCampaign(Decision):
    """By a directive: agencies by name, by kind, or both. `agency` is the one that directs; `directive` says on what paper. It opens at once."""

    opens_stream = StreamKind.CAMPAIGN
    becomes = facts.CampaignOpened
    example = {
        "agency": "UBNDTP",
        "heading": "Đăng ký giải pháp tháo gỡ điểm nghẽn thủ tục đất đai",
        "directive": "Chỉ đạo của Chủ tịch Ủy ban nhân dân Thành phố tại cuộc họp giao ban",
        "closes_on": "2026-12-31",
        "kinds": ["ward"],
        "agencies": ["STC"],
    }

    agency: Code
    heading: Text
    directive: Text
    closes_on: Day
    kinds: tuple[AgencyKind, ...] = Field(default=(), max_length=len(AgencyKind))
    agencies: tuple[Code, ...] = Field(default=(), max_length=MOST_AGENCIES)
    focus_area: Code | None = None
    at_least: int | None = Field(default=None, ge=1, le=100)

    @model_validator(mode="after")
    def _somebody_is_asked(self) -> Self:
        if not self.kinds and not self.agencies:
            raise PydanticCustomError("nobody_asked", "name the agencies, or kinds of agencies, that are to register")
        return self

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency, *self.agencies)

    def mentions_kinds(self) -> tuple[AgencyKind, ...]:
        return self.kinds


class ExtendCampaign(Decision):
    becomes = facts.CampaignExtended
    example = {"closes_on": "2027-01-15", "reasons": "Nhiều đơn vị vừa sắp xếp lại."}

    closes_on: Day
    reasons: Text


class Waive(Decision):
    """This agency need not register this time."""

    becomes = facts.Waived
    example = {"agency": "STP", "reasons": "Đang tập trung rà soát văn bản theo chỉ đạo riêng."}

    agency: Code
    reasons: Text

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)


class IncludeAgency(Decision):
    """An agency that came into being, or was overlooked."""

    becomes = facts.AgencyIncluded
    example = {"agency": "SNV", "reasons": "Đơn vị mới thành lập."}

    agency: Code
    reasons: Text

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)


class RemindAgencies(Act):
    """Chase these, or everybody that owes. What became of each is told one by one; whoever owes nothing is left in peace."""

    becomes = facts.AgenciesReminded
    example = {"agencies": ["STC", "STP"], "message": "Đề nghị đăng ký trước hạn."}

    agencies: tuple[Code, ...] = Field(default=(), max_length=MOST_AGENCIES)
    message: OptionalText = ""

    def mentions_agencies(self) -> tuple[str, ...]:
        return self.agencies


class CloseCampaign(Decision):
    """Whoever closes it names those that still owe: exactly these, so that no debt is overlooked. The closing report is frozen with it."""

    becomes = facts.CampaignClosed
    example = {"owing": ["STC", "STP"], "remarks": "Báo cáo Ủy ban nhân dân Thành phố."}

    owing: tuple[Code, ...] = Field(default=(), max_length=MOST_AGENCIES)
    remarks: OptionalText = ""
