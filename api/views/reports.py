"""A report as a city leader can sign it."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from domain.vocabulary import ReportSection
from store.reading.views import View


class FigureView(View):
    """One number, and with `detail` the streams behind it.

    Of people no `count` is handed on: of a year, between which numbers it lies (`at_least`, `at_most`); of a campaign nothing.
    """

    section: ReportSection
    section_label: str
    code: str
    label: str
    count: int | None
    at_least: int | None = None
    at_most: int | None = None
    of: tuple[str, ...] = ()


class RefusedView(View):
    case: str
    reasons: str


class ReportView(View):
    """`as_of`: asked again for this moment it says the same for ever. `digest` is of the figures. `owing`, `waived`, `registered` are agencies, of a
    campaign's report, and `names` what it knows them by.
    """

    title: str
    as_of: datetime
    note: str = Field(description="Whether it may be handed on, and what it leaves out")
    under_duty: int | None = None
    registered: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    owing: tuple[str, ...] = ()
    names: Mapping[str, str] = {}
    figures: tuple[FigureView, ...]
    refused: tuple[RefusedView, ...] = Field(default=(), description="With `detail`: why each was refused, as its proposers were told")
    digest: str
