"""Of the streams: their kinds and stages, how they end, and what crosses all stages."""

from collections.abc import Mapping
from enum import StrEnum


class Regime(StrEnum):
    """The body of law a case is decided under; its numbers are a policy (policies/)."""

    HCMC2022 = "hcmc-plan-2022"
    ND73 = "nd73-2023"


class StreamKind(StrEnum):
    """What a ledger sequence is about. Each has a workflow of its own."""

    INITIATIVE = "initiative"
    REVIEW = "review"
    REWARD_FILE = "reward_file"
    CAMPAIGN = "campaign"
    YEARLY = "yearly"
    SIGNING = "signing"
    DECLARATION = "declaration"


class Stage(StrEnum):
    """Where an initiative stands. The order here is the order of the procedure; there is no other."""

    REGISTERED = "registered"
    AGENCY_REVIEW = "agency_review"
    CITY_APPRAISAL = "city_appraisal"
    PLANNING = "planning"
    IMPLEMENTING = "implementing"
    FINAL_EVALUATION = "final_evaluation"
    REWARDING = "rewarding"
    CLOSED = "closed"

    def precedes(self, other: "Stage") -> bool:
        return list(Stage).index(self) < list(Stage).index(other)


class ReviewStage(StrEnum):
    """Where a liability review stands, in order. A decided one is at rest until somebody appeals."""

    REPORTED = "reported"
    CAUSE = "cause"
    FINDINGS = "findings"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    APPEALED = "appealed"
    CLOSED = "closed"


class RewardStage(StrEnum):
    """Where a reward file stands, in order: some of it may still be proposed while another part is granted."""

    PROPOSED = "proposed"
    CONSIDERED = "considered"
    GRANTING = "granting"
    CLOSED = "closed"


class CampaignStage(StrEnum):
    """Where a registration campaign stands: its window is open; it is over and the campaign waits to be closed; closed."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class YearlyStage(StrEnum):
    """Whether the yearly campaign opens by itself when its day comes."""

    RUNNING = "running"
    PAUSED = "paused"


class SigningStage(StrEnum):
    """Whether leave to sign may still be used, or the head is away, as far as the paper itself says; its last day may have passed."""

    GIVEN = "given"
    ENDED = "ended"
    ABSENT = "absent"
    BACK = "back"


class DeclarationStage(StrEnum):
    """A declaration of relatives and interests stands until the next."""

    STANDS = "stands"


class LeftOut(StrEnum):
    """Why an agency is not reminded in a campaign."""

    WAIVED = "waived"
    REGISTERED = "registered"
    NOT_UNDER_DUTY = "not_under_duty"
    NOBODY_HEADS_IT = "nobody_heads_it"


class ReportSection(StrEnum):
    """What a figure of a report is about; the codes in a section are those of the list it counts by."""

    REGISTERED = "registered"
    APPROVED = "approved"
    STAGES = "stages"
    OUTCOMES = "outcomes"
    RESULTS = "results"
    REVIEWS = "reviews"
    REVIEW_OUTCOMES = "review_outcomes"
    REWARDS = "rewards"
    ENTERED_LATER = "entered_later"


class HeadsDeed(StrEnum):
    """What is counted of the head of an agency. `silent`: days that passed in silence at their desk; `unanswered`: of these, still so."""

    REGISTERED = "registered"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    OVERRODE = "overrode"
    SILENT = "silent"
    UNANSWERED = "unanswered"


AnyStage = Stage | ReviewStage | RewardStage | CampaignStage | YearlyStage | SigningStage | DeclarationStage
# The stages of each kind, in their order.
STAGES_OF: Mapping[StreamKind, tuple[AnyStage, ...]] = {
    StreamKind.INITIATIVE: tuple(Stage),
    StreamKind.REVIEW: tuple(ReviewStage),
    StreamKind.REWARD_FILE: tuple(RewardStage),
    StreamKind.CAMPAIGN: tuple(CampaignStage),
    StreamKind.YEARLY: tuple(YearlyStage),
    StreamKind.SIGNING: tuple(SigningStage),
    StreamKind.DECLARATION: tuple(DeclarationStage),
}


class Outcome(StrEnum):
    """How a closed initiative ended."""

    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    NOT_COMPLETED = "not_completed"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class ReviewOutcome(StrEnum):
    """How a closed liability review ended."""

    NO_REVIEW = "no_review"
    APPEAL_DECIDED = "appeal_decided"
    SUPERSEDED = "superseded"


class Flag(StrEnum):
    """What crosses all stages. `held`: a reward file whose grants and payments stand still. `departs_from_...`: a review decided otherwise than its panel
    recommended, or than the tables of its rules leave open. `rests_on_unknown`: it follows tables that could not say anything for certain yet.
    `entered_later`: a case of earlier years, told from its papers.
    """

    SUSPENDED = "suspended"
    INTEGRITY = "integrity"
    REFERRED = "referred"
    HELD = "held"
    DEPARTS_FROM_PANEL = "departs_from_panel"
    DEPARTS_FROM_TABLES = "departs_from_tables"
    RESTS_ON_UNKNOWN = "rests_on_unknown"
    ENTERED_LATER = "entered_later"
