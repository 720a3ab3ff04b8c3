"""Of conflicts of interest: which rules there are, and what they keep somebody from."""

from enum import StrEnum


class Conflict(StrEnum):
    """One rule by which somebody is too near to a matter (domain/people/conflicts.py). Whoever proposed together is a proposer each."""

    PROPOSER = "proposer"
    IMPLEMENTER = "implementer"
    UNDER_REVIEW = "under_review"
    SET_ASIDE = "set_aside"
    LEFT_FOR_BIAS = "left_for_bias"
    REPORTED = "reported"
    APPROVED = "approved"
    EVALUATED = "evaluated"
    SITS = "sits"
    SAT_BEFORE = "sat_before"
    ADVISES = "advises"
    DECIDED = "decided"
    DECIDES = "decides"
    LINE_MANAGER = "line_manager"
    SHARED_MATTER = "shared_matter"
    RELATIVE = "relative"
    INTEREST = "interest"


class Impartial(StrEnum):
    """What a member of a body says of themselves."""

    NO_RELATION = "no_relation"
    RELATED = "related"
    STANDS_ASIDE = "stands_aside"


class Role(StrEnum):
    """What somebody would be in a matter, and what a conflict may keep them from being."""

    OFFICE = "office"
    DECIDER = "decider"
    APPEAL = "appeal"
    PANEL_MEMBER = "panel_member"
    COUNCIL_MEMBER = "council_member"
    ADVISER = "adviser"
