"""Every closed list, once. The words are those of docs/glossary.md."""

from enum import StrEnum


class Regime(StrEnum):
    """The body of law a case is decided under; its numbers are a policy (policies/)."""

    ND73 = "nd73-2023"


class Stage(StrEnum):
    """Where an initiative stands. The order here is the order of the procedure; there is no other."""

    REGISTERED = "registered"
    AGENCY_REVIEW = "agency_review"
    PLANNING = "planning"
    IMPLEMENTING = "implementing"
    FINAL_EVALUATION = "final_evaluation"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a closed initiative ended."""

    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    NOT_COMPLETED = "not_completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Office(StrEnum):
    """In what capacity somebody acts. The first six are held, from a day to a day, in the directory; the others follow from the case."""

    AGENCY_HEAD = "agency_head"
    DEPUTY_HEAD = "deputy_head"
    AGENCY_OFFICER = "agency_officer"
    PARTY_SECRETARY = "party_secretary"
    HOME_AFFAIRS = "home_affairs"
    AUDITOR = "auditor"
    PROPOSER = "proposer"
    IMPLEMENTER = "implementer"
    EVALUATOR = "evaluator"
    LEADERSHIP = "leadership"
    RECEIVING_OFFICE = "receiving_office"
    SUPERIOR_HEAD = "superior_head"
    CLOCK = "clock"


class Ballot(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class PartyOpinion(StrEnum):
    """What the same-level Party committee said, or that it is not to be had (which needs a recorded reason)."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    ABSENT = "absent"


class OpinionFor(StrEnum):
    """Before which decision the Party committee was asked (ND73 Art. 4: before approval and before evaluation)."""

    APPROVAL = "approval"
    EVALUATION = "evaluation"


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


class LiabilityOutcome(StrEnum):
    """Four different things the law calls by four names; never merged."""

    NOT_HANDLED = "not_handled"
    EXCLUDED = "excluded"
    EXEMPTED = "exempted"
    MITIGATED = "mitigated"
    ORDINARY_HANDLING = "ordinary_handling"


class ClockKind(StrEnum):
    """What somebody must do by a day."""

    DECISION = "decision"
    ITEM_EVALUATION = "item_evaluation"
    CAUSE = "cause"
    RESULT_REPORT = "result_report"
    RESULT_EVALUATION = "result_evaluation"
