"""What may be asked about the yearly campaign as it is set up."""

from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from domain import facts
from domain.acts.act import Decision
from domain.acts.duty import MOST_AGENCIES
from domain.facts.yearly import HOUR
from domain.values import Code, OptionalText, Text
from domain.vocabulary import AgencyKind, StreamKind


def _by_the_clock(value: object) -> object:
    """A number would be seconds, which nobody who writes an hour means."""
    if isinstance(value, time) or (isinstance(value, str) and value[2:3] == ":"):
        return value
    raise PydanticCustomError("not_an_hour", "an hour is hh:mm")


DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
EXAMPLE = {
    "agency": "UBNDTP",
    "heading": "Đăng ký sáng kiến năm",
    "directive": "Kế hoạch đăng ký hằng năm",
    "opens": "01-15",
    "closes": "03-31",
    "kinds": ["ward"],
}


class YearlyWindow(Decision):
    """`opens` and `closes` are days of the same year, MM-DD; the last one included. `agency` is the one that directs."""

    agency: Code
    heading: Text
    directive: Text
    opens: DayOfYear = Field(examples=["01-15"])
    opens_at: Annotated[time, BeforeValidator(_by_the_clock), HOUR] = Field(default=time(8), description="In Vietnam")
    closes: DayOfYear = Field(examples=["03-31"])
    kinds: tuple[AgencyKind, ...] = Field(default=(), max_length=len(AgencyKind))
    agencies: tuple[Code, ...] = Field(default=(), max_length=MOST_AGENCIES)
    at_least: int | None = Field(default=None, ge=1, le=100)

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency, *self.agencies)


class SetUpYearlyCampaign(YearlyWindow):
    """On which days it opens and closes each year, and who is asked. It then opens by itself."""

    opens_stream = StreamKind.YEARLY
    becomes = facts.YearlyCampaignSetUp
    example = EXAMPLE


class ChangeYearlyCampaign(YearlyWindow):
    """From its next opening on. A campaign that is open goes on as it was opened."""

    becomes = facts.YearlyCampaignChanged
    example = {**EXAMPLE, "closes": "04-15"}


class PauseYearlyCampaign(Decision):
    """Nothing opens by itself until it is resumed."""

    becomes = facts.YearlyCampaignPaused
    example = {"note": "Chờ sắp xếp lại các đơn vị."}

    note: OptionalText = ""


class ResumeYearlyCampaign(Decision):
    """It opens by itself again."""

    becomes = facts.YearlyCampaignResumed

    note: OptionalText = ""
