"""What is said of a proposal and of the work."""

from enum import StrEnum


class Ballot(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class VoteOutcome(StrEnum):
    """How the vote of a body came out, and why."""

    CARRIED = "carried"
    CARRIED_BY_CHAIR = "carried_by_chair"
    TIED = "tied"
    NOT_CARRIED = "not_carried"
    NO_QUORUM = "no_quorum"


class PartyOpinion(StrEnum):
    """What the same-level Party committee said, or that it is not to be had (which needs a recorded reason)."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    ABSENT = "absent"


class OpinionFor(StrEnum):
    """Before which decision the Party committee was asked (ND73 Art. 4: before approval and before evaluation)."""

    APPROVAL = "approval"
    EVALUATION = "evaluation"
    REVIEW = "review"


class ProposedAs(StrEnum):
    """What the plan asks agencies to register."""

    SOLUTION = "solution"
    INITIATIVE = "initiative"


class Gap(StrEnum):
    """What the rules in force leave open, so that somebody must dare."""

    UNREGULATED = "unregulated"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"


class PlanForm(StrEnum):
    """As what the work is planned once it is approved."""

    SCHEME = "scheme"
    PLAN = "plan"


class ScopeGround(StrEnum):
    """Why a proposal is outside the rules it named."""

    PERSON_NOT_COVERED = "person_not_covered"
    REGULATED_ALREADY = "regulated_already"
    BREACHES_SUPERIOR_LAW = "breaches_superior_law"
    PILOT_NORMATIVE_DOCUMENT = "pilot_normative_document"


class Route(StrEnum):
    """The way that is left to a proposal outside the rules it named. Nothing is promised on it."""

    HCMC2022 = "hcmc-plan-2022"
    ND73 = "nd73-2023"
    PILOT_PERMISSION = "pilot_permission"


class Position(StrEnum):
    """What a consulted department says. Silence is none of these, and is never taken as consent."""

    AGREES = "agrees"
    AGREES_WITH_CHANGES = "agrees_with_changes"
    DISAGREES = "disagrees"


class Appraisal(StrEnum):
    """What the focal point recommends to the city. It binds nobody."""

    RECOMMENDS_APPROVAL = "recommends_approval"
    RECOMMENDS_RETURN = "recommends_return"
    RECOMMENDS_REFUSAL = "recommends_refusal"


class Verdict(StrEnum):
    """How a work item came out at one evaluation."""

    FULL = "full"
    PARTLY = "partly"
    NOT = "not"


class Result(StrEnum):
    """How the whole initiative came out (ND73 Art. 18)."""

    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    NOT_COMPLETED = "not_completed"


class Tier(StrEnum):
    SUCCESSFUL = "successful"
    TYPICAL = "typical"
    OUTSTANDING = "outstanding"
