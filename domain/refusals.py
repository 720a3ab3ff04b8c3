"""Why something was not done: a reason code, its legal basis, and what a sentence about it needs. The sentences are in words/."""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    NO_SUCH_CASE = "no-such-case"
    NOT_IN_THE_DIRECTORY = "not-in-the-directory"
    NOT_YOUR_OFFICE = "not-your-office"
    PARTY_MAY_NOT_DECIDE = "party-may-not-decide"
    PROPOSER_MAY_NOT_VOTE = "proposer-may-not-vote"
    NOT_OPEN_IN_STAGE = "not-open-in-stage"
    ALREADY_REGISTERED = "already-registered"
    UNKNOWN_AGENCY = "unknown-agency"
    UNKNOWN_PERSON = "unknown-person"
    REGIME_NOT_IN_FORCE = "regime-not-in-force"
    NOT_THEIR_AGENCY = "not-their-agency"
    ALL_ITEMS_EVALUATED = "all-items-evaluated"
    ITEMS_NOT_EVALUATED = "items-not-evaluated"
    NO_SUPERIOR_TO_DECIDE = "no-superior-to-decide"
    TOO_LONG = "too-long"
    DOSSIER_WAS_RETURNED = "dossier-was-returned"
    DOSSIER_NOT_RETURNED = "dossier-not-returned"
    OPINION_NOT_ASKED_NOW = "opinion-not-asked-now"
    PAPER_NEEDED = "paper-needed"
    ABSENCE_NEEDS_REASON = "absence-needs-reason"
    OPINION_ALREADY_RECORDED = "opinion-already-recorded"
    PARTY_OPINION_MISSING = "party-opinion-missing"
    VOTE_ALREADY_CONCLUDED = "vote-already-concluded"
    NO_QUORUM = "no-quorum"
    VOTE_NOT_CONCLUDED = "vote-not-concluded"
    NOTHING_TO_OVERRIDE = "nothing-to-override"
    NOT_CARRIED = "not-carried"
    CARRIED_BINDS = "carried-binds"
    ALREADY_OVERRIDDEN = "already-overridden"
    PLAN_NOT_SUBMITTED = "plan-not-submitted"
    PLAN_ALREADY_SUBMITTED = "plan-already-submitted"
    RISKS_OR_REASON = "risks-or-reason"
    ITEM_TWICE = "item-twice"
    UNKNOWN_ITEM = "unknown-item"
    PLAN_CHANGED = "plan-changed"
    IMPLEMENTER_MAY_NOT_EVALUATE = "implementer-may-not-evaluate"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    REPORT_ALREADY_SUBMITTED = "report-already-submitted"
    REPORT_MISSING = "report-missing"
    RESULT_ALREADY_EVALUATED = "result-already-evaluated"
    CAUSE_NEEDED = "cause-needed"
    TIER_ONLY_IF_COMPLETED = "tier-only-if-completed"
    NOT_OF_THE_LEADERSHIP = "not-of-the-leadership"
    RESULT_NOT_EVALUATED = "result-not-evaluated"
    STAGE_NEVER_REACHED = "stage-never-reached"
    BASELINE_FROZEN = "baseline-frozen"


class Refused(Exception):
    """An answer, not a failure: the act was examined and does not stand. `params` fill the sentence; nothing personal beyond ids belongs in it."""

    def __init__(self, reason: Reason, basis: str, **params: str | int) -> None:
        super().__init__(f"{reason} ({basis})")
        self.reason, self.basis = reason, basis
        self.params: Mapping[str, str | int] = params
