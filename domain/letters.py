"""What may be said of a fact where anybody may look over the reader's shoulder: in mail that is not encrypted, and on the screen of a telephone.

Three tables. Of what stands in TOLD a letter says that it happened, and in ASKED what is asked of its reader: in general words, without a title, a name or
anything that people wrote, for papers of personnel that are not public yet may be a State secret. Of everything else it says only that there is
something, and by when; the reader signs in to read it. None holds anything that tells of a person's conduct.
"""

from datetime import date
from enum import StrEnum

from domain.facts import Fact
from domain.streams.hiding import CLOCKS_OF_CONDUCT
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
ASKED = frozenset(
    {
        "accept_dossier",
        "answer_consultation",
        "appraise",
        "approve",
        "approve_amendment",
        "approve_plan",
        "cast_ballot",
        "close",
        "close_campaign",
        "close_meeting",
        "conclude_vote",
        "evaluate",
        "evaluate_result",
        "finish",
        "grant_extension",
        "notify_result",
        "open_meeting",
        "override",
        "record_council_conclusion",
        "record_party_opinion",
        "refuse",
        "refuse_amendment",
        "refuse_extension",
        "resubmit",
        "resume",
        "return_dossier",
        "return_plan",
        "return_to_agency",
        "submit_plan",
        "submit_result_report",
        "submit_to_city",
        "vote",
    }
)
# What decides about a party to the case: whoever gets one letter a day is told of it at once all the same.
DECISIONS = frozenset(
    {
        "amendment_approved",
        "amendment_refused",
        "appeal_decided",
        "approved",
        "challenge_decided",
        "complaint_decided",
        "declared_out_of_scope",
        "discipline_annulled",
        "discipline_concluded",
        "discipline_opened",
        "dossier_returned",
        "extension_granted",
        "extension_refused",
        "forwarded",
        "not_handled_concluded",
        "plan_approved",
        "plan_returned",
        "proposal_refused",
        "result_evaluated",
        "review_decided",
        "review_opened",
        "reward_granted",
        "reward_refused",
        "reward_reversed",
        "stopped",
        "suspended",
        "vote_overridden",
    }
)
# Of whose streams a letter may say what is asked: of a review and of a reward file it says nothing but the day.
_PLAIN = frozenset({StreamKind.INITIATIVE, StreamKind.CAMPAIGN, StreamKind.YEARLY, StreamKind.SIGNING})


class NoticeChoice(StrEnum):
    """What a person wants by mail: each notice as it comes; one letter a day, and at once only what cannot wait; or only what cannot wait.

    Everything stands in the inbox of the counter, whatever they choose.
    """

    EACH = "each"
    DAILY = "daily"
    URGENT = "urgent"


def cannot_wait(fact: Fact, about_them: bool, last_day: date | None, today: date) -> bool:
    """Whether it is a decision about its reader, or asks something of them whose last day has come. `last_day`: of what is asked, None where nothing is."""
    return (about_them and fact.kind in DECISIONS) or (last_day is not None and last_day <= today)


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
    """Whether a letter about a stream of that kind may say what happened."""
    telling = kind is StreamKind.REVIEW or bool(fact.hidden_from) or getattr(fact, "clock", None) in CLOCKS_OF_CONDUCT
    return fact.kind in TOLD and not telling


def may_be_asked(act: str, kind: StreamKind) -> bool:
    """Whether a letter may name that act as what is asked of its reader."""
    return act in ASKED and kind in _PLAIN


def clock_may_be_named(clock: ClockKind, kind: StreamKind) -> bool:
    """Whether a letter may say what is due, and on what law it rests; else it says the day alone."""
    return clock not in CLOCKS_OF_CONDUCT and kind in _PLAIN
