"""What may be said of a fact where anybody may look over the reader's shoulder: in mail that is not encrypted, and on the screen of a telephone.

One table. Whatever stands in it is told in the letter itself; of everything else the letter says only that there is something, and the reader signs in
to read it. It holds no fact that says something of a person's conduct, or that carries what somebody wrote of somebody in their own words.
"""

from enum import StrEnum

from domain.facts import Fact
from domain.vocabulary import ClockKind, StreamKind

TOLD = frozenset(
    {
        "registered",
        "dossier_accepted",
        "dossier_resubmitted",
        "vote_concluded",
        "plan_submitted",
        "plan_approved",
        "amendment_approved",
        "implementation_finished",
        "result_reported",
        "rewards_earned",
        "rehomed",
        "campaign_opened",
        "campaign_extended",
        "campaign_closed",
        "reminded",
        "escalated",
        "silence_noted",
    }
)
# What is due in an initiative and tells that somebody's conduct is asked about.
TELLING_CLOCKS = frozenset({ClockKind.CAUSE, ClockKind.OBSTRUCTION})


class Subject(StrEnum):
    """What a letter is about, in its Subject: the key in words/ [subjects]. So few that none of them tells apart what must not be told."""

    DUE = "due"
    CAMPAIGN = "campaign"
    NEWS = "news"


def subject_of(fact: Fact, kind: StreamKind) -> Subject:
    if kind in (StreamKind.CAMPAIGN, StreamKind.YEARLY):
        return Subject.CAMPAIGN
    return Subject.DUE if fact.kind in ("reminded", "escalated", "silence_noted") else Subject.NEWS


def may_be_told(fact: Fact, kind: StreamKind) -> bool:
    """Whether its sentence may stand in a letter about a stream of that kind."""
    telling = kind is StreamKind.REVIEW or bool(fact.hidden_from) or getattr(fact, "clock", None) in TELLING_CLOCKS
    return fact.kind in TOLD and not telling
