"""A stream as its reader gets it: its file, its timeline, what is open in it, and what lies on a desk."""

from datetime import datetime
from typing import Any

from api.views.campaigns import ProgressView
from api.views.initiative import InitiativeView
from domain.streams.campaign import Campaign
from domain.streams.declaration import Declaration
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.signing import SigningPaper
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import Knowledge, Office
from store.reading.views import Card, View


class File(View):
    """A whole stream as it stands, for the reader. `nobody_left`: every head who could decide is kept from it, and whoever appoints heads must act."""

    card: Card
    waiting_for: tuple[Office, ...]
    nobody_left: bool = False


class InitiativeFile(File):
    case: InitiativeView


class ReviewFile(File):
    review: Review


class RewardsFile(File):
    reward_file: RewardFile


class CampaignFile(File):
    campaign: Campaign
    progress: ProgressView


class YearlyFile(File):
    yearly_campaign: YearlyCampaign


class SigningFile(File):
    signing_paper: SigningPaper


class DeclarationFile(File):
    declaration: Declaration


class Happened(View):
    """An entry that tells of something that had happened: of which case, of what kind, and when it came on record."""

    case: str
    kind: str
    at: datetime


class KnownView(View):
    """What had happened by then, and what whoever made the entry knew of it; `opened_at`: when they had it first before their eyes."""

    knowledge: Knowledge
    happened: tuple[Happened, ...]
    opened_at: datetime | None
    sentence: str


class TimelineEntry(View):
    """One fact, in words and as recorded. `at` is legal time; `filing` is the receipt it answered, if somebody asked for it. `citations`: on what it
    stands, of a fact that tells it ground by ground; `basis`: of the row by which it was asked for, "" where nobody asked. `chapter`: of the law it belongs to.
    `read`: of a decision, what whoever decided had opened before, where that must be said. `known`: of an amendment, an evaluation or a finding, what was on
    record when it was made, and whether its maker had opened it.

    The entry's link in the chain is left out: with it a reader could compute that something stands between two entries (ADR 27). An operator verifies it.
    """

    sequence: int
    at: datetime
    recorded_at: datetime
    kind: str
    chapter: str
    sentence: str
    citations: tuple[str, ...]
    basis: str
    citation: str
    by: str
    office: str
    filing: str
    policy: str
    read: str
    known: tuple[KnownView, ...]
    fact: dict[str, Any]


class ActNow(View):
    """One act, for the one who asks: open now, or why not."""

    act: str
    title: str
    summary: str
    open: bool
    office: str
    reason: str
    because: str
    basis: str
    citation: str


class WorklistItem(View):
    """What lies on my desk, and what it wants of me."""

    card: Card
    acts: tuple[str, ...]
