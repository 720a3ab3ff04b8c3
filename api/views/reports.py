"""A report as a city leader can sign it."""

from datetime import datetime

from pydantic import Field

from domain.vocabulary import ReportSection
from store.reading.views import View


class FigureView(View):
    """One number, and with `detail` the streams behind it. `count` is null where so few people are concerned that they could be recognised."""

    section: ReportSection
    section_label: str
    code: str
    label: str
    count: int | None
    of: tuple[str, ...] = ()


class RefusedView(View):
    case: str
    reasons: str


class ReportView(View):
    """`digest` is of the figures: two reports of one moment have the same. `owing`, `waived`, `registered` are agencies, of a campaign's report."""

    title: str
    as_of: datetime
    under_duty: int | None = None
    registered: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    owing: tuple[str, ...] = ()
    figures: tuple[FigureView, ...]
    refused: tuple[RefusedView, ...] = Field(default=(), description="With `detail`: why each was refused, as its proposers were told")
    digest: str
