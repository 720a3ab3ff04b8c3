"""Of liability reviews and of discipline after them."""

from enum import StrEnum


class LiabilityOutcome(StrEnum):
    """Four different things the law calls by four names; never merged."""

    NOT_HANDLED = "not_handled"
    EXCLUDED = "excluded"
    EXEMPTED = "exempted"
    MITIGATED = "mitigated"
    ORDINARY_HANDLING = "ordinary_handling"
    RECOMMENDED_EXEMPTED = "recommended_exempted"
    RECOMMENDED_MITIGATED = "recommended_mitigated"


class ReviewAbout(StrEnum):
    """What brought a liability review about."""

    INCIDENT = "incident"
    WORK_ITEM = "work_item"
    RESULT = "result"
    INTEGRITY = "integrity"
    NEW_EVIDENCE = "new_evidence"


class Cause(StrEnum):
    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"
    MIXED = "mixed"


class Finding(StrEnum):
    """What must be established about a person and their act. Those in AGAINST (domain/streams/review.py) speak against them if so, the others for them."""

    RIGHT_POLICY = "right_policy"
    PURE_MOTIVE = "pure_motive"
    COMMON_GOOD = "common_good"
    PERSONAL_GAIN = "personal_gain"
    CORRUPTION = "corruption"
    NEGATIVITY = "negativity"
    FRAUD = "fraud"
    WILFUL_BREACH = "wilful_breach"
    ORDER_UNDER_PROTEST = "order_under_protest"
    FORCE_MAJEURE = "force_majeure"
    RIGHT_PROCEDURE = "right_procedure"
    WITHIN_APPROVAL = "within_approval"


class Circumstance(StrEnum):
    """What a liability table asks beside the findings: it follows from the record and is established by nobody anew."""

    COMPLETED = "completed"
    DAMAGE = "damage"
    FORESEEN = "foreseen"
    OBJECTIVE_CAUSE = "objective_cause"


class RuleSet(StrEnum):
    """Why a rule set is read beside a review: which of them decides is the law's choice or a human's, never ours."""

    PINNED = "pinned"
    EVENT_DAY = "event_day"
    TODAY = "today"
    OTHER_PROGRAMME = "other_programme"


class Answer(StrEnum):
    """Whether a thing is so, as far as is established."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class IntegrityGround(StrEnum):
    """What is suspected when rewards are frozen."""

    PERSONAL_GAIN = "personal_gain"
    CORRUPTION = "corruption"
    NEGATIVITY = "negativity"
    FRAUD = "fraud"


class DisciplineStep(StrEnum):
    """The steps before a decision on discipline, in order (Decree 234/2026 Art. 13-18)."""

    MEETING = "meeting"
    REPORT = "report"
    COUNCIL = "council"
    RECOMMENDATION = "recommendation"


class DisciplineForm(StrEnum):
    """How a proceeding ends."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"
    NO_VIOLATION = "no_violation"


class Relation(StrEnum):
    """What keeps somebody from judging another (Decree 234/2026 Art. 2.11)."""

    SPOUSE = "spouse"
    PARENT = "parent"
    PARENT_IN_LAW = "parent_in_law"
    ADOPTIVE_PARENT = "adoptive_parent"
    CHILD = "child"
    SIBLING = "sibling"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    SPOUSES_SIBLING = "spouses_sibling"
    SIBLINGS_SPOUSE = "siblings_spouse"
    LINKED_TO_THE_ACT = "linked_to_the_act"


class StayGround(StrEnum):
    """Why the time of a proceeding does not count for now (Decree 234/2026 Art. 3 and 5)."""

    ILLNESS = "illness"
    MATERNITY = "maternity"
    CUSTODY = "custody"
    CRIMINAL_PROCEDURE = "criminal_procedure"
    COMPLAINT = "complaint"
    OTHER_BY_LAW = "other_by_law"
