"""What is told of recognised initiatives, of the people behind them, and of what the heads of an agency answered."""

from datetime import datetime

from pydantic import Field

from store.reading.views import CatalogueLine, HeadsFigure, HeadsTerm, RecognisedCase, Talent, View


class CatalogueLineView(CatalogueLine):
    tier_label: str


class RecognisedCaseView(RecognisedCase):
    tier_label: str
    as_label: str
    reward_labels: tuple[str, ...]


class TalentedView(Talent):
    cases: tuple[RecognisedCaseView, ...]


class TalentView(View):
    as_of: datetime
    note: str = Field(description="For whom it is, and what it leaves out")
    people: tuple[TalentedView, ...]


class HeadsFigureView(HeadsFigure):
    label: str


class HeadsTermView(HeadsTerm):
    figures: tuple[HeadsFigureView, ...]


class HeadsView(View):
    agency: str
    agency_name: str
    as_of: datetime
    note: str = Field(description="For whom it is, and what it leaves out")
    terms: tuple[HeadsTermView, ...]
