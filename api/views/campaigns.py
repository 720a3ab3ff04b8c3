"""How far a campaign has come, how the yearly one is set up, and the lists of registrations that came in."""

from datetime import datetime

from pydantic import Field

from api.views.deadlines import SilenceView
from domain.facts import YearlyDefinition
from store.reading.views import AlikeRow, Arrivals, DutyCoverage, Owing, View, Waiting


class CoverageView(DutyCoverage):
    """The same, with the label of the kind or the name of the agency."""

    label: str


class WaitingView(Waiting):
    """The same, with the label of the office."""

    label: str


class ProgressView(View):
    """How far a campaign has come, at the moment it is asked."""

    by_kind: tuple[CoverageView, ...]
    by_superior: tuple[CoverageView, ...]
    owing: tuple[Owing, ...]
    arrivals: tuple[Arrivals, ...]
    waiting: tuple[WaitingView, ...]
    silences: tuple[SilenceView, ...]


class YearlyView(View):
    """The definition that holds. `opens_next`: by the definition; `scheduled`: what Temporal has in hand, or None while it cannot be asked.

    While it is paused neither names a day.
    """

    definition: int
    campaign: YearlyDefinition
    paused: bool
    note: str
    defined_by: str
    defined_at: datetime
    opens_next: tuple[datetime, ...]
    scheduled: tuple[datetime, ...] | None


class RowAnswer(View):
    """`status`: waiting, recorded or refused; `because`: why it was refused after all."""

    row: int
    case: str
    status: str
    because: str = ""


class ListView(View):
    """A list that came in. `waiting` of its registrations have no answer yet."""

    number: str
    campaign: str
    rows: int
    new: int | None = Field(default=None, description="Received now; the others were here before. Only when the list comes in")
    recorded: int
    refused: int
    waiting: int
    wrong: int = Field(description="Rows that must be put right; then nothing was received")
    answers: tuple[RowAnswer, ...] = ()
    refused_before: tuple[RowAnswer, ...] = Field(
        default=(),
        description="Rows received now whose registration was sent before and did not stand, and why. Only when the list comes in",
    )
    alike: tuple[AlikeRow, ...] = Field(
        default=(),
        description="Of the first five hundred rows those like earlier initiatives or like each other, at most a hundred. Only when the list comes in",
    )
